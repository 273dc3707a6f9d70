"""A partnership with so many of everything, for counting queries."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from wagtail.models import Page, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from briefings.models import BriefingPage, BriefingPoint, NationalSummaryPage
from briefings.models.national import SummaryPoint
from learning.enums import StatedDateKind
from learning.models import (
    Agency,
    AgencyKind,
    Finding,
    LearningPoint,
    Level,
    MailBatch,
    PackItem,
    ReviewDate,
    ReviewPage,
    ReviewPerson,
    ReviewSubject,
    SlidePoint,
    Theme,
)
from media.models import Document, Slide, SlideOrigin
from partnership.alerts.models import NewsItem
from partnership.search.engines import current_engine
from partnership.search.models import SearchEntry
from tests.factories.briefings import (
    BriefingIndexPageFactory,
    BriefingPageFactory,
    NationalIndexPageFactory,
    NationalSummaryPageFactory,
)
from tests.factories.learning import (
    ReviewIndexPageFactory,
    ReviewPageFactory,
)
from tests.performance.cascades import draft_to_all, many_cascades
from tests.performance.mailings import many_mailings
from tests.performance.series import many_resources
from training.domain.self_counts import open_self_count
from training.enums import EventKind, EventStatus, FeedbackMoment, RoleInTheRoom, TeamUseState
from training.models import (
    Attendance,
    AttendanceImport,
    Cascade,
    Course,
    CoursePoint,
    CourseToChange,
    Endorsement,
    FeedbackConfidence,
    FeedbackQuote,
    FeedbackResponse,
    FeedbackRound,
    PointTaught,
    RequiredContent,
    Segment,
    SegmentSlide,
    SelfCountTally,
    SessionEdition,
    SessionEditionItem,
    SessionPlan,
    TeamUse,
    TrainingEvent,
)


@dataclass
class World:
    """Its first of each kind, which all the others are tied to."""

    review: ReviewPage
    point: LearningPoint
    theme: Theme
    briefing: BriefingPage
    summary: NationalSummaryPage
    event: TrainingEvent
    deck: Document
    slide: Slide
    team_use: TeamUse
    feedback: FeedbackRound
    file_import: AttendanceImport
    plan: SessionPlan
    packed: SessionPlan
    cascade: Cascade
    cascade_draft: Cascade
    mailing: MailBatch
    setting: AgencyKind


def many(home, partnership, n: int) -> World:
    """Pages, points, events and agencies, `n` of each; the first review, point and event have `n` of all that belongs to one.

    What refers to what is looked up once for each page: by itself Wagtail does so at every row of a page, for all its rows.
    """
    with disable_reference_index_auto_update():
        world = _many(home, partnership, n)
    for page in Page.objects.specific():
        ReferenceIndex.create_or_update_for_object(page)
    return world


def _many(home, partnership, n: int) -> World:
    themes = Theme.objects.bulk_create(Theme(name=f"theme {i:03}", slug=f"theme-{i:03}") for i in range(n))
    kinds = AgencyKind.objects.bulk_create(AgencyKind(name=f"kind {i:03}", slug=f"kind-{i:03}") for i in range(n))
    points = LearningPoint.objects.bulk_create(
        LearningPoint(title=f"Point {i:03}", change="Ask.", partnership=partnership) for i in range(n)
    )
    through = LearningPoint.for_kinds.through
    through.objects.bulk_create(through(learningpoint=point, agencykind=kind) for point in points for kind in kinds[:3])
    reviews = _reviews(home, partnership, themes, points)
    briefings = _briefings(home, themes, points, reviews)
    summaries = _summaries(home, themes, points)
    many_resources(home, partnership, themes, points, reviews, kinds)
    event = _events(partnership, points, reviews, kinds)
    use = _team_uses(partnership, briefings[0], points)
    slide = _decks(points, reviews)
    _news(partnership, reviews, themes)
    _courses_to_change(partnership, summaries[0], n)
    asked = _feedback(event, points)
    plan = _plans(partnership, points, briefings, kinds, slide)
    return World(
        reviews[0],
        points[0],
        themes[0],
        briefings[0],
        summaries[0],
        event,
        slide.document,
        slide,
        use,
        asked,
        _imports(partnership, n),
        plan,
        _packed(partnership, points, briefings),
        many_cascades(partnership, n),
        draft_to_all(partnership, briefings[0]),
        many_mailings(partnership, n),
        kinds[0],
    )


def _packed(partnership, points, briefings):
    """A plan with a part for each point, briefing and slide there is, all changed since, and as many editions of its pack."""
    plan = SessionPlan.objects.create(partnership=partnership, title="Session")
    taken = {"plan": plan, "source_title": "Before", "source_mark": "before", "said": {"title": "Before"}}
    segments = Segment.objects.bulk_create(
        [
            *(Segment(kind="point", point=point, order=at, **taken) for at, point in enumerate(points)),
            *(Segment(kind="briefing", briefing=page, order=len(points), **taken) for page in briefings),
        ]
    )
    slides = Slide.objects.order_by("pk")[: len(points)]
    SegmentSlide.objects.bulk_create(
        SegmentSlide(segment=segment, slide=slide, fingerprint="before")
        for segment, slide in zip(segments, slides, strict=False)
    )
    editions = SessionEdition.objects.bulk_create(
        SessionEdition(plan=plan, number=number, label="2026-27", fingerprint="before", changes=["New."])
        for number, _point in enumerate(points, 1)
    )
    SessionEditionItem.objects.bulk_create(
        SessionEditionItem(edition=editions[0], order=at, key=f"briefing-{at}", what="handout", size=1, crc32=0)
        for at, _point in enumerate(points)
    )
    return plan


def _courses_to_change(partnership, summary, n):
    courses = Course.objects.bulk_create(
        Course(partnership=partnership, title=f"Course {i:03}", slug=f"course-{i:03}") for i in range(n)
    )
    CourseToChange.objects.bulk_create(CourseToChange(summary=summary, course=course) for course in courses)


def _news(partnership, reviews, themes):
    """Each review found by search, with its themes, and new."""
    source, site = ReviewPage._meta.label_lower, partnership.site
    facets = " ".join([f"publisher:{partnership.pk} review:scr year:2020", *(f"theme:{one.pk}" for one in themes[:3])])
    SearchEntry.objects.bulk_create(
        SearchEntry(
            site=site,
            kind="review",
            source=source,
            source_id=one.pk,
            path=one.url,
            title=one.title,
            facets=facets,
        )
        for one in reviews
    )
    current_engine().write(list(SearchEntry.objects.all()))
    through = SearchEntry.themes.through
    through.objects.bulk_create(
        through(searchentry=entry, theme=theme) for entry in SearchEntry.objects.all() for theme in themes[:3]
    )
    NewsItem.objects.bulk_create(NewsItem(site=site, kind="review", source=source, source_id=one.pk) for one in reviews)


def _reviews(home, partnership, themes, points):
    index = ReviewIndexPageFactory(parent=home)
    reviews = [
        ReviewPageFactory(parent=index, title=f"Child {i:03}", slug=f"child-{i:03}", publisher=partnership, year=2020)
        for i, _theme in enumerate(themes)
    ]
    first = reviews[0]
    for i, (theme, point, review) in enumerate(zip(themes, points, reviews, strict=True)):
        document = Document.objects.bulk_create(
            [Document(title=f"Report {i}", file=f"documents/{i}.pdf", file_size=9)]
        )[0]
        first.theme_items.model.objects.create(content_object=first, tag=theme)
        point.theme_items.model.objects.create(content_object=point, tag=themes[0])
        Finding.objects.create(review=first, point=point)
        PackItem.objects.create(review=first, title=f"Report {i}", document=document)
        ReviewDate.objects.create(review=first, kind=StatedDateKind.DECISION, date_as_stated="May 2018")
        ReviewSubject.objects.create(review=first)
        ReviewPerson.objects.create(review=first, name=f"Reviewer {i}")
        if review != first:
            first.related_reviews.through.objects.create(from_reviewpage=first, to_reviewpage=review)
            first.theme_items.model.objects.create(content_object=review, tag=themes[0])
            Finding.objects.create(review=review, point=points[0])
            PackItem.objects.create(review=review, title="Report", url="https://example.org/")
    return [ReviewPage.objects.get(pk=review.pk) for review in reviews]


def _briefings(home, themes, points, reviews):
    index = BriefingIndexPageFactory(parent=home)
    briefings = [BriefingPageFactory(parent=index, reviews=reviews[:1]) for _point in points]
    for briefing, theme, point in zip(briefings, themes, points, strict=True):
        for to, tag in {(briefing, themes[0]), (briefings[0], theme)}:
            briefing.theme_items.model.objects.create(content_object=to, tag=tag)
        for to, one in {(briefing, points[0]), (briefings[0], point)}:
            BriefingPoint.objects.create(briefing=to, point=one)
        through = BriefingPage.reviews.through
        through.objects.get_or_create(briefingpage=briefing, reviewpage=reviews[0])
    through.objects.bulk_create(through(briefingpage=briefings[0], reviewpage=review) for review in reviews[1:])
    return briefings


def _summaries(home, themes, points):
    index = NationalIndexPageFactory(parent=home)
    summaries = [NationalSummaryPageFactory(parent=index, live=True) for _point in points]
    for summary, theme, point in zip(summaries, themes, points, strict=True):
        for to, tag in {(summary, themes[0]), (summaries[0], theme)}:
            summary.theme_items.model.objects.create(content_object=to, tag=tag)
        for to, one in {(summary, points[0]), (summaries[0], point)}:
            SummaryPoint.objects.create(summary=to, point=one)
    return summaries


def _events(partnership, points, reviews, kinds):
    """Held events and events to come, `n` of each; at the first all agencies were taught all points."""
    agencies = Agency.objects.bulk_create(Agency(name=f"Agency {kind.name}", kind=kind) for kind in kinds)
    partnership.agencies.set(agencies)
    course = Course.objects.create(partnership=partnership, title="Course", slug="course")
    Course.objects.bulk_create(
        Course(partnership=partnership, title=f"Course {i}", slug=f"course-{i}") for i, _point in enumerate(points)
    )
    CoursePoint.objects.bulk_create(CoursePoint(course=course, point=point) for point in points)
    soon = timezone.localdate() + timedelta(days=30)
    events = [
        TrainingEvent(
            partnership=partnership,
            title=f"Event {i}",
            course=course,
            host=agency,
            status=status,
            date=day,
            date_as_stated="x",
        )
        for status, day in ((EventStatus.HELD, soon - timedelta(days=90)), (EventStatus.PLANNED, soon))
        for i, agency in enumerate(agencies)
    ]
    TrainingEvent.objects.bulk_create(events)
    held = [event for event in events if event.status == EventStatus.HELD]
    PointTaught.objects.bulk_create(PointTaught(event=event, point=points[0]) for event in events)
    PointTaught.objects.bulk_create(PointTaught(event=held[0], point=point) for point in points[1:])
    level = Level.objects.create(partnership=partnership, name="Level 2")
    RequiredContent.objects.bulk_create(
        RequiredContent(level=level, title=f"Line {i}", point=point) for i, point in enumerate(points)
    )
    own = TrainingEvent(partnership=partnership, title="Own", kind=EventKind.SINGLE_AGENCY, date_as_stated="2020")
    own.save()
    PointTaught.objects.bulk_create(PointTaught(event=own, point=point) for point in points)
    Endorsement.objects.bulk_create(Endorsement(event=event, level=level, is_endorsed=True) for event in [*held, own])
    Attendance.objects.bulk_create(Attendance(event=held[0], agency=agency, came=3) for agency in agencies)
    Attendance.objects.bulk_create(Attendance(event=event, agency=agencies[0], came=3) for event in held[1:])
    through = TrainingEvent.reviews.through
    through.objects.bulk_create(through(trainingevent=event, reviewpage=reviews[0]) for event in events)
    through.objects.bulk_create(through(trainingevent=held[0], reviewpage=review) for review in reviews[1:])
    _returns_and_count(held, agencies)
    return held[0]


def _returns_and_count(held, agencies):
    """Each agency owes a return, and has counted itself at the first event."""
    invited = TrainingEvent.invited.through
    invited.objects.bulk_create(invited(trainingevent=held[1], agency=agency) for agency in agencies)
    count = open_self_count(held[0], by=None)
    SelfCountTally.objects.bulk_create(
        SelfCountTally(count=count, agency=agency, role=RoleInTheRoom.OTHER, people=2) for agency in agencies
    )


def _team_uses(partnership, briefing, points):
    """Of the first briefing, as many waiting as accepted, each of another agency."""
    said = {"partnership": partnership, "briefing": briefing, "briefing_title": briefing.title, "setting": "Team"}
    meeting = {"date": timezone.localdate(), "led_by": "team manager", "present": 8, "minutes": 10}
    uses = [
        TeamUse(**said, **meeting, agency=agency, state=state)
        for state in (TeamUseState.WAITING, TeamUseState.ACCEPTED)
        for agency in partnership.agencies.all()
    ]
    TeamUse.objects.bulk_create(uses)
    through = TeamUse.points.through
    through.objects.bulk_create(through(teamuse=uses[0], learningpoint=point) for point in points)
    return uses[0]


def _feedback(event, points):
    """Rounds of all three moments, open; as many people as points, each of whom says something of every point."""
    today = timezone.localdate()
    rounds = [
        FeedbackRound.objects.create(event=event, moment=moment, opens_on=today, closes_on=today + timedelta(days=1))
        for moment in FeedbackMoment
    ]
    people = FeedbackResponse.objects.bulk_create(
        FeedbackResponse(round=asked, has_done="partly") for asked in rounds for _point in points
    )
    FeedbackConfidence.objects.bulk_create(
        FeedbackConfidence(response=person, point=point, score=3) for person in people for point in points
    )
    FeedbackQuote.objects.bulk_create(
        FeedbackQuote(response=person, question="What will you do?", text="Ring.", state=state)
        for person, state in zip(people, ["waiting", "shown"] * len(people), strict=False)
    )
    return rounds[1]


def _plans(partnership, points, briefings, kinds, slide):
    """Session plans; the first has parts of each kind, more where there are more points, for two kinds of agency, and a
    level that requires up to 30 things."""
    level = Level.objects.create(partnership=partnership, name="Level 2")
    plans = SessionPlan.objects.bulk_create(
        SessionPlan(partnership=partnership, title=f"Plan {i:03}", level=level) for i, _point in enumerate(points)
    )
    first = plans[0]
    first.for_kinds.set(kinds[:2])
    lines = RequiredContent.objects.bulk_create(
        RequiredContent(level=level, title=f"Line {i}", theme=one.theme_items.first().tag)
        for i, one in enumerate(points[:30])  # the builder's page has a box for each of them in each part
    )
    segments = Segment.objects.bulk_create(
        Segment(plan=first, kind=kind, order=i, minutes=5, point=point if kind == "point" else None, briefing=briefing)
        for i, point in enumerate(points[: len(points) // 3])
        for kind, briefing in (("point", None), ("briefing", briefings[i]), ("slides", None))
    )
    SegmentSlide.objects.bulk_create(SegmentSlide(segment=one, slide=slide) for one in segments if one.kind == "slides")
    through = Segment.covers.through
    through.objects.bulk_create(through(segment=segments[0], requiredcontent=line) for line in lines)
    return first


def _decks(points, reviews):
    """Public decks; in the first, whose first slide is returned, all slides were taken from others and have changed there."""
    decks = Document.objects.bulk_create(
        Document(title=f"Deck {i:03}", file=f"documents/{i}.pptx", file_size=9, format="pptx")
        for i, _ in enumerate(points)
    )
    PackItem.objects.bulk_create(
        PackItem(review=review, title=deck.title, document=deck) for deck, review in zip(decks, reviews, strict=True)
    )
    Document.objects.filter(pk=decks[1].pk).update(superseded_by=decks[0])
    pictures = {"picture": "slides/1.webp", "thumbnail": "slides/2.webp", "picture_height": 720}
    first = [
        Slide(document=decks[0], number=i, title=f"Slide {i}", text="Ask.\nListen.", alt_texts=["A door"], **pictures)
        for i, _point in enumerate(points, 1)
    ]
    others = [Slide(document=deck, number=1, title="Ask", fingerprint="new", **pictures) for deck in decks[1:]]
    copies = [Slide(document=deck, number=2, title="Ask again") for deck in decks[1:]]
    Slide.objects.bulk_create([*first, *others, *copies])
    SlideOrigin.objects.bulk_create(
        SlideOrigin(slide=slide, source=source, source_document=source.document, source_number=1, fingerprint="old")
        for slide, source in [*zip(first[1:], others, strict=True), *((copy, first[0]) for copy in copies)]
    )
    SlidePoint.objects.bulk_create(SlidePoint(slide=slide, point=points[0]) for slide in [*first, *others])
    SlidePoint.objects.bulk_create(SlidePoint(slide=first[0], point=point) for point in points[1:])
    return first[0]


def _imports(partnership, n):
    """Files that were looked through; the first has `n` rows, each of an agency that nobody knows."""
    lines = [{"n": i, "a": "error", "t": "Neglect", "w": ["Not known."], "u": f"Nobody {i}"} for i in range(n)]
    files = [AttendanceImport(partnership=partnership, name=f"{i}.csv", lines=lines) for i in range(n)]
    return AttendanceImport.objects.bulk_create(files)[0]
