"""The lines of a page's head that tell other programs what it is: description, robots, canonical address, OpenGraph, data."""

from urllib.parse import urlencode

from django.http import HttpRequest
from django.template import Context
from django.templatetags.static import static
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from learning.models import Partnership
from partnership.home.look.of_request import look_of
from partnership.structured_data import briefing_pages, learning_pages, site_pages, training_pages  # noqa: F401 - register
from partnership.structured_data.nouns import picture, trail
from partnership.structured_data.registry import About, Picture, Reading, about
from partnership.structured_data.writing import data_block, plain

CARD = "partnership/img/card.png"
CARD_WIDTH, CARD_HEIGHT = 1200, 630
LOGO_SIZE = f"max-{CARD_WIDTH}x{CARD_HEIGHT}"
# What lists are narrowed and turned by: pages of their own. Whatever else stands in an address only says where a reader came from.
ASKED = ("agency", "kind", "level", "pack", "page", "preset", "publisher", "theme", "year")
LONGEST_ASKED = 80


def head_of(context: Context) -> SafeString:
    """The lines; none for what is not for search engines: previews, private pages, staff's pages, pages with a token."""
    reading = reading_of(context)
    said = about(reading) if reading else None
    if reading is None or said is None:
        return mark_safe("")
    description = plain(said.description)
    lines = [f'<meta name="description" content="{escape(description)}">']
    if said.is_kept_out or reading.partnership.keep_out_of_search:
        lines.append('<meta name="robots" content="noindex">')
    else:
        canonical = canonical_url(reading)
        lines.append(f'<link rel="canonical" href="{escape(canonical)}">')
        lines += _open_graph(description, said, reading, canonical)
        if said.data:
            is_below_home = reading.request.path != "/"
            lines.append(data_block([*said.data, *([trail(reading, said.title)] if is_below_home else [])]))
    return mark_safe("\n  ".join(lines))  # noqa: S308 - each line was escaped where it was made


def reading_of(context: Context) -> Reading | None:
    """What is being read, if everybody may read it."""
    request: HttpRequest | None = context.get("request")
    if request is None or getattr(request, "is_preview", False) or request.resolver_match is None:
        return None
    partnership = Partnership.for_request(request)
    if partnership is None or _is_private(context):
        return None
    return Reading(request, context, partnership, request.build_absolute_uri("/").rstrip("/"))


def _is_private(context: Context) -> bool:
    """Whether the page is only for some. Wagtail has asked already: what it was told is remembered (`SeldomRestricted`)."""
    page, match = context.get("page"), context["request"].resolver_match
    if page is None or match.url_name != "wagtail_serve":
        return False
    return not page.live or bool(page.get_view_restrictions())


def canonical_url(reading: Reading) -> str:
    """The page's own address, with only those questions that make it another list, in one order."""
    asked = [
        (name, value)
        for name in ASKED
        if (value := reading.request.GET.get(name, "").replace("\x00", "")) and len(value) <= LONGEST_ASKED
    ]
    kept = [(name, value) for name, value in asked if (name, value) != ("page", "1")]
    return f"{reading.url}?{urlencode(kept)}" if kept else reading.url


def _open_graph(description: str, said: About, reading: Reading, canonical: str) -> list[str]:
    """https://ogp.me/: what is shown of the page where somebody shares its address. Nothing is fetched from anybody.

    Each line is escaped here, by itself: as fast as it goes, for every page that is not kept has them.
    """
    shown = said.picture or _logo(reading) or Picture(static(CARD), CARD_WIDTH, CARD_HEIGHT, _("Learning from reviews"))
    properties = (
        ("title", said.title),
        ("description", description),
        ("type", "article" if said.is_article else "website"),
        ("url", canonical),
        ("site_name", reading.partnership.name),
        ("locale", "en_GB"),
        ("image", reading.absolute(shown.path)),
        ("image:width", shown.width),
        ("image:height", shown.height),
        ("image:alt", shown.alt),
    )
    lines = [f'<meta property="og:{name}" content="{escape(str(value))}">' for name, value in properties]
    return [*lines, '<meta name="twitter:card" content="summary">']


def _logo(reading: Reading) -> Picture | None:
    """The partnership's, where it has one: a query, asked again only where the head is not kept."""
    look = look_of(reading.request)
    if look is None or look.logo is None:
        return None
    return picture(look.logo, LOGO_SIZE, look.logo_alt or reading.partnership.name)
