"""`{% about_this_page %}`: what the page says of itself to search engines and harvesters."""

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from partnership.structured_data.head import head_of

register = template.Library()


@register.simple_tag(takes_context=True)
def about_this_page(context: Context) -> SafeString:
    return head_of(context)
