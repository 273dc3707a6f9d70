"""What is missing before a review can go to the repository, and what of an anonymous one could tell whose it is."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from briefings.deposits.files import is_report, items_to_offer
from briefings.models.deposit import DepositSettings
from learning.models import Partnership, ReviewPage
from media.enums import CopyState
from media.models import Document

SHORTEST_NAME = 3
"""Characters: "E1" in a report is no finding."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is missing, in a sentence that says what to do."""

    says: str
    is_blocking: bool = False


def gaps_of(review: ReviewPage, settings: DepositSettings, partnership: Partnership | None) -> list[Gap]:
    """What is missing; what stands in the way comes first."""
    found = [*_in_the_way(review), *_worth_having(review, settings, partnership)]
    return sorted(found, key=lambda gap: not gap.is_blocking)


def _in_the_way(review: ReviewPage) -> Iterable[Gap]:
    if not review.live:
        yield Gap(_("The review is not published. Publish it first."), is_blocking=True)
    elif review.get_view_restrictions().exists():
        yield Gap(
            _("The review's page is private. What the repository is given, everybody can read."), is_blocking=True
        )


def _worth_having(review: ReviewPage, settings: DepositSettings, partnership: Partnership | None) -> Iterable[Gap]:
    if not any(is_report(item) for item in items_to_offer(review)):
        yield Gap(_("No report is held here as a file. Choose one below, or put it in the learning pack."))
    if not settings.repository_email:
        yield Gap(_("The repository's address is not known here. Write it under Settings, NSPCC deposits."))
    if partnership is None or not partnership.contact_email:
        yield Gap(_("The partnership has no contact e-mail. Write it under Partnerships and publishers."))
    if review.is_anonymous:
        return
    if review.publisher is None:
        yield Gap(_("The review has no publisher."))
    if review.published.date is None:
        yield Gap(_("No date of publication is stated."))
    if not review.theme_list:
        yield Gap(_("The review has no themes: librarians catalogue by them."))
    if not review.summary:
        yield Gap(_("Nothing is written on what the review is about."))


def tells_on(documents: Sequence[Document], review: ReviewPage, partnership: Partnership | None) -> list[Gap]:
    """What in the files of an anonymous deposit could tell whose it is: names we know, and what a file carries unseen."""
    gaps = [
        Gap(
            _("“%(file)s” is given out as it came, with whatever it carries unseen. Save it as PDF and upload that.")
            % {"file": document.title},
            is_blocking=True,
        )
        for document in documents
        if document.source == Document.Source.UPLOADED and document.copy_state != CopyState.CLEAN
    ]
    whose, which = _names_of(review, partnership)
    for document in documents:
        text = document.text
        if not text:
            unread = _("The text of “%(file)s” could not be read here: read it yourself.")
            gaps.append(Gap(unread % {"file": document.title}))
        elif said := _said(whose, text):
            told = _("“%(file)s” names whose review it is: %(names)s. Take that out of the file first.")
            gaps.append(Gap(told % {"file": document.title, "names": ", ".join(said)}, is_blocking=True))
        elif said := _said(which, text):
            told = _("“%(file)s” has the words that our own page has: %(names)s. Who reads both could match them.")
            gaps.append(Gap(told % {"file": document.title, "names": ", ".join(said)}))
    return gaps


def _said(names: Iterable[str], text: str) -> list[str]:
    found = (name for name in names if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE))
    return list(dict.fromkeys(found))


def _names_of(review: ReviewPage, partnership: Partnership | None) -> tuple[list[str], list[str]]:
    """The names of whoever publishes it; and those by which our own page calls it."""
    whose = [text for one in (review.publisher, partnership) if one for text in (one.name, one.short_name, one.area)]
    whose += [review.also_by, review.local_reference]
    which = [review.title, review.pseudonym]
    longer = [[name.strip() for name in names if len(name.strip()) >= SHORTEST_NAME] for names in (whose, which)]
    return longer[0], longer[1]
