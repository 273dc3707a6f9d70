"""Charts and SmartArt read out: what they say is kept in parts of their own."""

import io

import pytest
from pptx import Presentation
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from media.decks.charts import MOST_VALUES
from media.decks.outline import DeckOutline, read_outline
from tests.media import sample_files as samples

BLANK = 6


def saved(presentation) -> bytes:
    buffer = io.BytesIO()
    presentation.save(buffer)
    return buffer.getvalue()


def outline_of(data: bytes) -> DeckOutline:
    return read_outline(io.BytesIO(data))


@pytest.fixture
def presentation():
    return Presentation()


def chart_slide(presentation, kind, data: CategoryChartData | XyChartData, title: str = ""):
    slide = presentation.slides.add_slide(presentation.slide_layouts[BLANK])
    chart = slide.shapes.add_chart(kind, 0, 0, Inches(4), Inches(3), data).chart
    chart.has_title = bool(title)
    if title:
        chart.chart_title.text_frame.text = title
    return slide


def referrals(number_format: str = "General") -> CategoryChartData:
    data = CategoryChartData(number_format=number_format)
    data.categories = ["2021", "2022"]
    data.add_series("Here", (0.5, 0.25))
    data.add_series("England", (1, None))
    return data


def test_a_chart_is_one_line_with_every_series_category_and_value(presentation):
    chart_slide(presentation, XL_CHART_TYPE.COLUMN_CLUSTERED, referrals(), "Referrals")

    assert outline_of(saved(presentation)).slides[0].paragraphs == (
        "Bar chart: Referrals. Here: 2021 0.5, 2022 0.25. England: 2021 1.",
    )


def test_the_values_of_a_chart_are_read_as_its_format_shows_them(presentation):
    chart_slide(presentation, XL_CHART_TYPE.PIE, referrals("0%"))

    assert outline_of(saved(presentation)).slides[0].paragraphs == ("Pie chart. Here: 2021 50%, 2022 25%.",)


def test_the_points_of_a_scatter_chart_are_read_in_pairs(presentation):
    data = XyChartData()
    series = data.add_series("Visits")
    series.add_data_point(1, 2.5)
    series.add_data_point(3, 4)
    chart_slide(presentation, XL_CHART_TYPE.XY_SCATTER, data)

    assert outline_of(saved(presentation)).slides[0].paragraphs == ("Scatter chart. Visits: 1 2.5, 3 4.",)


def test_a_chart_of_very_many_values_says_how_many_are_left_out(presentation):
    data = CategoryChartData()
    data.categories = [f"c{n}" for n in range(MOST_VALUES + 5)]
    data.add_series("Many", [7] * (MOST_VALUES + 5))
    chart_slide(presentation, XL_CHART_TYPE.LINE, data)

    (line,) = outline_of(saved(presentation)).slides[0].paragraphs

    assert line.endswith(f"c{MOST_VALUES - 1} 7. And 5 more values.")


def frame_xml(content: str) -> str:
    return (
        '<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="9" name="Frame"/></p:nvGraphicFramePr>'
        f"<a:graphic><a:graphicData>{content}</a:graphicData></a:graphic></p:graphicFrame>"
    )


def slide_with_frame(content: str, kind: str, target: bytes) -> bytes:
    parts = {
        samples.SLIDE: samples.slide_xml(frame_xml(content)),
        "ppt/slides/_rels/slide1.xml.rels": samples.relationships(("rId5", kind, "../extra/part1.xml")),
        "ppt/extra/part1.xml": target,
    }
    return samples.deck_with(parts)


def diagram_data(points: str, lines: str) -> bytes:
    namespaces = f'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" xmlns:a="{samples.DRAWING}"'
    model = f"<dgm:ptLst>{points}</dgm:ptLst><dgm:cxnLst>{lines}</dgm:cxnLst>"
    return f"<dgm:dataModel {namespaces}>{model}</dgm:dataModel>".encode()


def point_xml(number: str, text: str = "", *, type: str = "node") -> str:
    said = f"<dgm:t><a:bodyPr/><a:p><a:r><a:t>{text}</a:t></a:r></a:p></dgm:t>" if text else ""
    return f'<dgm:pt modelId="{number}" type="{type}">{said}</dgm:pt>'


SMART_ART = '<dgm:relIds xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" r:dm="rId5"/>'


def test_smart_art_is_read_in_the_order_of_its_outline():
    points = (
        point_xml("0", type="doc") + point_xml("3", "Refer") + point_xml("1", "Notice") + point_xml("2", "Look again")
    )
    points += point_xml("p", "drawn", type="pres")
    lines = "".join(
        f'<dgm:cxn modelId="c{child}" srcId="{parent}" destId="{child}" srcOrd="{order}"/>'
        for parent, child, order in (("0", "3", 1), ("0", "1", 0), ("1", "2", 0), ("2", "1", 0))  # the last: a loop
    )

    outline = outline_of(slide_with_frame(SMART_ART, "diagramData", diagram_data(points, lines)))

    assert (outline.slides[0].paragraphs, outline.problems) == (("Notice", "Look again", "Refer"), ())


CHART = '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="rId5"/>'


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(CHART, "A chart on slide 1 could not be read."), (SMART_ART, "A diagram on slide 1 could not be read.")],
    ids=["chart", "diagram"],
)
def test_a_broken_chart_or_diagram_is_named(content, sentence):
    assert outline_of(slide_with_frame(content, "chart", b"<broken")).problems == (sentence,)


def test_a_chart_of_office_2016_is_read():
    chart = (
        b'<cx:chartSpace xmlns:cx="http://schemas.microsoft.com/office/drawing/2014/chartex"><cx:chartData>'
        b'<cx:data id="0"><cx:strDim type="cat"><cx:lvl><cx:pt idx="0">Seen</cx:pt><cx:pt idx="1">Missed</cx:pt>'
        b'</cx:lvl></cx:strDim><cx:numDim type="val"><cx:lvl formatCode="0%"><cx:pt idx="0">0.75</cx:pt>'
        b'<cx:pt idx="1">0.25</cx:pt></cx:lvl></cx:numDim></cx:data></cx:chartData><cx:chart><cx:plotArea>'
        b'<cx:plotAreaRegion><cx:series layoutId="waterfall"><cx:dataId val="0"/></cx:series></cx:plotAreaRegion>'
        b"</cx:plotArea></cx:chart></cx:chartSpace>"
    )
    content = '<cx:chart xmlns:cx="http://schemas.microsoft.com/office/drawing/2014/chartex" r:id="rId5"/>'

    assert outline_of(slide_with_frame(content, "chartEx", chart)).slides[0].paragraphs == (
        "Chart. Seen 75%, Missed 25%.",
    )


def test_a_chart_whose_points_are_numbered_absurdly_is_named_and_the_rest_is_read():
    chart = (
        '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:ser><c:val><c:pt idx="'
        + "9" * 5000
        + '"><c:v>1</c:v></c:pt></c:val></c:ser></c:chartSpace>'
    )

    outline = outline_of(slide_with_frame(CHART, "chart", chart.encode()))

    assert (len(outline.slides), outline.problems) == (1, ("A chart on slide 1 could not be read.",))
