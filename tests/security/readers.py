"""Who reads: the people of the table of addresses, the groups of them, and a line of that table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from partnership.accounts.enums import Role

ANONYMOUS, STAFF, ADMINISTRATOR = "anonymous", "signed in, no role", "administrator"
TRAINER, MANAGER, EDITOR, MODERATOR, LEAD = (
    Role.TRAINERS.value,
    Role.TRAINING_MANAGERS.value,
    Role.EDITORS.value,
    Role.MODERATORS.value,
    Role.AGENCY_LEADS.value,
)
PEOPLE = (ANONYMOUS, STAFF, LEAD, TRAINER, EDITOR, MODERATOR, MANAGER, ADMINISTRATOR)

EVERYBODY = frozenset(PEOPLE)
NOBODY: frozenset[str] = frozenset()
SIGNED_IN = EVERYBODY - {ANONYMOUS}
REUSERS = frozenset({TRAINER, EDITOR, MODERATOR, MANAGER, ADMINISTRATOR})
COUNTS = frozenset({TRAINER, MANAGER, ADMINISTRATOR})
SEE_CASCADES = COUNTS | {MODERATOR}
DESK = frozenset({EDITOR, MODERATOR, MANAGER, ADMINISTRATOR})
WRITERS = frozenset({EDITOR, MODERATOR, ADMINISTRATOR})
PUBLISHERS = frozenset({MODERATOR, ADMINISTRATOR})
DECIDERS = frozenset({MODERATOR, MANAGER, ADMINISTRATOR})
MANAGERS = frozenset({MANAGER, ADMINISTRATOR})
ADMINISTRATORS = frozenset({ADMINISTRATOR})


@dataclass(frozen=True)
class Line:
    """Who gets an address. `address` is a path, or makes one from the world; without it, the name is reversed plain."""

    who: frozenset[str]
    address: str | Callable[[Any], str] | None = None
    reached: int = 200


def named(name: str, *keys: str) -> Callable[[Any], str]:
    """The address called `name`, of the things in the world under `keys` (their slug or id)."""
    return lambda world: reverse(name, args=[getattr(world, key) for key in keys])
