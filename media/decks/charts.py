"""A chart in words: its kind, its title, and every series with its categories and values.

ECMA-376 part 1, 21.2 (charts); [MS-ODRAWXML], `chartex` (the charts of Office 2016: waterfall, treemap
and others). Read
from what the chart itself keeps, never from the workbook behind it.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from lxml import etree

from media.decks.shapes import paragraphs
from media.opc.xml_parts import local_name

MOST_VALUES: Final = 200
"""How many values of one chart are read out."""
_KINDS: Final = {
    "barChart": "Bar chart",
    "bar3DChart": "Bar chart",
    "lineChart": "Line chart",
    "line3DChart": "Line chart",
    "pieChart": "Pie chart",
    "pie3DChart": "Pie chart",
    "ofPieChart": "Pie chart",
    "doughnutChart": "Doughnut chart",
    "areaChart": "Area chart",
    "area3DChart": "Area chart",
    "scatterChart": "Scatter chart",
    "bubbleChart": "Bubble chart",
    "radarChart": "Radar chart",
    "stockChart": "Stock chart",
    "surfaceChart": "Surface chart",
    "surface3DChart": "Surface chart",
}
_CATEGORIES: Final = ("cat", "xVal")
_VALUES: Final = ("val", "yVal")
_DAY_ZERO: Final = date(1899, 12, 30)  # of spreadsheet dates. ECMA-376 part 1, 18.17.4.1


def chart_words(root: etree._Element) -> str:
    """A chart part as one line: `Bar chart: Referrals. Exampleshire: 2021 12, 2022 15.`"""
    title = _title(root)
    sentences = [f"{_kind(root)}: {title}" if title else _kind(root)]
    left = MOST_VALUES
    for series in root.iter("{*}ser", "{*}series"):
        name, points = _series_name(series), list(_points(root, series))
        said = ", ".join(points[: max(left, 0)])
        sentences.extend(filter(None, [f"{name}: {said}" if name and said else name or said]))
        left -= len(points)
    if left < 0:
        sentences.append(f"And {-left} more values")
    return " ".join(f"{sentence.rstrip('.')}." for sentence in sentences)


def _kind(root: etree._Element) -> str:
    for area in root.iter("{*}plotArea"):
        for plot in area:
            if local_name(plot) in _KINDS:
                return _KINDS[local_name(plot)]
    return "Chart"


def _title(root: etree._Element) -> str:
    for chart in root.iter("{*}chart"):
        for child in chart:
            if local_name(child) == "title":
                return " ".join(paragraphs(child)) or " ".join(text for _, text in _cached(child))
    return ""


def _series_name(series: etree._Element) -> str:
    for child in series:
        if local_name(child) == "tx":
            return " ".join(text for _, text in _cached(child)) or " ".join(child.xpath("string(.)").split())
    return ""


def _points(root: etree._Element, series: etree._Element) -> Iterator[str]:
    """Each value of a series after the category it stands for."""
    categories: dict[int, str] = {}
    values: dict[int, str] = {}
    for child in series:
        name = local_name(child)
        if name in _CATEGORIES:
            categories = _joined_levels(child)
        elif name in _VALUES:
            values = dict(_cached(child))
        elif name == "dataId":
            categories, values = _new_chart_data(root, child.get("val", ""))
    for index, value in values.items():
        category = categories.get(index, "")
        yield f"{category} {value}" if category else value


def _joined_levels(element: etree._Element) -> dict[int, str]:
    """Categories; where they have levels, only the innermost, which comes first."""
    levels = list(element.iter("{*}lvl"))
    return dict(_cached(levels[0] if levels else element))


def _new_chart_data(root: etree._Element, number: str) -> tuple[dict[int, str], dict[int, str]]:
    """Categories and values of a chart of Office 2016, which keeps them apart from the series."""
    for data in root.iter("{*}data"):
        if data.get("id") == number:
            found = {
                local_name(dimension): dict(_cached(next(dimension.iter("{*}lvl"), dimension))) for dimension in data
            }
            return found.get("strDim", {}), found.get("numDim", {})
    return {}, {}


def _cached(element: etree._Element) -> Iterator[tuple[int, str]]:
    """The points a chart keeps of a column of its workbook, with their places."""
    code = next((form.text or "" for form in element.iter("{*}formatCode")), "") or element.get("formatCode", "")
    for at, point in enumerate(element.iter("{*}pt")):
        text = point.xpath("string(.)").strip()
        place = point.get("idx", "")
        if text:
            yield int(place) if place.isdecimal() else at, _as_shown(text, point.get("formatCode") or code)


def _as_shown(text: str, code: str) -> str:
    """A number as its format shows it: as a percentage or a date; anything else without noise in its last digits."""
    try:
        number = float(text)
    except ValueError:
        return " ".join(text.split())
    if "%" in code:
        return f"{number * 100:.4g}%"
    if "yy" in code.casefold() and 0 < number < 2_958_466:
        day = _DAY_ZERO + timedelta(days=int(number))
        return f"{day.day} {day:%B %Y}"
    return f"{number:.10g}"
