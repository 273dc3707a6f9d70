"""What is harvested: one record for each published page of learning, learning point, course and public event.

Reviews published anonymously through the NSPCC are not harvested: beside other repositories' records, theirs could be told.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from briefings.exports.briefing_formats import formats_for
from briefings.models import BriefingPage, NationalSummaryPage, PackSettings
from briefings.words import plain_text
from learning.enums import PersonRole, PublicationState
from learning.models import Finding, LearningPoint, ReviewPage, SeriesPage, ThemedResourcePage
from partnership import published
from partnership.published import Place
from training.models import Course, PointTaught, TrainingEvent

LANGUAGE = "en-GB"
MINUTES_OF_A_BRIEFING = 7


@dataclass(frozen=True, kw_only=True)
class Record:
    """One thing as harvesters get it. A deleted one has its header alone: all from `title` on is empty."""

    identifier: str
    datestamp: datetime
    sets: tuple[str, ...] = ()
    is_deleted: bool = False
    title: str = ""
    address: str = ""
    description: str = ""
    types: tuple[str, ...] = ()
    creators: tuple[str, ...] = ()
    publisher: str = ""
    issued: str = ""
    subjects: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    level: str = ""
    teaches: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    minutes: int | None = None
    part_of: str = ""
    based_on: tuple[str, ...] = ()
    other_formats: tuple[tuple[str, str], ...] = ()
    """Media type and address."""
    rights: str = ""


@dataclass(frozen=True)
class Kind:
    """A kind of thing: its set, which things there are, and what is said of each."""

    name: str
    label: str
    model: type[Any]
    things: Callable[[Place], QuerySet[Any]]
    said: Callable[[Any, Place], dict[str, Any]]
    has_themes: bool = True


def identifier_of(place: Place, kind: str, pk: int) -> str:
    """ "oai:learning.example.org:review-12" (https://www.openarchives.org/OAI/2.0/guidelines-oai-identifier.htm)."""
    return f"oai:{place.site.hostname}:{kind}-{pk}"


def record_of(kind: Kind, thing: Any, place: Place, rights: str) -> Record:
    themes = thing.theme_list if kind.has_themes else []
    sets = (kind.name, *(f"theme-{theme.slug}" for theme in themes))
    return Record(
        identifier=identifier_of(place, kind.name, thing.pk),
        datestamp=thing.changed_at.astimezone(UTC),
        sets=sets,
        subjects=tuple(theme.name for theme in themes),
        rights=rights,
        title=thing.title,
        **kind.said(thing, place),
    )


def rights_of(place: Place) -> str:
    """What people may do with what is here, in this partnership's words."""
    return PackSettings.for_site(place.site).licence_of(place.partnership.name)


def _harvested_reviews(place: Place) -> QuerySet[ReviewPage]:
    """Those that may be named by what is harvested."""
    return published.reviews(place).exclude(publication_state=PublicationState.ANONYMOUS_NSPCC)


def _reviews(place: Place) -> QuerySet[ReviewPage]:
    findings = Finding.objects.select_related("point").order_by("sort_order", "pk")
    return (
        _harvested_reviews(place)
        .select_related("publisher")
        .prefetch_related("theme_items__tag", "stated_dates", "people", Prefetch("findings", queryset=findings))
    )


def _said_of_review(review: ReviewPage, place: Place) -> dict[str, Any]:
    stated = review.published
    return {
        "address": place.page(review),
        "description": plain_text(review.summary),
        "types": ("Report", str(review.get_kind_display())),
        "creators": tuple(person.name for person in review.people.all() if person.role == PersonRole.AUTHOR),
        "publisher": review.publisher.name if review.publisher else "",
        "issued": day_of(stated.date, stated.precision) or (str(review.year) if review.year else ""),
        "teaches": tuple(finding.point.title for finding in review.findings.all()),
        "uses": ("professional development",),
        "based_on": tuple(filter(None, [review.public_url])),
        "other_formats": (("application/zip", place.at(f"/reviews/{review.slug}/pack.zip")),),
    }


def _briefings(place: Place) -> QuerySet[BriefingPage]:
    reviews = _harvested_reviews(place).only("title", "url_path")
    return published.briefings(place).prefetch_related(
        "theme_items__tag", Prefetch("reviews", queryset=reviews, to_attr="published_reviews")
    )


def _said_of_briefing(briefing: Any, place: Place) -> dict[str, Any]:
    stated = briefing.stated_date
    return {
        "address": place.page(briefing),
        "description": briefing.introduction,
        "types": ("Text", "7-minute briefing"),
        "publisher": place.partnership.name,
        "issued": day_of(stated.date, stated.precision),
        "uses": ("group discussion", "professional development"),
        "minutes": MINUTES_OF_A_BRIEFING,
        "based_on": tuple(place.page(review) for review in briefing.published_reviews),
        "other_formats": _formats(briefing, place),
    }


def _said_of_summary(page: NationalSummaryPage, place: Place) -> dict[str, Any]:
    return {
        "address": place.page(page),
        "description": page.why_here or plain_text(str(page.background)),
        "types": ("Text", "summary of a national review"),
        "publisher": place.partnership.name,
        "issued": str(page.source_year) if page.source_year else "",
        "uses": ("professional development",),
        "based_on": tuple(filter(None, [page.source_url])),
        "other_formats": _formats(page, place) if page.is_written else (),
    }


def _said_of_series(page: SeriesPage, place: Place) -> dict[str, Any]:
    return {
        "address": place.page(page),
        "description": plain_text(str(page.introduction)),
        "types": ("Collection", "themed series"),
        "publisher": place.partnership.name,
        "level": page.level.name if page.level else "",
        "uses": ("professional development",),
    }


def _resources(place: Place) -> QuerySet[ThemedResourcePage]:
    reviews = _harvested_reviews(place).only("title", "url_path")
    return (
        published.resources(place)
        .select_related("level")
        .prefetch_related("theme_items__tag", Prefetch("reviews", queryset=reviews, to_attr="published_reviews"))
    )


def _said_of_resource(page: Any, place: Place) -> dict[str, Any]:
    own = place.page(page)
    return {
        "address": own,
        "description": plain_text(str(page.introduction)),
        "types": ("Text", "themed resource"),
        "publisher": place.partnership.name,
        "audience": tuple(filter(None, [page.audience])),
        "level": page.level.name if page.level else "",
        "uses": ("group discussion", "professional development"),
        "part_of": own.rstrip("/").rpartition("/")[0] + "/",
        "based_on": tuple(place.page(review) for review in page.published_reviews),
    }


def _points(place: Place) -> QuerySet[LearningPoint]:
    found_in = Finding.objects.filter(review__in=_harvested_reviews(place).values("pk")).select_related("review")
    return published.points(place).prefetch_related(
        "theme_items__tag", "for_kinds", Prefetch("findings", queryset=found_in, to_attr="published_findings")
    )


def _said_of_point(point: Any, place: Place) -> dict[str, Any]:
    return {
        "address": place.at(point.get_absolute_url()),
        "description": "\n".join(filter(None, [point.found, point.change, point.question])),
        "types": ("Text", "learning point"),
        "publisher": place.partnership.name,
        "audience": tuple(kind.name for kind in point.for_kinds.all()),
        "teaches": (point.title,),
        "uses": ("professional development",),
        "based_on": tuple(place.page(one.review) for one in point.published_findings),
    }


def _courses(place: Place) -> QuerySet[Course]:
    return published.courses(place).select_related("level")


def _said_of_course(course: Course, place: Place) -> dict[str, Any]:
    return {
        "address": place.at(course.get_absolute_url()),
        "description": course.introduction,
        "types": ("Course",),
        "publisher": place.partnership.name,
        "audience": tuple(filter(None, [course.audience])),
        "level": course.level.name if course.level else "",
        "teaches": tuple(course.outcome_list),
        "uses": ("professional development",),
        "minutes": course.duration_minutes,
    }


def _events(place: Place) -> QuerySet[TrainingEvent]:
    events = published.events(place).select_related("course__level", "plan__level")
    points = PointTaught.objects.filter(point__in=published.shown_points(place).values("pk"))
    return events.prefetch_related(
        Prefetch("points_taught", points.select_related("point").order_by("sort_order", "pk"), to_attr="public_points")
    )


def _said_of_event(event: Any, place: Place) -> dict[str, Any]:
    """That it was or will be held, and what it passed on: not by whom, nor who came."""
    course = event.course if event.course and event.course.is_offered else None
    return {
        "address": place.at(event.get_absolute_url()),
        "description": event.description,
        "types": ("Event", str(event.get_kind_display())),
        "publisher": place.partnership.name,
        "issued": day_of(event.date, event.date_precision),
        "level": event.level.name if event.level else "",
        "teaches": tuple(row.point.title for row in event.public_points),
        "uses": ("professional development",),
        "part_of": place.at(course.get_absolute_url()) if course else "",
    }


def _formats(page: Any, place: Place) -> tuple[tuple[str, str], ...]:
    return tuple((one.content_type, place.at(one.file_url(page))) for one in formats_for(page).values())


def day_of(day: Any, precision: str) -> str:
    """As W3CDTF has it, no more exact than is known: "2018-05-15", "2018-05", "2018"; blank where nothing is."""
    if day is None:
        return ""
    text: str = day.isoformat()
    return {"day": text, "month": text[:7], "year": text[:4]}.get(precision, "")


KINDS = (
    Kind("review", "Reviews", ReviewPage, _reviews, _said_of_review),
    Kind("briefing", "7-minute briefings", BriefingPage, _briefings, _said_of_briefing),
    Kind(
        "national",
        "Summaries of national reviews",
        NationalSummaryPage,
        lambda place: published.summaries(place).prefetch_related("theme_items__tag"),
        _said_of_summary,
    ),
    Kind(
        "series",
        "Themed series",
        SeriesPage,
        lambda place: published.series(place).select_related("level"),
        _said_of_series,
        has_themes=False,
    ),
    Kind("resource", "Resources of series", ThemedResourcePage, _resources, _said_of_resource),
    Kind("point", "Learning points", LearningPoint, _points, _said_of_point),
    Kind("course", "Courses", Course, _courses, _said_of_course, has_themes=False),
    Kind("event", "Training events", TrainingEvent, _events, _said_of_event, has_themes=False),
)
"""In the order in which they are harvested; what was withdrawn comes after all of them."""
