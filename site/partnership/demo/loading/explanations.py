"""Themed series and information pages. Loaded last: they link to everything else."""

from typing import Any

from wagtail.models import Page

from learning.models import InformationPage, ReflectionQuestion, SeriesPage, ThemedResourcePage, ThemedResourcePoint
from partnership.demo.loading.bodies import body
from partnership.demo.loading.pages import put_page, with_page_links
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
            "level": series.level,
            "reviews": loaded.get_all("review", row.get("reviews")),
            "body": body(loaded.home, row.get("body", [])),
        },
        children={
            "reflection_questions": [
                ReflectionQuestion(text=text, sort_order=n)
                for n, text in enumerate(row.get("reflection_questions", []))
            ],
            "resource_points": [
                ThemedResourcePoint(point=point, sort_order=n)
                for n, point in enumerate(loaded.get_all("point", row.get("points")))
            ],
        },
        themes=loaded.themes(row.get("themes")),
    )


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
                    "body": body(loaded.home, row.get("body", [])),
                },
            )
