"""A part made before a change is given after it only where the database says what it said: and always what would be made anew."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpResponse
from django.template import Context, Template
from django.test import Client
from wagtail.models import PageViewRestriction, Site

from briefings.models import BriefingPoint
from learning.models import ReviewDate, Theme
from partnership import asked_again, kept_parts
from partnership.asked_again import Listener
from partnership.content_version import content_changed
from tests.factories.accounts import UserFactory
from tests.factories.briefings import BriefingIndexPageFactory, BriefingPageFactory
from tests.factories.learning import (
    AgencyFactory,
    FindingFactory,
    InformationPageFactory,
    ReviewIndexPageFactory,
    ReviewPageFactory,
    ThemeFactory,
)
from tests.factories.training import AttendanceFactory, PointTaughtFactory, TrainingEventFactory

pytestmark = pytest.mark.django_db
PART = Template("{% load kept %}{% kept 'part' 1 %}{{ make }}{% endkept %}")


@pytest.fixture(autouse=True)
def _parts_kept(settings) -> None:
    settings.KEPT_PARTS_SECONDS = 60


def how_many():
    return Theme.objects.filter(name__startswith="named").count()


class Reading:
    """Requests for a page with one part, which is made of what `ask` says. How often it was made is counted."""

    def __init__(self, rf):
        self.rf, self.ask, self.made = rf, how_many, 0

    def get(self, path="/reviews/", before=lambda: None, user=None):
        def answer(request):
            request.user = user or AnonymousUser()
            before()
            return HttpResponse(PART.render(Context({"request": request, "make": self._make})))

        request = self.rf.get(path)
        if user:
            request.COOKIES["sessionid"] = "of somebody"
        return kept_parts.KeptPartsMiddleware(answer)(request).content.decode()

    def _make(self):
        self.made += 1
        return self.ask()


@pytest.fixture
def reading(site, rf):
    return Reading(rf)


# A part that would be made the same --------------------------------------------------------------------------------------
def test_a_part_is_not_made_again_where_the_database_says_the_same(reading):
    reading.get()
    content_changed()
    assert (reading.get(), reading.made) == ("0", 1)


def test_neither_is_it_where_the_shared_cache_was_emptied(reading):
    reading.get()
    cache.clear()
    assert (reading.get(), reading.made) == ("0", 1)


# A part that must be made again --------------------------------------------------------------------------------------------
def test_a_part_is_made_again_where_the_database_says_something_else(reading):
    reading.get()
    ThemeFactory(name="named")
    content_changed()
    assert reading.get() == "1"


def test_a_part_is_made_again_where_what_was_fetched_before_it_says_something_else(reading, site):
    fetched = []
    reading.ask = lambda: fetched[-1]
    reading.get(before=lambda: fetched.append(how_many()))
    ThemeFactory(name="named")
    content_changed()
    assert reading.get(before=lambda: fetched.append(how_many())) == "1"


def test_a_part_is_made_again_where_a_site_begins_elsewhere(reading, site, home):
    reading.get()
    Site.objects.create(hostname="other.example", root_page=home)
    content_changed()
    reading.get()
    assert reading.made == 2


def test_a_part_is_made_again_at_another_address(reading):
    reading.get()
    content_changed()
    reading.get(path="/briefings/")
    assert reading.made == 2


def test_a_part_is_made_again_when_its_time_is_up(reading, settings):
    reading.get()
    settings.KEPT_PARTS_SECONDS = -1
    content_changed()
    reading.get()
    assert reading.made == 2


def test_a_part_that_wrote_something_is_made_again(reading):
    reading.ask = lambda: Theme.objects.filter(name="none").update(name="other")
    reading.get()
    content_changed()
    reading.get()
    assert reading.made == 2


def test_what_was_asked_for_somebody_signed_in_is_not_asked_again_for_others(reading):
    reading.get(user=UserFactory())
    content_changed()
    reading.get()
    assert reading.made == 2


# What is heard -----------------------------------------------------------------------------------------------------------
def test_rows_come_as_they_do_when_nobody_listens():
    Theme.objects.bulk_create(Theme(name=f"{i:03}", slug=f"{i:03}") for i in range(250))
    themes = Theme.objects.order_by("name")

    def asked():
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM learning_theme ORDER BY name")
            some = [cursor.fetchone(), cursor.fetchmany(2), len(cursor.fetchall()), cursor.fetchone()]
            cursor.execute("SELECT COUNT(*) FROM learning_theme")
            again = cursor.fetchall()
        return [*some, again, list(themes), list(themes.iterator(100)), themes.first(), themes.exists()]

    plain = asked()
    with Listener().listening():
        assert asked() == plain


def test_what_nobody_listened_to_is_not_known():
    listener = Listener()
    with listener.listening():
        Theme.objects.count()
        assert len(listener.heard().digests) == 1
    assert listener.heard() is None


def test_what_is_very_long_is_not_asked_again(monkeypatch):
    monkeypatch.setattr(asked_again, "MOST_ROWS", 2)
    Theme.objects.bulk_create(Theme(name=f"{i:03}", slug=f"{i:03}") for i in range(3))
    listener = Listener()
    with listener.listening():
        assert (len(Theme.objects.all()) > 2, listener.heard()) == (True, None)


# Whole pages ---------------------------------------------------------------------------------------------------------------
@pytest.fixture
def world(home, partnership):
    """A review, a briefing, a learning point, a theme and events, each tied to the others; in the tree and in the menu."""
    index = ReviewIndexPageFactory(parent=home, slug="reviews", title="Reviews", show_in_menus=True)
    InformationPageFactory(parent=home, slug="guide", title="Guide")
    review = ReviewPageFactory(parent=index, title="Child K", slug="child-k", publisher=partnership)
    other = ReviewPageFactory(parent=index, title="Child L", slug="child-l", publisher=partnership)
    theme = ThemeFactory(name="going hungry", slug="going-hungry")
    point = FindingFactory(review=review, point__partnership=partnership).point
    FindingFactory(review=other, point=point)
    for thing in (review, other, point):
        thing.themes.add(theme)
        thing.save()
    review.related_reviews.add(other)
    briefings = BriefingIndexPageFactory(parent=home, slug="briefings", title="Briefings")
    briefing = BriefingPageFactory(parent=briefings, title="Seven minutes", slug="seven", reviews=[review])
    BriefingPoint.objects.create(briefing=briefing, point=point)
    agency = AgencyFactory()
    event = TrainingEventFactory(partnership=partnership, title="Lunch and learn", is_public=True)
    PointTaughtFactory(event=event, point=point)
    AttendanceFactory(event=event, agency=agency, came=7)
    return {
        "review": review,
        "other": other,
        "theme": theme,
        "point": point,
        "briefing": briefing,
        "event": event,
        "agency": agency,
        "partnership": partnership,
        "index": index,
    }


def _closed(page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def _reworded(thing, **words):
    """Read anew: what was changed before was taken back behind it."""
    found = type(thing).objects.get(pk=thing.pk)
    for name, text in words.items():
        setattr(found, name, text)
    found.save()


CHANGES = {
    "related review closed": lambda w: _closed(w["other"]),
    "review dated": lambda w: ReviewDate.objects.create(
        review=w["review"], kind="published", date_as_stated="2 May 2024", date="2024-05-02"
    ),
    "point reworded": lambda w: _reworded(w["point"], title="Ask again", change="Say it again."),
    "theme renamed": lambda w: _reworded(w["theme"], name="hunger at home"),
    "briefing taken down": lambda w: _reworded(w["briefing"], live=False),
    "event hidden": lambda w: _reworded(w["event"], is_public=False),
    "agency renamed": lambda w: _reworded(w["agency"], name="Another agency"),
    "partnership renamed": lambda w: _reworded(w["partnership"], name="Another partnership", contact_phone="0100"),
    "menu": lambda w: _reworded(w["index"], show_in_menus=False),
}
ADDRESSES = ("/reviews/", "/reviews/child-k/", "/briefings/seven/")


def test_after_any_change_each_page_is_as_if_nothing_had_been_kept(world, reader, settings):
    addresses = (*ADDRESSES, world["point"].get_absolute_url())

    def pages(seconds):
        settings.KEPT_PARTS_SECONDS = seconds
        content_changed()
        return {address: reader.get(address).content for address in addresses}

    before = pages(60)
    for name, change in CHANGES.items():
        state = transaction.savepoint()
        change(world)
        after = pages(60)
        assert (name, after) == (name, pages(0))
        assert after != before, f"nothing shows that: {name}"
        transaction.savepoint_rollback(state)
    assert pages(60) == before


def test_a_trainers_figures_stay_theirs_after_a_change(world):
    trainer, reader = Client(), Client()
    trainer.force_login(UserFactory(group="Trainers"))
    _reworded(world["event"], is_public=False)
    for client in (reader, trainer):
        client.get("/reviews/child-k/")
    content_changed()
    pages = [client.get("/reviews/child-k/").content.decode() for client in (reader, trainer, reader)]
    assert ["Lunch and learn" in page for page in pages] == [False, True, False]
