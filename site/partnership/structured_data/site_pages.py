"""The home page, slide decks, and what belongs to the site as a whole."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from learning.models import AgencyKind
from media.models import Document
from partnership.home.models import HomePage
from partnership.structured_data.learning_pages import a_list
from partnership.structured_data.nouns import accessibility_of, for_professions, free_and_open, organisation
from partnership.structured_data.registry import About, Reading, describes, describes_address
from partnership.structured_data.writing import LANGUAGE, day_as_known, known


@describes(HomePage)
def home(reading: Reading, page: HomePage) -> About:
    """The site, how to search it, and whose it is."""
    partnership = reading.partnership
    description = page.search_description or _(
        "What was learned from reviews in %(area)s, and what there is to pass it on."
    ) % {"area": partnership.area or partnership.short_name}
    website = {
        "@type": "WebSite",
        "@id": reading.url,
        "url": reading.url,
        "name": partnership.name,
        "description": description,
        "inLanguage": LANGUAGE,
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": reading.absolute(reverse("search")) + "?q={search_term_string}",
            },
            "query-input": "required name=search_term_string",
        },
    }
    whose = {
        **(organisation(partnership, reading) or {}),
        "alternateName": partnership.short_name,
        "areaServed": partnership.area,
        "email": partnership.contact_email,
        "telephone": partnership.contact_phone,
    }
    return About(partnership.name, description, [known(website), known(whose)], is_article=False)


@describes_address("deck", "document")
def deck(reading: Reading, document: Document) -> About | None:
    """A deck, with what our own check says of its file. Nothing where only this reader may have it."""
    told = reading.context.get("deck")
    uses = told["uses"] if told else []  # a withdrawn deck's page tells of none
    if told is None or not uses:
        return None
    description = _("A slide deck in words and pictures, to read or to download.")
    data = {
        "@type": ["PresentationDigitalDocument", "LearningResource"],
        "@id": reading.url,
        "name": document.title,
        "description": description,
        **free_and_open(reading),
        **accessibility_of(document),
        "learningResourceType": "slide deck",
        "educationalUse": ["professional development"],
        "encodingFormat": document.content_type,
        "publisher": organisation(reading.partnership, reading),
        "dateModified": day_as_known(document.created_at.date()),
        "isPartOf": [
            {"@type": "CreativeWork", "name": use["title"], "url": reading.absolute(use["url"])} for use in uses[:10]
        ],
    }
    return About(document.title, description, [known(data)], is_kept_out=told.get("is_kept_out", False))


@describes_address("accessibility")
def accessibility_statement(reading: Reading, _true: Any) -> About:
    description = _("How far this site can be used by everybody, what we know does not work, and how to tell us.")
    return About(_("Accessibility statement"), description, is_article=False)


@describes_address("search")
def search_itself(reading: Reading, _true: Any) -> About:
    """The page to ask on. What was asked there is nobody's to index: pages without end, each found elsewhere."""
    description = _(
        "Find reviews, learning points, briefings, slides, documents and sessions by word, theme, year or agency."
    )
    return About(_("Search"), description, is_article=False, is_kept_out=bool(reading.request.GET))


@describes_address("for_settings")
def settings(reading: Reading, _true: Any) -> About:
    title, description = (
        _("By setting"),
        _("What was learned from reviews, for people who work in one kind of setting."),
    )
    listed = reading.context.get("kinds") or []
    return About(title, description, [a_list(reading, title, description, listed)], is_article=False)


@describes_address("for_setting", "kind")
def setting(reading: Reading, kind: AgencyKind) -> About:
    description = _("What was learned from reviews, for people who work in this setting: %(setting)s.") % {
        "setting": kind.name
    }
    listed = [
        thing for name in ("points", "reviews", "briefings", "resources") for thing in reading.context.get(name) or []
    ]
    data = a_list(reading, kind.name, description, listed) | {"audience": for_professions([kind])}
    return About(kind.name, description, [data], is_article=False)


@describes_address("campaigns")
def campaigns(reading: Reading, _true: Any) -> About:
    title, description = _("Campaign calendar"), _("A theme a month, with what there is to use on it.")
    months = reading.context.get("months")
    listed = [one for one in (months.now, *months.coming, *months.past) if one] if months else []
    return About(title, description, [a_list(reading, title, description, listed)], is_article=False)
