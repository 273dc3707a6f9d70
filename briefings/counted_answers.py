"""Files whose downloads are counted, once the reader has them."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse

from briefings.domain.packs.counting import count_download
from briefings.exports.briefing_formats import BriefingFormat, Formatted


class CountedResponse(HttpResponse):
    """An answer that is counted when the server closes it: nobody waits for the counting."""

    def __init__(self, *args: Any, then: Callable[[], None], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._then = then

    def close(self) -> None:
        super().close()
        self._then()


def counted_briefing_file(
    request: HttpRequest, briefing: Formatted, wanted: BriefingFormat, data: bytes
) -> HttpResponse:
    """The briefing or summary in this format, to be saved. Asked for again each time: what a cache answers is not counted."""
    headers = {
        "Content-Disposition": f'attachment; filename="{wanted.saved_as(briefing)}"',
        "Cache-Control": "private, no-cache",
    }
    if request.method != "GET":
        return HttpResponse(data, content_type=wanted.content_type, headers=headers)
    count = partial(count_download, briefing, {f"{wanted.of}-{briefing.pk}-{wanted.key}": str(wanted.kind)})
    return CountedResponse(data, content_type=wanted.content_type, headers=headers, then=count)
