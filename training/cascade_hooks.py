"""What cascades register with Wagtail: the words of what is logged about them."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry


@hooks.register("register_log_actions")
def cascade_log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("training.cascade", _("Count cascade"), _("Counted as an agency says"))
    actions.register_action("training.cascade_reply", _("Reply to a cascade"), _("Replied"))
    actions.register_action("training.cascade_hand_on", _("Hand link on"), _("Link handed on to a deputy"))
    actions.register_action("training.cascade_pass_on", _("Pass cascade on to teams"), _("Passed on to teams"))
    actions.register_action("training.cascade_stop_team", _("Revoke a team's link"), _("Team's link revoked"))
