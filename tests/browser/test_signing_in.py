"""Signing in asks nobody to remember or retype: WCAG 2.2, success criteria 3.3.7 and 3.3.8."""

import pytest
from allauth.mfa.base.forms import AuthenticateForm
from playwright.sync_api import expect

from tests.browser.test_walk import PASSWORD
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.browser

WRITE = "text => navigator.clipboard.writeText(text)"


def test_a_password_is_filled_in_by_a_manager_or_pasted_and_what_was_right_is_not_asked_again(page, context):
    person = UserFactory(email="pastes@example.org")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/accounts/login/")
    email, password = page.get_by_label("Email"), page.get_by_label("Password")
    assert (email.get_attribute("autocomplete"), password.get_attribute("autocomplete")) == (
        "email",
        "current-password",
    )
    send = page.get_by_role("main").get_by_role("button", name="Sign in")

    email.fill(person.email)
    password.fill("not this one")
    send.click()
    expect(page.locator("main .errors, main [role=alert]").first).to_be_visible()
    expect(email).to_have_value(person.email)

    page.evaluate(WRITE, PASSWORD)
    password.focus()
    page.keyboard.press("Control+V")
    expect(password).to_have_value(PASSWORD)
    send.click()
    expect(page.get_by_role("heading", level=1, name="Sign in")).to_have_count(0)
    context.clear_cookies()


def test_a_code_of_the_second_factor_is_filled_in_by_the_browser():
    assert AuthenticateForm.base_fields["code"].widget.attrs["autocomplete"] == "one-time-code"
