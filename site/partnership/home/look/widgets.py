"""A box for a colour, with the browser's own picker beside it."""

from typing import Any

from django import forms
from django.forms.renderers import BaseRenderer
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _


class ColourInput(forms.TextInput):
    """A text box, because a native colour box cannot be empty and takes no colour from a style guide by pasting.

    The picker beside it is hidden until `colour_input.js` is there to keep the two alike.
    """

    class Media:
        js = ["partnership/js/colour_input.js"]

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", "spellcheck": "false", "placeholder": "#0c5257", **(attrs or {})})

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: BaseRenderer | None = None
    ) -> SafeString:
        box = super().render(name, value, attrs, renderer)
        return format_html(
            '{}<input type="color" hidden data-colour-of="{}" aria-label="{}">',
            box,
            (attrs or {}).get("id", ""),
            _("Choose the colour"),
        )
