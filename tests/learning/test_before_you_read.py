"""What is distressing is announced before it is told, with a way past it to where help is."""

import pytest

from partnership.templatetags.cascade import warnings_of
from tests.factories.briefings import BriefingIndexPageFactory, BriefingPageFactory
from tests.factories.learning import FindingFactory, LearningPointFactory, ReviewIndexPageFactory, ReviewPageFactory

pytestmark = pytest.mark.django_db

WARNING = "Describes injuries to a baby."
USUAL = "This is about harm to children. Parts of it may be distressing."
DETAIL = "What happened to the baby, told in full."


@pytest.fixture
def review(home):
    return ReviewPageFactory(
        parent=ReviewIndexPageFactory(parent=home), content_warning=WARNING, summary=f"<p>{DETAIL}</p>"
    )


def _review(home, review):
    return review.url


def _point(home, review):
    point = LearningPointFactory(found=DETAIL)
    FindingFactory(review=review, point=point)
    return point.get_absolute_url()


def _briefing(home, review):
    sections = [("section", {"heading": f"Part {n}", "body": f"<p>{DETAIL}</p>"}) for n in range(7)]
    page = BriefingPageFactory(parent=BriefingIndexPageFactory(parent=home), sections=sections)
    page.reviews.set([review])
    page.save()
    return page.url


@pytest.mark.parametrize("address", [_review, _point, _briefing], ids=["review", "learning point", "briefing"])
def test_the_reviews_own_warning_comes_before_the_detail_with_a_way_past_it(client, home, partnership, review, address):
    html = client.get(address(home, review)).content.decode()
    html = html[html.index("<main") :]
    assert 0 < html.index(WARNING) < html.index('href="#help-heading"') < html.index(DETAIL)
    assert 'id="help-heading"' in html


@pytest.mark.parametrize("address", [_review, _point, _briefing], ids=["review", "learning point", "briefing"])
def test_where_no_editor_wrote_one_the_usual_words_stand(client, home, partnership, review, address):
    review.content_warning = ""
    review.save()
    html = client.get(address(home, review)).content.decode()
    assert html.index(USUAL) < html.rindex(DETAIL)


def test_what_several_reviews_warn_of_is_said_once_each(review):
    other = ReviewPageFactory.build(content_warning="Describes neglect.")
    silent = ReviewPageFactory.build(content_warning=" ")
    assert warnings_of([review, other, silent, review]) == [WARNING, "Describes neglect."]
    assert (warnings_of(review), warnings_of(silent), warnings_of(None)) == ([WARNING], [], [])
