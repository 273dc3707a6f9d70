"""What a page asks of other hosts, and what it complains of."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Error, Page, Request

OURS = ("127.0.0.1", ".localhost")
LOCAL_SCHEMES = ("data", "blob", "about")


@dataclass
class Watch:
    """Both lists are empty for a page that keeps its promises."""

    strangers: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def note_request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in LOCAL_SCHEMES and not (address.hostname or "").endswith(OURS):
            self.strangers.append(request.url)

    def note_message(self, message: ConsoleMessage) -> None:
        is_the_page_itself = message.location.get("url") == getattr(message.page, "url", None)  # the page's own 404
        if message.type in ("error", "warning") and not ("status of 4" in message.text and is_the_page_itself):
            self.complaints.append(message.text)

    def note_error(self, error: Error) -> None:
        self.complaints.append(str(error))


def watched(page: Page) -> Watch:
    """Starts watching a tab; the lists fill as it loads pages. A refused style or script is an error it complains of."""
    watch = Watch()
    for event, note in _notes(watch).items():
        page.on(event, note)
    return watch


@contextmanager
def watching(page: Page) -> Iterator[Watch]:
    """The same for as long as one looks: for a tab that goes on to be somebody else's."""
    watch = watched(page)
    yield watch
    for event, note in _notes(watch).items():
        page.remove_listener(event, note)


def _notes(watch: Watch) -> dict[str, Callable[..., None]]:
    return {"request": watch.note_request, "console": watch.note_message, "pageerror": watch.note_error}
