"""What an agency said by telephone or in a mail, written down by a training manager on the same form."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from training.cascade_errors import CascadeError
from training.cascade_replies.links import TOLD_WRONG
from training.cascade_replies.page import ReplyPage, form_token, key_of_form, number_in, who_reads
from training.domain.cascade_replies import record_reply, replies_since
from training.models import CascadeRecipient
from training.permissions import SEND_CASCADES
from training.views import partnership_of


@never_cache
@login_required
@permission_required(SEND_CASCADES, raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def cascade_reply_for(request: HttpRequest, cascade_id: int, recipient_id: int) -> HttpResponse:
    """The form for one agency or team of a cascade; once it is kept, back to the board."""
    rows = CascadeRecipient.objects.select_related(
        "cascade__partnership__site", "cascade__page", "cascade__pack_edition__review", "agency__kind", "parent"
    )
    found = rows.filter(cascade__partnership=partnership_of(request))
    recipient = get_object_or_404(found, cascade=cascade_id, pk=recipient_id)
    page = ReplyPage(recipient, request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _page(request, page)
    if not page.form.is_valid():
        return _page(request, page, TOLD_WRONG)
    key = key_of_form(request.POST.get("token", ""), recipient)
    try:
        reply = record_reply(recipient, page.form.answers, form_key=key, by=request.user)  # type: ignore[arg-type]  # signed in
    except CascadeError as error:
        return _page(request, page, TOLD_WRONG, problem=str(error), typed=page.form.typed())
    messages.success(request, _("The answer of %(agency)s is kept.") % {"agency": recipient})
    if replies_since(reply, number_in(request.POST.get("seen", ""))):
        messages.warning(
            request,
            _("While you were writing, %(agency)s answered for itself. Both are kept, yours counts: look at them.")
            % {"agency": recipient},
        )
        return redirect("cascade_reply_for", cascade_id=cascade_id, recipient_id=recipient_id)
    return redirect("cascade", cascade_id=cascade_id)


def _page(request: HttpRequest, page: ReplyPage, status: int = 200, **more: Any) -> HttpResponse:
    context = page.context() | {
        "token": form_token(page.recipient),
        "who_reads": who_reads(page.recipient),
        "private_address": False,
        **more,
    }
    return render(request, "training/cascade_replies/reply_for.html", context, status=status)
