"""A synthetic partnership of any size, to measure with: the same for the same seed. It says on every page that it is made up.

Rows are written in bulk. No signal is sent, so search knows nothing of them until `manage.py rebuild_search`.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from learning.enums import PublicationState
from learning.models import Agency, AgencyKind, Finding, LearningPoint, Partnership, ReviewIndexPage, ReviewPage
from partnership.content_version import content_changed
from partnership.home.models import HomePage
from training.enums import AttendanceState, Depth, EventKind, EventStatus
from training.models import Attendance, PointTaught, TrainingEvent

SLUG = "synthetic"
LAST_DAY = date(2026, 11, 20)  # of events; fixed, so that the same seed gives the same dates
DAYS = 6 * 365
FOUND_A_REVIEW = 10
AT_ONCE = 2000


@dataclass(frozen=True)
class DatasetSize:
    """How much of everything. `taught` is learning points an event, at most."""

    reviews: int = 200
    points: int = 2000
    events: int = 500
    agencies: int = 40
    attendance: int = 10_000
    taught: int = 20

    @property
    def too_much(self) -> str:
        """Why it cannot be made; empty if it can."""
        least = min(self.reviews, self.points, self.events, self.agencies, self.attendance, self.taught)
        if least < 0:
            return "A number cannot be below 0."
        if self.attendance > self.events * self.agencies:
            return (
                f"{self.attendance:,} rows of attendance do not fit: {self.events:,} events of {self.agencies:,} agencies "
                f"have room for {self.events * self.agencies:,}, one for each event and agency."
            )
        return ""


def make_dataset(size: DatasetSize, seed: int = 1) -> Partnership:
    """The partnership with its site, all of it or nothing.

    Raises:
        ValueError: there is one already, or the numbers do not go together.
    """
    if size.too_much:
        raise ValueError(size.too_much)
    if Partnership.objects.filter(slug=SLUG).exists():
        raise ValueError("There is a synthetic partnership already. Start with an empty database.")
    chance = random.Random(seed)  # noqa: S311 - nothing secret, and it must come out the same
    with transaction.atomic():
        partnership = Partnership.objects.create(
            name="Synthetic Safeguarding Partnership", short_name="Synthetic", slug=SLUG, is_fictional=True
        )
        agencies = _agencies(partnership, size.agencies)
        points = LearningPoint.objects.bulk_create(
            (LearningPoint(title=f"Learning point {n:06}", partnership=partnership) for n in range(size.points)),
            batch_size=AT_ONCE,
        )
        _add_reviews(partnership, size.reviews, points, chance)
        events = _events(partnership, size.events, chance)
        _in_batches(PointTaught, _taught(events, points, size.taught, chance))
        _in_batches(Attendance, _attendance(events, agencies, size.attendance, chance))
        transaction.on_commit(lambda: bool(content_changed()))
    return partnership


def _agencies(partnership: Partnership, count: int) -> list[Agency]:
    kinds = list(AgencyKind.objects.order_by("pk"))
    agencies = Agency.objects.bulk_create(
        Agency(name=f"Agency {n:03}", kind=kinds[n % len(kinds)]) for n in range(count)
    )
    partnership.agencies.set(agencies)
    return agencies


def _add_reviews(partnership: Partnership, count: int, points: Sequence[LearningPoint], chance: random.Random) -> None:
    home = Page.get_first_root_node().add_child(
        instance=HomePage(title=partnership.name, slug=SLUG, heading="Made up, to measure with")
    )
    partnership.site = Site.objects.create(hostname=f"{SLUG}.localhost", port=8000, root_page=home, site_name=SLUG)
    partnership.save()
    index = home.add_child(instance=ReviewIndexPage(title="Reviews", slug="reviews"))
    for start in range(0, count, AT_ONCE):
        numbers = range(start, min(start + AT_ONCE, count))
        reviews = _insert_reviews(index, partnership, numbers, chance)
        found = ((review, point) for review in reviews for point in _some(points, FOUND_A_REVIEW, chance))
        _in_batches(Finding, (Finding(review=review, point=point) for review, point in found))
    Page.objects.filter(pk=index.pk).update(numchild=count)


def _insert_reviews(
    index: ReviewIndexPage, partnership: Partnership, numbers: range, chance: random.Random
) -> list[ReviewPage]:
    """Published reviews under `index`. The tree's paths are written here: adding them one by one is slow."""
    now, locale, kind = timezone.now(), Locale.get_default(), ContentType.objects.get_for_model(ReviewPage)
    reviews = []
    for n in numbers:
        slug = f"review-{n:05}"
        review = ReviewPage(
            **dict.fromkeys(("title", "draft_title"), f"Review {n:05}"),
            slug=slug,
            path=ReviewPage._get_path(index.path, index.depth + 1, n + 1),
            depth=index.depth + 1,
            url_path=f"{index.url_path}{slug}/",
            **dict.fromkeys(("first_published_at", "last_published_at", "latest_revision_created_at"), now),
            locale=locale,
            content_type=kind,
            publisher=partnership,
            year=LAST_DAY.year - chance.randrange(12),
            publication_state=PublicationState.FULL_REPORT,
        )
        reviews.append(review)
    pages = [
        Page(**{field.attname: getattr(review, field.attname) for field in Page._meta.concrete_fields})
        for review in reviews
    ]
    for review, page in zip(reviews, Page.objects.bulk_create(pages, batch_size=200), strict=True):
        review.pk = review.page_ptr_id = page.pk
    own = ReviewPage._meta.local_concrete_fields
    for start in range(0, len(reviews), 200):  # bulk_create() has no way into the second table of a page
        ReviewPage._base_manager.all()._insert(reviews[start : start + 200], fields=own, using=ReviewPage.objects.db)
    return reviews


def _events(partnership: Partnership, count: int, chance: random.Random) -> list[TrainingEvent]:
    events = []
    for n in range(count):
        day = LAST_DAY - timedelta(days=chance.randrange(DAYS))
        status = chance.choices([EventStatus.HELD, EventStatus.CANCELLED], [19, 1])[0]
        kind = chance.choice(EventKind.values)
        event = TrainingEvent(partnership=partnership, title=f"Event {n}", kind=kind, status=status)
        event.date_as_stated = f"{day:%-d %B %Y}"
        event.read_stated_date()
        events.append(event)
    return TrainingEvent.objects.bulk_create(events, batch_size=AT_ONCE)


def _taught(
    events: Sequence[TrainingEvent], points: Sequence[LearningPoint], most: int, chance: random.Random
) -> Iterator[PointTaught]:
    for event in events:
        for point in _some(points, most, chance):
            yield PointTaught(event=event, point=point, depth=chance.choice(Depth.values))


def _attendance(
    events: Sequence[TrainingEvent], agencies: Sequence[Agency], rows: int, chance: random.Random
) -> Iterator[Attendance]:
    """Exactly `rows`, spread evenly over the events; one in ten awaited, one in twenty that will not be sent."""
    states = [AttendanceState.RETURNED, AttendanceState.AWAITING, AttendanceState.WILL_NOT_BE_SENT]
    for place, event in enumerate(events):
        here = rows * (place + 1) // len(events) - rows * place // len(events)
        for agency in chance.sample(agencies, here):
            state = chance.choices(states, [17, 2, 1])[0]
            known = state == AttendanceState.RETURNED
            came, walked_in = (chance.randrange(12), chance.randrange(3)) if known else (None, None)
            yield Attendance(event=event, agency=agency, state=state, came=came, walked_in=walked_in)


def _some(points: Sequence[LearningPoint], most: int, chance: random.Random) -> list[LearningPoint]:
    return chance.sample(points, min(most, len(points)))


def _in_batches(model: Any, rows: Iterable[Any]) -> None:
    """`bulk_create` makes a list of all it is given: a million rows of attendance would be a gigabyte."""
    left = iter(rows)
    while some := list(islice(left, AT_ONCE)):
        model.objects.bulk_create(some)
