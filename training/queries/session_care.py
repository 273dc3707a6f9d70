"""How people are looked after in a session: its own words, else the partnership's. Always there; no plan is without it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from wagtail.models import Site

from training.models import SessionPlan
from training.models.training_settings import TrainingSettings


@dataclass(frozen=True)
class Care:
    """The care words of a session, and the size above which a group is too large to look after."""

    content_warning: str
    if_distressed: str
    support_contacts: str
    largest_group: int
    size: int | None = None

    @property
    def contacts(self) -> list[str]:
        return [line.strip() for line in self.support_contacts.splitlines() if line.strip()]

    @property
    def too_large(self) -> str:
        """A sentence where the group is larger than the partnership thinks can be looked after."""
        if self.size is None or self.size <= self.largest_group:
            return ""
        return _(
            "%(size)d people are more than the %(most)d of the largest group the partnership thinks right: somebody may be "
            "distressed and not be seen. Run it twice, or bring a further trainer."
        ) % {"size": self.size, "most": self.largest_group}


def care_of(plan: SessionPlan, site: Site | None) -> Care:
    """What the plan says in its own words, and for the rest what the site's training settings say. 1 query or none."""
    usual = TrainingSettings.for_site(site) if site is not None else TrainingSettings()
    return Care(
        plan.content_warning or usual.content_warning,
        plan.if_distressed or usual.if_distressed,
        plan.support_contacts or usual.support_contacts,
        usual.largest_group,
        plan.size,
    )
