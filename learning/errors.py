"""What can go wrong in the learning room, said so that the reader knows what to do next."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from wagtail.models import Page

    from learning.models import LearningPoint


class LearningError(Exception):
    """The root of this room's errors; `str()` is a sentence for the person at the screen."""


class AlreadyRetired(LearningError):
    def __init__(self, point: "LearningPoint") -> None:
        super().__init__(
            _("This learning point was retired on %(date)s. Edit it to change why.")
            % {"date": f"{point.retired_on:%-d %B %Y}"}
        )


class NotPublished(LearningError):
    def __init__(self, page: "Page") -> None:
        super().__init__(_("“%(page)s” is not published, so there is nothing to withdraw.") % {"page": page.title})
