"""Every kind of public page, and the states that look different: where each is shown in Exampleshire."""

from collections.abc import Callable

from django.urls import reverse
from django.utils import timezone

from briefings.domain.packs.editions import make_edition
from learning.models import LearningPoint, Partnership, ReviewPage
from media.models import Document
from tests.factories.cascades import CascadeFactory, CascadeRecipientFactory
from training.domain.cascade_links import reply_token
from training.domain.cascade_replies import ReplyAnswers, record_reply
from training.domain.feedback import close_round, open_round
from training.domain.self_counts import open_self_count
from training.enums import FeedbackMoment, ReplyKind
from training.models import TrainingEvent

Address = str | Callable[[], str]


def _edition_of_a_pack() -> str:
    return make_edition(ReviewPage.objects.get(slug="jamie")).url


def _check_of_an_edition() -> str:
    edition = make_edition(ReviewPage.objects.get(slug="jamie"))
    return f"{reverse('pack_check')}?pack={edition.review.translation_key}&edition={edition.number}"


def _feedback(moment: FeedbackMoment, path: str = "", *, is_open: bool = True) -> Callable[[], str]:
    """The form of a round that is open today, or has been closed."""

    def address() -> str:
        event, today = TrainingEvent.objects.get(title="Learning from Jamie"), timezone.localdate()
        asked = open_round(event, moment, opens_on=today, closes_on=today, by=None)
        return f"{(asked if is_open else close_round(asked, by=None)).get_absolute_url()}{path}"

    return address


def _room(title: str) -> str:
    event = TrainingEvent.objects.get(title=title)
    count = event.self_counts.first() or open_self_count(event, by=None)
    return reverse("self_count_room", args=[count.token])


def _reply(name: str = "cascade_reply") -> str:
    """Of an agency that has answered twice and told its teams, of which one has answered."""
    partnership = Partnership.objects.get(site__is_default_site=True)
    agency = partnership.agencies.earliest("name")
    asked = {agency.kind.name: ["Who asks where the baby sleeps?"]}
    said = [{"title": "Findings", "text": "Nobody asked."}, {"title": "Questions", "text": "-", "questions": asked}]
    cascade = CascadeFactory(partnership=partnership, said=said)
    recipient = CascadeRecipientFactory(cascade=cascade, agency=agency)
    teams = [CascadeRecipientFactory(parent=recipient, team=team) for team in ("North", "South")]
    record_reply(recipient, ReplyAnswers(kind=ReplyKind.RECEIVED))
    record_reply(recipient, ReplyAnswers(kind=ReplyKind.SHARED, people=40, role="lead"))
    record_reply(teams[0], ReplyAnswers(kind=ReplyKind.SHARED, people=12))
    return reverse(name, args=[reply_token(recipient)])


PUBLIC: dict[str, Address] = {
    "home": "/",
    "review list": "/reviews/",
    "review list, filtered": "/reviews/?kind=lcspr&pack=1",
    "review list, nothing fits": "/reviews/?kind=cmr",
    "review, a long one": "/reviews/family-d/",
    "review, published anonymously": "/reviews/anonymous-learning/",
    "review, not published": "/reviews/child-g-and-child-h/",
    "review, not published yet": "/reviews/child-r/",
    "pack": "/reviews/jamie/pack/",
    "pack, nothing ticked": "/reviews/jamie/pack/?nothing=1",
    "pack, one edition": _edition_of_a_pack,
    "pack, is it current": _check_of_an_edition,
    "pack, not known here": "/packs/check/?pack=nonsense&edition=1",
    "pack, hear of changes": "/reviews/jamie/pack/updates/",
    "deck in words": lambda: reverse("deck", args=[Document.objects.get(title="Jamie: slides for team meetings").pk]),
    "learning point": lambda: LearningPoint.objects.get(
        title="When a child is not brought, find out why"
    ).get_absolute_url(),
    "learning point, superseded": lambda: LearningPoint.objects.get(superseded_by__isnull=False).get_absolute_url(),
    "briefing list": "/briefings/",
    "briefing": "/briefings/jamie-briefing/",
    "briefing to copy into an e-mail": "/briefings/jamie-briefing/email/",
    "briefing, superseded": "/briefings/family-d-briefing/",
    "briefing, past its review date": "/briefings/bruising-briefing/",
    "we have used this briefing": "/briefings/jamie-briefing/used/",
    "we have used this briefing: thanks": "/briefings/jamie-briefing/used/thanks/",
    "national list": "/national/",
    "national summary": "/national/the-night-that-is-different/",
    "national summary to copy into an e-mail": "/national/the-night-that-is-different/email/",
    "series": "/working-together-better/",
    "themed resource": "/working-together-better/voice-of-the-child/",
    "reflection sheet": "/working-together-better/voice-of-the-child/reflect/?setting=police",
    "campaign calendar": "/campaigns/",
    "settings": "/for/",
    "what is for a setting": "/for/early-years/",
    "information page": "/about-reviews/",
    "information page with others below it": "/for-practitioners/",
    "theme list": "/themes/",
    "theme": "/themes/neglect/",
    "who has passed it on": "/cascade/",
    "training": "/training/",
    "training, filtered": "/training/?kind=course",
    "course": "/training/courses/neglect/",
    "training in a calendar": "/training/calendar/",
    "event, held": lambda: TrainingEvent.objects.get(title="Learning from Jamie").get_absolute_url(),
    "event, coming": lambda: TrainingEvent.objects.get(title="When relatives step in: kinship care").get_absolute_url(),
    "event, moved and endorsed": lambda: TrainingEvent.objects.exclude(moved_from="").get().get_absolute_url(),
    "event, cancelled": lambda: TrainingEvent.objects.get(status="cancelled").get_absolute_url(),
    "feedback, at the end": _feedback(FeedbackMoment.AFTER),
    "feedback, weeks later": _feedback(FeedbackMoment.LATER),
    "feedback: thanks": _feedback(FeedbackMoment.AFTER, "thanks/"),
    "feedback, closed": _feedback(FeedbackMoment.BEFORE, is_open=False),
    "reply to a cascade": _reply,
    "cascade passed on to teams": lambda: _reply("cascade_pass_on"),
    "be counted in the room": lambda: _room("Learning from Jamie"),
    "search, with results": "/search/?q=baby",
    "search, nothing found": "/search/?q=zzyzx",
    "search, nothing asked": "/search/",
    "search, narrowed": "/search/?q=baby&kind=review",
    "search, a word misspelt": "/search/?q=neglekt",
    "be told what is new": "/alerts/?theme=neglect",
    "accessibility statement": "/accessibility/",
    "for programs": "/api/",
    "leaving this site": "/leaving-this-site/",
    "sign in": "/accounts/login/",
    "forgotten password": "/accounts/password/reset/",
}
MISSING = {
    "a review that is not there": "/reviews/no-such-review/",
    "a pack that is not there": "/reviews/no-such-review/pack/",
    "a learning point that is not there": "/learning/999999/",
    "a reply link that is cut short": "/cascade/reply/nonsense/",
}
COVERAGE: dict[str, Address] = {
    "who came to an event": lambda: f"{path_of(PUBLIC['event, held'])}attendance/",
    "rounds of feedback": lambda: f"{path_of(PUBLIC['event, held'])}feedback/",
    "report of evidence": "/coverage/report/",
    "what people said": lambda: f"{path_of(PUBLIC['event, held'])}feedback/results/",
    "coverage of one review": lambda: f"/coverage/?review={ReviewPage.objects.get(slug='jamie').pk}",
    "coverage by kind of agency": lambda: f"/coverage/?by=kind&review={ReviewPage.objects.get(slug='jamie').pk}",
    "what is missing": "/coverage/gaps/",
    "what is planned": "/coverage/planned/",
    "evidence of a figure": lambda: f"/coverage/cell/?point={_taught_point()}&of_level=0",
    "event, with counts": PUBLIC["event, held"],
}


def _taught_point() -> int:
    event = TrainingEvent.objects.get(title="Learning from Jamie")
    return event.points_taught.values_list("point", flat=True)[0]


def path_of(address: Address) -> str:
    """The path, once the content is there to look it up in."""
    return address if isinstance(address, str) else address()
