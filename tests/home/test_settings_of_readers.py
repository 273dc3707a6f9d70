"""“I work in early years”: what is for one kind of setting, and the home page that asks."""

import pytest
from wagtail.models import PageViewRestriction

from learning.models import AgencyKind, ReflectionQuestion
from tests.factories.briefings import BriefingIndexPageFactory, BriefingPageFactory
from tests.factories.learning import (
    AgencyKindFactory,
    FindingFactory,
    LearningPointFactory,
    ReviewIndexPageFactory,
    ReviewPageFactory,
    SeriesPageFactory,
    ThemedResourcePageFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def early_years():
    return AgencyKind.objects.get(slug="early-years")


@pytest.fixture
def reviews(home):
    return ReviewIndexPageFactory(parent=home)


def learned(partnership, reviews, kind, lesson, **review):
    point = LearningPointFactory(partnership=partnership, title=lesson)
    point.for_kinds = [kind]
    point.save()
    FindingFactory(review=ReviewPageFactory(parent=reviews, **review), point=point)
    return point


def test_the_newest_learning_comes_first_and_says_its_year(client, partnership, reviews, early_years):
    learned(partnership, reviews, early_years, "Older", year=2019)
    learned(partnership, reviews, early_years, "Newer", year=2026)
    learned(partnership, reviews, AgencyKindFactory(), "For others", year=2026)

    html = client.get("/for/early-years/").content.decode().partition("</head>")[2]

    assert html.index("Newer") < html.index("from a review of 2026") < html.index("Older")
    assert "For others" not in html


def test_what_is_not_public_is_not_for_anybody(client, home, partnership, reviews, early_years):
    learned(partnership, reviews, early_years, "Point of a draft", title="Child Draft", live=False)
    kept = learned(partnership, reviews, early_years, "Point of a private one").findings.get().review
    PageViewRestriction.objects.create(page=kept, restriction_type=PageViewRestriction.LOGIN)
    point = learned(partnership, reviews, early_years, "Shown")
    briefings = BriefingIndexPageFactory(parent=home)
    for title, live in (("Briefing shown", True), ("Briefing draft", False)):
        page = BriefingPageFactory(parent=briefings, title=title, live=live)
        page.briefing_points.model.objects.create(briefing=page, point=point)

    html = client.get("/for/early-years/").content.decode()

    assert "Shown" in html
    assert "Briefing shown" in html
    for hidden in ("Point of a draft", "Child Draft", "Point of a private one", kept.title, "Briefing draft"):
        assert hidden not in html


def test_a_resource_that_asks_the_setting_is_for_it(client, home, partnership, early_years):
    resource = ThemedResourcePageFactory(parent=SeriesPageFactory(parent=home))
    question = ReflectionQuestion(resource=resource, text="Who is watching?")
    question.for_kinds = [early_years]
    question.save()

    assert f"{resource.url}reflect/?setting=early-years" in client.get("/for/early-years/").content.decode()


def test_the_home_page_asks_where_one_works_and_offers_no_empty_page(client, partnership, reviews, early_years):
    AgencyKindFactory(name="Nothing for these", slug="nothing")
    learned(partnership, reviews, early_years, "Look at who is at home", year=2026)

    html = client.get("/").content.decode()

    assert '<option value="early-years">Early years</option>' in html
    assert "Nothing for these" not in html
    assert "Look at who is at home" in html
    assert client.get("/for/?setting=early-years")["Location"] == "/for/early-years/"


@pytest.mark.parametrize("asked", ["nothing", "", "%00", "x" * 10_000, "<script>"])
def test_a_setting_that_is_none_leads_to_the_list(client, partnership, asked):
    assert client.get("/for/", {"setting": asked}).status_code == 200


def test_a_setting_that_nobody_knows_is_not_found(client, partnership):
    assert client.get("/for/nonsense/").status_code == 404
