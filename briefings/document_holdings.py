"""Which pack editions hold a document, and who is told when it is withdrawn."""

from django.utils.translation import gettext as _
from wagtail import hooks

from briefings.models import PackEditionItem
from briefings.tasks import tell_of_withdrawal
from media.domain.holdings import Holding, register_holder
from media.models import Document


@register_holder
def pack_editions_with(document: Document) -> list[Holding]:
    """Every edition with the document, or with the same bytes, newest first of each review."""
    held = PackEditionItem.objects.holding(document).select_related("edition__review")
    editions = {item.edition for item in held}
    return [Holding(_("Pack edition"), str(one), one.url) for one in sorted(editions, key=lambda one: -one.number)]


@hooks.register("cascade_document_withdrawn")
def tell_those_who_asked(document: Document, title: str, why: str) -> None:
    tell_of_withdrawal.enqueue(document.pk, title, why)
