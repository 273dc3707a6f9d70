"""How well, and what difference: what people say of themselves, and how deeply learning was passed on."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from media.sheets.bars import Bar
from training.enums import FeedbackMoment, HasDone
from training.feedback.questions import DID_IT
from training.models import FeedbackQuote
from training.queries.distributions import SCORES, Distribution, change
from training.queries.evidence import HowMuch, HowWell
from training.queries.small_numbers import SUPPRESSED_UNDER, hidden_among
from training.reports.how_much import depth_table
from training.reports.report import Chart, Quote, Section, Table, Value
from training.reports.withheld import answers, hides_its_mean, people_of, too_few

POINTS_SHOWN = 30
NOTHING = Distribution()


def asked_most(found: HowWell) -> list[int]:
    """The learning points that most answers are about, to be told one by one."""
    many = sorted(found.by_point, key=lambda point: (-sum(one.n for one in found.by_point[point].values()), point))
    return many[:POINTS_SHOWN]


def how_well_section(found: HowWell, titles: Mapping[int, str], *, of_some_agencies: bool, is_public: bool) -> Section:
    words, tables = [], []
    if of_some_agencies:
        words.append(
            _("Feedback has no names and no agencies, so nothing can be told of one agency or kind of agency.")
        )
    elif not found.people:
        words.append(_("Nobody has been asked about these sessions, or too few have answered."))
    else:
        tables = [_confidence(found, is_public), _by_point(found, titles, is_public)]
    return Section(
        key="well",
        title=_("How well"),
        limits=(
            _("People say themselves how confident they are: confidence is no test of what they can do."),
            _("Answers have no names. Those before and those after need not be the same people, and many say nothing."),
            _("What fewer than %(few)d people said of a session is left out, of every sum too.")
            % {"few": SUPPRESSED_UNDER},
        ),
        words=tuple(words),
        tables=tuple(tables),
    )


def _confidence(found: HowWell, is_public: bool) -> Table:
    """Before, at the end and later: one answer a person and learning point."""
    rows: list[tuple[Value, ...]] = []
    bars: list[Bar] = []
    for moment in FeedbackMoment:
        said, people = found.overall(moment), found.people.get(moment, 0)
        told = answers(said, people, is_public=is_public)
        rows.append((str(moment.label), too_few() if 0 < people < SUPPRESSED_UNDER else people, *told))
        whole = all(isinstance(value, int) for value in told[: len(SCORES)]) and said.n
        bars.append(Bar(str(moment.label), said.counts) if whole else Bar(str(moment.label), note=_("not shown")))
    headings = (_("When"), _("people counted"), *map(str, SCORES), _("answers"), _("median"), _("mean"))
    says = _("Each bar is all answers of one moment: the darker, the more confident. The table has the same figures.")
    chart = Chart(says, tuple(bars), is_share=True)
    return Table(
        _("Confidence from 1 (not at all) to 5 (very), all learning points together"),
        headings,
        tuple(rows),
        chart=chart,
    )


def _by_point(found: HowWell, titles: Mapping[int, str], is_public: bool) -> Table:
    """What is hidden of one point must not be found by taking the others from all: that is looked at over all points."""
    points = list(found.by_point)
    seen: dict[str, set[int]] = {}
    no_means = {moment for moment in FeedbackMoment if hides_its_mean(found.overall(moment), is_public=is_public)}
    for moment in FeedbackMoment:
        counts = [found.by_point[point].get(moment, NOTHING).n for point in points]
        hidden = hidden_among(counts)
        seen[moment] = {point for place, point in enumerate(points) if counts[place] and place not in hidden}
    rows = tuple(
        _point(point, found.by_point[point], titles.get(point, ""), seen, no_means) for point in asked_most(found)
    )
    headings = (
        _("Learning point"),
        *(f"{moment.label}: {what}" for moment in FeedbackMoment for what in (_("people"), _("mean"))),
        _("at the end less before"),
        _("later less before"),
    )
    caption = _("Mean confidence by learning point")
    if len(points) > len(rows):
        caption = _("Mean confidence by learning point: the %(n)d that most answers are about, of %(all)d") % {
            "n": len(rows),
            "all": len(points),
        }
    return Table(caption, headings, rows)


def _point(
    point: int,
    by_moment: Mapping[str, Distribution],
    title: str,
    seen: Mapping[str, set[int]],
    no_means: set[FeedbackMoment],
) -> tuple[Value, ...]:
    cells: list[Value] = []
    told: dict[str, Distribution] = {}
    for moment in FeedbackMoment:
        said = by_moment.get(moment, NOTHING)
        if said.n and point not in seen[moment]:
            cells += [too_few(), too_few()]
        elif said.n and moment in no_means:
            cells += [said.n, too_few()]
        else:
            cells += [said.n, said.mean]
            told[moment] = said
    before = told.get(FeedbackMoment.BEFORE, NOTHING)
    later = (told.get(moment, NOTHING) for moment in (FeedbackMoment.AFTER, FeedbackMoment.LATER))
    return (title, *cells, *(change(before, one) for one in later))


def difference_section(
    done: Mapping[str, int],
    quotes: Sequence[FeedbackQuote],
    much: HowMuch,
    *,
    of_some_agencies: bool,
    is_public: bool,
) -> Section:
    words, tables = [], []
    if of_some_agencies:
        words.append(
            _("What people did is told without names and agencies, so nothing can be told of some of them alone.")
        )
    elif not done:
        words.append(
            _("Nobody has been asked weeks later, or too few have answered, whether they did what they meant to.")
        )
    else:
        tables.append(_done(done, is_public))
    return Section(
        key="difference",
        title=_("What difference"),
        limits=(
            _("People say themselves what they did; nobody has checked it, except where a point was “checked later”."),
            _("Those who answer weeks later are often those who did something. The others are not in these figures."),
            _("Nothing here shows that any child was safer for it."),
        ),
        words=tuple(words),
        tables=(*tables, depth_table(much)),
        quotes=tuple(Quote(quote.question, quote.text) for quote in quotes),
    )


def _done(done: Mapping[str, int], is_public: bool) -> Table:
    total = sum(done.values())
    counts = [done.get(state, 0) for state in HasDone]
    told: list[Value] = [too_few() for _state in HasDone]
    if total >= SUPPRESSED_UNDER:
        told = people_of(counts, is_public=is_public)
    rows = tuple((str(state.label), value) for state, value in zip(HasDone, told, strict=True))
    bars = tuple(
        Bar(str(state.label), (value,)) if isinstance(value, int) else Bar(str(state.label), note=_("not shown"))
        for state, value in zip(HasDone, told, strict=True)
    )
    chart = Chart(_("How many did what they meant to, as bars. The table has the same figures."), bars)
    return Table(str(DID_IT), (_("Answer"), _("people")), rows, chart=chart)
