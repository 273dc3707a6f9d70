"""What no page can make sense of gets a page that says so: numbers too long for any row, words where the admin asks for a number.

Our own forms and lists refuse such things themselves, with words of their own. This is for what libraries do with them: as
shipped, Django's choices from a table and Wagtail's choosers hand a number of thirty digits to the database, or "abc" to a key,
and the admin takes "next=abc" for the name of an address once it has saved.
"""

import logging
import re
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import DataError, IntegrityError
from django.db.models import IntegerField
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.datastructures import MultiValueDictKeyError
from django.views.defaults import page_not_found
from wagtail.images.models import SourceImageIOError

logger = logging.getLogger(__name__)

_TOO_LONG_FOR_SQLITE = "Python int too large to convert to SQLite INTEGER"
_OUT_OF_RANGE = "22003"  # https://www.postgresql.org/docs/current/errcodes-appendix.html
_IS_THERE_ALREADY = "23505"
_IS_THERE_FOR_SQLITE = "UNIQUE constraint failed"
_NO_INTEGER = IntegerField.default_error_messages["invalid"]
_NO_NUMBER = re.compile(r"Field '\w+' expected a number but got ")


class UnreadableRequestsMiddleware:
    """Answers in place of such a fault, and of no other."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> None:
        """No revision has the number 0, which Wagtail takes for none asked for, and then looks into the one it has not got."""
        if _in_the_admin(request) and kwargs.get("revision_id") == 0:
            raise Http404

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if _in_the_admin(request) and isinstance(exception, NoReverseMatch) and _leads_nowhere(request):
            return HttpResponseRedirect(reverse("wagtailadmin_home"))  # what was asked for is done
        if not (_is_too_long(exception) or (_in_the_admin(request) and _is_of_what_was_sent(exception, request))):
            return None
        logger.warning("%s %s cannot be read", request.method, request.path, exc_info=exception)
        if request.method in ("GET", "HEAD"):
            return page_not_found(request, exception)
        return render(request, "400.html", status=400)


def _is_too_long(exception: Exception) -> bool:
    if isinstance(exception, DataError):
        return getattr(exception.__cause__, "sqlstate", None) == _OUT_OF_RANGE
    return isinstance(exception, OverflowError) and str(exception) == _TOO_LONG_FOR_SQLITE


def _is_of_what_was_sent(exception: Exception, request: HttpRequest) -> bool:
    """A word for a number; a field left out; a picture whose file is gone; in a form, what was deleted since it was shown."""
    if isinstance(exception, ObjectDoesNotExist):
        return request.method == "POST"
    if isinstance(exception, IntegrityError):  # a row that was added by somebody else since the form was shown
        return getattr(exception.__cause__, "sqlstate", None) == _IS_THERE_ALREADY or _IS_THERE_FOR_SQLITE in str(
            exception
        )
    if isinstance(exception, SourceImageIOError):
        return request.method == "GET"
    if isinstance(exception, ValidationError):  # of the number of a row of a formset, which modelcluster does not check
        return getattr(exception, "message", None) == _NO_INTEGER
    return isinstance(exception, MultiValueDictKeyError) or bool(
        isinstance(exception, ValueError | TypeError) and _NO_NUMBER.match(str(exception))
    )


def _leads_nowhere(request: HttpRequest) -> bool:
    address = request.POST.get("next") or request.GET.get("next") or "/"
    return "/" not in address


def _in_the_admin(request: HttpRequest) -> bool:
    return request.path_info.startswith("/admin/")
