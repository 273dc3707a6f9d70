"""What each entry can be narrowed by, and that it stays true."""

import pytest
from django.db import connection

from learning.enums import AgeBand, PackItemKind, ReviewKind
from learning.models import AgencyKind, ReviewPage, ReviewSubject
from partnership.search.domain.index import rebuild
from partnership.search.models import SearchEntry, SearchState, SearchWord
from tests.factories.briefings import BriefingIndexPageFactory, BriefingPageFactory, seven_sections
from tests.factories.learning import FindingFactory, LearningPointFactory, PackItemFactory, ThemeFactory


def facets(kind: str) -> str:
    return SearchEntry.objects.get(kind=kind).facets


def words() -> dict[str, int]:
    return dict(SearchWord.objects.values_list("word", "entries"))


@pytest.fixture
def full_review(add_review, committed) -> ReviewPage:
    """A review with a theme, a subject, a point for one kind of agency, and a pack."""
    review = add_review(title="Kestrel", kind=ReviewKind.SCR, year=2019)
    kind = AgencyKind.objects.create(name="Falconry", slug="falconry")
    with committed():
        ReviewSubject.objects.create(review=review, age_band=AgeBand.UNDER_1)
        PackItemFactory(review=review, kind=PackItemKind.LEARNING_REPORT, title="Report", url="https://example.org/r")
        point = LearningPointFactory(title="Ask about nests", partnership=review.publisher)
        point.for_kinds.add(kind)
        point.save()
        FindingFactory(review=review, point=point)
        review.themes.add(ThemeFactory(name="kites"))
        review.save()
    return review


def test_a_point_has_what_its_published_reviews_have(full_review):
    of_review = f"age:under_1 publisher:{full_review.publisher_id} review:scr"
    kind = AgencyKind.objects.get(slug="falconry").pk
    assert facets("learning_point") == f"age:under_1 agency:{kind} format:web {of_review.split(' ', 1)[1]} year:2019"


def test_a_review_has_its_themes_its_pack_and_for_whom_its_points_are(full_review):
    kind, theme = AgencyKind.objects.get(slug="falconry").pk, full_review.theme_list[0].pk
    assert facets("review") == (
        f"age:under_1 agency:{kind} format:web pack:yes publisher:{full_review.publisher_id} "
        f"review:scr theme:{theme} year:2019"
    )


def test_whom_a_point_is_for_counts_until_what_replaces_it_can_be_read(full_review, add_review, committed):
    review = SearchEntry.objects.filter(kind="review", source_id=str(full_review.pk))
    kind = AgencyKind.objects.get(slug="falconry").pk
    with committed():
        later = add_review(title="Later", live=False)
        newer = LearningPointFactory(title="Ask about eyries", partnership=full_review.publisher)
        FindingFactory(review=later, point=newer)
        old = full_review.findings.get().point
        old.superseded_by = newer
        old.save()
    assert f"agency:{kind} " in review.get().facets
    with committed():
        later.save_revision().publish()
    assert "agency:" not in review.get().facets


def test_an_unpublished_review_lends_nothing(full_review, committed):
    other = LearningPointFactory(title="Other", partnership=full_review.publisher)
    with committed():
        briefings = full_review.get_parent().get_parent().add_child(instance=BriefingIndexPageFactory.build())
        briefing = briefings.add_child(instance=BriefingPageFactory.build(title="In short", sections=seven_sections()))
        briefing.reviews.add(full_review)
        briefing.briefing_points.create(point=other)
        briefing.save()
    assert "review:scr" in facets("briefing")
    with committed():
        full_review.unpublish()
    assert "review:" not in facets("briefing")


def test_who_a_point_is_for_reaches_its_review(full_review, committed):
    added = AgencyKind.objects.create(name="Ringing", slug="ringing")
    point = full_review.findings.get().point
    with committed():
        point.for_kinds.add(added)
        point.save()
    assert f"agency:{added.pk} " in facets("review")


def test_each_change_of_entries_gives_a_new_state_and_no_change_none(full_review, committed):
    before = SearchState.objects.get().token
    with committed():
        full_review.save()
    assert SearchState.objects.get().token == before
    with committed():
        full_review.title = "Falcon"
        full_review.save()
    changed = SearchState.objects.get().token
    with committed():
        full_review.unpublish()
    assert len({before, changed, SearchState.objects.get().token}) == 3


def test_a_word_is_known_while_something_published_has_it(full_review, committed):
    assert (words()["kestrel"], words()["nests"]) == (4, 1)
    with committed():
        full_review.title = "Osprey"
        full_review.save()
    assert ("kestrel" in words(), words()["osprey"]) == (False, 4)
    with committed():
        full_review.unpublish()
    assert words().keys().isdisjoint({"osprey", "nests", "kites"})


def test_a_draft_teaches_no_word(full_review, committed):
    full_review.summary = "<p>A secret falcon.</p>"
    with committed():
        full_review.save_revision()
    assert "falcon" not in words()


def test_a_rebuild_counts_the_words_anew(full_review):
    kept = words()
    SearchWord.objects.filter(word="kestrel").update(entries=17)
    SearchWord.objects.create(site_id=SearchEntry.objects.first().site_id, word="zephyr", entries=1)
    rebuild()
    assert words() == kept


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the words stand in the row itself")
def test_an_entrys_words_go_with_it(full_review):
    SearchEntry.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM search_entry_words")
        assert cursor.fetchone() == (0,)
