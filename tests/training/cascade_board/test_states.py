"""Where each agency is: every combination there can be, against the rule written out plainly."""

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest

from learning.enums import MailState
from learning.models import Agency, MailBatch, QueuedMail
from tests.factories.learning import AgencyKindFactory
from training.enums import CascadeState, RecipientState, ReplyKind
from training.models import Cascade, CascadeRecipient, CascadeReply
from training.queries.cascade_states import annotate_states

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
# (to acknowledge by, to complete by), in days from today
DATES = [(0, 5), (-1, 0), (-9, -1)]
REPLIES = [None, *ReplyKind.values]
MAILS = [None, MailState.WAITING, MailState.SENDING, MailState.SENT, MailState.NOT_KNOWN, MailState.GIVEN_UP]
MAILS += [MailState.WITHDRAWN, "came back"]


def plain_state(cascade, reply, mail, revoked, has_teams):
    """The rule, one agency at a time."""
    if cascade.state in ("draft", "withdrawn"):
        return RecipientState.NOT_SENT
    is_open = cascade.state == "sent"
    if reply == "shared":
        return RecipientState.SHARED
    if reply == "not_relevant":
        return RecipientState.DECLINED
    if reply == "need_help":
        return RecipientState.NEEDS_HELP
    if reply == "received" or has_teams:
        late = is_open and cascade.complete_by < TODAY
        return RecipientState.OVERDUE_TO_COMPLETE if late else RecipientState.ACKNOWLEDGED
    if mail in (None, MailState.GIVEN_UP, MailState.WITHDRAWN, "came back") or revoked:
        return RecipientState.UNREACHABLE
    if not is_open:
        return RecipientState.NO_REPLY
    return RecipientState.OVERDUE_TO_ACKNOWLEDGE if cascade.acknowledge_by < TODAY else RecipientState.WAITING


@pytest.fixture
def combinations(partnership):
    """Recipients with what the plain rule says of each: {pk: state}. Each has an older reply that counts no more."""
    kind = AgencyKindFactory()
    facts = list(product(REPLIES, MAILS, [False, True], [False, True]))
    agencies = Agency.objects.bulk_create(Agency(name=f"A{n:03}", kind=kind) for n in range(len(facts)))
    batch = MailBatch.objects.create(partnership=partnership, kind="cascade", title="t", subject="s", text="x")
    expected, teams, replies = {}, [], []
    for state, (first, last) in product(CascadeState.values, DATES):
        cascade = Cascade.objects.create(
            partnership=partnership,
            title="C",
            of="summary",
            state=state,
            acknowledge_by=TODAY + timedelta(first),
            complete_by=TODAY + timedelta(last),
        )
        mails = QueuedMail.objects.bulk_create(_mail(batch, cascade, n, one[1]) for n, one in enumerate(facts))
        rows = CascadeRecipient.objects.bulk_create(
            CascadeRecipient(
                cascade=cascade,
                agency=agency,
                mail=mail if sent else None,
                revoked_at=NOW if revoked else None,
            )
            for agency, mail, (_reply, sent, revoked, _teams) in zip(agencies, mails, facts, strict=True)
        )
        for row, (reply, mail, revoked, has_teams) in zip(rows, facts, strict=True):
            expected[row.pk] = plain_state(cascade, reply, mail, revoked, has_teams)
            if has_teams:
                teams.append(CascadeRecipient(cascade=cascade, agency=row.agency, parent=row, team="Night"))
            if reply:
                older = ReplyKind.NOT_RELEVANT if reply != "not_relevant" else ReplyKind.SHARED
                replies.append(CascadeReply(recipient=row, version=1, is_current=False, kind=older))
                replies.append(CascadeReply(recipient=row, version=2, kind=reply))
    CascadeRecipient.objects.bulk_create(teams)
    CascadeReply.objects.bulk_create(replies)
    return expected


def _mail(batch, cascade, n, state):
    came_back = state == "came back"
    real = MailState.SENT if came_back or state is None else state
    return QueuedMail(
        batch=batch, key=f"{cascade.pk}:{n}", state=real, to="x@y.example", came_back_at=NOW if came_back else None
    )


def test_every_combination_has_the_state_of_the_plain_rule(combinations):
    found = annotate_states(CascadeRecipient.objects.filter(parent=None), NOW)
    states = list(found.values_list("pk", "state"))
    assert dict(states) == combinations
    assert len(states) == len(combinations)  # neither versions nor teams make a second row
    assert set(combinations.values()) == set(RecipientState.values)


def test_a_team_without_mail_may_have_been_told_by_hand(combinations):
    of_open = CascadeRecipient.objects.exclude(parent=None).filter(cascade__state="sent", cascade__acknowledge_by=TODAY)
    assert set(annotate_states(of_open, NOW).values_list("state", flat=True)) == {RecipientState.WAITING}


def test_the_day_counts_where_the_partnership_is(combinations):
    """Half past eleven at night in Greenwich in July is the next day here."""
    cascade = Cascade.objects.filter(state="sent", acknowledge_by=TODAY).first()
    cascade.acknowledge_by = cascade.complete_by = date(2026, 7, 1)
    cascade.save()
    row = annotate_states(cascade.recipients.all(), datetime(2026, 7, 1, 22, 30, tzinfo=UTC))
    late = annotate_states(cascade.recipients.all(), datetime(2026, 7, 1, 23, 30, tzinfo=UTC))
    assert RecipientState.OVERDUE_TO_ACKNOWLEDGE not in row.values_list("state", flat=True)
    assert RecipientState.OVERDUE_TO_ACKNOWLEDGE in late.values_list("state", flat=True)
