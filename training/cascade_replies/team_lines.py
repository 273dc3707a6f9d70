"""Teams as a lead types or pastes them: a name and its manager's address, a line for each. All are good, or each that is not is named."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext as _

from learning.mail_queue.queue import can_be_written_to
from training.domain.cascade_passing_on import MOST_TEAMS, TeamToTell
from training.models import CascadeRecipient

LONGEST_NAME: Final = 120
LONGEST_TEXT: Final = 30_000  # characters
_ADDRESS: Final = re.compile(r"[^\s<>,;\"()]+@[^\s<>,;\"()]+")
_SPACES: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
# A team's name goes into a mail: nothing in it may look like somewhere to go.
_LIKE_A_LINK: Final = re.compile(r"https?:|www\.|://|@|\.(com|net|org|uk|info|biz|io|co)\b", re.I)


@dataclass
class TeamLines:
    """What was read: the teams, and a sentence for each line that is none."""

    teams: list[TeamToTell] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def read_teams(text: str, there: Iterable[CascadeRecipient] = ()) -> TeamLines:
    """The teams in the text. `there` are the agency's teams that have been written to."""
    found = TeamLines()
    names: dict[str, int] = {}
    addresses: dict[str, int] = {}
    working = {team.team.casefold(): team for team in there if team.revoked_at is None}
    for number, line in enumerate(text[:LONGEST_TEXT].splitlines(), start=1):
        if not line.strip():
            continue
        team, problem = _read(line)
        problem = problem or _twice(team, names, addresses) or _there(team, working)
        if problem:
            found.problems.append(_("Line %(number)d: %(problem)s") % {"number": number, "problem": problem})
        names.setdefault(team.name.casefold(), number)
        addresses.setdefault(team.email.casefold(), number)
        found.teams.append(team)
    if len(found.teams) > MOST_TEAMS:
        found.problems.append(
            _("These are %(number)d teams, and %(most)d can be written to.")
            % {"number": len(found.teams), "most": MOST_TEAMS}
        )
    if not found.teams:
        found.problems.append(_("Give at least one team: its name, a comma, and its manager’s work e-mail."))
    return found


def _read(line: str) -> tuple[TeamToTell, str]:
    addresses = _ADDRESS.findall(line)
    if len(addresses) != 1:
        name = _SPACES.sub(" ", line).strip()[:LONGEST_NAME]
        told = _("has two e-mail addresses; give one.") if addresses else _("has no e-mail address.")
        return TeamToTell(name, ""), _("“%(line)s” %(told)s") % {"line": name[:60], "told": told}
    email = addresses[0].strip(".")
    name = _SPACES.sub(" ", line.replace(addresses[0], " ")).strip(" ,;<>()\"'\t")
    team = TeamToTell(name, email)
    if not name:
        return team, _("say which team %(email)s is for: its name, a comma, then the address.") % {"email": email}
    if len(name) > LONGEST_NAME:
        return team, _("the team’s name is longer than %(most)d characters.") % {"most": LONGEST_NAME}
    if _LIKE_A_LINK.search(name):
        return team, _("a team’s name holds no web or e-mail address.")
    if not can_be_written_to(email) or len(email) > 254:
        return team, _("“%(email)s” is not an e-mail address that can be written to.") % {"email": email[:100]}
    return team, ""


def _twice(team: TeamToTell, names: dict[str, int], addresses: dict[str, int]) -> str:
    if line := names.get(team.name.casefold()):
        return _("“%(team)s” is in line %(line)d already.") % {"team": team.name, "line": line}
    if line := addresses.get(team.email.casefold()):
        return _("%(email)s is in line %(line)d already. Put teams with one manager together: “North and South”.") % {
            "email": team.email,
            "line": line,
        }
    return ""


def _there(team: TeamToTell, working: dict[str, CascadeRecipient]) -> str:
    has_name = working.get(team.name.casefold())
    if has_name is not None and has_name.email.casefold() != team.email.casefold():
        return _("“%(team)s” has been written to already, at another address. Stop its link first.") % {
            "team": team.name
        }
    for other in working.values():
        if other is not has_name and (other.handed_to or other.email).casefold() == team.email.casefold():
            return _("%(email)s has been written to already, for “%(team)s”.") % {
                "email": team.email,
                "team": other.team,
            }
    return ""
