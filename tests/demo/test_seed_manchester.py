"""Manchester's page, fact by fact: every pack with its items and dates as stated."""

import io
import zipfile

import pytest

from learning.enums import PublicationState, ReviewKind, StatedDateKind
from learning.models import InformationPage, ReviewPage
from training.models import TrainingEvent

SHORT = "manchester"

pytestmark = pytest.mark.django_db

# name -> (learning event, report published or None, date of the pack's three items or None)
PACKS = {
    "Child E1": ("April 2018", None, "May 2018"),
    "Child F1": ("April 2018", "15.05.2018", "May 2018"),
    "Child G1": ("September 2017", "15.05.2018", "May 2018"),
    "Child H1": ("October 2017", "14.12.2017", "September 2017"),
    "Child I1": ("November 2017", "14.12.2017", "November 2017"),
    "Child J1": ("December 2017", None, "December 2017"),
    "Child K1": ("May 2018", "14.12.2017", "December 2017"),
    "Child L1": ("May 2018", "15.05.2018", "May 2018"),
    "Child M1 & M2": ("October 2018", "20.08.2018", "Nov 2018"),
    "Child N1": ("September 2018", "15.11.2018", None),
}
BRIEFINGS = {
    "Jacob": "1st November 2022",
    "Child O1": "28th October 2021",
    "Baby R": "16th September 2021",
    "Child T": "21st May 2021",
}
PUBLISHED_ONLY = {"Child W": "22nd September 2020", "Child Q1": "11th May 2020", "Child U1": "15th April 2020"}


@pytest.fixture
def review(loaded, db):
    return lambda name: ReviewPage.objects.descendant_of(loaded.home).get(pseudonym=name)


def dates(review, kind):
    return [row.date_as_stated for row in review.stated_dates.all() if row.kind == kind]


@pytest.mark.parametrize("name", PACKS)
def test_each_pack_has_its_three_items_with_their_dates_as_stated(review, name):
    stated = PACKS[name][2]
    expected = (
        [(kind, stated) for kind in ("learning_report", "learning_presentation", "seven_minute_briefing")]
        if stated
        else []
    )

    assert [(item.kind, item.date_as_stated) for item in review(name).pack_items.all()] == expected


@pytest.mark.parametrize("name", PACKS)
def test_each_report_is_published_or_not_as_stated(review, name):
    published = PACKS[name][1]
    found = review(name)

    assert dates(found, StatedDateKind.PUBLISHED) == ([published] if published else [])
    assert found.publication_state == (PublicationState.FULL_REPORT if published else PublicationState.NOT_PUBLISHED)


@pytest.mark.parametrize("name", PACKS)
def test_each_learning_event_is_a_stated_date_and_a_training_event(review, name):
    event_date = PACKS[name][0]
    found = review(name)

    assert dates(found, StatedDateKind.LEARNING_EVENT) == [event_date]
    assert [event.date_as_stated for event in found.training_events.all()] == [event_date]


def test_nobody_is_said_to_have_come(loaded, db):
    events = TrainingEvent.objects.filter(partnership=loaded.partnership)

    assert events.count() == 10
    assert not events.filter(attendances__isnull=False).exists()


@pytest.mark.parametrize(("name", "stated"), BRIEFINGS.items())
def test_later_reviews_have_a_briefing_with_its_date(review, name, stated):
    briefings = [item for item in review(name).pack_items.all() if item.kind == "seven_minute_briefing"]

    assert [item.date_as_stated for item in briefings] == [stated]


@pytest.mark.parametrize(("name", "stated"), PUBLISHED_ONLY.items())
def test_reviews_listed_with_a_date_alone_keep_it(review, name, stated):
    assert dates(review(name), StatedDateKind.PUBLISHED) == [stated]


def test_jacobs_briefing_came_160_days_after_his_report(review):
    items = {item.kind: item.date for item in review("Jacob").pack_items.all()}

    assert (items["seven_minute_briefing"] - items["report"]).days == 160


def test_m1_and_m2_are_one_review(loaded, db):
    assert ReviewPage.objects.descendant_of(loaded.home).filter(title__contains="M1").count() == 1
    assert not ReviewPage.objects.descendant_of(loaded.home).filter(pseudonym__in=["Child M1", "Child M2"]).exists()


def test_the_most_recent_reports_are_there(review):
    assert review("Child N B YK").kind == ReviewKind.THEMATIC
    assert [item.date_as_stated for item in review("Child N B YK").pack_items.all()] == ["January 2023", "January 2023"]
    assert review("Child S").kind == ReviewKind.LLR


def test_nothing_is_learned_that_the_page_does_not_say(loaded, db):
    assert not ReviewPage.objects.descendant_of(loaded.home).filter(findings__isnull=False).exists()


def test_no_document_is_a_dead_link(read, review):
    page = read("/reviews/child-e1/pack/").content.decode()

    assert page.count("not held here") + page.count("Not held here") >= 3
    assert all(not item.url and item.document is None for item in review("Child E1").pack_items.all())


def test_a_pack_of_documents_not_held_still_downloads(read):
    archive = zipfile.ZipFile(io.BytesIO(b"".join(read("/reviews/child-e1/pack.zip").streaming_content)))
    readme = archive.read("README.txt").decode()

    assert archive.testzip() is None
    assert archive.namelist() == ["README.txt", "manifest.json", "01 About this review.pdf"]
    assert "Full report not published" in readme
    assert "MSCB Child E1 SCR Learning Presentation" in readme


@pytest.mark.parametrize(
    "fact",
    [
        "Mental Health Act 1983",
        "depriving them of liberty",
        "Review Referral form",
        "Oct 2019",
        "1945",
        "800",
        "Advanced search",
        "Media type",
        "twelve months",
    ],
)
def test_every_fact_of_the_explanatory_pages_is_somewhere(loaded, db, fact):
    bodies = [
        page.body.render_as_block() + page.introduction for page in InformationPage.objects.descendant_of(loaded.home)
    ]

    assert any(fact.lower() in body.lower() for body in bodies)
