"""Themed series and information pages. Loaded last: they link to everything else."""

from typing import Any

from django.utils import timezone
from wagtail.models import Page

from learning.enums import NotesFor
from learning.models import (
    AgencyKind,
    Campaign,
    CampaignLink,
    InformationPage,
    ReflectionQuestion,
    SeriesPage,
    ThemedResourcePage,
    ThemedResourcePoint,
)
from partnership.demo.loading.bodies import body
from partnership.demo.loading.pages import page_at, put_page, with_page_links
from partnership.demo.loading.registry import Loaded


def load_series(loaded: Loaded) -> None:
    for row in loaded.folder.rows("series", "series"):
        series = put_page(
            loaded.home,
            SeriesPage,
            slug=row["slug"],
            fields={
                "title": row["title"],
                "show_in_menus": True,
                "introduction": with_page_links(loaded.home, row.get("introduction", "")),
                "level": loaded.get("level", row.get("level")),
            },
        )
        for resource in row.get("resources", []):
            _load_resource(loaded, series, resource)


def _load_resource(loaded: Loaded, series: SeriesPage, row: dict[str, Any]) -> None:
    put_page(
        series,
        ThemedResourcePage,
        slug=row["slug"],
        fields={
            "title": row["title"],
            "introduction": with_page_links(loaded.home, row.get("introduction", "")),
            "audience": row.get("audience", ""),
            "in_session": with_page_links(loaded.home, row.get("in_session", "")),
            "trainer_notes": with_page_links(loaded.home, row.get("trainer_notes", "")),
            "trainer_notes_for": row.get("trainer_notes_for", NotesFor.TRAINERS),
            "level": series.level,
            "reviews": loaded.get_all("review", row.get("reviews")),
            "body": body(loaded, row.get("body", [])),
        },
        children={
            "reflection_questions": [
                _question(n, asked) for n, asked in enumerate(row.get("reflection_questions", []))
            ],
            "resource_points": [
                ThemedResourcePoint(point=point, sort_order=n)
                for n, point in enumerate(loaded.get_all("point", row.get("points")))
            ],
        },
        themes=loaded.themes(row.get("themes")),
    )


def _question(number: int, asked: str | dict[str, Any]) -> ReflectionQuestion:
    """A question for every setting, or as `{ text, for = [kinds of agency] }` for those of some kinds."""
    row = {"text": asked} if isinstance(asked, str) else asked
    question = ReflectionQuestion(text=row["text"], sort_order=number)
    question.for_kinds = [AgencyKind.objects.get(name=name) for name in row.get("for", [])]
    return question


def load_campaigns(loaded: Loaded) -> None:
    """A year around the month in which it is loaded. A month that has a campaign keeps the one it has."""
    today = timezone.localdate()
    for row in loaded.folder.rows("campaigns", "campaigns"):
        month = today.year * 12 + today.month - 1 + row["months_from_now"]
        theme = loaded.themes([row["theme"]] if row.get("theme") else [])
        campaign, is_new = Campaign.objects.get_or_create(
            partnership=loaded.partnership,
            year=month // 12,
            month=month % 12 + 1,
            defaults={
                "title": row["title"],
                "theme": theme[0] if theme else None,
                "what_to_do": with_page_links(loaded.home, row.get("what_to_do", "")),
            },
        )
        if is_new:
            pages = [page for page in (page_at(loaded.home, one) for one in row.get("pages", [])) if page]
            campaign.links = [CampaignLink(page=page, sort_order=n) for n, page in enumerate(pages)]
            campaign.save()


def load_information(loaded: Loaded) -> None:
    """Twice over: the first pass makes the pages, the second ties the links between them."""
    for _pass in ("make", "tie links"):
        made: dict[str, Page] = {}
        for row in loaded.folder.rows("information", "pages"):
            parent = made[row["parent"]] if row.get("parent") else loaded.home
            made[row["key"]] = put_page(
                parent,
                InformationPage,
                slug=row["slug"],
                fields={
                    "title": row["title"],
                    "show_in_menus": row.get("show_in_menu", False),
                    "introduction": with_page_links(loaded.home, row.get("introduction", "")),
                    "body": body(loaded, row.get("body", [])),
                },
            )
