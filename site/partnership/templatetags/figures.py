"""How figures are put on a page: with their sign, and as bars beside the table. Presentation only."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from media.sheets.bars import bar_chart_svg, stacked_bar_svg

register = template.Library()


@register.filter
def at(of: Mapping[Any, Any], key: Any) -> Any:
    """What stands under a key; nothing where there is none."""
    return of.get(key, "")


@register.filter
def signed(value: float) -> str:
    """ "+0.8", "−0.3", "0.0": with one decimal, and a sign that is read out as one."""
    rounded = round(value, 1)
    return f"{'−' if rounded < 0 else '+' if rounded > 0 else ''}{abs(rounded):.1f}"


@register.filter
def distribution_bar(said: Any) -> SafeString:
    """The answers of 1 to 5 as one bar, paler for lower; says what it shows to those who do not see it."""
    told = ", ".join(
        gettext("%(count)d chose %(score)d") % {"count": count, "score": score}
        for score, count in enumerate(said.counts, start=1)
        if count
    )
    return mark_safe(stacked_bar_svg(said.counts, told))  # noqa: S308 - its words are escaped where it is drawn


@register.filter
def drawn(chart: Any) -> SafeString:
    """A chart as an SVG picture that says what it shows."""
    return mark_safe(bar_chart_svg(chart.bars, chart.says, is_share=chart.is_share))  # noqa: S308 - escaped as above
