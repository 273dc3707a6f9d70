"""Asking agencies again, because what they were sent has changed in something that matters. No change, no asking."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from learning.models import Agency
from training.cascade_asking_errors import ChangeNotSaid, NobodyToAskAgain, NothingDiffers, NotOutYet
from training.domain.cascades import CascadeDetails, locked_cascade, start_cascade
from training.enums import CascadeState, ReplyKind
from training.exports.cascade_contents import contents_of, page_to_cascade
from training.models import Cascade, CascadeRecipient

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

    from training.exports.cascade_contents import Said

LONGEST_CHANGE = 700  # characters; the names of the parts that differ come after it
LONGEST_KEPT = 1_000
ACKNOWLEDGE_IN, COMPLETE_IN = timedelta(days=14), timedelta(days=42)


class Who(StrEnum):
    """Which of its agencies are asked again."""

    ALL = "all"
    SHARED = "shared"


@dataclass(frozen=True)
class Difference:
    """One part of what is said: as it was sent, and as it is now. "" where there was or is none."""

    title: str
    was: str
    now: str


def said_now(cascade: Cascade) -> "list[Said]":
    """What the page says today.

    Raises:
        CannotBeCascaded, NotTwoPeople: the page cannot be sent as it is.
    """
    return contents_of(page_to_cascade(cascade.page_id, cascade.partnership)).said


def differences(was: "Iterable[Said]", now: "Iterable[Said]") -> list[Difference]:
    """The parts that differ, in order: what was sent beside what stands there today. "" where there was or is none."""
    before, after = ([(str(one.get("title", "")), str(one.get("text", ""))) for one in said] for said in (was, now))
    found = []
    for tag, i, j, k, m in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        for old, new in zip_longest(before[i:j], after[k:m], fillvalue=("", "")):
            if old[0] in ("", new[0]) or not new[0]:
                found.append(Difference(new[0] or old[0], old[1], new[1]))
            else:  # a part went and another came
                found += [Difference(old[0], old[1], ""), Difference(new[0], "", new[1])]
    return found


def ask_again(
    cascade: Cascade, *, what_changed: str, who: Who, by: "AbstractBaseUser | None", today: date | None = None
) -> Cascade:
    """A draft that asks again, with what changed in somebody's words and the names of the parts that differ.

    What was answered stays with the earlier cascade. Asked for twice, there is one draft.

    Raises:
        NotOutYet: agencies have not been asked once.
        ChangeNotSaid: nobody says what changed.
        NothingDiffers: the page says what it said.
        NobodyToAskAgain: none of those meant is an active agency of the partnership.
        CannotBeCascaded, NotTwoPeople: of the page.
    """
    today, words = today or timezone.localdate(), what_changed.strip()
    if cascade.state not in (CascadeState.SENT, CascadeState.CLOSED):
        raise NotOutYet(cascade)
    if not words or len(words) > LONGEST_CHANGE:
        raise ChangeNotSaid(LONGEST_CHANGE)
    page = page_to_cascade(cascade.page_id, cascade.partnership)
    differs = differences(cascade.said, contents_of(page).said)
    if not differs:
        raise NothingDiffers(cascade)
    agencies = agencies_to_ask(cascade, who)
    if not agencies:
        raise NobodyToAskAgain
    with transaction.atomic():
        earlier = locked_cascade(cascade)
        if draft := earlier.asked_again.filter(state=CascadeState.DRAFT).first():
            return draft
        details = CascadeDetails(agencies, today + ACKNOWLEDGE_IN, today + COMPLETE_IN)
        new = start_cascade(page, details, partnership=cascade.partnership, by=by)
        new.earlier, new.what_changed = earlier, _kept(words, differs)
        new.save(update_fields=["earlier", "what_changed"])
        log(instance=earlier, action="training.ask_again", user=by, data={"draft": new.pk})
    return new


def agencies_to_ask(cascade: Cascade, who: Who) -> list[Agency]:
    """Those of the earlier cascade that are still active agencies of the partnership, by name."""
    rows = CascadeRecipient.objects.filter(cascade=cascade, parent=None)
    if who == Who.SHARED:
        rows = rows.filter(replies__is_current=True, replies__kind=ReplyKind.SHARED)
    found = Agency.objects.filter(pk__in=rows.values("agency"), partnerships=cascade.partnership, is_active=True)
    return list(found.order_by("name"))


def _kept(words: str, differs: list[Difference]) -> str:
    """The words, and which parts differ: as many names as fit."""
    parts = list(dict.fromkeys(one.title for one in differs if one.title))
    told = words + "\n\n" + _("The parts that differ: %(parts)s.") % {"parts": ", ".join(parts)}
    return told if len(told) <= LONGEST_KEPT else f"{told[: LONGEST_KEPT - 1]}…"
