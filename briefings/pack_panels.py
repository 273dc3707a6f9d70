"""What an editor sees of a pack beside the note for readers."""

from typing import Any

from wagtail.admin.panels import Panel

from briefings.domain.packs.contents import pack_of
from briefings.domain.packs.edition_page import groups_of
from briefings.domain.packs.editions import newest_edition
from briefings.domain.packs.gaps import pack_gaps
from briefings.models import PackEdition


class PackEditionPanel(Panel):
    """What the edition holds, what changed, and what the pack lacks now."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtailadmin/briefings/pack_edition_panel.html"
        instance: PackEdition

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            edition = self.instance
            newest = newest_edition(edition.review)
            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | {
                "edition": edition,
                "groups": groups_of(list(edition.items.order_by("order")), {}),
                "gaps": pack_gaps(pack_of(edition.review)),
                "newer": newest if newest and newest.number > edition.number else None,
            }
