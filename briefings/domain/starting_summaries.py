"""Starts summaries of national reviews from what is known of their sources: one, or a whole list that was pasted.

A draft holds the source alone: who published what, when and where it is. The report stays with its publisher.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Page

from briefings.domain.pages_at_once import add_drafts
from briefings.domain.source_headings import Key, SourceHeading, UnreadableHeadingError, read_heading
from briefings.models import NationalIndexPage, NationalSummaryPage
from learning.models import Partnership

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

MOST_LINES = 500
LONGEST_TITLE, LONGEST_SLUG = 255, 80


@dataclass(frozen=True)
class PastedLine:
    """A line of the list: what it says, or why it says nothing. `number` counts from 1, blank lines included."""

    number: int
    text: str
    heading: SourceHeading | None = None
    problem: str = ""
    note: str = ""
    held: NationalSummaryPage | None = None
    same_as: int = 0

    @property
    def is_new(self) -> bool:
        """Whether a draft is made of it."""
        return self.heading is not None and self.held is None and not self.same_as


def read_list(text: str, index: NationalIndexPage) -> list[PastedLine]:
    """Each line that is not blank, in order, beside what this list of summaries holds already.

    Raises:
        ValidationError: there is no line, or there are more than 500.
    """
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if not lines:
        raise ValidationError(_("Paste at least one line."))
    if len(lines) > MOST_LINES:
        raise ValidationError(
            _("%(lines)d lines are too many at once: paste %(most)d at most.")
            % {"lines": len(lines), "most": MOST_LINES}
        )
    held, first_lines, known = summaries_by_key(index), dict[Key, int](), _known_publishers()
    return [_read(number, line, held, first_lines, known) for number, line in lines]


def _read(
    number: int,
    line: str,
    held: dict[Key, NationalSummaryPage],
    first_lines: dict[Key, int],
    known: list[str],
) -> PastedLine:
    try:
        heading = read_heading(line)
    except UnreadableHeadingError as error:
        return PastedLine(number, line, problem=str(error))
    first = first_lines.setdefault(heading.key, number)
    return PastedLine(
        number,
        line,
        heading=heading,
        note=_note(heading, known),
        held=held.get(heading.key),
        same_as=first if first != number else 0,
    )


def _note(heading: SourceHeading, known: list[str]) -> str:
    if heading.is_anonymous:
        return _("Published anonymously: no partnership is named.")
    parts = heading.publishers
    whole = heading.publisher.casefold()
    if len(parts) > 1 and not any(name == whole or name.startswith(f"{whole} ") for name in known):
        return _("Read as a joint review of %(publishers)s.") % {"publishers": "; ".join(parts)}
    return ""


def _known_publishers() -> list[str]:
    """Names with "and" in them that are one partnership's."""
    names = Partnership.objects.values_list("name", "short_name")
    return [name.casefold() for pair in names for name in pair if name]


def summaries_by_key(index: NationalIndexPage) -> dict[Key, NationalSummaryPage]:
    """What the list holds, drafts included, by what makes a report the same. One query."""
    held = NationalSummaryPage.objects.child_of(index).defer_streamfields().order_by("-pk")
    return {_heading_of(summary).key: summary for summary in held}


def _heading_of(summary: NationalSummaryPage) -> SourceHeading:
    name = summary.source_name or summary.title
    return SourceHeading(summary.source_year, summary.source_publisher, name, summary.source_url)


def start_summaries(
    headings: Iterable[SourceHeading], index: NationalIndexPage, *, by: "AbstractBaseUser | None"
) -> list[NationalSummaryPage]:
    """A draft for each report that the list does not hold yet: all of them, or none if any cannot be made.

    Done twice, it makes nothing the second time.
    """
    with transaction.atomic():
        Page.objects.select_for_update().get(pk=index.pk)
        held = set(summaries_by_key(index))
        taken = set(index.get_children().values_list("slug", flat=True))
        drafts = []
        for heading in headings:
            if heading.key not in held:
                held.add(heading.key)
                drafts.append(_draft(heading, taken, by))
        return add_drafts(index, drafts, by=by)


def start_summary(
    heading: SourceHeading, index: NationalIndexPage, *, by: "AbstractBaseUser | None"
) -> NationalSummaryPage | None:
    """A draft with a first revision, for somebody who goes on writing it; None if the list holds the report already."""
    for summary in start_summaries([heading], index, by=by):
        summary.save_revision(user=by)
        return summary
    return None


def _draft(heading: SourceHeading, taken: set[str], by: "AbstractBaseUser | None") -> NationalSummaryPage:
    return NationalSummaryPage(
        title=heading.name[:LONGEST_TITLE],
        slug=_free_slug(heading, taken),
        source_publisher=heading.publisher,
        source_name=heading.name,
        source_year=heading.year,
        source_url=heading.url,
        owner=by,  # type: ignore[misc]  # the account model of this site
    )


def _free_slug(heading: SourceHeading, taken: set[str]) -> str:
    """The name as an address, with the year or a number behind it where another page has that already."""
    base = slugify(heading.name)[:LONGEST_SLUG].strip("-") or "national-review"
    wanted, number = base, 1
    while wanted in taken:
        wanted = f"{base}-{heading.year}" if number == 1 and heading.year else f"{base}-{number + 1}"
        number += 1
    taken.add(wanted)
    return wanted
