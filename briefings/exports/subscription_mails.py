"""The mails to people who asked about a pack: short, in text and HTML, each with a way out (RFC 2369, RFC 8058)."""

import hashlib
from collections.abc import Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from briefings.domain.subscriptions import DAYS_TO_CONFIRM, confirm_link, stop_link
from briefings.models import PackEdition, PackSubscription
from learning.mail_queue.queue import AHEAD_OF_OTHERS, Letter, SignedLink
from learning.mail_queue.writing import html_of, text_of
from learning.models import MailBatch, Partnership, ReviewPage

ONE_CLICK = {"List-Unsubscribe": "<{{stop_1}}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def question_mailing(partnership: Partnership | None) -> MailBatch:
    """Asks whether it was really this reader who asked."""
    return _mailing(
        partnership,
        "pack_question",
        title=_("Questions to those who asked to hear of a pack"),
        subject=_("Do you want to hear when this pack changes?"),
        why=_("You get this because somebody gave your address on a page of ours."),
        before=[
            _("Somebody, we hope you, asked to be told when the learning pack “{{pack_1}}” changes."),
            _("To be told, open this page and press the button:"),
        ],
        button=("{{link}}", _("Tell me when it changes")),
        after=[
            _(
                "If it was not you, do nothing. Nothing more will be sent, and your address is forgotten in %(days)d days."
            )
            % {"days": DAYS_TO_CONFIRM}
        ],
    )


def question_letter(subscription: PackSubscription) -> Letter:
    review = subscription.review
    return Letter(
        to=subscription.email,
        key=f"pack_question:{subscription.pk}:{subscription.asked_at.timestamp()}",
        places={"pack_1": review.title},
        signed={"link": _link(review, confirm_link(subscription)), "stop_1": _link(review, stop_link(subscription))},
        due_at=subscription.asked_at - AHEAD_OF_OTHERS,
    )


def news_mailing(partnership: Partnership | None, packs: int) -> MailBatch:
    """What is new in so many packs of one reader."""
    title = _("A learning pack has changed") if packs == 1 else _("Learning packs have changed")
    return _mailing(
        partnership,
        "pack_news",
        title=title,
        subject=title,
        why=_("You get this because you asked to be told when these learning packs change."),
        before=[_("You asked to be told when these learning packs change.")],
        packs=packs,
    )


def news_letter(subscriptions: Sequence[PackSubscription], editions: Sequence[PackEdition]) -> Letter:
    """`editions` are the newest of each subscription's pack, in their order. For a mailing of so many packs."""
    places, signed = _packs([one.review for one in subscriptions], subscriptions)
    for number, edition in enumerate(editions, 1):
        pack = edition.review.title
        lines = [_("“%(pack)s” is now at edition %(number)d.") % {"pack": pack, "number": edition.number}]
        lines += [f"- {sentence}" for sentence in ([edition.note] if edition.note else []) + list(edition.changes)]
        places[f"told_{number}"] = "\n".join(lines)
    told = ",".join(f"{one.pk}.{edition.number}" for one, edition in zip(subscriptions, editions, strict=True))
    key = "pack_news:" + hashlib.sha256(told.encode()).hexdigest()
    return Letter(to=subscriptions[0].email, key=key, places=places, signed=signed)


def recall_mailing(review: ReviewPage, title: str, why: str) -> MailBatch:
    """Something in the pack must not be used any more: `title` of it, and why, for readers."""
    return _mailing(
        review.publisher,
        "pack_recall",
        title=_("Withdrawn from the pack “%(pack)s”") % {"pack": review.title},
        subject=_("Withdrawn from a learning pack: please delete your copy"),
        why=_("You get this because you asked to be told when this learning pack changes."),
        before=[
            _("In the learning pack “%(pack)s” this was withdrawn: %(title)s.")
            % {"pack": review.title, "title": title},
            _("Why: %(why)s") % {"why": why} if why else "",
            _("If you kept a copy, please delete it, and tell those you gave it to."),
        ],
        packs=1,
    )


def recall_letter(subscription: PackSubscription, of: str) -> Letter:
    """`of` names the withdrawal, so that one reader hears of it once."""
    places, signed = _packs([subscription.review], [subscription])
    places["told_1"] = _("See what the pack holds now.")
    key = f"pack_recall:{of}:{subscription.pk}"
    return Letter(to=subscription.email, key=key, places=places, signed=signed, due_at=timezone.now() - AHEAD_OF_OTHERS)


def _mailing(
    partnership: Partnership | None,
    kind: str,
    *,
    title: str,
    subject: str,
    why: str,
    before: Sequence[str],
    button: tuple[str, str] | None = None,
    after: Sequence[str] = (),
    packs: int = 0,
) -> MailBatch:
    numbers = range(1, packs + 1)
    lines = [*before, *([button[0]] if button else []), *after]
    lines += [f"{{{{told_{n}}}}}\n{{{{address_{n}}}}}" for n in numbers]
    lines += [_("To hear no more of it:")] if packs else []
    lines += [f"{{{{pack_{n}}}}}: {{{{stop_{n}}}}}" for n in numbers]
    shown = [{name: f"{{{{{name}_{n}}}}}" for name in ("pack", "told", "address", "stop")} for n in numbers]
    context = {"before": [one for one in before if one], "button": button, "after": after, "packs": shown}
    html = html_of("briefings/mails/pack.html", title=subject, why=why, partnership=partnership, context=context)
    return MailBatch(
        partnership=partnership,
        kind=kind,
        title=title[:200],
        subject=subject,
        text=text_of(lines, why=why, partnership=partnership),
        html=html,
        reply_to=partnership.contact_email if partnership else "",
        headers=ONE_CLICK,
        not_before=timezone.now() - AHEAD_OF_OTHERS,
    )


def _packs(
    reviews: Sequence[ReviewPage], subscriptions: Sequence[PackSubscription]
) -> tuple[dict[str, str], dict[str, SignedLink]]:
    places, signed = {}, {}
    for number, (review, subscription) in enumerate(zip(reviews, subscriptions, strict=True), 1):
        places[f"pack_{number}"] = review.title
        places[f"address_{number}"] = _address(review, f"/reviews/{review.slug}/pack/")
        signed[f"stop_{number}"] = _link(review, stop_link(subscription))
    return places, signed


def _link(review: ReviewPage, link: tuple[str, str, list[int]]) -> SignedLink:
    name, salt, value = link
    return SignedLink(salt, value, _address(review, reverse(name, args=["TOKEN"]).replace("TOKEN", "{token}")))


def _address(review: ReviewPage, path: str) -> str:
    """The path on the review's own site."""
    parts = review.get_url_parts()
    return f"{parts[1] if parts else ''}{path}"
