"""`{% kept "name" value ... %}...{% endkept %}`: a part of a page that is made once and kept while nothing published changes."""

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.safestring import SafeString, mark_safe

from partnership.kept_parts import kept_text

register = template.Library()


class KeptNode(template.Node):
    """Its values say what the part differs by besides site, language and the right to see figures; with an empty one nothing is kept."""

    def __init__(self, name: str, values: list[FilterExpression], nodelist: NodeList) -> None:
        self.name, self.values, self.nodelist = name, values, nodelist

    def render(self, context: template.Context) -> SafeString:
        values = [value.resolve(context) for value in self.values]
        request: Any = context.get("request") if all(values) else None
        html = kept_text(request, (self.name, *values), lambda: self.nodelist.render(context))
        return mark_safe(html)  # noqa: S308 - made by a template, escaped there


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    _tag, name, *values = token.split_contents()
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(name.strip("\"'"), [parser.compile_filter(value) for value in values], nodelist)
