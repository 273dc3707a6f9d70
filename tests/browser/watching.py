"""What a page asks of other hosts, and what it complains of."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request

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


def watched(page: Page) -> Watch:
    """Starts watching a tab; the lists fill as it loads pages. A refused style or script is an error it complains of."""
    watch = Watch()
    page.on("request", watch.note_request)
    page.on("console", watch.note_message)
    page.on("pageerror", lambda error: watch.complaints.append(str(error)))
    return watch
