"""How far each cascade of the period came: agencies asked and answered, never people of several cascades added up."""

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from training.queries.cascade_board import overview
from training.queries.evidence_asked import EvidenceAsked
from training.reports.report import Section, Table, Value
from training.reports.withheld import people


def cascades_section(asked: EvidenceAsked, *, is_public: bool) -> Section | None:
    """None where nothing was sent in the period, and in a report about some agencies or some learning alone.

    In public no people are told: beside the figures by agency, they could be taken from one another.
    """
    if asked.is_about_some or asked.is_of_some_agencies:
        return None
    until = min(filter(None, (asked.filters.until, asked.as_at)))
    found = overview(asked.partnership, since=asked.filters.since, until=until)
    if not found.cascades:
        return None
    figures = found.figures()
    headings = [_("Cascade"), _("sent"), _("agencies"), _("answered"), _("shared it"), _("days (median)")]
    rows: list[tuple[Value, ...]] = []
    for cascade in found.cascades:
        of = figures[cascade.pk]
        sent = date_format(localdate(cascade.sent_at), "j M Y") if cascade.sent_at else ""
        days = int(of.days) if of.days is not None and of.days == int(of.days) else of.days
        row: list[Value] = [cascade.title, sent, of.agencies, of.answered, of.shared, days]
        rows.append(tuple(row if is_public else [*row, people(of.people, is_public=False)]))
    if not is_public:
        headings.append(_("people"))
    return Section(
        key="cascades",
        title=_("Learning cascaded to agencies"),
        limits=(
            _("Replies are as they stand on the day this was made, whatever the day it is as at."),
            _(
                "People are what agencies say. The people of different cascades are largely the same people, so they are not "
                "added up."
            ),
            _("An agency that has not answered may have shared it all the same."),
        ),
        tables=(Table(_("How far each cascade came"), tuple(headings), tuple(rows), text_columns=2),),
    )
