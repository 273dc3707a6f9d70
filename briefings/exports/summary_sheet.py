"""What the summary of a national review says, for every format made from it, in the order of the sub-group's template."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from briefings.domain.points_passed_on import PointPassedOn, points_passed_on
from briefings.exports.prose import prose
from briefings.exports.site_help import help_contacts
from briefings.exports.sites_of_pages import SitesOfPages
from briefings.models import NationalSummaryPage
from media.sheets.briefing import SUMMARY, BriefingPanel, BriefingSheet, SheetTable
from media.sheets.richtext import Block, Run, blocks_from_text

ACTION_WIDTHS: Final = (5, 3, 3, 4)
ON_A_POSTER: Final = 7
"""Sections that a poster has places for."""


def summary_sheet(summary: NationalSummaryPage, sites: SitesOfPages | None = None) -> BriefingSheet:
    """All that the template holds and that has been written; a part that is empty is left out. Drafts may be half-empty."""
    panels = [_source(summary), *_what_was_found(summary), *_what_it_means_here(summary), *_what_follows(summary)]
    return _sheet(summary, panels, sites)


def summary_poster_sheet(summary: NationalSummaryPage, sites: SitesOfPages | None = None) -> BriefingSheet:
    """The essentials, for a wall. It says itself that it is not all of the summary, and where the rest is."""
    whole = summary_sheet(summary, sites)
    essentials = [
        _text_panel(_("Why it matters here"), summary.why_here),
        _prose_panel(_("Key findings"), summary.key_findings),
        _prose_panel(_("Lessons"), summary.lessons),
        _prose_panel(_("Good practice"), summary.good_practice),
        _recommendations(summary),
        _panel(_("What we will do"), _list(_plain(_briefly(one.value)) for one in summary.actions)),
        _questions(summary),
    ]
    told = _("The essentials of our summary. Background, local position, evidence and dates are in the whole of it.")
    if whole.web_address:
        told = _("%(told)s Read it at %(address)s") % {"told": told, "address": whole.web_address}
    return replace(
        whole,
        panels=[panel for panel in essentials if panel.blocks][:ON_A_POSTER],
        introduction=blocks_from_text(told),
        review_label=", ".join(_source_in_words(summary)),
    )


def _sheet(summary: NationalSummaryPage, panels: Iterable[BriefingPanel], sites: SitesOfPages | None) -> BriefingSheet:
    partnership = (sites or SitesOfPages()).of(summary).partnership
    written = [panel for panel in panels if panel.in_words]
    nothing = _("This report has not been summarised here yet. The source is where to read it.")
    return BriefingSheet(
        kind=SUMMARY,
        title=summary.title,
        partnership=partnership.name if partnership else "",
        date_as_stated=_("Reply by %(date)s") % {"date": _day(summary.reply_by)} if summary.reply_by else "",
        introduction=() if summary.is_written else blocks_from_text(nothing),
        themes=tuple(theme.name for theme in summary.theme_list),
        panels=written,
        web_address=summary.full_url or "",
        help_contacts=tuple(help_contacts(partnership)),
        is_fictional=bool(partnership and partnership.is_fictional),
    )


def _source(summary: NationalSummaryPage) -> BriefingPanel:
    rows = [
        (_("Report"), summary.source_name, ""),
        (_("Publisher"), summary.source_publisher, ""),
        (_("Year"), str(summary.source_year or ""), ""),
        (_("Read it at"), summary.source_url, summary.source_url),
        (_("Read on"), _day(summary.read_on), ""),
    ]
    return _panel(_("Source"), _named_lines(rows))


def _what_was_found(summary: NationalSummaryPage) -> Iterator[BriefingPanel]:
    yield _text_panel(_("Why it matters here"), summary.why_here)
    yield _prose_panel(_("Background"), summary.background)
    yield _prose_panel(_("Key findings"), summary.key_findings)
    yield _prose_panel(_("Lessons"), summary.lessons)
    yield _prose_panel(_("Good practice"), summary.good_practice)
    yield _recommendations(summary)


def _what_it_means_here(summary: NationalSummaryPage) -> Iterator[BriefingPanel]:
    evidence = _named_lines([(_("How we know"), summary.local_evidence.strip(), "")])
    yield _panel(_("Local position"), [*prose(summary.local_position), *evidence])
    yield _questions(summary)
    yield BriefingPanel(heading=_("Actions"), table=_actions(summary))


def _what_follows(summary: NationalSummaryPage) -> Iterator[BriefingPanel]:
    yield _panel(
        _("Courses and decks that must change"), [*blocks_from_text(summary.courses_to_change), *_decks(summary)]
    )
    yield _panel(_("Learning points it passes on"), _list(map(_point, points_passed_on(summary))))
    yield _panel(
        _("Who, and when"),
        _named_lines(
            [
                (_("Summarised by"), summary.summarised_by, ""),
                (_("Approved by"), summary.approved_by, ""),
                (_("Sent to agencies"), _day(summary.cascade_on), ""),
                (_("Reply by"), _day(summary.reply_by), ""),
            ]
        ),
    )


def _recommendations(summary: NationalSummaryPage) -> BriefingPanel:
    """Each under the number its source gives it: words, which no program may count anew."""
    values = [block.value for block in summary.recommendations]
    return _panel(
        _("National recommendations"),
        [_paragraph([*_bold(value.name), {"text": str(value.get("text") or "")}]) for value in values if str(value)],
    )


def _questions(summary: NationalSummaryPage) -> BriefingPanel:
    values = [block.value for block in summary.questions]
    return _panel(
        _("Questions for each kind of agency"),
        [
            _paragraph(
                [*_bold(f"{value['kind']}:" if value.get("kind") else ""), {"text": value.get("question") or ""}]
            )
            for value in values
            if value.get("question")
        ],
    )


def _actions(summary: NationalSummaryPage) -> SheetTable | None:
    rows = [
        tuple(
            str(text or "") for text in (one.get("action"), one.get("owner"), _day(one.get("due")), one.get("evidence"))
        )
        for one in (block.value for block in summary.actions)
    ]
    if not rows:
        return None
    return SheetTable(
        heading=(_("Action"), _("Owner"), _("Due"), _("Evidence")),
        rows=rows,
        widths=ACTION_WIDTHS,
        says=_("What will be done, who by, by when, and how it will be shown: a row for each action."),
    )


def _decks(summary: NationalSummaryPage) -> list[Block]:
    def said(title: str, what: str, done_on: date | None) -> list[Run]:
        state = _("Changed on %(date)s.") % {"date": _day(done_on)} if done_on else _("Not changed yet.")
        return [*_bold(f"{title}:" if what else title), {"text": f"{what} ({state})" if what else f"({state})"}]

    rows = summary.decks_to_change.select_related("document")
    return _list(said(row.document.title, row.what.strip(), row.done_on) for row in rows)


def _point(one: PointPassedOn) -> list[Run]:
    runs: list[Run] = [{"text": one.point.title}]
    if one.also_found_in:
        named = (f"{review.title}, {review.year}" if review.year else review.title for review in one.also_found_in)
        found = _("also found in: %(reviews)s") % {"reviews": "; ".join(named)}
        runs.append({"text": f" – {found}", "italic": True})
    return runs


def _briefly(value: dict[str, object]) -> str:
    """An action and its owner."""
    return ": ".join(str(value.get(name)) for name in ("action", "owner") if value.get(name))


def _source_in_words(summary: NationalSummaryPage) -> list[str]:
    named = (summary.source_publisher, summary.source_name, str(summary.source_year or ""))
    return [text for text in named if text]


def _panel(heading: str, blocks: list[Block]) -> BriefingPanel:
    return BriefingPanel(heading=heading, blocks=blocks)


def _prose_panel(heading: str, html: str) -> BriefingPanel:
    return _panel(heading, list(prose(html)))


def _text_panel(heading: str, text: str) -> BriefingPanel:
    return _panel(heading, blocks_from_text(text))


def _named_lines(rows: Iterable[tuple[str, str, str]]) -> list[Block]:
    """One paragraph of (name, value, address) a line, without those that have no value; nothing for none."""
    runs: list[Run] = []
    for name, value, url in rows:
        if value:
            start = "\n" if runs else ""
            runs += [
                {"text": f"{start}{name}: ", "bold": True},
                {"text": value, "url": url} if url else {"text": value},
            ]
    return [_paragraph(runs)] if runs else []


def _list(items: Iterable[list[Run]]) -> list[Block]:
    kept = [item for item in items if any(run["text"].strip() for run in item)]
    return [{"kind": "ul", "items": kept}] if kept else []


def _paragraph(runs: list[Run]) -> Block:
    return {"kind": "p", "runs": runs}


def _bold(text: str) -> list[Run]:
    return [{"text": f"{text} ", "bold": True}] if text else []


def _plain(text: str) -> list[Run]:
    return [{"text": text}]


def _day(day: date | None) -> str:
    return f"{day:%-d %B %Y}" if day else ""
