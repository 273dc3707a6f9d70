"""The demonstration's accounts: made on the first run, each with a password of its own that nobody chose."""

import json
import os
import secrets
from dataclasses import asdict, dataclass

from django.conf import settings
from django.contrib.auth.models import Group

from partnership.accounts.models import User

ROLES = {
    "admin@cascade.example": "Administrator",
    "editor@cascade.example": "Editor",
    "moderator@cascade.example": "Moderator",
    "manager@cascade.example": "Training manager",
    "trainer@cascade.example": "Trainer",
}
GROUPS = {
    "Editor": "Editors",
    "Moderator": "Moderators",
    "Training manager": "Training managers",
    "Trainer": "Trainers",
}


@dataclass(frozen=True)
class DemoAccount:
    email: str
    password: str
    role: str


def demo_accounts() -> list[DemoAccount]:
    """The accounts with their passwords, which are kept on this machine (var/, readable by its owner alone).

    An account whose password has since been changed is given a new one only if the kept file is gone.
    """
    path = settings.VAR_DIR / "demo_accounts.json"
    if path.exists() and User.objects.filter(email__in=ROLES).count() == len(ROLES):
        return [DemoAccount(**row) for row in json.loads(path.read_text())]
    accounts = [_make(email, role) for email, role in ROLES.items()]
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump([asdict(account) for account in accounts], file, indent=2)
    return accounts


def _make(email: str, role: str) -> DemoAccount:
    password = "-".join(secrets.token_hex(3) for _ in range(3))
    user = User.objects.filter(email=email).first() or User(email=email)
    user.first_name = role
    user.is_staff = user.is_superuser = role == "Administrator"
    user.set_password(password)
    user.save()
    if role in GROUPS:
        user.groups.set([Group.objects.get_or_create(name=GROUPS[role])[0]])
    return DemoAccount(email, password, role)
