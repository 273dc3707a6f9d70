"""What every printed form of a briefing says, as the templates read it. Notes for whoever leads it are not among it."""

from __future__ import annotations

from typing import Any

from media.sheets.briefing import FICTIONAL, BriefingSheet, panel_heading
from media.sheets.qr import qr_svg


def briefing_content(sheet: BriefingSheet) -> dict[str, Any]:
    """The parts of the sheet in reading order; what is not known is empty and is left out by the template."""
    return {
        "sheet": sheet.kind.name,
        "numbered": sheet.is_led,
        "title": sheet.shown_title,
        "partnership": sheet.partnership,
        "review_label": sheet.review_label,
        "byline": " · ".join(text for text in (sheet.partnership, sheet.date_as_stated) if text),
        "footer": " · ".join(text for text in (sheet.partnership, sheet.kind.name) if text),
        "fictional": FICTIONAL if sheet.is_fictional else "",
        "notice": sheet.notice,
        "warning": sheet.content_warning,
        "introduction": list(sheet.introduction),
        "panels": [
            {"heading": panel_heading(panel, number), "blocks": list(panel.in_words)}
            for number, panel in enumerate(sheet.panels, start=1)
        ],
        "standing_questions": list(sheet.standing_questions),
        "themes": list(sheet.themes),
        "facts": [{"name": name, "value": value} for name, value in sheet.facts],
        "used": _used(sheet.used_address),
    }


def _used(address: str) -> dict[str, str]:
    """The form on which to say that the briefing was used: as a link, in words, and as a QR code with what it says."""
    if not address:
        return {}
    return {
        "url": address,
        "shown": address,
        "qr": qr_svg(address),
        "alt": f"QR code: the form on which to say that you used this briefing, {address}",
    }
