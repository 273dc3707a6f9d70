"""Explanatory pages, and the pages that list reviews, briefings and national learning."""

from collections.abc import Iterator

from briefings.models import BriefingIndexPage, NationalIndexPage
from learning.models import InformationPage, ReviewIndexPage
from partnership.search.enums import EntryKind, Format
from partnership.search.registry import Draft, PageSource, register
from partnership.search.sources.text import lines, shortened, stream_text


class ExplanatoryPageSource(PageSource):
    """Pages that are an introduction and perhaps a body."""

    def drafts(self, thing: InformationPage) -> Iterator[Draft]:
        place = self.place(thing)
        if place is None:
            return
        text = lines(thing.introduction, stream_text(getattr(thing, "body", None)))
        yield Draft(
            site_id=place[0],
            kind=EntryKind.INFORMATION,
            path=place[1],
            title=thing.title,
            summary=shortened(thing.search_description or text),
            body=text,
            formats=(Format.WEB,),
        )


@register
class InformationPageSource(ExplanatoryPageSource):
    model = InformationPage


@register
class ReviewIndexSource(ExplanatoryPageSource):
    model = ReviewIndexPage


@register
class BriefingIndexSource(ExplanatoryPageSource):
    model = BriefingIndexPage


@register
class NationalIndexSource(ExplanatoryPageSource):
    model = NationalIndexPage
