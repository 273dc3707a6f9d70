"""Whatever changes what readers see reaches them with the very next page, in every worker."""

import pytest
from django.contrib.sessions.models import Session
from django.db import transaction
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageLogEntry, Revision

from learning.models import InformationPage, LearningPoint, PublicationTimings, Theme
from partnership.accounts.models import User
from partnership.content_version import content_version
from partnership.page_cache_signals import is_ever_shown
from tests.factories.accounts import UserFactory
from tests.factories.learning import AgencyFactory, InformationPageFactory, LearningPointFactory, ThemeFactory
from tests.factories.training import AttendanceFactory, TrainingEventFactory
from tests.performance.conftest import says
from training.models import TrainingEvent

pytestmark = pytest.mark.usefixtures("page_cache")


def publish(page, title):
    page.title = title
    page.save_revision().publish()


def test_an_edit_that_is_published_is_on_the_very_next_page(guide, reader, committed):
    assert says(reader.get("/guide/"), "What a review is")
    with committed():
        publish(guide, "What a review is for")
    assert says(reader.get("/guide/"), "What a review is for")


def test_a_draft_changes_nothing(guide, reader, committed):
    before = content_version()
    with committed():
        guide.title = "Not yet said"
        guide.save_revision()
    assert content_version() == before
    assert not says(reader.get("/guide/"), "Not yet said")


def test_a_page_taken_down_is_gone_at_once(guide, reader, committed):
    reader.get("/guide/")
    with committed():
        guide.unpublish()
    assert reader.get("/guide/").status_code == 404


def test_a_page_deleted_is_gone_at_once(guide, reader, committed):
    reader.get("/guide/")
    with committed():
        Page.objects.get(pk=guide.pk).delete()
    assert reader.get("/guide/").status_code == 404


def test_a_page_moved_leaves_its_old_address_at_once(guide, home, reader, committed):
    other = InformationPageFactory(parent=home, slug="other")
    reader.get("/guide/")
    with committed():
        InformationPage.objects.get(pk=guide.pk).move(Page.objects.get(pk=other.pk), pos="last-child")
    assert reader.get("/guide/")["Location"] == "/other/guide/"


def test_a_page_put_behind_a_password_is_behind_it_at_once(guide, reader, committed):
    reader.get("/guide/")
    with committed():
        guide.view_restrictions.create(restriction_type="password", password="a long secret")
    assert not says(reader.get("/guide/"), "<h1>What a review is")


def test_a_new_name_of_the_partnership_is_on_every_page_at_once(guide, partnership, reader, committed):
    reader.get("/guide/")
    with committed():
        partnership.name = "Newly Named Partnership"
        partnership.save()
    assert says(reader.get("/guide/"), "Newly Named Partnership")


@pytest.mark.parametrize(
    "change",
    [
        lambda partnership: LearningPointFactory(partnership=partnership),
        lambda partnership: LearningPointFactory(partnership=partnership).delete(),
        lambda partnership: TrainingEventFactory(partnership=partnership),
        lambda partnership: AttendanceFactory(event=TrainingEventFactory(partnership=partnership)),
        lambda partnership: AgencyFactory(partnerships=[partnership]),
        lambda partnership: partnership.agencies.clear(),
        lambda partnership: ThemeFactory(),
        lambda partnership: PublicationTimings.for_site(partnership.site).save(),
        lambda partnership: Redirect.objects.create(old_path="/old", redirect_link="/guide/"),
        lambda partnership: partnership.site.save(),
    ],
    ids=["point", "point gone", "event", "attendance", "agency", "agencies", "theme", "setting", "redirect", "site"],
)
def test_what_decides_a_page_changes_the_version(change, partnership, committed):
    AgencyFactory(partnerships=[partnership])
    before = content_version()
    with committed():
        change(partnership)
    assert content_version() != before


def test_signing_in_changes_nothing_for_readers(client, committed, db):
    user = UserFactory()
    before = content_version()
    with committed():
        client.force_login(user)
        user.save()
    assert content_version() == before


@pytest.mark.parametrize("model", [Session, User, PageLogEntry, Revision], ids=lambda model: model.__name__)
def test_what_no_page_shows_is_not_counted(model):
    assert is_ever_shown(model) is False


@pytest.mark.parametrize("model", [Page, LearningPoint, TrainingEvent, Theme], ids=lambda model: model.__name__)
def test_what_pages_show_is_counted(model):
    assert is_ever_shown(model) is True


def take_back_a_theme():
    with transaction.atomic():
        ThemeFactory()
        transaction.set_rollback(True)


def test_a_change_that_is_taken_back_changes_nothing(partnership, committed):
    before = content_version()
    with committed():
        take_back_a_theme()
    assert content_version() == before


def test_a_change_after_one_that_was_taken_back_counts(partnership, committed):
    before = content_version()
    with committed():
        take_back_a_theme()
        ThemeFactory()
    assert content_version() != before


def test_many_changes_in_one_transaction_are_announced_once(partnership, committed, monkeypatch):
    announced = []
    monkeypatch.setattr("partnership.page_cache_signals.content_changed", lambda: announced.append("once"))
    with committed():
        ThemeFactory.create_batch(5)
    assert announced == ["once"]


def test_both_workers_show_the_change(guide, committed):
    one_worker, other_worker = Client(), Client()  # each has a memory of its own
    for worker in (one_worker, other_worker):
        worker.get("/guide/")
    with committed():
        publish(guide, "What a review is for")
    assert says(one_worker.get("/guide/"), "What a review is for")
    assert says(other_worker.get("/guide/"), "What a review is for")
