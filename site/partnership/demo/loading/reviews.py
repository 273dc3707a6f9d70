"""Learning points, and the reviews that found them."""

from datetime import date
from typing import Any

from learning.models import (
    AgencyKind,
    Finding,
    LearningPoint,
    PackItem,
    ReviewDate,
    ReviewIndexPage,
    ReviewPage,
    ReviewPerson,
    ReviewSubject,
)
from partnership.demo.loading.pages import prose, put_page
from partnership.demo.loading.registry import Loaded

POINT_TEXTS = ("found", "change", "question", "for_roles", "retired_why")
REVIEW_TEXTS = (
    "title",
    "kind",
    "pseudonym",
    "letter",
    "local_reference",
    "also_by",
    "outcome",
    "withheld_reason",
    "publication_note",
    "decided_by",
    "external_url",
    "content_warning",
)


def load_points(loaded: Loaded) -> None:
    rows = loaded.folder.rows("learning_points", "points")
    kinds = {kind.name: kind for kind in AgencyKind.objects.all()}
    for row in rows:
        point = (
            LearningPoint.objects.filter(partnership=loaded.partnership, title=row["title"]).first() or LearningPoint()
        )
        point.partnership, point.title = loaded.partnership, row["title"]
        for name in POINT_TEXTS:
            setattr(point, name, row.get(name, ""))
        point.is_good_practice = row.get("good_practice", False)
        point.retired_on = day(row.get("retired_on"))
        point.for_kinds = [kinds[name] for name in row.get("for_kinds", [])]
        point.levels = loaded.get_all("level", row.get("levels"))
        point.save()
        point.themes.set(loaded.themes(row.get("themes")))
        point.save()
        loaded.keep("point", row["key"], point)
    for row in rows:
        if row.get("superseded_by"):
            LearningPoint.objects.filter(pk=loaded.get("point", row["key"]).pk).update(
                superseded_by=loaded.get("point", row["superseded_by"])
            )


def load_reviews(loaded: Loaded) -> None:
    index_row = loaded.folder.read("partnership").get("review_index", {})
    index = put_page(
        loaded.home,
        ReviewIndexPage,
        slug="reviews",
        fields={
            "title": "Reviews",
            "show_in_menus": True,
            "introduction": prose(index_row.get("introduction")),
            "empty_message": prose(index_row.get("empty_message")),
        },
    )
    rows = loaded.folder.rows("reviews", "reviews")
    for row in rows:
        loaded.keep("review", row["key"], _load_review(loaded, index, row))
    for row in rows:
        if row.get("related"):
            review = ReviewPage.objects.get(pk=loaded.get("review", row["key"]).pk)
            review.related_reviews = loaded.get_all("review", row["related"])
            review.save_revision(log_action=False).publish(log_action=False)


def _load_review(loaded: Loaded, index: ReviewIndexPage, row: dict[str, Any]) -> ReviewPage:
    return put_page(
        index,
        ReviewPage,
        slug=row["slug"],
        fields={
            **{name: row.get(name, "") for name in REVIEW_TEXTS},
            "year": row.get("year"),
            "publisher": loaded.get("publisher", row.get("publisher")),
            "publication_state": row.get("publication_state", "not_stated"),
            "next_look": day(row.get("next_look")),
            "summary": prose(row.get("summary")),
            "what_next": prose(row.get("what_next")),
        },
        children={
            "subjects": [ReviewSubject(age_band=band, sort_order=n) for n, band in enumerate(row.get("subjects", []))],
            "people": [
                ReviewPerson(name=p["name"], role=p["role"], sort_order=n) for n, p in enumerate(row.get("people", []))
            ],
            "stated_dates": [
                ReviewDate(kind=d["kind"], date_as_stated=d["text"], note=d.get("note", ""), sort_order=n)
                for n, d in enumerate(row.get("dates", []))
            ],
            "findings": [
                Finding(point=loaded.get("point", f["point"]), source_reference=f.get("source", ""), sort_order=n)
                for n, f in enumerate(row.get("findings", []))
            ],
            "pack_items": [_pack_item(item, n) for n, item in enumerate(row.get("pack", []))],
        },
        themes=loaded.themes(row.get("themes")),
    )


def _pack_item(row: dict[str, Any], order: int) -> PackItem:
    return PackItem(
        kind=row["kind"],
        title=row["title"],
        date_as_stated=row.get("date", ""),
        note=row.get("note", ""),
        url=row.get("url", ""),
        sort_order=order,
    )


def day(text: str | date | None) -> date | None:
    """A date of the content files: "2026-03-12", TOML's own, or blank."""
    if not text:
        return None
    return text if isinstance(text, date) else date.fromisoformat(text)
