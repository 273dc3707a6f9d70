"""What a trainer sent to the builder, read with care: nothing in it need be what a page of ours would send."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from wagtail.models import Site

from briefings.models import BriefingPage
from learning.models import LearningPoint
from media.models import Slide
from media.permissions import readable_decks
from training.domain.session_words import SegmentIdea, SegmentWords
from training.enums import Depth, SegmentKind
from training.errors import TrainingError
from training.models import Segment, SessionPlan
from training.queries.live_briefings import live_briefings
from training.sessions.finding import number
from training.sessions.forms import PlanDetailsForm, SegmentForm

WORD_FIELDS = ("title", "minutes", "text", "notes", "depth")
# What a new part of a kind takes, unless it is said.
USUAL_MINUTES: dict[str, int] = {
    SegmentKind.POINT: 10,
    SegmentKind.SLIDES: 10,
    SegmentKind.BRIEFING: 10,
    SegmentKind.ACTIVITY: 15,
    SegmentKind.DISCUSSION: 10,
    SegmentKind.BREAK: 10,
}
USUAL = 5


class Refused(TrainingError):
    """What was sent cannot be kept as it is; the forms say why at their fields."""

    def __init__(
        self, told: str, *, segment: SegmentForm | None = None, details: PlanDetailsForm | None = None
    ) -> None:
        self.segment, self.details = segment, details
        super().__init__(told)

    @property
    def form(self) -> forms.Form | None:
        return self.segment or self.details


class Sent:
    """A form sent for a plan. `do` says what is asked; a colon and the id of a row may follow it."""

    def __init__(self, request: HttpRequest, plan: SessionPlan, post: QueryDict | None = None) -> None:
        self.request, self.plan, self.post = request, plan, request.POST if post is None else post
        self.by: Any = request.user
        self.do, _colon, self._named = self.post.get("do", "").partition(":")
        self.mark = self.post.get("mark", "")[:64]
        self.version = number(self.post.get("version", ""))

    @property
    def wants_json(self) -> bool:
        return self.request.headers.get("Accept") == "application/json"

    @property
    def has_words(self) -> bool:
        """Whether the fields of a part came with it."""
        return "minutes" in self.post

    @property
    def key(self) -> UUID:
        """Of the part it is about.

        Raises:
            Refused: there is none.
        """
        key = self.optional_key("key")
        if key is None:
            raise Refused(_("It could not be read which part this is about. Nothing has changed."))
        return key

    def optional_key(self, name: str) -> UUID | None:
        return key_of(self.post.get(name, ""))

    def keys(self, name: str) -> list[UUID]:
        return [key for key in map(key_of, self.post.getlist(name)) if key is not None]

    @property
    def named_row(self) -> int:
        return number(self._named) or 0

    @cached_property
    def words(self) -> SegmentWords:
        """What was written in the part.

        Raises:
            Refused: something in it cannot be kept.
        """
        form = SegmentForm(self.post, plan=self.plan)
        if not form.is_valid():
            raise Refused(_("This part was not saved."), segment=form)
        return form.words

    @property
    def idea(self) -> SegmentIdea:
        """The part that is to be put in.

        Raises:
            Refused: its kind is none, or what it is about is not there.
        """
        kind = self.post.get("kind", "")
        if kind not in SegmentKind.values:
            raise Refused(_("Choose what kind of part it is."))
        if not self.has_words:
            depth = Depth.TAUGHT if kind == SegmentKind.POINT else ""
            words = SegmentWords(minutes=USUAL_MINUTES.get(kind, USUAL), depth=depth)
        else:
            words = self.words
        point, briefing = self._point, self._briefing
        if kind == SegmentKind.POINT and point is None:
            raise Refused(_("That learning point cannot be put in: it is not there any more."))
        if kind == SegmentKind.BRIEFING and briefing is None:
            raise Refused(_("That briefing cannot be put in: it is not published any more."))
        return SegmentIdea(SegmentKind(kind), words, point, briefing)

    @cached_property
    def slides(self) -> list[Slide]:
        """Those ticked that this person may have, in the order in which they were sent."""
        keys = [key for key in map(number, self.post.getlist("slide")) if key]
        if not keys:
            return []
        decks = readable_decks(self.request).order_by().values("pk")
        found = Slide.objects.filter(document__in=decks, withdrawn_at=None).in_bulk(keys)
        return [found[key] for key in dict.fromkeys(keys) if key in found]

    @property
    def fields_again(self) -> list[tuple[str, str]]:
        """All that was sent, to be sent once more with another decision."""
        left_out = {"csrfmiddlewaretoken", "do", "mark", "version", "whole", "part", "slides"}
        return [(name, value) for name in self.post if name not in left_out for value in self.post.getlist(name)]

    @property
    def way_back(self) -> str:
        """The page the reader was on: the builder, with what they were looking for."""
        address, own = self.post.get("next", ""), self.plan.get_absolute_url()
        is_ours = address.startswith(f"{own}?") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
        return address.partition("#")[0] if is_ours else own

    def mark_of(self, segment: Segment) -> str:
        return SegmentWords.of(segment).mark

    def fresh_plan(self) -> SessionPlan:
        """As it is after what was done."""
        plan = SessionPlan.objects.select_related("level", "owner", "updated_by", "parent").get(pk=self.plan.pk)
        plan.partnership = self.plan.partnership
        return plan

    @property
    def _point(self) -> LearningPoint | None:
        """Also a retired one: a part with it that was taken out may be put in again."""
        key = number(self.post.get("point", ""))
        points = LearningPoint.objects.shown_on_site_of(self.plan.partnership)
        return points.filter(pk=key).first() if key else None

    @property
    def _briefing(self) -> BriefingPage | None:
        key, site = number(self.post.get("briefing", "")), Site.find_for_request(self.request)
        return live_briefings(site).filter(pk=key).first() if key and site else None


def key_of(text: str) -> UUID | None:
    """The key of a part; None where it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None
