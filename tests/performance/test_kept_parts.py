"""Parts that pages share are kept for everybody, and never shown to somebody they are not for."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.template import Context, Template
from django.test import Client, RequestFactory

from partnership import kept_parts
from tests.factories.accounts import UserFactory
from tests.factories.learning import FindingFactory, InformationPageFactory, ReviewIndexPageFactory, ReviewPageFactory
from tests.factories.training import AttendanceFactory, PointTaughtFactory, TrainingEventFactory
from tests.performance.conftest import says


@pytest.fixture(autouse=True)
def _parts_kept(settings) -> None:
    settings.KEPT_PARTS_SECONDS = 60


@pytest.fixture
def review(home, partnership):
    index = ReviewIndexPageFactory(parent=home)
    return ReviewPageFactory(parent=index, title="Child K", slug="child-k", publisher=partnership)


@pytest.fixture
def taught(review, partnership):
    """An event shown to nobody without the right to figures, at which what the review found was taught."""
    finding = FindingFactory(review=review)
    event = TrainingEventFactory(partnership=partnership, title="Private session", is_public=False)
    PointTaughtFactory(event=event, point=finding.point)
    AttendanceFactory(event=event, came=7)
    return event


def rendered(times, request, **context):
    """What a part comes to when it is asked for so often, and how often it was made."""
    made = []
    template = Template("{% load kept %}{% kept 'part' value %}{{ make }}{% endkept %}")
    for _ in range(times):
        html = template.render(
            Context({"request": request, "make": lambda: made.append(1) or "<b>hello</b>", **context})
        )
    return html, len(made)


@pytest.fixture
def public_request(site, rf):
    request = rf.get("/reviews/")
    request.user = AnonymousUser()
    kept_parts.KeptPartsMiddleware(lambda request: None)(request)
    return request


# What must not be kept ------------------------------------------------------------------------------------------------
def test_each_role_is_offered_its_own_work_whoever_came_before(review):
    trainer, manager = Client(), Client()
    trainer.force_login(UserFactory(group="Trainers"))
    assert not says(trainer.get(review.url), 'href="/mail/"')
    manager.force_login(UserFactory(group="Training managers"))

    assert says(manager.get(review.url), 'href="/mail/"')


def test_a_trainers_figures_are_not_shown_to_the_next_reader(review, taught):
    trainer, reader = Client(), Client()
    trainer.force_login(UserFactory(group="Trainers"))
    assert says(trainer.get(review.url), "Private session")
    assert not says(reader.get(review.url), "Private session")


def test_a_readers_page_does_not_hide_figures_from_a_trainer(review, taught):
    trainer, reader = Client(), Client()
    trainer.force_login(UserFactory(group="Trainers"))
    reader.get(review.url)
    assert says(trainer.get(review.url), "Private session")


def test_a_draft_that_is_previewed_is_neither_kept_nor_hidden_by_what_is(review, reader):
    reader.get(review.url)
    review.summary = "<p>Only a draft.</p>"
    assert says(review.make_preview_request(), "Only a draft.")
    assert not says(reader.get(review.url), "Only a draft.")


def test_a_part_without_a_value_is_made_each_time(public_request):
    assert rendered(2, public_request, value=None)[1] == 2


def test_a_part_asked_for_by_the_admin_is_made_each_time(site):
    request = RequestFactory().get("/admin/")
    kept_parts.KeptPartsMiddleware(lambda request: None)(request)
    assert rendered(2, request, value=1)[1] == 2


def test_switched_off_nothing_is_kept(settings, site, rf):
    settings.KEPT_PARTS_SECONDS = 0
    request = rf.get("/")
    kept_parts.KeptPartsMiddleware(lambda request: None)(request)
    assert rendered(2, request, value=1)[1] == 2


# What is kept -----------------------------------------------------------------------------------------------------------
def test_a_part_is_made_once(public_request):
    html, times = rendered(2, public_request, value=1)
    assert (html, times) == ("&lt;b&gt;hello&lt;/b&gt;", 1)


def test_a_part_is_kept_for_each_of_its_values(public_request):
    rendered(1, public_request, value=1)
    assert rendered(1, public_request, value=2)[1] == 1


def test_a_part_of_older_content_is_never_found_again(public_request, rf):
    rendered(1, public_request, value=1)
    cache.clear()
    later = rf.get("/reviews/")
    later.user = AnonymousUser()
    kept_parts.KeptPartsMiddleware(lambda request: None)(later)
    assert rendered(1, later, value=1)[1] == 1


def test_a_review_read_again_takes_one_query(review, reader, django_assert_num_queries):
    reader.get(review.url)
    with django_assert_num_queries(1):
        reader.get(review.url)


def test_an_edit_that_is_published_shows_at_once(review, reader, committed):
    reader.get(review.url)
    with committed():
        review.summary = "<p>Said more plainly.</p>"
        review.save_revision().publish()
    assert says(reader.get(review.url), "Said more plainly.")


def test_each_page_marks_itself_in_the_menu(home, partnership, reader):
    for name in ("one", "two"):
        InformationPageFactory(parent=home, title=f"Page {name}", slug=name, show_in_menus=True)
    reader.get("/one/")
    assert says(reader.get("/two/"), '<a href="/two/" aria-current="page">')
    assert not says(reader.get("/two/"), '<a href="/one/" aria-current="page">')


def test_each_host_has_its_own_site(home, partnership, reader, other_partnership):
    from wagtail.models import Page, Site

    from partnership.home.models import HomePage

    other_home = Page.get_first_root_node().add_child(instance=HomePage(title="Otherton", slug="otherton"))
    other_partnership.site = Site.objects.create(hostname="otherton.localhost", root_page=other_home)
    other_partnership.save()
    reader.get("/")
    assert says(reader.get("/", headers={"host": "otherton.localhost"}), "Otherton Safeguarding")
    assert says(reader.get("/"), "Exampleshire Safeguarding")


# The way to a page ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "address", ["/reviews/child-k/more/", "/child-k/", "/reviews/reviews/child-k/", "/exampleshire/"]
)
def test_an_address_that_no_page_has_is_not_found(review, reader, address):
    assert reader.get(address).status_code == 404


def test_a_page_that_is_no_longer_published_is_gone(review, reader):
    review.unpublish()
    assert reader.get("/reviews/child-k/").status_code == 410
