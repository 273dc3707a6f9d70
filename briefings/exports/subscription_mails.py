"""The mails to people who asked about a pack: plain text, short, each with a way out (RFC 2369, RFC 8058)."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext as _

from briefings.domain.subscriptions import DAYS_TO_CONFIRM, confirm_token, stop_token
from briefings.models import PackEdition, PackSubscription
from learning.models import ReviewPage


def question(subscription: PackSubscription) -> EmailMessage:
    """Asks whether it was really this reader who asked."""
    review = subscription.review
    link = _address(review, reverse("confirm_pack_updates", args=[confirm_token(subscription)]))
    paragraphs = [
        _("Somebody, we hope you, asked to be told when the learning pack “%(pack)s” changes.")
        % {"pack": review.title},
        _("To be told, open this page and press the button:") + f"\n{link}",
        _("If it was not you, do nothing. Nothing more will be sent, and your address is forgotten in %(days)d days.")
        % {"days": DAYS_TO_CONFIRM},
    ]
    return _mail(subscription, _("Do you want to hear when this pack changes?"), paragraphs)


def news(subscriptions: Sequence[PackSubscription], editions: Sequence[PackEdition]) -> EmailMessage:
    """What is new in the packs of one reader; `editions` are the newest of each subscription's pack, in their order."""
    parts = [_told(one, edition) for one, edition in zip(subscriptions, editions, strict=True)]
    first = _("You asked to be told when these learning packs change.")
    title = _("A learning pack has changed") if len(parts) == 1 else _("Learning packs have changed")
    return _mail(subscriptions[0], title, [first, *parts, _ways_out(subscriptions)])


def recall(subscription: PackSubscription, title: str, why: str) -> EmailMessage:
    """Something in the pack must not be used any more: `title` of it, and why, for readers."""
    review = subscription.review
    paragraphs = [
        _("In the learning pack “%(pack)s” this was withdrawn: %(title)s.") % {"pack": review.title, "title": title},
        _("Why: %(why)s") % {"why": why} if why else "",
        _("If you kept a copy, please delete it, and tell those you gave it to. What the pack holds now:")
        + f"\n{_address(review, f'/reviews/{review.slug}/pack/')}",
        _ways_out([subscription]),
    ]
    return _mail(subscription, _("Withdrawn from a learning pack: please delete your copy"), paragraphs)


def _told(subscription: PackSubscription, edition: PackEdition) -> str:
    review = subscription.review
    lines = [_("“%(pack)s” is now at edition %(number)d.") % {"pack": review.title, "number": edition.number}]
    lines += [f"- {sentence}" for sentence in ([edition.note] if edition.note else []) + list(edition.changes)]
    return "\n".join([*lines, _address(review, f"/reviews/{review.slug}/pack/")])


def _ways_out(subscriptions: Sequence[PackSubscription]) -> str:
    lines = [_("To hear no more of it:")]
    for one in subscriptions:
        named = f"{one.review.title}: " if len(subscriptions) > 1 else ""
        lines.append(f"{named}{_stop_address(one)}")
    return "\n".join(lines)


def _mail(subscription: PackSubscription, subject: str, paragraphs: Sequence[str]) -> EmailMessage:
    partnership = subscription.review.publisher
    way_out = _stop_address(subscription)
    return EmailMessage(
        subject=subject,
        body="\n\n".join([text for text in paragraphs if text] + ([partnership.name] if partnership else [])) + "\n",
        to=[subscription.email],
        reply_to=[partnership.contact_email] if partnership and partnership.contact_email else None,
        headers={"List-Unsubscribe": f"<{way_out}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    )


def _stop_address(subscription: PackSubscription) -> str:
    return _address(subscription.review, reverse("stop_pack_updates", args=[stop_token(subscription)]))


def _address(review: ReviewPage, path: str) -> str:
    """The path on the review's own site."""
    parts = review.get_url_parts()
    return f"{parts[1] if parts else ''}{path}"
