"""What teams say of the briefings they have used: some accepted, some still to look at."""

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from partnership.demo.loading.registry import Loaded
from training.domain.team_use import TeamUseAnswers, accept_team_use, receive_team_use, refuse_team_use
from training.enums import TeamUseState
from training.models import TeamUse

TEXTS = ("agency_as_given", "setting", "led_by", "struck", "will_change", "barriers")


def load_team_uses(loaded: Loaded) -> None:
    """Sends each once, as a team would; what somebody has decided since stays decided."""
    for row in loaded.folder.rows("team_uses", "team_uses"):
        form_key = f"demo-{loaded.partnership.slug}-{row['key']}"[:64]
        if TeamUse.objects.filter(form_key=form_key).exists():
            continue
        answers = TeamUseAnswers(
            agency=loaded.get("agency", row.get("agency")),
            date=row["date"],
            present=row["present"],
            minutes=row["minutes"],
            **{name: row.get(name, "") for name in TEXTS},
        )
        next_morning = timezone.make_aware(datetime.combine(row["date"] + timedelta(days=1), time(9)))
        briefing = loaded.get("briefing", row["briefing"])
        use = receive_team_use(briefing, answers, partnership=loaded.partnership, form_key=form_key, now=next_morning)
        _decide(use, row)


def _decide(use: TeamUse, row: dict[str, Any]) -> None:
    if row["state"] == TeamUseState.ACCEPTED:
        accept_team_use(use, by=None)
    elif row["state"] == TeamUseState.REFUSED:
        refuse_team_use(use, by=None, reason=row["reason"])
