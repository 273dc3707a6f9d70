"""Pages that readers had and have no longer: what stands at their address, and what it must not say."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction, Site

from briefings.domain.packs.editions import make_edition
from learning.domain.withdrawals import withdraw
from learning.errors import NotPublished
from learning.models import Withdrawal
from tests.factories.accounts import UserFactory
from tests.factories.briefings import BriefingIndexPageFactory, BriefingPageFactory
from tests.factories.learning import InformationPageFactory, ReviewIndexPageFactory, ReviewPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def briefings(home):
    return BriefingIndexPageFactory(parent=home)


@pytest.fixture
def briefing(briefings):
    return BriefingPageFactory(parent=briefings, title="Neglect, 2024", slug="neglect")


@pytest.fixture
def review(home, partnership):
    return ReviewPageFactory(
        parent=ReviewIndexPageFactory(parent=home), title="Child Secret", slug="child-secret", publisher=partnership
    )


@pytest.fixture
def moderator(client):
    client.force_login(UserFactory(is_superuser=True))
    return client


def told(client, address):
    response = client.get(address)
    return response.status_code, response.content.decode()


@time_machine.travel("2026-11-22 10:00")
def test_the_stub_says_what_it_was_since_when_why_and_what_replaced_it(client, briefings, briefing):
    newer = BriefingPageFactory(parent=briefings, title="Neglect, 2026", slug="neglect-2026")
    withdraw(briefing, reason="The guidance changed.", replacement=newer, is_named=True, by=None)

    status, page = told(client, "/briefings/neglect/")

    assert status == 410
    for words in ("Neglect, 2024", "7-minute briefing", "Withdrawn on 22 November 2026", "The guidance changed."):
        assert words in page
    assert '<a href="/briefings/neglect-2026/">Neglect, 2026</a>' in page


@pytest.mark.parametrize("address", ["briefing.pdf", "used/", "anything/else/"])
def test_what_belonged_to_the_page_answers_the_same(client, briefing, address):
    withdraw(briefing, is_named=True, by=None)

    assert told(client, f"/briefings/neglect/{address}")[0] == 410


def test_a_draft_that_nobody_ever_had_is_not_found(client, briefings):
    BriefingPageFactory(parent=briefings, slug="draft", live=False)

    assert told(client, "/briefings/draft/")[0] == 404


def test_what_was_never_published_cannot_be_withdrawn(briefings):
    with pytest.raises(NotPublished, match="nothing to withdraw"):
        withdraw(BriefingPageFactory(parent=briefings, live=False), is_named=True, by=None)


def test_unpublishing_by_any_other_way_leaves_a_neutral_stub(client, briefing):
    briefing.unpublish()

    status, page = told(client, "/briefings/neglect/")

    assert (status, "Neglect, 2024" in page) == (410, True)


def test_a_superseded_briefing_that_is_unpublished_leads_to_the_newer_one(client, briefings, briefing):
    briefing.superseded_by = BriefingPageFactory(parent=briefings, title="Newer", slug="newer")
    briefing.save()
    briefing.unpublish()

    assert '<a href="/briefings/newer/">Newer</a>' in told(client, "/briefings/neglect/")[1]


def test_a_deleted_page_leaves_a_stub_that_holds_on_to_nothing(client, briefing):
    briefing.delete()

    stub = Withdrawal.objects.get()
    assert (stub.page_id, stub.title) == (None, "Neglect, 2024")
    assert told(client, "/briefings/neglect/")[0] == 410


def test_deleting_a_site_with_its_pages_leaves_nothing(home, briefing):
    Page.objects.get(pk=home.pk).delete()

    assert not Withdrawal.objects.exists()


def test_a_replacement_that_is_deleted_is_no_longer_named(client, briefings, briefing):
    newer = BriefingPageFactory(parent=briefings, title="Newer")
    withdraw(briefing, replacement=newer, is_named=True, by=None)
    newer.delete()

    assert "in its place" not in told(client, "/briefings/neglect/")[1]


@pytest.mark.parametrize("hidden", ["draft", "private"])
def test_a_replacement_that_readers_cannot_open_is_not_named(client, briefings, briefing, hidden):
    newer = BriefingPageFactory(parent=briefings, title="Not for you", live=hidden != "draft")
    if hidden == "private":
        PageViewRestriction.objects.create(page=newer, restriction_type=PageViewRestriction.LOGIN)
    withdraw(briefing, replacement=newer, is_named=True, by=None)

    assert "Not for you" not in told(client, "/briefings/neglect/")[1]


def test_publishing_it_again_takes_the_stub_away(client, briefing):
    withdraw(briefing, is_named=True, by=None)

    briefing.refresh_from_db()
    briefing.save_revision().publish()

    assert told(client, "/briefings/neglect/")[0] == 200
    assert told(client, "/briefings/neglect/nothing-here/")[0] == 404


def test_publishing_it_again_at_another_address_takes_the_old_stub_away(client, briefing):
    withdraw(briefing, is_named=True, by=None)
    briefing.refresh_from_db()
    briefing.slug = "neglect-again"
    briefing.save_revision().publish()

    assert told(client, "/briefings/neglect/")[0] == 404


def test_a_review_is_not_named_unless_its_editor_says_so(client, review):
    review.unpublish()

    status, page = told(client, "/reviews/child-secret/")

    assert (status, "Child Secret" in page) == (410, False)
    assert "This page has been withdrawn" in page


def test_a_private_page_is_not_named_to_strangers(client, briefing):
    PageViewRestriction.objects.create(page=briefing, restriction_type=PageViewRestriction.LOGIN)
    briefing.unpublish()

    assert "Neglect, 2024" not in told(client, "/briefings/neglect/")[1]


def test_a_page_that_leaves_no_stub_is_not_found(client, home):
    InformationPageFactory(parent=home, slug="about").unpublish()

    assert told(client, "/about/")[0] == 404


def test_the_stub_of_one_site_is_not_anothers(client, briefing, settings):
    settings.ALLOWED_HOSTS = ["*"]
    other = Page.get_first_root_node().add_child(title="Other", slug="other")
    Site.objects.create(hostname="other.example", root_page=other)
    withdraw(briefing, is_named=True, by=None)

    assert client.get("/briefings/neglect/", headers={"host": "other.example"}).status_code == 404


@pytest.mark.parametrize("address", ["/\x00/", "/briefings/%00/", "/" + "x/" * 900])
def test_nonsense_is_not_found(client, briefing, address):
    withdraw(briefing, is_named=True, by=None)

    assert client.get(address).status_code == 404


def unpublish_address(page):
    return reverse("wagtailadmin_pages:unpublish", args=[page.pk])


def test_the_editor_writes_what_readers_are_told(moderator, client, briefings, briefing):
    newer = BriefingPageFactory(parent=briefings, title="Newer", slug="newer")

    moderator.post(
        unpublish_address(briefing), {"reason": " Guidance changed. ", "replacement": newer.pk, "is_named": "on"}
    )

    stub = Withdrawal.objects.get()
    assert (stub.reason, stub.replacement_id, stub.title) == ("Guidance changed.", newer.pk, "Neglect, 2024")
    assert stub.withdrawn_by is not None
    briefing.refresh_from_db()
    assert not briefing.live


def test_the_form_proposes_to_name_a_briefing_and_not_a_review(moderator, briefing, review):
    named = moderator.get(unpublish_address(briefing)).context["form"].initial["is_named"]
    unnamed = moderator.get(unpublish_address(review)).context["form"].initial["is_named"]

    assert (named, unnamed) == (True, False)


def test_a_page_cannot_replace_itself_and_nothing_is_lost(moderator, briefing):
    response = moderator.post(unpublish_address(briefing), {"reason": "Kept words", "replacement": briefing.pk})

    briefing.refresh_from_db()
    assert briefing.live
    assert "A page cannot replace itself" in response.content.decode()
    assert "Kept words" in response.content.decode()


@pytest.mark.parametrize("nonsense", ["x", "-1", "99999999"])
def test_a_replacement_that_is_no_page_is_never_an_error_of_ours(moderator, briefing, nonsense):
    assert moderator.post(unpublish_address(briefing), {"replacement": nonsense}).status_code in (200, 302)


def test_other_pages_are_unpublished_as_ever(moderator, home):
    page = InformationPageFactory(parent=home)

    moderator.post(unpublish_address(page))

    page.refresh_from_db()
    assert not page.live
    assert not Withdrawal.objects.exists()


def test_an_editor_who_may_not_publish_may_not_withdraw(client, briefing):
    client.force_login(UserFactory(group="Editors"))

    client.post(unpublish_address(briefing), {"reason": "Mine now"})

    briefing.refresh_from_db()
    assert briefing.live


def test_a_stub_costs_the_same_however_many_there_are(client, briefings, briefing, django_assert_num_queries):
    briefing.unpublish()
    with CaptureQueriesContext(connection) as one:
        client.get("/briefings/neglect/")
    for number in range(10):
        BriefingPageFactory(parent=briefings, slug=f"gone-{number}").unpublish()

    with django_assert_num_queries(len(one)):
        client.get("/briefings/neglect/")


def test_before_a_briefing_is_withdrawn_the_desk_shows_every_page_and_pack_that_holds_it(moderator, briefing, review):
    briefing.reviews.add(review)
    briefing.save()
    edition = make_edition(review)
    link = f'<p>Read <a linktype="page" id="{briefing.pk}">this</a></p>'
    mentions = InformationPageFactory(
        parent=briefing.get_parent().get_parent(), title="Start here", body=[("paragraph", link)]
    )

    page = moderator.get(reverse("wagtailadmin_pages:unpublish", args=[briefing.pk])).content.decode()

    assert "Child Secret, edition 1" in page
    assert edition.url in page
    for held in (review, mentions):
        assert reverse("wagtailadmin_pages:edit", args=[held.pk]) in page
