"""The report, put together: which figures are told to whom, and in which words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from training.coverage.looking_back import limits_of_as_at
from training.queries.coverage import OLD_AFTER_MONTHS
from training.queries.evidence import how_much, how_well, quotes_to_tell, titles_of, what_was_done
from training.queries.evidence_asked import EvidenceAsked
from training.queries.gaps import Gap, GapList, gap_lists
from training.queries.small_numbers import SUPPRESSED_UNDER
from training.reports.cascades import cascades_section
from training.reports.how_much import how_much_section
from training.reports.how_well import asked_most, difference_section, how_well_section
from training.reports.report import EvidenceReport, Section, Table, Value

GAPS_TOLD = 20


@dataclass(frozen=True)
class Named:
    """What the question is called: the names of the review, theme, agency and kind of agency asked about, if any."""

    period: str = ""
    review: str = ""
    theme: str = ""
    agency: str = ""
    agency_kind: str = ""


def evidence_report(
    asked: EvidenceAsked, named: Named, *, is_public: bool = False, made_on: date | None = None
) -> EvidenceReport:
    """All of it, in a number of queries that does not grow. `is_public` leaves out what could tell who was meant."""
    made_on = made_on or timezone.localdate()
    much, well = how_much(asked), how_well(asked)
    titles = {pk: point.title for pk, point in titles_of(asked_most(well)).items()}
    of_some = asked.is_of_some_agencies
    partnership = asked.partnership
    return EvidenceReport(
        title=_("How much, how well, what difference"),
        partnership=partnership.name,
        as_at=asked.as_at,
        made_on=made_on,
        facts=_facts(asked, named, made_on, is_public=is_public),
        sections=(
            how_much_section(much, limits_of_as_at(), is_public=is_public),
            *_only(cascades_section(asked, is_public=is_public)),
            how_well_section(well, titles, of_some_agencies=of_some, is_public=is_public),
            difference_section(
                what_was_done(asked), quotes_to_tell(asked), much, of_some_agencies=of_some, is_public=is_public
            ),
            _missing(asked, is_public=is_public),
        ),
        is_public=is_public,
        is_fictional=partnership.is_fictional,
        slug=partnership.slug,
    )


def _only(section: Section | None) -> list[Section]:
    return [section] if section else []


def _facts(asked: EvidenceAsked, named: Named, made_on: date, *, is_public: bool) -> tuple[tuple[str, str], ...]:
    """What it is about. In public no agency is named: how few came from it might be read out of the rest."""
    facts = [
        (_("As it stood on"), date_format(asked.as_at, "j F Y")),
        (_("From what was recorded by"), date_format(made_on, "j F Y")),
        (_("Period"), named.period or _("everything up to that day")),
        (_("Review"), named.review),
        (_("Theme"), named.theme),
        (_("Agency"), _("one agency, not named here") if is_public and named.agency else named.agency),
        (_("Kind of agency"), named.agency_kind),
    ]
    if is_public:
        few = _("Numbers of people under %(n)d are not shown, nor what would give them away.") % {"n": SUPPRESSED_UNDER}
        facts.append((_("For publication"), few))
    return tuple((name, value) for name, value in facts if value)


def _missing(asked: EvidenceAsked, *, is_public: bool) -> Section:
    """What is still to be passed on, as the coverage page has it."""
    agency = None if is_public else asked.agency
    lists = gap_lists(
        asked.partnership,
        filters=asked.filters,
        as_at=asked.as_at,
        agency=agency,
        limit=GAPS_TOLD,
        history=asked.history,
    )
    counted: list[tuple[Value, ...]] = [(one.title, one.count, one.awaiting_count) for one in lists]
    headings = (_("Which"), _("learning points"), _("may be too, once returns come"))
    tables = [Table(_("Learning points still to be passed on"), headings, tuple(counted))]
    tables += [_gaps(one) for one in lists if one.gaps]
    return Section(
        key="missing",
        title=_("What is still missing"),
        limits=(
            _("These are as at the day, whatever the period: what was passed on before it is no gap."),
            _(
                "Old is more than %(months)d months. A point counts as passed on as soon as one event taught it to anybody; "
                "who has left since is not known."
            )
            % {"months": OLD_AFTER_MONTHS},
        ),
        tables=tuple(tables),
    )


def _gaps(found: GapList) -> Table:
    caption = found.title
    if found.count > len(found.gaps):
        caption = _("%(title)s: the first %(n)d of %(all)d, most widely found first") % {
            "title": found.title,
            "n": len(found.gaps),
            "all": found.count,
        }
    return Table(caption, (_("Learning point"), _("why"), _("found in reviews")), _gap_rows(found.gaps), text_columns=2)


def _gap_rows(gaps: Sequence[Gap]) -> tuple[tuple[Value, ...], ...]:
    return tuple((gap.point.title, gap.why, gap.found_in) for gap in gaps)
