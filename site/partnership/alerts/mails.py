"""The mails of the alerts room: the question whether it was really this reader, and the digest."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from learning.mail_queue.queue import Letter, SignedLink
from learning.mail_queue.writing import html_of, site_address, text_of
from learning.models import MailBatch, Partnership
from partnership.alerts.domain.subscriptions import CONFIRM, DAYS_TO_CONFIRM, YOURS, link_value
from partnership.alerts.enums import Frequency
from partnership.alerts.models import Subscriber
from partnership.alerts.news import News

MOST_TOLD = 30
LINK, YOUR_ALERTS, STOP = "{{link}}", "{{yours}}", "{{stop}}"
"""Places: each mail has its own."""


def digest(partnership: Partnership, news: Sequence[News], frequency: str, now: datetime) -> MailBatch:
    """A mailing with these news, newest first, not saved yet. 30 of them at most; the rest are counted."""
    told, rest, root = news[:MOST_TOLD], max(len(news) - MOST_TOLD, 0), site_address(partnership)
    title = ngettext("%(n)d new thing from %(whose)s", "%(n)d new things from %(whose)s", len(news)) % {
        "n": len(news),
        "whose": partnership.short_name,
    }
    more = ngettext("And %(n)d more:", "And %(n)d more:", rest) % {"n": rest} if rest else ""
    why = _why(frequency)
    items = [f"{one.title}\n{_facts(one)}\n{root}{one.path}" for one in told]
    ways_out = [_("Change what you are told of:") + f"\n{YOUR_ALERTS}", _("Hear no more:") + f"\n{STOP}"]
    return MailBatch(
        partnership=partnership,
        kind="digest",
        title=_("Digest of %(day)s") % {"day": date_format(timezone.localtime(now), "j F Y")},
        subject=f"{title}: {told[0].title}"[:300],
        text=text_of([title, *items, f"{more}\n{root}/" if more else "", *ways_out], why=why, partnership=partnership),
        html=html_of(
            "alerts/mails/digest.html",
            title=title,
            why=why,
            partnership=partnership,
            context={"news": told, "more": more, "root": root, "yours": YOUR_ALERTS, "stop": STOP},
        ),
        reply_to=partnership.contact_email,
        headers={"List-Unsubscribe": f"<{STOP}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
        not_before=now,
    )


def digest_letter(subscriber: Subscriber, now: datetime) -> Letter:
    """The mail of one subscriber: nobody has two of one run."""
    value = link_value(subscriber)
    root = subscriber_root(subscriber)
    return Letter(
        to=subscriber.email,
        key=f"digest:{subscriber.pk}:{int(now.timestamp())}",
        signed={
            "yours": SignedLink(YOURS, value, root + _address("your_alerts")),
            "stop": SignedLink(YOURS, value, root + _address("stop_alerts")),
        },
    )


def question(partnership: Partnership, subscriber: Subscriber) -> tuple[MailBatch, Letter]:
    """Asks whether it was really this reader who asked."""
    waiting = subscriber.interests.filter(is_confirmed=False).select_related("theme", "agency_kind")
    wishes = [str(one) for one in waiting]
    title = _("Do you want to be told what is new?")
    why = _("Somebody, we hope you, gave this address on our site.")
    if_not = _(
        "If it was not you, do nothing. Nothing more will be sent, and your address is forgotten in %(days)d days."
    ) % {"days": DAYS_TO_CONFIRM}
    paragraphs = [
        title,
        _("You would hear of:") + "".join(f"\n- {wish}" for wish in wishes),
        _("To be told, open this page and press the button:") + f"\n{LINK}",
        if_not,
    ]
    batch = MailBatch(
        partnership=partnership,
        kind="alert_question",
        title=_("Question to a new subscriber"),
        subject=title,
        text=text_of(paragraphs, why=why, partnership=partnership),
        html=html_of(
            "alerts/mails/question.html",
            title=title,
            why=why,
            partnership=partnership,
            context={"wishes": wishes, "if_not": if_not, "link": LINK},
        ),
        reply_to=partnership.contact_email,
    )
    link = SignedLink(CONFIRM, link_value(subscriber), subscriber_root(subscriber) + _address("confirm_alerts"))
    key = f"alert-question:{subscriber.pk}:{int(subscriber.asked_at.timestamp())}"
    return batch, Letter(to=subscriber.email, key=key, signed={"link": link})


def subscriber_root(subscriber: Subscriber) -> str:
    return str(subscriber.site.root_url).rstrip("/")


def _facts(news: News) -> str:
    return f"{news.kind_label}, {news.date_as_stated}" if news.date_as_stated else news.kind_label


def _address(name: str) -> str:
    return reverse(name, args=["TOKEN"]).replace("TOKEN", "{token}")


def _why(frequency: str) -> str:
    if frequency == Frequency.DAILY:
        return _("You asked to be told each day on which there is something new.")
    return _("You asked to be told once a week what is new.")
