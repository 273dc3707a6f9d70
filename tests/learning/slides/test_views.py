"""The slide library's pages: what they show, what they take, and whom they let."""

from types import SimpleNamespace

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from learning.models import SlidePoint
from learning.slides.tray import MOST_CHOSEN, SESSION_KEY
from learning.slides.views import SLIDES_A_PAGE
from media.domain.combining import CannotCombine
from media.models import Document, Slide
from partnership.accounts.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.learning import FindingFactory, LearningPointFactory, PackItemFactory
from tests.learning.slides.conftest import deck_of, first_slide
from tests.media.authored_files import plain_deck

pytestmark = pytest.mark.django_db

LIBRARY, CHOOSE, COMBINE = "/slides/", "/slides/choose/", "/slides/combine/"


@pytest.fixture
def slide(published):
    return first_slide(published)


@pytest.fixture
def point(review, partnership):
    return FindingFactory(review=review, point=LearningPointFactory(partnership=partnership)).point


def chosen(browser):
    return browser.session.get(SESSION_KEY, [])


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


# Whom they let -----------------------------------------------------------------------------------------------------------
WHO = {None: None, "no role": "", **{role: role for role in Role.values}}
MAY = {"Trainers", "Training managers", "Editors", "Moderators"}


@pytest.mark.parametrize("who", WHO, ids=str)
def test_who_may_send_anything(client, slide, point, who):
    if who:
        client.force_login(UserFactory(group=WHO[who]))
    ask = SimpleNamespace(tie=f"/slides/{slide.pk}/points/")

    client.post(CHOOSE, {"action": f"add:{slide.pk}"})
    client.post(ask.tie, {"point": point.pk})
    untitled = client.post(COMBINE, {"title": ""})

    assert (chosen(client), SlidePoint.objects.count()) == (([slide.pk], 1) if who in MAY else ([], 0))
    assert untitled.status_code == (422 if who in MAY else 403 if who else 302)


def test_somebody_without_an_account_is_asked_to_sign_in(client, slide):
    for address in (LIBRARY, f"/slides/{slide.pk}/"):
        assert client.get(address)["Location"] == f"/accounts/login/?next={address}"


def test_a_form_from_elsewhere_is_refused(slide, trainer):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(trainer)

    answers = [browser.post(address).status_code for address in (CHOOSE, COMBINE, f"/slides/{slide.pk}/points/")]
    assert (answers, chosen(browser)) == ([403] * 3, [])


def test_no_cache_keeps_these_pages(browser, slide):
    for address in (LIBRARY, f"/slides/{slide.pk}/"):
        assert {"no-store", "private"} <= set(browser.get(address)["Cache-Control"].split(", "))


# The library ----------------------------------------------------------------------------------------------------------------
def test_the_library_lists_what_may_be_had_and_hints_at_nothing_else(browser, published, unpublished):
    html = browser.get(LIBRARY).content.decode()

    assert [word for word in ("Ask the child", "Lessons", "Child A") if word not in html] == []
    assert [word for word in ("Ask nobody yet", "Not out yet", "Child Z") if word in html] == []


def test_the_words_asked_for_are_shown_again_and_harmless(browser, published):
    html = browser.get(LIBRARY, {"q": '"><script>alert(1)</script>'}).content.decode()

    assert "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script>alert" not in html
    assert "No slide fits" in html


def test_words_of_a_slide_are_words_and_no_markup(browser, published):
    Slide.objects.update(title="<b>Bold</b>", text="<script>alert(1)</script>")

    for address in (LIBRARY, f"/slides/{first_slide(published).pk}/"):
        html = browser.get(address).content.decode()
        assert ("<b>Bold" in html, "<script>alert" in html) == (False, False)


def test_many_slides_come_page_by_page(browser, review):
    PackItemFactory(review=review, document=deck_of(*(f"Slide {n:03}" for n in range(SLIDES_A_PAGE + 1))))

    shown = [browser.get(LIBRARY, {"page": page}).context["slides"] for page in (1, 2)]
    assert [len(page) for page in shown] == [SLIDES_A_PAGE, 1]


ODD = ["?page=0", "?page=x", f"?page={'9' * 5000}", "?q=%00", f"?q={'x' * 10_000}", "?deck=%00&review=²&point=1.5"]
ODD += [f"?deck={'9' * 15}", f"?deck={'9' * 400}", "?theme=%F0%9F%98%80", "?q=%ED%A0%80", "?q[]=a&q=%25%25%25"]


@pytest.mark.parametrize("query", ODD, ids=lambda query: query[:20])
def test_an_odd_address_gives_a_page(browser, published, query):
    assert browser.get(LIBRARY + query).status_code == 200


@pytest.mark.parametrize("key", ["999999", "9" * 15, "9" * 40, "0"])
def test_a_slide_that_is_not_there_is_not_found(browser, site, key):
    assert [browser.get(f"/slides/{key}/").status_code, browser.post(f"/slides/{key}/points/").status_code] == [404] * 2


def test_a_slide_of_an_unpublished_deck_is_not_found_and_not_tied(browser, unpublished, point):
    address = f"/slides/{first_slide(unpublished).pk}/"

    assert browser.get(address).status_code == 404
    assert browser.post(f"{address}points/", {"point": point.pk}).status_code == 404
    assert SlidePoint.objects.count() == 0


# Choosing ---------------------------------------------------------------------------------------------------------------------
def test_one_slide_is_chosen_and_the_reader_is_led_back_to_it(browser, slide):
    response = browser.post(CHOOSE, {"action": f"add:{slide.pk}", "next": "/slides/?q=ask"})

    assert response["Location"] == f"/slides/?q=ask#slide-{slide.pk}"
    assert (chosen(browser), said(response)) == ([slide.pk], ["1 slide added."])


def test_the_order_is_changed_and_slides_are_taken_out(browser, published):
    first, second, third = published.slides.values_list("pk", flat=True)
    browser.post(CHOOSE, {"slide": [first, second, third]})

    steps = {f"down:{first}": [second, first, third], f"up:{third}": [second, third, first]}
    steps |= {f"remove:{second}": [third, first], "clear": []}
    for action, expected in steps.items():
        browser.post(CHOOSE, {"action": action})
        assert chosen(browser) == expected


def test_what_is_too_many_is_said(browser, slide):
    response = browser.post(CHOOSE, {"slide": list(range(1, MOST_CHOSEN + 10))})

    assert said(response)[0] == f"A deck can have {MOST_CHOSEN} slides at most."
    assert len(chosen(browser)) == MOST_CHOSEN


ODD_CHOICES = [
    {"action": "add:x"},
    {"action": "add:" + "9" * 15},
    {"action": "add:" + "9" * 5000},
    {"action": "up:"},
    {"action": "remove"},
    {"action": "\0"},
    {"action": "burn:1"},
    {"slide": ["²", "-1", "1.5", "\0", "x" * 10_000]},
    {},
]


@pytest.mark.parametrize("data", ODD_CHOICES, ids=lambda data: str(data)[:30])
def test_an_odd_choice_does_no_harm(browser, published, data):
    browser.post(CHOOSE, {"slide": [first_slide(published).pk]})

    assert browser.post(CHOOSE, data).status_code == 302
    assert [one.title for one in browser.get(LIBRARY).context["chosen"]] == ["Ask the child"]


ELSEWHERE = [
    "https://elsewhere.example/slides/",
    "//elsewhere.example/slides/",
    "/\\elsewhere.example/slides/",
    "https:///slides/",
    "javascript:alert(1)",
    "/slides/\r\nSet-Cookie: a=b",
    "/admin/",
    "slides/",
    "/slides/" + "x" * 10_000,
]


@pytest.mark.parametrize("address", ELSEWHERE, ids=lambda address: address[:25])
def test_nobody_is_led_elsewhere(browser, slide, address):
    response = browser.post(CHOOSE, {"action": "clear", "next": address})

    assert response.status_code == 302
    assert response["Location"].partition("?")[0].startswith("/slides/")
    assert "\n" not in response["Location"]


# One slide and what it teaches -----------------------------------------------------------------------------------------------
def test_a_slide_is_tied_to_a_learning_point_and_untied(browser, slide, point, trainer):
    address = f"/slides/{slide.pk}/"
    for _ in range(2):
        browser.post(f"{address}points/", {"point": point.pk})

    tie = SlidePoint.objects.get()
    assert (tie.slide, tie.point, tie.tied_by) == (slide, point, trainer)
    assert [tie.point for tie in browser.get(address).context["ties"]] == [point]

    browser.post(f"{address}points/", {"untie": point.pk})
    assert SlidePoint.objects.count() == 0


@pytest.mark.parametrize("value", ["", "x", "\0", "9" * 15, "9" * 400, "-1"], ids=lambda value: value[:9] or "nothing")
def test_a_learning_point_that_is_none_is_an_error_of_the_form(browser, slide, value):
    response = browser.post(f"/slides/{slide.pk}/points/", {"point": value})

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["point"])
    assert browser.post(f"/slides/{slide.pk}/points/", {"untie": value}).status_code == 302


def test_a_learning_point_of_a_draft_or_of_another_partnership_cannot_be_tied(
    browser, slide, unpublished, partnership, other_partnership, review
):
    draft = FindingFactory(review=unpublished.pack_items.get().review).point
    draft.partnership = partnership
    draft.save()
    elsewhere = FindingFactory(review=review, point=LearningPointFactory(partnership=other_partnership)).point

    answers = [browser.post(f"/slides/{slide.pk}/points/", {"point": one.pk}).status_code for one in (draft, elsewhere)]
    assert (answers, SlidePoint.objects.count()) == ([422, 422], 0)


def test_a_slide_says_where_it_is_used(browser, slide, review, trainer):
    copy = first_slide(deck_of("Ask the child", title="My session", uploaded_by_user=trainer))
    theirs = first_slide(deck_of("Ask the child", title="Somebody else's", uploaded_by_user=UserFactory()))
    for one in (copy, theirs):
        one.origin = one.__class__.origin.related.related_model.objects.create(
            slide=one, source=slide, source_document=slide.document, source_number=1, source_title="Lessons"
        )

    context = browser.get(f"/slides/{slide.pk}/").context
    assert [item.review.title for item in context["packs"]] == ["Child A"]
    assert list(context["copies"]) == [copy]
    assert f"/slides/{slide.pk}/" in browser.get(f"/slides/{copy.pk}/").content.decode()


# Making a deck ------------------------------------------------------------------------------------------------------------------
def test_chosen_slides_become_a_deck_of_ones_own(browser, review, trainer):
    content = plain_deck(("Ask the child", "What does a day look like?"), ("Write it down", "In their own words."))
    for name in ("Lessons", "More lessons"):
        deck = deck_of("Ask the child", "Write it down", content=content, title=name)
        PackItemFactory(review=review, document=deck)
    picked = [Slide.objects.get(document__title="Lessons", number=2), first_slide(deck)]
    browser.post(CHOOSE, {"slide": [slide.pk for slide in picked]})

    response = browser.post(COMBINE, {"title": "Our session", "keep_notes": "on"})

    made = Document.objects.get(title="Our session")
    assert (response["Location"], chosen(browser)) == (f"/decks/{made.pk}/", [])
    assert (made.source, made.uploaded_by_user, made.filename) == ("combined", trainer, "our-session.pptx")
    origins = made.slides.filter(origin__isnull=False).order_by("number")
    assert [slide.origin.source for slide in origins] == picked
    assert browser.get(f"/decks/{made.pk}/").status_code == 200
    assert Client().get(f"/decks/{made.pk}/").status_code == 404


BAD_TITLES = {"none": "", "blanks": "   ", "too long": "x" * 201, "NUL": "a\0b"}


@pytest.mark.parametrize("title", BAD_TITLES.values(), ids=BAD_TITLES)
def test_a_deck_needs_a_name(browser, slide, title):
    browser.post(CHOOSE, {"slide": [slide.pk]})

    response = browser.post(COMBINE, {"title": title})

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["title"])
    assert (chosen(browser), Document.objects.count()) == ([slide.pk], 1)


def test_a_deck_needs_a_slide_one_may_have(browser, unpublished):
    browser.post(CHOOSE, {"slide": [first_slide(unpublished).pk]})

    response = browser.post(COMBINE, {"title": "Our session"})

    assert response.status_code == 422
    assert response.context["form"].non_field_errors() == ["Choose at least one slide first."]
    assert Document.objects.count() == 1


def test_a_deck_that_cannot_be_made_is_told_and_the_choice_stays(browser, slide, monkeypatch):
    def refuse(*args, **kwargs):
        raise CannotCombine("One of these decks has gone.")

    monkeypatch.setattr("learning.slides.views.combine_chosen", refuse)
    browser.post(CHOOSE, {"slide": [slide.pk]})

    response = browser.post(COMBINE, {"title": "Our session"})

    assert (response.status_code, chosen(browser)) == (422, [slide.pk])
    assert "One of these decks has gone." in response.content.decode()


COVERS = {"Ask & listen <b>": "Ask & listen <b>", "日本": "日本", "a\x0bb \x1f": "ab", "../../etc": "../../etc"}


@pytest.mark.parametrize(("title", "cover"), [*COVERS.items(), ("x" * 200, "x" * 200)], ids=range(5))
def test_any_other_name_makes_a_deck(browser, review, title, cover):
    deck = deck_of("Ask the child", content=plain_deck(("Ask the child", "Now")), title="Lessons")
    PackItemFactory(review=review, document=deck)
    browser.post(CHOOSE, {"slide": [first_slide(deck).pk]})

    response = browser.post(COMBINE, {"title": title})

    made = Document.objects.latest("pk")
    assert (response.status_code, made.title, made.filename.count("/")) == (302, title.strip(), 0)
    assert made.slides.first().title[:100] == cover[:100]
