"""Deciding about many at once."""

from typing import Any

from django.contrib import messages
from django.utils.functional import classproperty
from django.utils.translation import gettext_lazy, ngettext
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from training.domain.team_use import accept_team_use, refuse_team_use
from training.errors import TrainingError
from training.models import TeamUse
from training.team_use_admin_forms import ReasonForm


class _DecideAction(SnippetBulkAction):
    """Each by itself: what cannot be decided is left as it was, and said."""

    template_name = "wagtailadmin/training/team_use_bulk.html"

    @classproperty
    def models(cls) -> list[type[TeamUse]]:  # noqa: N805 - a property of the class
        return [TeamUse]

    def check_perm(self, obj: TeamUse) -> bool:
        return bool(self.permission_policy.user_has_permission_for_instance(self.request.user, "change", obj))

    def get_all_objects_in_listing_query(self, parent_id: Any) -> Any:
        """“All” is all there are to look at, whatever the list is filtered by."""
        return TeamUse.objects.waiting().values_list("pk", flat=True)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"question": self.question, "button": self.display_name}

    @classmethod
    def execute_action(cls, objects: list[TeamUse], **context: Any) -> tuple[int, int]:
        action, done = context["self"], 0
        for use in objects:
            try:
                action.decide(use)
            except TrainingError as error:
                messages.error(action.request, str(error))
            else:
                done += 1
        return done, len(objects) - done


class AcceptTeamUses(_DecideAction):
    display_name = gettext_lazy("Accept")
    action_type = "accept"
    aria_label = gettext_lazy("Accept selected team use")
    question = gettext_lazy("Accept these? Each then counts in coverage. Have you looked for names in all of them?")
    action_priority = 10

    def decide(self, use: TeamUse) -> None:
        accept_team_use(use, by=self.request.user)

    def get_success_message(self, done: int, left: int) -> str:
        return ngettext("%(n)d accepted.", "%(n)d accepted.", done) % {"n": done}


class RefuseTeamUses(_DecideAction):
    display_name = gettext_lazy("Refuse")
    action_type = "refuse"
    aria_label = gettext_lazy("Refuse selected team use")
    question = gettext_lazy("Refuse these? They stay on record, and count nowhere.")
    action_priority = 20
    form_class = ReasonForm

    def decide(self, use: TeamUse) -> None:
        refuse_team_use(use, by=self.request.user, reason=self.cleaned_form.cleaned_data["reason"])

    def get_success_message(self, done: int, left: int) -> str:
        return ngettext("%(n)d refused.", "%(n)d refused.", done) % {"n": done}
