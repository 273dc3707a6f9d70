"""Where a cascade stopped, agency by agency, and what each agency was sent and has said."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_required, permission_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from training.cascade_board.forms import BoardFilterForm
from training.cascade_board.row_html import RowWriter
from training.cascade_board.shown import ShownRow
from training.cascade_board.told import by_state, headline, link_to, picture, steps
from training.domain.cascade_asking_again import differences
from training.domain.cascade_escalations import to_escalate
from training.enums import CascadeState
from training.models import Cascade
from training.permissions import SEE_CASCADES, can_send_cascades
from training.queries.cascade_board import BoardRow, board_rows
from training.queries.cascade_figures import Figures, by_kind
from training.queries.cascade_trail import recipient_of_cascade, trail_of
from training.views import partnership_of

ONE_WEEK = timedelta(days=7)
NOT_OUT = frozenset({CascadeState.DRAFT, CascadeState.WITHDRAWN})


def cascade_of(request: HttpRequest, cascade_id: int) -> Cascade:
    """One of this site's partnership, with what it asks again (`earlier`); those that ask it again are `later`. 1 query."""
    partnership = partnership_of(request)
    found = Cascade.objects.select_related("earlier", "batch").filter(
        Q(pk=cascade_id) | Q(earlier=cascade_id), partnership=partnership
    )
    cascade, later = None, []
    for one in found.order_by("created_at", "pk"):
        if one.pk == cascade_id:
            cascade = one
        else:
            later.append(one)
    if cascade is None:
        raise Http404
    cascade.partnership = partnership
    cascade.later = later  # type: ignore[attr-defined]  # for the page
    return cascade


@require_safe
@never_cache
@login_required
@permission_required(SEE_CASCADES, raise_exception=True)
def cascade_board(request: HttpRequest, cascade_id: int) -> HttpResponse:
    """The board: figures, where it stopped, and each agency."""
    cascade = cascade_of(request, cascade_id)
    rows = board_rows(cascade)
    form = BoardFilterForm(request, rows)
    figures = Figures.of(rows)
    told = steps(figures)
    shown = _shown(request, cascade, form.fitting())
    context = {
        "cascade": cascade,
        "partnership": cascade.partnership,
        "is_out": cascade.state not in NOT_OUT,
        "figures": figures,
        "headline": headline(figures),
        "steps": told,
        "picture": picture(told) if figures.agencies else None,
        "states": by_state(figures),
        "kinds": by_kind(rows),
        "rows": RowWriter(cascade).rows(shown),
        "rows_shown": len(shown),
        "filter_form": form if rows else None,
        "notes": form.notes,
        **_proposals(request, cascade),
        "differs": differences(cascade.earlier.said, cascade.said) if cascade.earlier and cascade.said else [],
        "asked_again": cascade.later,  # type: ignore[attr-defined]
        **_tools(request, cascade),
        "breadcrumbs": breadcrumbs(),
    }
    return render(request, "training/cascades_board/board.html", context)


@require_safe
@never_cache
@login_required
@permission_required(SEE_CASCADES, raise_exception=True)
def cascade_agency(request: HttpRequest, cascade_id: int, recipient_id: int) -> HttpResponse:
    """All that happened between the partnership and one agency about one cascade, latest first."""
    cascade = cascade_of(request, cascade_id)
    row = recipient_of_cascade(cascade, recipient_id)
    can_send = can_send_cascades(request)
    context = {
        "cascade": cascade,
        "partnership": cascade.partnership,
        "row": _shown(request, cascade, [row])[0],
        "trail": trail_of(row.recipient, with_addresses=can_send),
        **_tools(request, cascade),
        "breadcrumbs": [*breadcrumbs(), {"title": cascade.title, "url": cascade.get_absolute_url()}],
    }
    return render(request, "training/cascades_board/agency.html", context)


def breadcrumbs() -> list[dict[str, str]]:
    listed = link_to("cascades")
    return [{"title": _("Cascades"), "url": listed}] if listed else []


def _shown(request: HttpRequest, cascade: Cascade, rows: list[BoardRow]) -> list[ShownRow]:
    """The lines, with what this reader may do from each: only what its rights and the state of the cascade allow."""
    if not (can_send_cascades(request) and cascade.state == CascadeState.SENT):
        return [ShownRow(row) for row in rows]
    week_ago = timezone.now() - ONE_WEEK
    reply_to, link_of = reverse("cascade_reply_for", args=[cascade.pk, 0]), reverse("cascade_link_new", args=[0])
    return [
        ShownRow(
            row,
            can_remind=row.is_owing and (row.reminded_at is None or row.reminded_at <= week_ago),
            reply_url=f"/{row.recipient.pk}/".join(reply_to.rsplit("/0/", 1)),
            link_url=f"/{row.recipient.pk}/".join(link_of.rsplit("/0/", 1)),
        )
        for row in rows
    ]


def _proposals(request: HttpRequest, cascade: Cascade) -> dict[str, Any]:
    """Whose board members can be told of this cascade; nothing for those who may not, and while none of it is late."""
    if (
        not can_send_cascades(request)
        or cascade.state != CascadeState.SENT
        or cascade.complete_by >= timezone.localdate()
    ):
        return {}
    found = to_escalate(cascade.partnership, cascade=cascade)
    return {
        "proposals": found.ready,
        "no_board_address": found.no_address,
        "escalate_url": reverse("cascade_escalate", args=[cascade.pk]),
    }


def _tools(request: HttpRequest, cascade: Cascade) -> dict[str, Any]:
    """What can be done with the whole of it."""
    can_send = can_send_cascades(request)
    is_open = cascade.state == CascadeState.SENT
    is_out = cascade.state not in NOT_OUT
    files = [
        (_("Download as a spreadsheet (CSV)"), link_to("cascade_board_csv", cascade.pk)),
        (_("Download for Excel (XLSX)"), link_to("cascade_board_xlsx", cascade.pk)),
    ]
    return {
        "can_send": can_send,
        "edit_url": link_to("cascade_edit", cascade.pk) if can_send else "",
        "remind_url": link_to("cascade_remind", cascade.pk) if can_send and is_open else "",
        "again_url": link_to("cascade_ask_again", cascade.pk) if can_send and is_out else "",
        "overview_url": link_to("cascade_overview"),
        "sending_url": link_to("cascade_sending", cascade.pk) if can_send and cascade.sent_at else "",
        "files": [(label, url) for label, url in files if url and is_out],
    }
