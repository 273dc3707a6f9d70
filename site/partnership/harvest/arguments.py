"""What a request asks for: its verb, and only the arguments that the verb takes."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from django.http import HttpRequest, QueryDict

from partnership.harvest.errors import ProtocolError
from partnership.harvest.selection import Asked, until_the_end_of

_SELECTIVE = frozenset({"from", "until", "set"})
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_SECOND = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z", re.ASCII)
_SET = re.compile(r"[-A-Za-z0-9_]{1,120}", re.ASCII)
LONGEST: Final = 2000  # characters of one argument


@dataclass(frozen=True)
class Verb:
    """What a verb must be given, and may be. With `resumes`, a resumptionToken may stand in place of everything."""

    required: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    resumes: bool = False


VERBS: Final = {
    "Identify": Verb(),
    "ListMetadataFormats": Verb(optional=frozenset({"identifier"})),
    "ListSets": Verb(resumes=True),
    "GetRecord": Verb(required=frozenset({"identifier", "metadataPrefix"})),
    "ListIdentifiers": Verb(frozenset({"metadataPrefix"}), _SELECTIVE, resumes=True),
    "ListRecords": Verb(frozenset({"metadataPrefix"}), _SELECTIVE, resumes=True),
}


def arguments_of(request: HttpRequest) -> dict[str, str]:
    """The arguments, `verb` among them. Raises ProtocolError for a verb that is none, or arguments it does not take."""
    given: QueryDict = request.POST if request.method == "POST" else request.GET
    verbs = given.getlist("verb")
    if len(verbs) != 1 or verbs[0] not in VERBS:
        raise ProtocolError("badVerb", f"Give one verb, which is one of {', '.join(VERBS)}.")
    repeated = sorted(name for name, values in given.lists() if len(values) > 1)
    if repeated:
        raise ProtocolError("badArgument", "An argument is given more than once.")
    arguments = {name: str(given[name]) for name in given}
    _refuse_wrong(VERBS[verbs[0]], verbs[0], arguments)
    return arguments


def _refuse_wrong(verb: Verb, name: str, arguments: dict[str, str]) -> None:
    given = set(arguments) - {"verb"}
    if any(len(value) > LONGEST for value in arguments.values()):
        raise ProtocolError("badArgument", f"An argument has more than {LONGEST} characters.")
    if verb.resumes and "resumptionToken" in given:
        if given != {"resumptionToken"}:
            raise ProtocolError("badArgument", "With a resumptionToken there is no other argument.")
        return
    if given - verb.required - verb.optional:
        takes = ", ".join(sorted(verb.required | verb.optional)) or "no argument"
        raise ProtocolError("badArgument", f"{name} takes {takes}.")
    if verb.required - given:
        raise ProtocolError("badArgument", f"{name} needs {', '.join(sorted(verb.required))}.")


def asked_in(arguments: dict[str, str]) -> Asked:
    """What a list is asked for. Raises ProtocolError for dates that are none, or that contradict each other."""
    since, until = arguments.get("from"), arguments.get("until")
    if since and until and len(since) != len(until):
        raise ProtocolError("badArgument", "“from” and “until” have to be equally exact.")
    begins, ends = _moment(since), _moment(until)
    if begins and ends and begins > ends:
        raise ProtocolError("badArgument", "“from” is later than “until”.")
    set_spec = arguments.get("set", "")
    if "set" in arguments and not _SET.fullmatch(set_spec):
        raise ProtocolError("badArgument", "There is no such set. ListSets says which there are.")
    last = until_the_end_of(ends, is_day=len(until or "") == 10) if ends else None
    return Asked(arguments["metadataPrefix"], set_spec, begins, last)


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        if _DAY.fullmatch(text):
            return _known(datetime.strptime(text, "%Y-%m-%d"))
        if _SECOND.fullmatch(text):
            return _known(datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ"))
    except ValueError:
        pass
    raise ProtocolError("badArgument", "A date is written 2026-05-01 or 2026-05-01T09:00:00Z.")


def _known(moment: datetime) -> datetime:
    """In UTC. A year before 1900 or after 9998 is taken for a mistake: not every time zone can tell it."""
    if not 1900 <= moment.year <= 9998:
        raise ValueError(moment)
    return moment.replace(tzinfo=UTC)
