"""Getting at the cascades of the site's own partnership."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from training.models import Cascade, CascadeRecipient
from training.views import partnership_of


def cascade_of(request: HttpRequest, cascade_id: int) -> Cascade:
    """The partnership's own; 404 for any other."""
    partnership = partnership_of(request)
    found: Cascade = get_object_or_404(Cascade.objects.select_related("batch"), pk=cascade_id, partnership=partnership)
    found.partnership = partnership
    return found


def recipient_of_site(request: HttpRequest, recipient_id: int) -> CascadeRecipient:
    """An agency of one of the partnership's own cascades; 404 for any other, and for a team."""
    partnership = partnership_of(request)
    rows = CascadeRecipient.objects.select_related("cascade__batch", "agency__kind", "mail")
    found: CascadeRecipient = get_object_or_404(rows, pk=recipient_id, cascade__partnership=partnership, parent=None)
    found.cascade.partnership = partnership
    return found


def crumbs(cascade: Cascade | None = None) -> list[dict[str, str]]:
    trail = [{"title": _("Cascades"), "url": reverse("cascades")}]
    if cascade is not None:
        trail.append({"title": cascade.title, "url": reverse("cascade_sending", args=[cascade.pk])})
    return trail


def person(request: HttpRequest) -> Any:
    return request.user
