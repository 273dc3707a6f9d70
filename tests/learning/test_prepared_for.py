"""What a function makes of rows and days, put into SQL once, is what the function gives: for each row and each day."""

from datetime import date

import pytest
from django.db.models import F

from learning.models import Campaign, LearningPoint, ReviewIndexPage, ReviewPage, ReviewPageTheme, Theme
from learning.queries.prepared_for import Keys, PreparedFor, counted, remember
from learning.queries.themes import published_reviews, themes_in_use
from tests.factories.learning import LearningPointFactory, ReviewIndexPageFactory, ReviewPageFactory, ThemeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_themes():
    return ThemeFactory(group="people"), ThemeFactory(group="practice")


@pytest.fixture
def index(partnership):
    return ReviewIndexPageFactory(parent=partnership.site.root_page)


def review_on(theme, index, **values):
    review = ReviewPageFactory(parent=index, **values)
    review.themes.add(theme)
    review.save()
    return review


def published_on(theme, partnership):
    return published_reviews(partnership).filter(theme_items__tag=theme).order_by("title", "pk")


def test_what_is_asked_for_one_is_not_given_for_another(partnership, index, two_themes):
    mine, other = two_themes
    about_mine, about_other = (review_on(theme, index) for theme in two_themes)
    prepared = PreparedFor(published_on)

    assert [prepared.all(theme, partnership) for theme in (mine, other)] == [[about_mine], [about_other]]


def test_another_partnerships_site_is_another_place_in_the_tree(partnership, other_partnership, index, two_themes):
    theme, _other = two_themes
    review, elsewhere = review_on(theme, index), other_partnership
    prepared = PreparedFor(published_on)

    assert (prepared.all(theme, elsewhere), prepared.all(theme, partnership)) == ([], [review])


def test_one_without_a_site_is_asked_as_ever(partnership, two_themes):
    partnership.site = None

    assert PreparedFor(published_on).all(two_themes[0], partnership) == []


def test_of_a_page_that_was_never_saved_it_is_asked_as_ever(index, home):
    unsaved = ReviewIndexPage(title="", slug="half", path=home.path + "0009", depth=home.depth + 1)

    assert PreparedFor(lambda page: ReviewPage.objects.child_of(page)).all(unsaved) == []


def test_it_is_made_into_sql_once(partnership, two_themes, django_assert_num_queries):
    made = []
    prepared = PreparedFor(lambda *of: made.append(of) or published_on(*of))

    with django_assert_num_queries(3):
        for theme in (*two_themes, two_themes[0]):
            prepared.all(theme, partnership)
    assert len(made) == 1


def test_a_page_says_how_many_there_are(partnership, index, two_themes):
    theme, other = two_themes
    reviews = [review_on(theme, index, title=title) for title in "abc"]
    prepared = PreparedFor(lambda *of: counted(published_on(*of), 2))

    page, empty = (prepared.page(2, one, partnership) for one in (theme, other))

    assert (page.object_list, page.paginator.count, page.has_next()) == (reviews[:2], 3, True)
    assert (empty.object_list, empty.paginator.count, empty.has_next()) == ([], 0, False)


def test_a_day_is_the_day_it_is_asked_for(partnership):
    point = LearningPointFactory(partnership=partnership, retired_on=date(2026, 5, 1))
    prepared = PreparedFor(lambda whose, on: LearningPoint.objects.of(whose).current(on))

    assert [prepared.all(partnership, date(2026, month, 1)) for month in (4, 5)] == [[point], []]


def test_a_day_that_was_not_given_is_refused(partnership):
    prepared = PreparedFor(lambda whose: LearningPoint.objects.of(whose).current())

    with pytest.raises(ValueError, match="a day was written into a query that is kept"):
        prepared.all(partnership)


def test_the_year_of_a_day_is_refused(partnership):
    prepared = PreparedFor(lambda whose, on: Campaign.objects.of(whose).in_month_of(on))

    with pytest.raises(ValueError, match="a day was written into a query that is kept"):
        prepared.all(partnership, date(2026, 5, 1))


def test_what_is_worked_out_from_a_number_is_worked_out_each_time(partnership, index):
    depths = PreparedFor(
        lambda whose: published_reviews(whose).filter(
            depth__gte=whose.site.root_page.depth + 2, depth__gt=F("numchild")
        )
    )
    review = ReviewPageFactory(parent=index)

    assert depths.all(partnership) == [review]


def test_values_are_given_as_tuples(partnership, index, two_themes):
    theme, _other = two_themes
    review_on(theme, index)

    assert PreparedFor(lambda whose: themes_in_use(whose).values_list("name", "review_count")).all(partnership) == [
        (theme.name, 1)
    ]


def test_nothing_stands_in_for_what_is_not_known():
    with pytest.raises(TypeError, match="nothing stands in for a str"):
        PreparedFor(lambda word: Theme.objects.filter(name=word)).all("neglect")


def test_what_belongs_to_rows_is_given_by_row_however_many(index, two_themes, django_assert_num_queries):
    reviews = [review_on(two_themes[0], index) for _ in range(Keys.NUMBER + 1)]
    bare = ReviewPageFactory(parent=index)
    carried = PreparedFor(lambda keys: ReviewPageTheme.objects.filter(content_object__in=keys).select_related("tag"))

    with django_assert_num_queries(2):
        found = carried.belonging_to([*reviews, bare], "content_object_id")

    assert found == {review.pk: list(review.theme_items.all()) for review in reviews} | {bare.pk: []}


def test_what_is_remembered_is_not_asked_for(index, two_themes, django_assert_num_queries):
    review = review_on(two_themes[0], index)
    rows = list(ReviewPageTheme.objects.filter(content_object=review))
    review = ReviewPage.objects.get(pk=review.pk)

    remember(review, "theme_items", rows)

    with django_assert_num_queries(0):
        assert (list(review.theme_items.all()), rows[0].content_object) == (rows, review)
