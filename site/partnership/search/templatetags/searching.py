"""`{% facet_options name options %}`: the values of a facet as boxes to tick.

Made here, not by a template included for each: a page has four hundred of them, which took most of its time.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_OPTION = (
    '<li><label><input type="checkbox" form="find" name="{}" value="{}"{}> <span>{}</span> '
    '<span class="facet__count">{}</span></label></li>'
)
_CHECKED = mark_safe(" checked")


@register.simple_tag
def facet_options(name: str, options: Iterable[Mapping[str, Any]]) -> SafeString:
    """A row for each: its label, how many there are, and whether it is chosen."""
    return format_html_join(
        "",
        _OPTION,
        (
            (name, option["value"], _CHECKED if option["chosen"] else "", option["label"], option["count"])
            for option in options
        ),
    )
