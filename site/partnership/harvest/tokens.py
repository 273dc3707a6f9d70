"""Resumption tokens: all that is needed to go on, signed, so that nothing is kept here between two requests."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core import signing
from django.utils import timezone

from partnership.harvest.errors import ProtocolError
from partnership.harvest.selection import Asked, Position

GOOD_FOR = timedelta(hours=24)
LONGEST = 2000  # characters
_SALT = "oai-resumption"


@dataclass(frozen=True)
class Resumption:
    """Where a harvester goes on, after how many records (`cursor`) of how many (`size`), by which verb on which site."""

    verb: str
    site_id: int
    asked: Asked
    at: Position
    cursor: int
    size: int


def token_of(one: Resumption) -> str:
    told = [
        *(one.verb, one.site_id, one.asked.prefix, one.asked.set_spec, _text(one.asked.since), _text(one.asked.until)),
        *(one.at.stream, _text(one.at.moment), one.at.pk, one.cursor, one.size),
    ]
    return signing.dumps(told, salt=_SALT, compress=True)


def read_token(token: str, verb: str, site_id: int) -> Resumption:
    """What the token says. Raises ProtocolError for one that is not ours, of another list, or too old."""
    try:
        told: list[Any] = signing.loads(token, salt=_SALT, max_age=GOOD_FOR) if len(token) <= LONGEST else []
        of_verb, of_site, prefix, set_spec, since, until, stream, moment, pk, cursor, size = told
    except (signing.BadSignature, ValueError) as error:
        raise ProtocolError("badResumptionToken", _SAYS) from error
    if (of_verb, of_site) != (verb, site_id):
        raise ProtocolError("badResumptionToken", _SAYS)
    asked = Asked(prefix, set_spec, _moment(since), _moment(until))
    return Resumption(verb, site_id, asked, Position(stream, _moment(moment), pk), cursor, size)


def good_until() -> datetime:
    return timezone.now() + GOOD_FOR


def _text(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


_SAYS = "This resumptionToken is not valid here, or older than a day. Begin the list again."
