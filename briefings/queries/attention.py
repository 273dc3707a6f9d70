"""What needs an editor's attention, each with what to do: the same number of queries however much there is.

Only what is published counts, and only what this person works on. One function is one rule, registered by being there.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet

from briefings.enums import Attention
from briefings.models import BriefingPage, BriefingPoint, NationalSummaryPage, SummaryDeckToChange, SummaryPoint
from briefings.words import WARN_ABOVE_WORDS
from learning.models import Finding, PackItem, ReviewPage, ThemedResourceItem, ThemedResourcePage, ThemedResourcePoint
from media.enums import AccessibilityStatus, CopyState
from media.models import Document

User = AbstractBaseUser | AnonymousUser


@dataclass(frozen=True)
class Concern:
    """One thing to put right. `amount` says how bad it is among others of its kind: days, words, weight."""

    attention: Attention
    title: str
    what: str
    why: str
    to_do: str
    edit_url: str
    amount: int = 0

    @property
    def kind(self) -> str:
        """For columns and spreadsheets."""
        return str(self.attention.label)


@dataclass(frozen=True)
class Desk:
    """Whose report it is, and the day it is for."""

    user: User
    on: date

    def live(self, model: type[Page]) -> PageQuerySet:
        """The published pages of that kind that this person may change or publish."""
        policy = PagePermissionPolicy(model)
        pages: PageQuerySet = policy.instances_user_has_any_permission_for(self.user, ("change", "publish"))
        return pages.filter(live=True)

    def documents(self) -> QuerySet[Document]:
        policy = policy_registry.get_by_type(Document)
        documents: QuerySet[Document] = policy.instances_user_has_any_permission_for(self.user, ("change", "delete"))
        return documents


Rule = Callable[[Desk], Iterator[Concern]]
_rules: list[Rule] = []
WORST_FIRST = {attention: place for place, attention in enumerate(Attention)}


def rule(one: Rule) -> Rule:
    """Registers a rule. Rooms above this one may add theirs."""
    _rules.append(one)
    return one


def concerns(user: User, on: date | None = None, kind: str = "") -> list[Concern]:
    """All of them, or those of one `kind` of `Attention`; worst first."""
    desk = Desk(user, on or timezone.localdate())
    found = [concern for one in _rules for concern in one(desk) if kind in ("", concern.attention.value)]
    return sorted(found, key=lambda one: (WORST_FIRST[one.attention], -one.amount, one.title.casefold(), one.edit_url))


def _of_page(attention: Attention, page: Page, why: str, to_do: str, amount: int = 0) -> Concern:
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return Concern(attention, page.title, capfirst(page._meta.verbose_name), why, to_do, address, amount)


@rule
def stale_briefings(desk: Desk) -> Iterator[Concern]:
    stale = desk.live(BriefingPage).filter(review_by__lt=desk.on, superseded_by=None)
    for briefing in stale.defer_streamfields():
        why = _("To be looked at again by %(date)s.") % {"date": date_format(briefing.review_by, "j F Y")}
        to_do = _("Read it through: give it a new date, say what supersedes it, or withdraw it.")
        yield _of_page(Attention.STALE, briefing, why, to_do, (desk.on - briefing.review_by).days)


@rule
def reviews_to_look_at_again(desk: Desk) -> Iterator[Concern]:
    for review in desk.live(ReviewPage).filter(next_look__lt=desk.on):
        why = _("Its publication was to be looked at again on %(date)s.") % {
            "date": date_format(review.next_look, "j F Y")
        }
        to_do = _("Ask whoever decided, and write the new decision or date.")
        yield _of_page(Attention.STALE, review, why, to_do, (desk.on - review.next_look).days)


@rule
def decks_that_must_change(desk: Desk) -> Iterator[Concern]:
    """Asked by a published national summary, of whoever uploaded the deck and of those who may change it: one's own first."""
    own = Q(document__uploaded_by_user=desk.user.pk) if desk.user.pk else Q(pk__in=[])
    asked = SummaryDeckToChange.objects.filter(own | Q(document__in=desk.documents().order_by().values("pk")))
    for row in asked.filter(summary__live=True, done_on=None).select_related("document", "summary"):
        why = _("“%(summary)s” asks it. %(what)s") % {"summary": row.summary.title, "what": row.what}
        to_do = _("Change it and upload it as a newer edition. Then write on the summary when that was.")
        address = reverse("wagtaildocs:edit", args=[row.document_id])
        is_own = row.document.uploaded_by_user_id == desk.user.pk
        yield Concern(Attention.CHANGE, row.document.title, _("Slide deck"), why.strip(), to_do, address, int(is_own))


@rule
def unreadable_files(desk: Desk) -> Iterator[Concern]:
    """In a published pack or resource, and held back or hard to read."""
    held = Q(pk__in=PackItem.objects.filter(review__live=True, document__isnull=False).values("document")) | Q(
        pk__in=ThemedResourceItem.objects.filter(resource__live=True, document__isnull=False).values("document")
    )
    unsound = Q(copy_state=CopyState.NONE) | Q(accessibility=AccessibilityStatus.NEEDS_WORK)
    for document in desk.documents().filter(held, unsound):
        problems = document.accessibility_problems
        if document.copy_state == CopyState.NONE:
            why, amount = document.copy_problem or _("Readers get nothing: no clean copy could be made."), 10**6
        else:
            why = ngettext("%(count)d thing to mend.", "%(count)d things to mend.", len(problems))
            why, amount = why % {"count": len(problems)}, document.accessibility_weight
        first = problems[0].get("sentence", "") if problems else ""
        address = reverse("wagtaildocs:edit", args=[document.pk])
        to_do = first or _("Open it to see what was found, mend it and upload it again.")
        yield Concern(Attention.FILE, document.title, _("Document"), why, to_do, address, amount)


@rule
def reviews_without_a_briefing(desk: Desk) -> Iterator[Concern]:
    serving = BriefingPage.objects.filter(reviews=OuterRef("pk"))
    reviews = desk.live(ReviewPage).annotate(
        is_served=Exists(serving.filter(live=True)), is_being_written=Exists(serving.filter(live=False))
    )
    for review in reviews.filter(is_served=False):
        if review.is_being_written:
            yield _of_page(
                Attention.NO_BRIEFING, review, _("A briefing on it is not published yet."), _("Finish and publish it.")
            )
        else:
            to_do = _("Start a briefing from it: the button is on its page.")
            yield _of_page(Attention.NO_BRIEFING, review, _("Nobody can take it to a team meeting."), to_do, 1)


@rule
def pages_without_a_point(desk: Desk) -> Iterator[Concern]:
    tied: tuple[tuple[type[Page], QuerySet], ...] = (
        (ReviewPage, Finding.objects.filter(review=OuterRef("pk"))),
        (BriefingPage, BriefingPoint.objects.filter(briefing=OuterRef("pk"))),
        (NationalSummaryPage, SummaryPoint.objects.filter(summary=OuterRef("pk"))),
        (ThemedResourcePage, ThemedResourcePoint.objects.filter(resource=OuterRef("pk"))),
    )
    for model, points in tied:
        for page in _current(desk.live(model)).filter(~Exists(points)).defer_streamfields():
            why = _("Nothing learned from it can be traced to training or to teams.")
            yield _of_page(Attention.NO_POINT, page, why, _("Choose or write the learning points it passes on."))


@rule
def packs_without_slides(desk: Desk) -> Iterator[Concern]:
    """No deck is held, and there are no learning points to make one from."""
    decks = PackItem.objects.filter(review=OuterRef("pk"), document__slide_count__isnull=False)
    points = Finding.objects.filter(review=OuterRef("pk"))
    packed = PackItem.objects.filter(review=OuterRef("pk"))
    reviews = desk.live(ReviewPage).filter(Exists(packed), ~Exists(decks))
    for review in reviews.annotate(has_points=Exists(points)):
        if review.has_points:
            why, amount = _("Its only slides are those made from its learning points."), 0
        else:
            why, amount = _("There are no slides, and no learning points to make any from."), 1
        yield _of_page(Attention.NO_DECK, review, why, _("Add a slide deck to its pack."), amount)


@rule
def pages_without_a_theme(desk: Desk) -> Iterator[Concern]:
    for model in (ReviewPage, BriefingPage, NationalSummaryPage, ThemedResourcePage):
        for page in _current(desk.live(model)).filter(theme_items=None).defer_streamfields():
            why = _("Nobody who looks by theme will find it.")
            yield _of_page(Attention.NO_THEME, page, why, _("Choose its themes."))


@rule
def long_briefings(desk: Desk) -> Iterator[Concern]:
    for briefing in _current(desk.live(BriefingPage)):
        if briefing.is_long:
            why = _("%(words)d words, about %(minutes)s minutes aloud.") % {
                "words": briefing.word_count,
                "minutes": briefing.minutes_aloud,
            }
            over = briefing.word_count - WARN_ABOVE_WORDS
            yield _of_page(Attention.LONG, briefing, why, _("Cut %(over)d words or more.") % {"over": over}, over)


def _current(pages: PageQuerySet) -> PageQuerySet:
    """Without the briefings that another has taken the place of: nobody mends those."""
    return pages.filter(superseded_by=None) if pages.model is BriefingPage else pages
