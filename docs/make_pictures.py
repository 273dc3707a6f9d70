"""Photographs the pages of a served demo site: the pictures of docs/design.md, or every page for somebody to look at.

    python docs/make_pictures.py http://127.0.0.1:8000 --sign-in trainer@cascade.example:PASSWORD ...
    python docs/make_pictures.py http://127.0.0.1:8000 --walk FOLDER --widths 320 1920 --modes dark --sign-in ...

Serve the demo site first (`make run`): it prints the accounts. Without `--walk`, docs/images/design/ is made again.
With it, every page of `PAGES` is photographed whole at each width and in each mode, and a line is printed for each page
that is wider than its window. Pages whose person has not been given with `--sign-in` are left out, and said so.
"""

import argparse
import io
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

PICTURES = Path(__file__).parent / "images" / "design"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
WIDTHS = (320, 375, 768, 1280, 1920)
MODES = ("light", "dark", "high", "print")
TALLEST = 6_000  # pixels of a page that are photographed


@dataclass(frozen=True)
class Shown:
    """An address of the demo site, and the role that reads it there ("" is everybody)."""

    address: str
    role: str = ""
    press: str = ""
    """The button that is pressed before the picture is taken, whatever is still missing in its form."""


# Where an address begins with "@", the first link of the page after it whose address holds the second word is followed.
PAGES: dict[str, Shown] = {
    "home": Shown("/"),
    "reviews": Shown("/reviews/"),
    "reviews-none": Shown("/reviews/?kind=cmr"),
    "review": Shown("/reviews/family-d/"),
    "review-not-published": Shown("/reviews/child-g-and-child-h/"),
    "pack": Shown("/reviews/jamie/pack/"),
    "pack-updates": Shown("/reviews/jamie/pack/updates/"),
    "deck": Shown("@/reviews/jamie/pack/ /decks/"),
    "learning-point": Shown("@/reviews/jamie/ /learning/"),
    "briefings": Shown("/briefings/"),
    "briefing": Shown("/briefings/jamie-briefing/"),
    "briefing-email": Shown("/briefings/jamie-briefing/email/"),
    "briefing-used": Shown("/briefings/jamie-briefing/used/"),
    "national": Shown("/national/"),
    "national-summary": Shown("/national/the-night-that-is-different/"),
    "series": Shown("/working-together-better/"),
    "resource": Shown("/working-together-better/voice-of-the-child/"),
    "information": Shown("/for-practitioners/"),
    "themes": Shown("/themes/"),
    "theme": Shown("/themes/neglect/"),
    "training": Shown("/training/"),
    "course": Shown("/training/courses/neglect/"),
    "calendar": Shown("/training/calendar/"),
    "event": Shown("@/training/ /training/events/"),
    "passed-on": Shown("/cascade/"),
    "search": Shown("/search/?q=baby"),
    "search-none": Shown("/search/?q=zzyzx"),
    "alerts": Shown("/alerts/?theme=neglect"),
    "accessibility": Shown("/accessibility/"),
    "sign-in": Shown("/accounts/login/"),
    "password-reset": Shown("/accounts/password/reset/"),
    "not-found": Shown("/reviews/no-such-review/"),
    "cut-short": Shown("/cascade/reply/nonsense/"),
    "form-with-errors": Shown("/alerts/?theme=neglect", press="Send me a link to confirm"),
    "sign-in-refused": Shown("/accounts/login/", press="Sign in"),
    "leaving": Shown("/leaving-this-site/"),
    "slides": Shown("/slides/", "trainer"),
    "sessions": Shown("/training/sessions/", "trainer"),
    "session-new": Shown("/training/sessions/new/", "trainer"),
    "session": Shown("/training/sessions/new/", "trainer", press="Make the plan"),
    "coverage": Shown("/coverage/", "trainer"),
    "gaps": Shown("/coverage/gaps/", "trainer"),
    "planned": Shown("/coverage/planned/", "trainer"),
    "report": Shown("/coverage/report/", "trainer"),
    "second-factor": Shown("/accounts/2fa/", "trainer"),
    "password-again": Shown("/accounts/2fa/totp/activate/", "trainer"),
    "password-change": Shown("/accounts/password/change/", "trainer"),
    "sign-out": Shown("/accounts/logout/", "trainer"),
    "forbidden": Shown("/admin/reports/", "trainer"),
    "event-staff": Shown("@/training/?held=1 /training/events/", "manager"),
    "event-new": Shown("/training/events/new/", "manager"),
    "event-edit": Shown("/training/events/1/edit/", "manager"),
    "attendance": Shown("/training/events/1/attendance/", "manager"),
    "taught": Shown("/training/events/1/taught/", "manager"),
    "feedback": Shown("/training/events/1/feedback/", "manager"),
    "quotes": Shown("/training/quotes/", "manager"),
    "returns": Shown("/training/returns/", "manager"),
    "imports": Shown("/training/imports/", "manager"),
    "endorsements": Shown("/training/endorsements/", "manager"),
    "courses": Shown("/training/courses/", "manager"),
    "cascades": Shown("/cascade/", "manager"),
    "cascade-new": Shown("/cascade/new/", "manager"),
    "cascade-form": Shown("@/cascade/new/ /cascade/new/?page=", "manager"),
    "cascade": Shown("@/cascade/ /cascade/1/", "manager"),
    "cascade-year": Shown("/cascade/year/2026-27/", "manager"),
    "cascade-overview": Shown("/cascade/overview/", "manager"),
    "mail": Shown("/mail/", "manager"),
    "mailing": Shown("/mail/1/", "manager"),
    "newsletter": Shown("/alerts/newsletter/", "manager"),
    "training-staff": Shown("/training/", "manager"),
    "look": Shown("/admin/settings/home/partnershiplook/", "admin"),
}


@dataclass(frozen=True)
class Picture:
    """One picture of docs/design.md."""

    page: str
    width: int
    mode: str = "light"
    height: int = 1_200
    """Pixels of it that are shown, from the top."""


IN_THE_DOCS: tuple[Picture, ...] = (
    Picture("home", 320, height=800),
    Picture("home", 375, height=800),
    Picture("home", 768, height=1_000),
    Picture("home", 1280),
    Picture("home", 1920, height=1_080),
    Picture("home", 1280, "dark"),
    Picture("home", 1280, "high"),
    Picture("review", 375, height=1_000),
    Picture("review", 1280),
    Picture("review", 1280, "print"),
    Picture("briefing", 375, "dark", height=1_000),
    Picture("briefing", 1280),
    Picture("pack", 1280),
    Picture("learning-point", 1280),
    Picture("theme", 375, height=1_000),
    Picture("theme", 1280),
    Picture("series", 1280),
    Picture("resource", 375, height=1_000),
    Picture("search", 375, height=1_000),
    Picture("search", 1280),
    Picture("search-none", 768, height=800),
    Picture("training", 375, height=1_000),
    Picture("event", 1280),
    Picture("reviews-none", 768, height=800),
    Picture("form-with-errors", 375, height=1_000),
    Picture("sign-in-refused", 768, height=800),
    Picture("not-found", 375, height=1_000),
    Picture("session", 375, height=1_000),
    Picture("session", 1280),
    Picture("coverage", 375, height=1_000),
    Picture("coverage", 1920, height=1_900),
    Picture("cascade", 375, height=1_000),
    Picture("cascade", 1280, "high"),
    Picture("look", 1280),
)


class People:
    """A browser window for each person, of one width and mode."""

    def __init__(self, browser: Browser, site: str, passwords: dict[str, str]) -> None:
        self.browser, self.site, self.passwords = browser, site, passwords
        self.sessions: dict[str, list] = {}

    @contextmanager
    def window(self, role: str, width: int, mode: str) -> Iterator[BrowserContext]:
        context = self.browser.new_context(
            base_url=self.site,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if mode == "dark" else "light",
            reduced_motion="reduce",
            locale="en-GB",
        )
        if mode == "high":
            context.add_cookies([{"name": "contrast", "value": "high", "url": self.site}])
        if role:
            context.add_cookies(self._session(role))
        yield context
        context.close()

    def may_be(self, role: str) -> bool:
        return not role or self._address_of(role) != ""

    def _address_of(self, role: str) -> str:
        return next((address for address in self.passwords if address.startswith(role)), "")

    def _session(self, role: str) -> list:
        if role not in self.sessions:
            context = self.browser.new_context(base_url=self.site)
            page = context.new_page()
            page.goto("/accounts/login/")
            page.fill("[name=login]", self._address_of(role))
            page.fill("[name=password]", self.passwords[self._address_of(role)])
            page.click("main form button[type=submit]")
            self.sessions[role] = [cookie for cookie in context.cookies() if cookie["name"] != "contrast"]
            context.close()
        return self.sessions[role]


def opened(page: Page, shown: Shown) -> int:
    """Opens the page; the status it answered with."""
    address = shown.address
    if address.startswith("@"):
        start, _space, wanted = address[1:].partition(" ")
        page.goto(start)
        link = page.locator(f'main a[href*="{wanted}"]').first
        address = (link.get_attribute("href") or "/") if link.count() else "/no-link-was-found/"
    answer = page.goto(address)
    if shown.press:
        page.evaluate("document.querySelectorAll('form').forEach(form => { form.noValidate = true })")
        page.get_by_role("button", name=shown.press).last.click()
        page.wait_for_load_state("networkidle")
    return answer.status if answer else 0


def photographed(page: Page, mode: str, width: int, height: int = 0) -> Image.Image:
    """The page from its top, whole unless `height` says how much of it. For print: its first sheet of paper."""
    if mode == "print":
        sheet = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))[0]
        return sheet.render(scale=1.3).to_pil().convert("RGB")
    tall = page.evaluate("document.documentElement.scrollHeight")
    clip = {"x": 0, "y": 0, "width": width, "height": min(height or TALLEST, tall, TALLEST)}
    return Image.open(io.BytesIO(page.screenshot(full_page=True, clip=clip))).convert("RGB")


def walk(people: People, folder: Path, widths: list[int], modes: list[str], only: list[str]) -> None:
    """A picture of every page at every width and mode, and a line for what is wider than its window."""
    folder.mkdir(parents=True, exist_ok=True)
    for mode in modes:
        for width in widths:
            for role in sorted({shown.role for shown in PAGES.values()}):
                if not people.may_be(role):
                    print(f"left out: nobody was given who is a {role}")
                    continue
                with people.window(role, width, mode) as window:
                    page = window.new_page()
                    for name, shown in PAGES.items():
                        if shown.role == role and (not only or name in only):
                            _walk_to(page, shown, folder / f"{name}-{width}-{mode}.png", mode, width)


def _walk_to(page: Page, shown: Shown, file: Path, mode: str, width: int) -> None:
    status = opened(page, shown)
    wide = page.evaluate("document.documentElement.scrollWidth")
    if status != 200 or wide > width:
        print(f"{file.stem}: {status}, {wide} pixels wide, {page.url}", flush=True)
    photographed(page, mode, width).save(file)


def make_pictures(people: People) -> None:
    """The pictures of docs/design.md, in few colours so that they are small."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for wanted in IN_THE_DOCS:
        shown = PAGES[wanted.page]
        if not people.may_be(shown.role):
            print(f"left out: {wanted.page}, nobody was given who is a {shown.role}")
            continue
        with people.window(shown.role, wanted.width, wanted.mode) as window:
            page = window.new_page()
            opened(page, shown)
            picture = photographed(page, wanted.mode, wanted.width, wanted.height)
        file = PICTURES / f"{wanted.page}-{wanted.width}-{wanted.mode}.png"
        if wanted.width > 1280:
            picture = picture.resize((1280, picture.height * 1280 // picture.width))
        picture.quantize(96, dither=Image.Dither.NONE).save(file, optimize=True)
        print(f"{file.name}: {file.stat().st_size // 1024} kB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", help="where the demo site is served")
    parser.add_argument("--sign-in", nargs="*", default=[], metavar="ADDRESS:PASSWORD")
    parser.add_argument("--walk", type=Path, metavar="FOLDER")
    parser.add_argument("--widths", nargs="*", type=int, default=list(WIDTHS))
    parser.add_argument("--modes", nargs="*", choices=MODES, default=["light"])
    parser.add_argument("--only", nargs="*", default=[], metavar="PAGE")
    said = parser.parse_args()
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        passwords = dict(pair.split(":", 1) for pair in said.sign_in)
        people = People(browser, said.site, passwords)
        if said.walk:
            walk(people, said.walk, said.widths, said.modes, said.only)
        else:
            make_pictures(people)
        browser.close()


if __name__ == "__main__":
    main()
