"""`{% mail_look partnership as look %}`: a partnership's name and colours for a mail, in which no stylesheet is fetched."""

from dataclasses import dataclass
from typing import Any

from django import template

from partnership.home.look.derive import all_tokens

register = template.Library()


@dataclass(frozen=True, slots=True)
class MailLook:
    """The name as shown ("" where none was chosen), and the tokens by name with `_` for `-`."""

    name: str
    light: dict[str, str]
    dark: dict[str, str]


@register.simple_tag
def mail_look(partnership: Any) -> MailLook:
    """The look of that partnership's site; the house's where it has no site, none was chosen, or nobody writes."""
    look = getattr(getattr(partnership, "site", None), "partnershiplook", None)
    main, accent = look.readable_colours() if look else ("", "")
    light, dark = (
        {name.replace("-", "_"): said for name, said in all_tokens(mode, main, accent).items()}
        for mode in ("light", "dark")
    )
    return MailLook(look.shown_name if look else "", light, dark)
