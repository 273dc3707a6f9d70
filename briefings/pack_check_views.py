"""Is the pack I saved still current? Hand it in, or follow the address in its README."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from briefings.domain.packs.checking import Checked, check, check_edition
from briefings.domain.packs.handed_in import MIB, MOST_BYTES, NotAPack, pack_id, read_handed_in

ROOM_FOR_THE_FORM = MIB
_LONGEST_NUMBER = 9  # digits


class PackCheckForm(forms.Form):
    """One file, looked at and forgotten."""

    file = forms.FileField(
        label=gettext_lazy("The pack, or manifest.json from inside it"),
        help_text=gettext_lazy("A zip, its manifest.json, or one file of it. It is looked at and not kept."),
        widget=forms.ClearableFileInput(attrs={"accept": ".zip,.json,.pdf,.docx,.pptx,.txt"}),
        error_messages={
            "required": gettext_lazy("Choose a file first."),
            "empty": gettext_lazy("This file is empty."),
        },
    )


@csrf_exempt  # asked for below, once it is known that the body is not too long to be read
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def pack_check(request: HttpRequest) -> HttpResponse:
    """The form, and what is to be said of what was handed in or named (`?pack=`, `?edition=`)."""
    if _content_length(request) > MOST_BYTES + ROOM_FOR_THE_FORM:
        said = _("This file is larger than %(most)d MB. Hand in the small file manifest.json from inside it instead.")
        return _page(request, PackCheckForm(), problem=said % {"most": MOST_BYTES // MIB}, status=413)
    return _pack_check(request)


@csrf_protect
def _pack_check(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _handed_in(request)
    if "pack" not in request.GET and "edition" not in request.GET:
        return _page(request, PackCheckForm())
    number = request.GET.get("edition", "")
    known = number.isascii() and number.isdigit() and len(number) <= _LONGEST_NUMBER
    found = check_edition(pack_id(request.GET.get("pack")), int(number) if known else 0)
    return _page(request, PackCheckForm(), found=found, asked=True)


def _handed_in(request: HttpRequest) -> HttpResponse:
    form = PackCheckForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, status=400)
    try:
        handed_in = read_handed_in(form.cleaned_data["file"])
    except NotAPack as reason:
        form.add_error("file", str(reason))
        return _page(request, form, status=400)
    return _page(request, PackCheckForm(), found=check(handed_in), asked=True)


def _page(
    request: HttpRequest,
    form: PackCheckForm,
    *,
    found: Checked | None = None,
    asked: bool = False,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "found": found, "asked": asked, "problem": problem}
    return render(request, "briefings/pack_check.html", context, status=status)


def _content_length(request: HttpRequest) -> int:
    stated = request.META.get("CONTENT_LENGTH") or "0"
    return int(stated) if stated.isascii() and stated.isdigit() and len(stated) < 19 else MOST_BYTES * 2
