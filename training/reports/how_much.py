"""How much: events, people, agencies and learning points, training, briefings and cascades never added up."""

from collections import defaultdict
from collections.abc import Sequence

from django.utils.translation import gettext as _

from media.sheets.bars import Bar
from training.enums import COVERAGE_LAYERS, Depth, EventKind
from training.queries.attendance_figures import Share
from training.queries.coverage_cells import LAYER_LABELS
from training.queries.evidence import HowMuch
from training.queries.small_numbers import SUPPRESSED_UNDER, is_too_few
from training.reports.report import Chart, Section, Table, Value
from training.reports.withheld import not_known, people, people_of, too_few

LAYERS = tuple(COVERAGE_LAYERS)


def how_much_section(found: HowMuch, limits_of_day: str, *, is_public: bool) -> Section:
    tables = [_beside_one_another(found, is_public), _by_kind(found, is_public), _shares(found, is_public)]
    if found.returns:
        tables.append(_by_agency(found, is_public))
    return Section(
        key="much",
        title=_("How much"),
        limits=(
            limits_of_day,
            _("People are counted each time they come: somebody who was at three sessions counts three times."),
            _("Where a return has not come, nobody is counted: there may have been more people, never fewer."),
        ),
        words=(
            _(
                "Training, team briefings and cascades are different things. They stand side by side, and no number adds them up."
            ),
        ),
        tables=tuple(tables),
    )


def people_by_layer(found: HowMuch) -> dict[str, int | None]:
    """None for a layer of which no return says how many came."""
    return {layer: _sum([one.people for one in found.returns if one.layer == layer]) for layer in LAYERS}


def _beside_one_another(found: HowMuch, is_public: bool) -> Table:
    came = people_by_layer(found)
    reached: dict[str, set[int]] = defaultdict(set)
    for one in found.returns:
        if one.people:
            reached[one.layer].add(one.agency)
    events = {layer: sum(found.events.get(kind, 0) for kind in kinds) for layer, kinds in COVERAGE_LAYERS.items()}
    rows: list[tuple[Value, ...]] = [
        (_("Events held"), *(events[layer] for layer in LAYERS)),
        (_("People who came"), *(people(_or_none(came, events, layer), is_public=is_public) for layer in LAYERS)),
        (_("Agencies that somebody came from"), *(len(reached[layer]) for layer in LAYERS)),
        (_("Learning points passed on"), *(sum(found.depths.get(layer, {}).values()) for layer in LAYERS)),
        (_("Returns awaited"), *(sum(one.awaited for one in found.returns if one.layer == layer) for layer in LAYERS)),
        (
            _("Returns that will not be sent"),
            *(sum(one.not_sent for one in found.returns if one.layer == layer) for layer in LAYERS),
        ),
    ]
    headings = (_("What"), *(str(LAYER_LABELS[layer]) for layer in LAYERS))
    return Table(_("Training, briefings and cascades, side by side"), headings, tuple(rows))


def _or_none(came: dict[str, int | None], events: dict[str, int], layer: str) -> int | None:
    """Where nothing was held, nobody came: that is known."""
    return came[layer] if events[layer] or came[layer] is not None else 0


def _by_kind(found: HowMuch, is_public: bool) -> Table:
    """Kinds of one layer are told with its total in mind."""
    told: dict[str, Value] = {}
    for kinds in COVERAGE_LAYERS.values():
        of_layer = [kind for kind in EventKind if kind in kinds]
        counts = [_people_of_kind(found, kind) for kind in of_layer]
        told.update(zip(of_layer, people_of(counts, is_public=is_public), strict=True))
    rows = tuple((str(kind.label), found.events.get(kind, 0), told[kind]) for kind in EventKind)
    bars = tuple(Bar(str(kind.label), (found.events.get(kind, 0),)) for kind in EventKind)
    chart = Chart(_("Events held, by kind, as bars. The table has the same figures."), bars)
    return Table(_("Events held, by kind"), (_("Kind"), _("events"), _("people who came")), rows, chart=chart)


def _people_of_kind(found: HowMuch, kind: str) -> int | None:
    said = _sum([one.people for one in found.returns if one.kind == kind])
    return said if found.events.get(kind) or said is not None else 0


def _shares(found: HowMuch, is_public: bool) -> Table:
    rows = (
        (_("Came, of those booked"), *_share(found.came_of_booked, found, is_public)),
        (_("All who came, of those booked"), *_share(found.all_of_booked, found, is_public)),
        (_("All who came, of the seats there were"), *_share(found.of_capacity, found, is_public)),
    )
    headings = (_("Figure"), _("people"), _("of"), _("percent"), _("from so many returns"))
    return Table(_("Three figures that are all called “attendance” (training alone)"), headings, rows)


def _share(share: Share, found: HowMuch, is_public: bool) -> tuple[Value, ...]:
    if share.people is None:
        return (not_known(), not_known(), not_known(), share.rows)
    if is_public and _gives_few_away(found):
        return (too_few(), too_few(), too_few(), share.rows)
    of: Value = not_known() if share.of is None else share.of
    return (share.people, of, not_known() if share.percent is None else share.percent, share.rows)


def _gives_few_away(found: HowMuch) -> bool:
    """Whether one of the figures is small, or one taken from another leaves a few: those who walked in, or stayed away."""
    came, everybody = found.came_of_booked, found.all_of_booked
    told = [came.people, came.of, everybody.people, everybody.of, found.of_capacity.people]
    if came.people is not None and came.of is not None:
        told.append(abs(came.of - came.people))
    if came.people is not None and everybody.people is not None:
        told.append(abs(everybody.people - came.people))
    total = people_by_layer(found)["training"]
    told += [abs(total - one) for one in (everybody.people, found.of_capacity.people) if one is not None and total]
    return any(map(is_too_few, told))


def _by_agency(found: HowMuch, is_public: bool) -> Table:
    """In public, agencies of which a number cannot be told are not named at all, only counted."""
    ids = sorted({one.agency for one in found.returns}, key=lambda pk: (found.agencies[pk].name, pk))
    came, missing = _figures_by_agency(found)
    columns = [people_of([came.get((pk, layer)) for pk in ids], is_public=is_public) for layer in LAYERS]
    for layer, told in zip(LAYERS, columns, strict=True):
        told[:] = [value if (pk, layer) in came else None for pk, value in zip(ids, told, strict=True)]
    rows = list(zip(ids, *columns, strict=True))
    named = [row for row in rows if not is_public or _may_be_named(row[1:])]
    lines: list[tuple[Value, ...]] = [
        (found.agencies[pk].name, *told, *([] if is_public else missing[pk])) for pk, *told in named
    ]
    headings = [_("Agency"), *(str(LAYER_LABELS[layer]) for layer in LAYERS)]
    if not is_public:
        headings += [_("returns awaited"), _("will not be sent")]
    caption = _("People who came, by agency")
    if len(named) < len(rows):
        caption = _(
            "People who came, by agency; %(n)d agencies are not named, because of each fewer than %(few)d came or "
            "a number could be worked out"
        ) % {"n": len(rows) - len(named), "few": SUPPRESSED_UNDER}
    return Table(caption, tuple(headings), tuple(lines))


def _figures_by_agency(found: HowMuch) -> tuple[dict[tuple[int, str], int | None], dict[int, list[int]]]:
    """People by agency and layer, and of each agency how many returns are awaited and how many will not be sent."""
    came: dict[tuple[int, str], int | None] = {}
    missing: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for one in found.returns:
        key = (one.agency, one.layer)
        came[key] = _sum([came.get(key), one.people])
        missing[one.agency][0] += one.awaited
        missing[one.agency][1] += one.not_sent
    return came, missing


def _may_be_named(told: Sequence[Value]) -> bool:
    """Every number of it can be told, and there is one."""
    return all(value != too_few() for value in told) and any(isinstance(value, int) and value for value in told)


def depth_table(found: HowMuch) -> Table:
    """Learning points by the deepest at which they were passed on."""
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (str(depth.label), *(found.depths.get(layer, {}).get(depth, 0) for layer in LAYERS)) for depth in Depth
    )
    headings = (_("Deepest"), *(str(LAYER_LABELS[layer]) for layer in LAYERS))
    return Table(_("Learning points, by how deeply they were passed on"), headings, rows)


def _sum(figures: list[int | None]) -> int | None:
    given = [figure for figure in figures if figure is not None]
    return sum(given) if given else None
