"""What coverage as it stood on a day cannot know."""

from django.utils.translation import gettext as _


def limits_of_as_at() -> str:
    """What looking back at a day cannot know, in words."""
    return _(
        "Events held by that day count, also where they or their returns were recorded or corrected later. "
        "An event held on an unknown date counts, and one dated by its month or year counts from the first day of it. "
        "Agencies merged or split since are shown as they were. Apart from that, learning points and agencies are those "
        "known today."
    )
