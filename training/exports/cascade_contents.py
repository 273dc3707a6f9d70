"""What a page says that is cascaded: kept with the cascade, because the page may change or go."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from briefings.domain.packs.contents import pack_of
from briefings.domain.packs.editions import current_edition
from briefings.exports.briefing_sheet import sheet_of
from briefings.exports.summary_sheet import summary_sheet
from briefings.models import BriefingPage, NationalSummaryPage, PackEdition
from briefings.validators import validate_two_people
from learning.models import LearningPoint, Partnership, ReviewPage, ThemedResourcePage
from media.sheets.richtext import blocks_from_html, plain_text
from training.cascade_kinds import KINDS
from training.cascade_sending_errors import CannotBeCascaded, NotTwoPeople
from training.enums import CascadeOf

Said = dict[str, Any]
"""`title` and `text`; with `questions` (words for a kind of agency -> questions) where there are any for kinds."""

LONGEST_TITLE = 255


@dataclass(frozen=True)
class Contents:
    """A thing as it is now: what it says in order, its edition in words, the points it passes on, where to read it."""

    of: CascadeOf
    page: Page
    title: str
    url: str
    edition: str
    why: str = ""
    said: list[Said] = field(default_factory=list)
    points: list[LearningPoint] = field(default_factory=list)
    pack_edition: PackEdition | None = None
    questions: dict[str, list[str]] = field(default_factory=dict)
    """By the words the page has for a kind of agency."""


def page_to_cascade(pk: int | None, partnership: Partnership) -> Page:
    """The page itself, published on the partnership's site for everybody to read.

    Raises:
        CannotBeCascaded: there is none such.
        NotTwoPeople: a summary that is not written, or that nobody else approved.
    """
    site: Site | None = partnership.site
    found = (
        Page.objects.live().public().descendant_of(site.root_page).filter(pk=pk).specific().first()
        if site and pk
        else None
    )
    if found is None or type(found) not in KINDS:
        raise CannotBeCascaded
    if isinstance(found, NationalSummaryPage):
        _check_two_people(found)
    return found


def contents_of(page: Page) -> Contents:
    """What is cascaded with it. Of a pack, the newest edition is looked up, and made if the pack has changed since."""
    if isinstance(page, NationalSummaryPage):
        return _summary(page)
    if isinstance(page, BriefingPage):
        return _briefing(page)
    if isinstance(page, ReviewPage):
        return _pack(page)
    if isinstance(page, ThemedResourcePage):
        return _resource(page)
    raise CannotBeCascaded


def title_of(page: Page) -> str:
    """What a cascade of it is called."""
    title = _("Learning pack: %(review)s") % {"review": page.title} if isinstance(page, ReviewPage) else page.title
    return title[:LONGEST_TITLE]


def points_of(page: Page) -> list[LearningPoint]:
    """The learning points it passes on, in its own order."""
    rows: dict[type[Page], str] = {
        NationalSummaryPage: "summary_points",
        BriefingPage: "briefing_points",
        ReviewPage: "findings",
        ThemedResourcePage: "resource_points",
    }
    found = getattr(page, rows[type(page)]).select_related("point")
    return list(dict.fromkeys(row.point for row in found if row.point_id))


def _check_two_people(summary: NationalSummaryPage) -> None:
    try:
        validate_two_people(summary)
    except ValidationError as error:
        raise NotTwoPeople(summary.title) from error
    if not summary.is_written:
        raise NotTwoPeople(summary.title)


def _summary(page: NationalSummaryPage) -> Contents:
    questions: dict[str, list[str]] = {}
    for block in page.questions:
        kind, question = str(block.value.get("kind") or "").strip(), str(block.value.get("question") or "").strip()
        if question:
            questions.setdefault(kind, []).append(question)
    said = [_said(panel.heading, plain_text(panel.in_words)) for panel in summary_sheet(page).panels]
    for one in said:
        if one["title"] == _("Questions for each kind of agency"):
            one["questions"] = questions
    return Contents(
        CascadeOf.SUMMARY,
        page,
        page.title,
        page.full_url or "",
        _published(page),
        why=page.why_here.strip(),
        said=_written(said),
        points=points_of(page),
        questions=questions,
    )


def _briefing(page: BriefingPage) -> Contents:
    sheet = sheet_of(page)
    said = [_said(_("About it"), page.introduction)]
    said += [_said(panel.heading, plain_text(panel.in_words)) for panel in sheet.panels]
    said.append(_said(_("Questions for your team"), "\n".join(sheet.standing_questions)))
    return Contents(
        CascadeOf.BRIEFING,
        page,
        page.title,
        page.full_url or "",
        _published(page),
        why=page.introduction.strip(),
        said=_written(said),
        points=points_of(page),
    )


def _pack(page: ReviewPage) -> Contents:
    pack = pack_of(page)
    edition = current_edition(pack)
    points = points_of(page)
    said = [_said(_("Learning point"), f"{point.title}\n{point.change}".strip()) for point in points]
    said.append(_said(_("What is in it"), "\n".join(f"{item.title} ({item.kind})" for item in edition.items.all())))
    named = _("Edition %(number)d, %(day)s") % {
        "number": edition.number,
        "day": date_format(edition.made_on, "j F Y"),
    }
    root = (page.full_url or "").removesuffix(page.url or "")
    return Contents(
        CascadeOf.PACK,
        page,
        title_of(page),
        f"{root}{edition.url}",
        named,
        said=_written(said),
        points=points,
        pack_edition=edition,
    )


def _resource(page: ThemedResourcePage) -> Contents:
    introduction = plain_text(blocks_from_html(page.introduction))
    words = page.body.stream_block.get_searchable_content(page.body) if page.body else []
    said = [
        _said(_("About it"), introduction),
        _said(page.title, "\n".join(str(text).strip() for text in words)),
        _said(_("Questions for your own setting"), "\n".join(one.text for one in page.reflection_questions.all())),
        _said(_("Files and links"), "\n".join(one.title for one in page.items.all())),
    ]
    return Contents(
        CascadeOf.RESOURCE,
        page,
        page.title,
        page.full_url or "",
        _published(page),
        why=introduction,
        said=_written(said),
        points=points_of(page),
    )


def _published(page: Page) -> str:
    moment = page.last_published_at or page.first_published_at
    return _("As published on %(day)s") % {"day": date_format(moment, "j F Y")} if moment else ""


def _said(title: str, text: str) -> Said:
    return {"title": title.strip(), "text": text.strip()}


def _written(said: list[Said]) -> list[Said]:
    return [one for one in said if one["text"]]


def iter_questions(said: list[Said]) -> Iterator[tuple[str, list[str]]]:
    """What a cascade that was sent asked of each kind of agency, by the words its page had for the kind."""
    for one in said:
        yield from one.get("questions", {}).items()
