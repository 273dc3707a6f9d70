"""Briefings and national summaries."""

from typing import Any

from wagtail.rich_text import RichText

from briefings.models import (
    BriefingIndexPage,
    BriefingPage,
    BriefingPoint,
    NationalIndexPage,
    NationalSummaryPage,
    SummaryDeckToChange,
    SummaryPoint,
)
from learning.models import PackItem, ReviewPage
from partnership.demo.loading.pages import prose, put_page
from partnership.demo.loading.registry import Loaded
from partnership.demo.loading.reviews import day

BRIEFING_TEXTS = ("title", "preset", "introduction", "source_kind", "source_note", "reviewer", "facilitator_note")
SUMMARY_TEXTS = (
    "title",
    "source_publisher",
    "source_name",
    "source_url",
    "why_here",
    "local_evidence",
    "courses_to_change",
    "summarised_by",
    "approved_by",
)
NATIONAL_INTRODUCTION = (
    "<p>Learning from reviews held elsewhere, outlined on the sub-group’s template. "
    "The reports stay with their publishers.</p>"
)
SUMMARY_PROSE = ("background", "key_findings", "lessons", "good_practice", "local_position")


def load_briefings(loaded: Loaded) -> None:
    rows = loaded.folder.rows("briefings", "briefings")
    if not rows:
        return
    index = put_page(
        loaded.home,
        BriefingIndexPage,
        slug="briefings",
        fields={
            "title": "7-minute briefings",
            "show_in_menus": True,
            "introduction": "<p>Each takes seven minutes to read or talk through with a team: seven short sections, then questions.</p>",
        },
    )
    for row in rows:
        loaded.keep("briefing", row["key"], _load_briefing(loaded, index, row))
    for row in rows:
        if row.get("superseded_by"):
            briefing = BriefingPage.objects.get(pk=loaded.get("briefing", row["key"]).pk)
            briefing.superseded_by = loaded.get("briefing", row["superseded_by"])
            briefing.save_revision(log_action=False).publish(log_action=False)


def _load_briefing(loaded: Loaded, index: BriefingIndexPage, row: dict[str, Any]) -> BriefingPage:
    return put_page(
        index,
        BriefingPage,
        slug=row["slug"],
        fields={
            **{name: row.get(name, "") for name in BRIEFING_TEXTS},
            "date_as_stated": row.get("date", ""),
            "reviewed_on": day(row.get("reviewed_on")),
            "review_by": day(row.get("review_by")),
            "reviews": loaded.get_all("review", row.get("reviews")),
            "sections": [
                (
                    "section",
                    {
                        "heading": section["heading"],
                        "body": RichText(prose(section["body"])),
                        "facilitator_note": section.get("facilitator_note", ""),
                    },
                )
                for section in row["sections"]
            ],
        },
        children={
            "briefing_points": [
                BriefingPoint(point=point, sort_order=n)
                for n, point in enumerate(loaded.get_all("point", row.get("points")))
            ]
        },
        themes=loaded.themes(row.get("themes")),
    )


def load_national(loaded: Loaded) -> None:
    rows = loaded.folder.rows("national", "summaries")
    if not rows:
        return
    index = put_page(
        loaded.home,
        NationalIndexPage,
        slug="national",
        fields={
            "title": "National learning",
            "show_in_menus": True,
            "introduction": NATIONAL_INTRODUCTION,
        },
    )
    for row in rows:
        put_page(
            index,
            NationalSummaryPage,
            slug=row["slug"],
            fields=_summary_fields(row),
            children={
                "summary_points": [
                    SummaryPoint(point=point, sort_order=n)
                    for n, point in enumerate(loaded.get_all("point", row.get("points")))
                ]
            },
            themes=loaded.themes(row.get("themes")),
        )


def load_decks_to_change(loaded: Loaded) -> None:
    """The decks that national summaries change, once there are decks."""
    for row in loaded.folder.rows("national", "summaries"):
        if not row.get("decks"):
            continue
        summary = NationalSummaryPage.objects.descendant_of(loaded.home).get(slug=row["slug"])
        held = PackItem.objects.filter(review__in=ReviewPage.objects.descendant_of(loaded.home))
        summary.decks_to_change = [
            SummaryDeckToChange(
                document=held.filter(title=one["title"]).exclude(document=None).latest("pk").document,
                what=one["what"],
                done_on=day(one.get("done_on")),
                sort_order=n,
            )
            for n, one in enumerate(row["decks"])
        ]
        summary.save_revision(log_action=False).publish(log_action=False)


def _summary_fields(row: dict[str, Any]) -> dict[str, Any]:
    return {
        **{name: row.get(name, "") for name in SUMMARY_TEXTS},
        **{name: prose(row.get(name)) for name in SUMMARY_PROSE},
        **{name: day(row.get(name)) for name in ("read_on", "cascade_on", "reply_by")},
        "source_year": row.get("source_year"),
        "recommendations": [
            ("recommendation", {"number": one.get("number", ""), "text": one["text"]})
            for one in row.get("recommendations", [])
        ],
        "questions": [("question", {"kind": q["kind"], "question": q["question"]}) for q in row.get("questions", [])],
        "actions": [
            (
                "action",
                {
                    "action": a["action"],
                    "owner": a.get("owner", ""),
                    "due": day(a.get("due")),
                    "evidence": a.get("evidence", ""),
                },
            )
            for a in row.get("actions", [])
        ],
    }
