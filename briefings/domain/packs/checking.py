"""Whether what somebody saved is still current, file by file."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from briefings.domain.packs.contents import pack_of
from briefings.domain.packs.editions import current_edition
from briefings.domain.packs.handed_in import HandedIn, HandedInItem
from briefings.models import PackEdition, PackEditionItem
from learning.models import ReviewPage
from learning.models.restrictions import open_to_all
from learning.queries.reviews import ReviewQuerySet


class Verdict(Enum):
    """What has become of a file, the weightiest first."""

    GONE = "gone"
    REPLACED = "replaced"
    PAST_REVIEW = "past_review"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class CheckedItem:
    """What is told of one file. `url` leads to what takes its place."""

    title: str
    name: str
    verdict: Verdict
    says: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """What is told of what was handed in. `edition` is the one it was, None where that cannot be known."""

    review: ReviewPage
    newest: PackEdition
    number: int
    items: tuple[CheckedItem, ...]
    new: tuple[PackEditionItem, ...]

    @property
    def is_newest(self) -> bool:
        return self.number == self.newest.number

    @property
    def is_current(self) -> bool:
        return all(item.verdict is Verdict.SAME for item in self.items) and not self.new

    @property
    def changes_since(self) -> list[PackEdition]:
        """The editions after it, newest first, with what each changed; none where it is not known which it was."""
        if not self.number:
            return []
        later = PackEdition.objects.filter(review=self.review.pk, number__gt=self.number)
        return list(later.defer("readme", "manifest"))


def check(handed_in: HandedIn, on: date | None = None) -> Checked | None:
    """What has changed since; None if it is of no pack that is published here."""
    review, number = _pack_of(handed_in)
    if review is None:
        return None
    newest = current_edition(pack_of(review))
    now = list(newest.items.select_related("briefing__superseded_by", "document").order_by("order"))
    was = _items_of(review, number) or _items_like(handed_in, review)
    found = [_checked(item, was, now, on or timezone.localdate()) for item in handed_in.items]
    had = {item.key or _key_of(item, [*was, *now]) for item in handed_in.items}
    whole = bool(number) and number != newest.number and len(handed_in.items) >= len(was)
    new = tuple(item for item in now if item.key not in had) if whole else ()
    ordered = sorted(found, key=lambda item: list(Verdict).index(item.verdict))
    return Checked(review, newest, number, tuple(ordered), new)


def check_edition(pack: UUID | None, number: int) -> Checked | None:
    """The same of an edition that is only named, as in the address its README gives."""
    review = _published(pack)
    items = _items_of(review, number) if review else []
    if review is None or not items:
        return None
    return check(
        HandedIn(pack, number, tuple(HandedInItem(one.name, one.key, one.title, one.sha256, one.size) for one in items))
    )


def _pack_of(handed_in: HandedIn) -> tuple[ReviewPage | None, int]:
    """The review it is of, if everybody may see that, and the number of its edition: as it says, else by what its files are."""
    review = _published(handed_in.pack)
    if review is not None:
        known = PackEdition.objects.filter(review=review.pk, number=handed_in.edition).exists()
        return review, handed_in.edition if known else 0
    same = [_same_as(item) for item in handed_in.items if item.sha256 or item.crc32]
    rows = PackEditionItem.objects.filter(_any(same)).values_list("edition__review", "edition__number") if same else []
    counted = Counter(rows)
    for (review_id, number), count in sorted(counted.items(), key=lambda one: (-one[1], -one[0][1])):
        review = _public().filter(pk=review_id).first()
        if review is not None:
            return review, number if count == len(handed_in.items) > 1 else 0
    return None, 0


def _any(conditions: Sequence[Q]) -> Q:
    whole = Q()
    for one in conditions[:200]:
        whole |= one
    return whole


def _same_as(item: HandedInItem) -> Q:
    return Q(sha256=item.sha256) if item.sha256 else Q(crc32=item.crc32, size=item.size)


def _published(pack: UUID | None) -> ReviewPage | None:
    return _public().filter(translation_key=pack).first() if pack else None


def _public() -> ReviewQuerySet:
    return ReviewPage.objects.live().public().select_related("publisher")


def _items_of(review: ReviewPage, number: int) -> list[PackEditionItem]:
    """What that edition held; nothing for a number there is not."""
    if not number:
        return []
    items = PackEditionItem.objects.filter(edition__review=review.pk, edition__number=number).order_by("order")
    return list(items.select_related("briefing__superseded_by", "document__superseded_by"))


def _items_like(handed_in: HandedIn, review: ReviewPage) -> list[PackEditionItem]:
    """What any edition of that pack holds of these files, where it is not known which edition it was."""
    same = [_same_as(item) for item in handed_in.items if item.sha256 or item.crc32]
    items = PackEditionItem.objects.filter(edition__review=review.pk).order_by("-edition__number", "order")
    return (
        list(items.filter(_any(same)).select_related("briefing__superseded_by", "document__superseded_by"))
        if same
        else []
    )


def _is_same(item: HandedInItem, row: PackEditionItem) -> bool:
    if item.sha256:
        return item.sha256 == row.sha256
    return bool(item.crc32) and (item.crc32, item.size) == (row.crc32, row.size)


def _key_of(item: HandedInItem, rows: Sequence[PackEditionItem]) -> str:
    return next((row.key for row in rows if _is_same(item, row)), "")


def _checked(
    item: HandedInItem, was: Sequence[PackEditionItem], now: Sequence[PackEditionItem], on: date
) -> CheckedItem:
    key = item.key or _key_of(item, [*was, *now])
    row = next((one for one in now if _is_same(item, one)), None) or next((one for one in now if one.key == key), None)
    title = item.title or (row.title if row else "") or item.name
    if row is None:
        return CheckedItem(title, item.name, Verdict.GONE, *_gone(item, was))
    if not _is_same(item, row):
        return CheckedItem(title, item.name, Verdict.REPLACED, _("A newer one takes its place."), _address(row))
    if row.is_past_review(on):
        said = _("It was to be looked at again by %(date)s. Practice may have moved on.")
        day = date_format(row.review_by, "j F Y") if row.review_by else ""
        return CheckedItem(title, item.name, Verdict.PAST_REVIEW, said % {"date": day}, _address(row))
    return CheckedItem(title, item.name, Verdict.SAME, _("Still current."))


def _gone(item: HandedInItem, was: Sequence[PackEditionItem]) -> tuple[str, str]:
    """What became of a file that the pack no longer holds, and where what replaced it is."""
    row = next((one for one in was if one.key == item.key or _is_same(item, one)), None)
    briefing = row.briefing if row else None
    newer = (
        next(iter(open_to_all([briefing.replacement], briefing)), None) if briefing and briefing.replacement else None
    )
    if briefing is not None and briefing.live and newer is not None:
        return _("Superseded by “%(title)s”.") % {"title": newer.title}, newer.full_url or ""
    document = row.document if row else None
    if row is not None and document is None and briefing is None and not row.is_made:
        return _("It was withdrawn: please do not use it any more."), ""
    if document is not None and document.is_withdrawn:
        said = [_("It was withdrawn: please do not use it any more."), document.withdrawn_why]
        return " ".join(said).strip(), document.superseded_by.url if document.superseded_by else ""
    if briefing is not None and not briefing.live:
        return _("It was withdrawn: please do not use it any more."), ""
    return _("It is no longer in the pack."), ""


def _address(row: PackEditionItem) -> str:
    if row.briefing is not None:
        return row.briefing.full_url or ""
    return row.document.url if row.document else ""
