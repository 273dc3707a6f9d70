"""The lines of the board as HTML. Three hundred of them on a page: a template would take most of its time."""

from collections.abc import Iterable
from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from training.cascade_board.shown import ShownRow
from training.models import Cascade


class RowWriter:
    """Writes the lines; they stand in one form, whose button says which agency is meant."""

    def __init__(self, cascade: Cascade) -> None:
        base = reverse("cascade_agency", args=[cascade.pk, 0])
        self.before, _zero, self.after = base.rpartition("0")
        # Each is a translation, so it is asked for once.
        self.remind, self.reply, self.link = (
            escape(words) for words in (_("Remind now"), _("Write down a reply"), _("New link"))
        )

    def rows(self, rows: Iterable[ShownRow]) -> SafeString:
        return SafeString("\n".join(self._row(row) for row in rows))

    def _row(self, shown: ShownRow) -> str:
        recipient = shown.row.recipient
        name = escape(recipient.agency.name)
        look = " tag--amber" if shown.needs_somebody else " tag--plain" if shown.is_silent else ""
        words = "".join(f'<p class="small"><b>{escape(label)}:</b> {escape(said)}</p>' for label, said in shown.words)
        return (
            f'<li id="agency-{recipient.pk}"><h3><a href="{self.before}{recipient.pk}{self.after}">{name}</a></h3> '
            f'<p class="tags"><span class="tag{look}">{escape(shown.row.state_label)}</span> '
            f'<span class="soft">{escape(shown.facts)}</span></p>{words}{self._do(shown, name)}</li>'
        )

    def _do(self, shown: ShownRow, name: str) -> str:
        of_whom = f'<span class="unseen">: {name}</span>'
        do = ""
        if shown.can_remind:
            agency = shown.row.recipient.agency_id
            do += (
                f'<button class="linklike" type="submit" name="agency" value="{agency}">{self.remind}{of_whom}</button>'
            )
        for url, label in ((shown.reply_url, self.reply), (shown.link_url, self.link)):
            do += f'<a href="{escape(url)}">{label}{of_whom}</a>' if url else ""
        return f'<div class="board__do noprint">{do}</div>' if do else ""
