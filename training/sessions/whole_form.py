"""The builder's page sent as one form, by a browser that runs no script: whatever button is pressed, all that was typed comes.

Each field of a part is named after the part ("<key>-title"), those of whom it is for begin with "plan-", those of a part
of one's own with "own-". Taken apart here into what the script sends one by one, so that there is one set of rules.
"""

from collections.abc import Iterator
from functools import cached_property
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.utils.http import urlencode

from training.models import SessionPlan
from training.models.session_plan import LONGEST_WORDS
from training.sessions.sent import Sent, key_of
from training.sessions.ticked import BOX, TICKED, ticked_slides, ticked_text

PLAN, OWN = "plan", "own"
LOOKED_FOR = ("find", "q", "theme", "review", "resource", "page")
"""What is looked for beside the running order: fields of the form, and of the address it leads back to."""
LOOKS_ONLY = frozenset({"find", "show", "page"})
"""What is pressed to find something: nothing is done but to save."""
OWN_FIELDS = ("kind", "title", "minutes", "text")


class WholeForm:
    """What was sent. `pressed` and `rest` are the button's verb and what it is about: "up" and a part's key, for example."""

    def __init__(self, request: HttpRequest, plan: SessionPlan) -> None:
        self.request, self.plan, self.post = request, plan, request.POST
        self.pressed, _colon, self.rest = self.post.get("do", "").partition(":")

    @cached_property
    def groups(self) -> dict[str, QueryDict]:
        """The fields by what they belong to, without what their names begin with."""
        found: dict[str, QueryDict] = {}
        for name in self.post:
            group, _dash, field = name.rpartition("-")
            if group:
                found.setdefault(group, QueryDict(mutable=True)).setlist(field, self.post.getlist(name))
        return found

    def parts(self) -> Iterator[Sent]:
        """What is written in each part, to be saved, but for one that is to be taken out."""
        for key in filter(None, map(key_of, dict.fromkeys(self.post.getlist("part")))):
            if (self.pressed, key_of(self.rest)) != ("remove", key):
                yield self.sent("save", self._of_part(key))

    @property
    def details(self) -> Sent | None:
        """Whom it is for, where those fields came with it."""
        fields = self.groups.get(PLAN)
        return self.sent("details", fields) if fields else None

    @property
    def decision(self) -> Sent | None:
        """What the person decided about a part, or whom it is for, in which somebody else wrote too; it has no prefix."""
        if not {"key", "title"} & self.post.keys():
            return None
        names = {"do", "key", "new_key", "mark", "version"}
        fields = QueryDict(mutable=True)
        for name in self.post:
            if name in names or "-" not in name:
                fields.setlist(name, self.post.getlist(name))
        return self.sent(self.pressed, fields)

    @property
    def action(self) -> Sent | None:
        """What the button does beyond saving; None where that is all."""
        if self.pressed in LOOKS_ONLY | {"save", "details"}:
            return None
        if self.pressed == "add":
            return self.sent("add", self._put_in())
        if self.pressed == "slides":
            fields = QueryDict(mutable=True)
            fields.setlist("slide", self.post.getlist(BOX))
            fields["key"], fields["kind"] = self.post.get("put-key", ""), "slides"
            return self.sent("slides", fields)
        about, _colon, key = self.rest.partition(":")
        if key:  # a slide of a part
            fields = QueryDict(mutable=True)
            fields["key"] = key
            return self.sent(f"{self.pressed}:{about}", fields)
        part = key_of(about)
        fields = self._of_part(part) if part and self.pressed == "remove" else QueryDict(mutable=True)
        if part:
            fields["key"] = str(part)
        return self.sent(self.pressed, fields)

    @property
    def only_looks(self) -> bool:
        return self.pressed in LOOKS_ONLY

    @property
    def saved_part(self) -> UUID | None:
        """The part whose button was pressed to save, to be led back to."""
        return key_of(self.rest) if self.pressed == "save" else None

    @property
    def way_back(self) -> str:
        """The builder, with what the person is looking for; as it was sent along, where they have just decided something."""
        if "find" not in self.post:
            return Sent(self.request, self.plan).way_back
        asked = {name: self.post.get(name, "") for name in LOOKED_FOR}
        if self.pressed in ("find", "show"):
            asked["page"] = ""
        if self.pressed == "show":
            asked = {"find": self.rest}
        elif self.pressed == "page":
            asked["page"] = self.rest
        given = {name: value for name, value in (asked | self._ticked).items() if value}
        address = self.plan.get_absolute_url()
        return f"{address}?{urlencode(given)}" if given else address

    @property
    def _ticked(self) -> dict[str, str]:
        """The slides that wait to be put in, and the part they are for; those that are being put in wait no more."""
        if self.pressed == "slides":
            return {TICKED: ticked_text(self.request, [])}
        return {TICKED: ticked_text(self.request, ticked_slides(self.post)), "put-key": self.post.get("put-key", "")}

    def sent(self, do: str, fields: QueryDict) -> Sent:
        """The same as the script would send it."""
        fields["do"], fields["next"] = do, self.way_back
        if "version" in self.post:
            fields["version"] = self.post["version"]
        return Sent(self.request, self.plan, fields)

    def _of_part(self, key: UUID) -> QueryDict:
        fields = self.groups.get(str(key), QueryDict()).copy()
        fields["key"] = str(key)
        if "slides" in fields:
            fields.setlist("slide", fields.get("slides", "").split())
        return fields

    def _put_in(self) -> QueryDict:
        """ "add:point:12", "add:briefing:3", or "add:own" with what was written for it."""
        kind, _colon, number = self.rest.partition(":")
        if kind == OWN:
            return self.groups.get(OWN, QueryDict()).copy()
        fields = QueryDict(mutable=True)
        fields["kind"] = kind
        fields[kind] = number
        return fields


def own_begun(post: QueryDict) -> dict[str, str]:
    """A part of one's own that was begun, and not put in by what was pressed; empty where nothing was."""
    if post.get("do") == "add:own" or not (post.get("own-title", "").strip() or post.get("own-text", "").strip()):
        return {}
    return {name: post.get(f"own-{name}", "")[:LONGEST_WORDS] for name in OWN_FIELDS}


def named_for(sent: Sent) -> list[tuple[str, str]]:
    """What was sent for a part, or for whom it is for, as the whole form names it: to be sent once more with it."""
    group = sent.post.get("key", PLAN)
    fields = [("mark", sent.mark), *sent.fields_again]
    return [("part", group), *((f"{group}-{name}", value) for name, value in fields if name not in ("key", "next"))]
