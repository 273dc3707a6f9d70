"""The formats of a briefing, and its QR code, on its page."""

from collections.abc import Iterator
from itertools import groupby

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from briefings.exports.briefing_formats import BriefingFormat, Formatted, formats_for
from briefings.exports.briefing_sheet import used_address
from briefings.models import BriefingPage
from media.sheets.qr import QUIET_MODULES, qr_modules

register = template.Library()


@register.simple_tag
def formats_of(page: Formatted) -> list[tuple[BriefingFormat, str]]:
    """Each format of the briefing or summary with its address, in the order they are offered; none if it is not published."""
    return [(one, one.url(page)) for one in formats_for(page).values()] if page.live and page.slug else []


@register.simple_tag
def address_of_use(briefing: BriefingPage) -> str:
    """Where a team says that it has used the briefing."""
    return used_address(briefing)


@register.simple_tag
def qr_drawing(address: str) -> SafeString:
    """A QR code as an SVG drawing within the page: nothing more is fetched to print it."""
    modules = qr_modules(address)
    side = len(modules) + 2 * QUIET_MODULES
    dark = "".join(
        f"M{x + QUIET_MODULES} {y + QUIET_MODULES}h{width}v1h-{width}z"
        for y, row in enumerate(modules)
        for x, width in _stretches(row)
    )
    return format_html(
        '<svg viewBox="0 0 {} {}" width="96" height="96" role="img" aria-label="{}" shape-rendering="crispEdges">'
        '<path fill="#fff" d="M0 0h{}v{}H0z"/><path fill="#000" d="{}"/></svg>',
        side,
        side,
        _("QR code that opens %(address)s") % {"address": address},
        side,
        side,
        dark,
    )


def _stretches(row: list[bool]) -> Iterator[tuple[int, int]]:
    """Where each stretch of dark modules begins, and how many there are."""
    x = 0
    for is_dark, modules in groupby(row):
        width = len(list(modules))
        if is_dark:
            yield x, width
        x += width
