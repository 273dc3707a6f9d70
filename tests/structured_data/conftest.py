"""One of everything that is published, with titles that try to get out of wherever they are written."""

import json
import re
from types import SimpleNamespace

import pytest
from wagtail.models import PageViewRestriction

from learning.enums import PackItemKind, PersonRole
from learning.models import Level, ReviewPerson
from media.enums import AccessibilityStatus
from media.models import Document
from tests.factories.briefings import (
    BriefingIndexPageFactory,
    BriefingPageFactory,
    NationalIndexPageFactory,
    NationalSummaryPageFactory,
)
from tests.factories.learning import (
    AgencyKindFactory,
    FindingFactory,
    InformationPageFactory,
    LearningPointFactory,
    PackItemFactory,
    ReviewDateFactory,
    ReviewIndexPageFactory,
    ReviewPageFactory,
    SeriesPageFactory,
    ThemedResourcePageFactory,
    ThemeFactory,
)
from tests.factories.media import DocumentFactory
from tests.factories.training import CourseFactory, TrainingEventFactory
from training.enums import EventStatus, Mode

HOSTILE = "</script><svg onload=alert(1)> \"a\" & 'b' \u2028 \N{WAVING HAND SIGN}"


@pytest.fixture
def told():
    """What a page says of itself: the things in its one block of data, the page's own first; none without a block."""

    def read(response):
        blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', response.content.decode(), re.S)
        assert len(blocks) < 2
        return json.loads(blocks[0])["@graph"] if blocks else []

    return read


@pytest.fixture
def deck(db):
    return DocumentFactory(
        title="Slides on neglect",
        format="pptx",
        slide_count=3,
        accessibility=AccessibilityStatus.GOOD,
        source=Document.Source.MADE_HERE,
    )


@pytest.fixture
def world(home, partnership, deck):
    """Published, with everything filled in; under each name the address of its page."""
    partnership.website, partnership.area = "https://example.org/", "Exampleshire"
    partnership.save()
    theme = ThemeFactory(name="heed & care", slug="heed")
    level = Level.objects.create(partnership=partnership, name="Level 2")
    point = LearningPointFactory(partnership=partnership, title=f"Ask {HOSTILE}"[:200], for_roles="Head teachers")
    reviews = ReviewIndexPageFactory(parent=home)
    review = ReviewPageFactory(
        parent=reviews, title=f"Child E1 {HOSTILE}", slug="e1", publisher=partnership, local_reference="R7"
    )
    for thing in (review, point):
        thing.themes.add(theme)
    review.save()
    point.levels.add(level)
    point.for_kinds.add(AgencyKindFactory(name="Rangers", slug="rangers"))
    point.save()
    ReviewDateFactory(review=review, date_as_stated="May 2024")
    ReviewPerson.objects.create(review=review, name="Jo Author", role=PersonRole.AUTHOR)
    FindingFactory(review=review, point=point)
    PackItemFactory(review=review, title="Deck", kind=PackItemKind.SLIDE_DECK, document=deck)
    series = SeriesPageFactory(parent=home, introduction="<p>Working together.</p>", level=level)
    resource = ThemedResourcePageFactory(parent=series, slug="voice", audience="Schools", level=level)
    briefings, national = BriefingIndexPageFactory(parent=home), NationalIndexPageFactory(parent=home)
    briefing = BriefingPageFactory(parent=briefings, title=HOSTILE, slug="seven", date_as_stated="2025")
    summary = NationalSummaryPageFactory(
        parent=national, slug="hidden-men", source_name="Hidden men", source_publisher="The Panel", source_year=2021
    )
    course = CourseFactory(partnership=partnership, title=HOSTILE, slug="neglect", level=level)
    event = TrainingEventFactory(
        partnership=partnership,
        course=course,
        status=EventStatus.MOVED,
        moved_from="3 March 2097",
        date_as_stated="10 March 2097",
        mode=Mode.LIVE_ONLINE,
        booking_url="https://example.org/book",
    )
    information = InformationPageFactory(parent=home, slug="what-a-review-is", introduction="<p>It is a look.</p>")
    pages = {"review": review, "series": series, "resource": resource, "briefing": briefing, "summary": summary}
    pages |= {"reviews": reviews, "briefings": briefings, "national": national, "information": information}
    return SimpleNamespace(
        home="/",
        deck=f"/decks/{deck.pk}/",
        point=point.get_absolute_url(),
        theme="/themes/heed/",
        themes="/themes/",
        training="/training/",
        course=course.get_absolute_url(),
        event=event.get_absolute_url(),
        pack="/reviews/e1/pack/",
        settings="/for/",
        setting="/for/rangers/",
        campaigns="/campaigns/",
        **{name: page.get_url() for name, page in pages.items()},
        pages=SimpleNamespace(**pages, home=home),
        things=SimpleNamespace(point=point, course=course, event=event, deck=deck, theme=theme),
    )


@pytest.fixture
def make_private():
    def restrict(page):
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    return restrict
