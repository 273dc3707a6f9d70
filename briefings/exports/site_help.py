"""Where to get help, as every file made here says it."""

from django.utils.translation import gettext as _

from learning.models import Partnership

IF_IN_DANGER = "999"
CHILDLINE = "0800 1111"


def help_contacts(partnership: Partnership | None) -> list[tuple[str, str]]:
    """(who, how to reach them), most urgent first."""
    contacts = [
        (_("If a child is in immediate danger"), _("Call %(number)s") % {"number": IF_IN_DANGER}),
        (_("Childline, for children and young people"), _("%(number)s, free, at any time") % {"number": CHILDLINE}),
    ]
    if partnership and (partnership.contact_phone or partnership.contact_email):
        reach = ", ".join(text for text in (partnership.contact_phone, partnership.contact_email) if text)
        contacts.append((partnership.name, reach))
    return contacts
