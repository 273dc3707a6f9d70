"""Which packs hold a document or a briefing, and who is told when a document is withdrawn."""

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks

from briefings.models import BriefingPage, PackEditionItem
from briefings.tasks import tell_of_withdrawal
from media.domain.holdings import Holding, register_holder
from media.models import Document


@register_holder
def pack_editions_with(thing: Model) -> list[Holding]:
    """Every edition with the document, or with the same bytes, or with what was made of the briefing."""
    if not isinstance(thing, Document | BriefingPage):
        return []
    held = PackEditionItem.objects.holding(thing).select_related("edition__review")
    return [Holding(_("Pack edition"), str(edition), edition.url) for edition in {item.edition for item in held}]


@register_holder
def reviews_with_the_briefing(thing: Model) -> list[Holding]:
    """The reviews it serves, whose packs it is in."""
    if not isinstance(thing, BriefingPage):
        return []
    return [
        Holding(_("Review"), review.title, reverse("wagtailadmin_pages:edit", args=[review.pk]))
        for review in thing.reviews.all()
    ]


@hooks.register("cascade_document_withdrawn")
def tell_those_who_asked(document: Document, title: str, why: str) -> None:
    tell_of_withdrawal.enqueue(document.pk, title, why)
