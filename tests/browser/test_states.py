"""What a page looks like when something went wrong, is folded open, or there is nothing: the same promises as ever."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory
from playwright.sync_api import Page, expect

from briefings.models import BriefingPage
from learning.domain.withdrawals import withdraw
from tests.browser.addresses import PUBLIC, path_of
from tests.browser.promises import Visit, look, visit

pytestmark = pytest.mark.browser

# What is sent half empty: where, and the button that sends it.
HALF_EMPTY = {
    "sign in": ("/accounts/login/", "Sign in"),
    "forgotten password": ("/accounts/password/reset/", "Send"),
    "be told what is new": ("/alerts/", "Send me"),
    "we have used this briefing": ("/briefings/jamie-briefing/used/", "Send"),
    "feedback": (PUBLIC["feedback, at the end"], "Send"),
    "be counted in the room": (PUBLIC["be counted in the room"], "Count"),
}
UNFOLDED = {"review list": "/reviews/?kind=lcspr", "review": "/reviews/family-d/", "training": "/training/?kind=course"}
REFUSED = {
    "too many tries": ("429.html", 429),
    "an old form": ("403_csrf.html", 403),
    "a fault": ("500.html", 500),
    "what could not be read": ("400.html", 400),
}


@pytest.mark.parametrize("name", HALF_EMPTY)
def test_a_form_sent_half_empty_keeps_them_and_leads_to_what_is_wrong(page, name):
    address, button = HALF_EMPTY[name]
    page.goto(path_of(address))
    page.locator("main form").evaluate_all("forms => forms.forEach(form => { form.noValidate = true })")
    send = page.get_by_role("main").get_by_role("button", name=button).last
    send.click()
    page.wait_for_load_state()
    expect(page.locator("main [role=alert], main .errors").first).to_be_visible()
    assert look(page) == Visit()


@pytest.mark.parametrize("path", UNFOLDED.values(), ids=UNFOLDED)
def test_what_is_folded_away_keeps_them_when_it_is_opened(page, path):
    page.goto(path)
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
    assert look(page) == Visit()


@pytest.mark.parametrize(("template", "status"), REFUSED.values(), ids=REFUSED)
def test_a_page_that_says_no_keeps_them(page: Page, server, template, status):
    request = RequestFactory().get("/", headers={"host": server.url.split("//")[1]})
    request.user = AnonymousUser()
    html = render_to_string(template, request=request)
    page.route("**/says-no/", lambda route: route.fulfill(status=status, body=html, content_type="text/html"))
    page.goto("/says-no/")
    # What stands when nothing works asks for nothing that may not work: it has no foot, and says whom to call.
    expect(page.locator("main .help")).to_have_count(1)
    footless = ["no help: .footer .grid > :first-child", "no help: .footer a[href='/accessibility/']"]
    assert look(page) == Visit(helpless=footless if status in (400, 500) else [])


def test_a_page_for_others_keeps_them(signed_in):
    page = signed_in("Agency leads").new_page()
    assert visit(page, "/training/imports/").status == 403
    assert look(page) == Visit()
    page.close()


def test_a_second_factor_keeps_them(signed_in):
    page = signed_in("Editors").new_page()
    assert visit(page, "/accounts/2fa/") == Visit()
    page.close()


def test_what_was_withdrawn_keeps_them(page):
    briefing = BriefingPage.objects.live().get(slug="bruising-briefing")
    withdraw(briefing, reason="Guidance changed.", is_named=True, by=None)
    found = visit(page, "/briefings/bruising-briefing/")
    assert found == Visit(status=410)


def test_an_answer_without_its_figures_keeps_them(page):
    page.goto(path_of(PUBLIC["reply to a cascade"]))
    page.locator("main form").evaluate_all("forms => forms.forEach(form => { form.noValidate = true })")
    page.get_by_label("How many people").first.fill("")
    page.get_by_role("button", name="Send the changed answer").click()
    expect(page.locator("main .errors")).to_be_visible()
    assert look(page) == Visit()
