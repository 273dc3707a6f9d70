"""A real browser on a served Exampleshire. It can reach no other host: no name but ours resolves."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer
from wagtail.models import Site

from partnership.accounts.models import User
from tests.browser.watching import Watch, watched
from tests.exampleshire import copied_exampleshire
from tests.factories.accounts import UserFactory

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
# The two popups of the address bar, which every new window loads as web pages of their own; and what playwright switches off,
# as the last such list is the one that counts. A name this chromium does not know is passed over.
SWITCHED_OFF = (
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup"),
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades", "LensOverlay"),
    *("HttpsFirstBalancedModeAutoEnable", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning", "AimEnabled"),
    *("AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints", "NetworkTimeServiceQuerying", "PreconnectToSearch"),
)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join(SWITCHED_OFF)}",
    "--host-resolver-rules=MAP *.localhost 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
PATIENCE = 20_000  # milliseconds: longer than a busy machine needs, shorter than anybody would wait
READER = {
    "locale": "en-GB",
    "viewport": {"width": 1280, "height": 900},
    "reduced_motion": "reduce",
}  # colours change at once

SignIn = Callable[..., Page]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser, started once."""
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    assert path, "The browser tests need chromium: make browser"
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright keeps an event loop in this thread; no query runs in it
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="module")
def server(django_db_setup, shared_folder: Path, tmp_path_factory, django_db_blocker) -> Iterator[LiveServer]:
    """The site at http://127.0.0.1:<port>, as `make run` shows it, on a database of the module's own."""
    place = tmp_path_factory.mktemp("module")
    with django_db_blocker.unblock(), copied_exampleshire(shared_folder, place):
        live = LiveServer("127.0.0.1")
        Site.objects.update(port=live.thread.port)
        yield live
        live.stop()


@pytest.fixture
def db(server: LiveServer) -> None:
    """The served site's database, in place of one rolled back after each test: what is written stays until the module ends.

    By this name pytest-django also knows that the tests here need a database made.
    """


@pytest.fixture(autouse=True)
def _served(db: None) -> None:
    """Every test here is of the served site."""


@pytest.fixture(scope="module")
def context(chromium: Browser, server: LiveServer) -> Iterator[BrowserContext]:
    """A reader without an account, with JavaScript."""
    context = chromium.new_context(base_url=server.url, **READER)
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture(scope="module")
def tab(context: BrowserContext) -> Iterator[Page]:
    """One tab of that reader, for tests that load a page and look: a new one costs as much time as they do."""
    tab = context.new_page()
    yield tab
    tab.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A new tab of that reader, which remembers no other page. It is watched: see `watch`."""
    page = context.new_page()
    yield page
    page.close()


@pytest.fixture
def watch(page: Page) -> Watch:
    """What the tab asked of other hosts, and what it complained of."""
    return watched(page)


@pytest.fixture(scope="module")
def plain_context(chromium: Browser, server: LiveServer) -> Iterator[BrowserContext]:
    """A reader whose browser runs no JavaScript."""
    context = chromium.new_context(base_url=server.url, **READER, java_script_enabled=False)
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def plain_page(plain_context: BrowserContext) -> Iterator[Page]:
    """A new tab of the reader without JavaScript, who has chosen nothing yet."""
    page = plain_context.new_page()
    yield page
    page.close()
    plain_context.clear_cookies()


@pytest.fixture(scope="module")
def signed_in(chromium: Browser, server: LiveServer) -> Iterator[Callable[[str], BrowserContext]]:
    """Makes a browser of somebody in that group; "Administrators" are superusers."""
    contexts: dict[str, BrowserContext] = {}

    def sign_in(group: str) -> BrowserContext:
        if group not in contexts:
            contexts[group] = chromium.new_context(base_url=server.url, **READER)
            contexts[group].set_default_timeout(PATIENCE)
            contexts[group].add_cookies([_session_of(_person(group), server.url)])
        return contexts[group]

    yield sign_in
    for context in contexts.values():
        context.close()


@pytest.fixture(scope="module")
def tab_of(signed_in: Callable[[str], BrowserContext]) -> Iterator[Callable[[str], Page]]:
    """One tab of somebody in that group, as `tab`."""
    tabs: dict[str, Page] = {}

    def open_or_take(group: str) -> Page:
        if group not in tabs:
            tabs[group] = signed_in(group).new_page()
        return tabs[group]

    yield open_or_take
    for tab in tabs.values():
        tab.close()


def _person(group: str) -> User:
    return UserFactory(is_superuser=True, is_staff=True) if group == "Administrators" else UserFactory(group=group)


def _session_of(person: User, url: str) -> dict[str, str]:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return {
        "name": settings.SESSION_COOKIE_NAME,
        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "url": url,
    }
