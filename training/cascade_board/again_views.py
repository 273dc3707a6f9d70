"""Asking again, after a material change: what differs, what changed in words, and who is asked."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from training.cascade_board.views import breadcrumbs, cascade_of
from training.cascade_errors import CascadeError
from training.domain.cascade_asking_again import LONGEST_CHANGE, Who, agencies_to_ask, ask_again, differences, said_now
from training.enums import CascadeState
from training.models import Cascade
from training.permissions import SEND_CASCADES
from training.programme.access import TOLD_WRONG, only_with


class AskAgainForm(forms.Form):
    """What changed, in words, and who is asked."""

    what_changed = forms.CharField(
        label=gettext_lazy("What has changed, and why does it matter?"),
        help_text=gettext_lazy(
            "It is the first thing that leads read. Without a change that matters, nobody is asked again."
        ),
        max_length=LONGEST_CHANGE,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Say what has changed: it is the first thing that leads read.")},
    )
    who = forms.ChoiceField(
        label=gettext_lazy("Who is asked"),
        choices=[
            (Who.ALL, gettext_lazy("All agencies it went to")),
            (Who.SHARED, gettext_lazy("Those that shared it with their people")),
        ],
    )


@only_with(SEND_CASCADES)
@require_http_methods(["GET", "HEAD", "POST"])
def cascade_ask_again(request: HttpRequest, cascade_id: int) -> HttpResponse:
    """Shows what differs, and makes the draft that asks again."""
    cascade = cascade_of(request, cascade_id)
    if cascade.state not in (CascadeState.SENT, CascadeState.CLOSED):
        return redirect(cascade)
    form = AskAgainForm(request.POST or None, initial={"who": Who.ALL})
    by = _person(request)
    if request.method == "POST" and form.is_valid():
        asked: dict[str, Any] = form.cleaned_data
        try:
            draft = ask_again(cascade, what_changed=asked["what_changed"], who=Who(asked["who"]), by=by)
        except CascadeError as error:
            form.add_error(error.field or None, str(error))
        else:
            messages.success(request, _("The draft is kept. Look it over, then send it."))
            return redirect("cascade_edit", draft.pk)
    differs, problem = _differs(cascade)
    context = {
        "cascade": cascade,
        "partnership": cascade.partnership,
        "form": form,
        "problem": problem,
        "differs": differs,
        "all_asked": len(agencies_to_ask(cascade, Who.ALL)),
        "shared_asked": len(agencies_to_ask(cascade, Who.SHARED)),
        "breadcrumbs": [*breadcrumbs(), {"title": cascade.title, "url": cascade.get_absolute_url()}],
    }
    status = TOLD_WRONG if form.is_bound and form.errors else 200
    return render(request, "training/cascades_board/again.html", context, status=status)


def _differs(cascade: Cascade) -> tuple[list[Any], str]:
    """What differs; and why that cannot be known, where it cannot."""
    try:
        return differences(cascade.said, said_now(cascade)), ""
    except CascadeError as error:
        return [], str(error)


def _person(request: HttpRequest) -> Any:
    return request.user  # signed in, all who get here
