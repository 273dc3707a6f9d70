"""Agencies are asked again where something differs and somebody says why it matters, and never otherwise."""

import pytest
from django.urls import reverse

from tests.factories.cascades import OctoberCascadeFactory, ReachedRecipientFactory
from training.cascade_asking_errors import ChangeNotSaid, NobodyToAskAgain, NothingDiffers, NotOutYet
from training.cascade_sending_errors import CannotBeCascaded
from training.domain.cascade_asking_again import Who, ask_again, differences
from training.domain.cascade_links import reply_token
from training.enums import CascadeState, ReplyKind
from training.exports.cascade_contents import contents_of
from training.models import Cascade

pytestmark = pytest.mark.django_db


def part(title, text):
    return {"title": title, "text": text}


@pytest.fixture
def cascade(partnership, briefing):
    """Of a briefing that has since changed in its first part."""
    said = contents_of(briefing).said
    old = [part(said[0]["title"], "Nobody asked."), *said[1:]]
    return OctoberCascadeFactory(partnership=partnership, page=briefing, of="briefing", title="Neglect", said=old)


@pytest.mark.parametrize(
    ("was", "now", "differs"),
    [
        ([("A", "1"), ("B", "2")], [("A", "1"), ("B", "2")], []),
        ([("A", "1"), ("B", "2")], [("A", "1"), ("B", "3")], [("B", "2", "3")]),
        ([("A", "1")], [("A", "1"), ("B", "2")], [("B", "", "2")]),
        ([("A", "1"), ("B", "2")], [("B", "2")], [("A", "1", "")]),
        ([("A", "1")], [("B", "1")], [("A", "1", ""), ("B", "", "1")]),
        ([("P", "1"), ("P", "2")], [("P", "0"), ("P", "1"), ("P", "2")], [("P", "", "0")]),
        ([], [("A", "1")], [("A", "", "1")]),
    ],
    ids=["same", "changed", "new", "gone", "another", "one more of a name", "nothing was kept"],
)
def test_what_differs(was, now, differs):
    found = differences([part(*one) for one in was], [part(*one) for one in now])
    assert [(one.title, one.was, one.now) for one in found] == differs


def test_a_draft_asks_again_with_what_changed_and_leaves_the_earlier_alone(cascade, answer):
    first, second = answer(ReplyKind.SHARED), answer()
    draft = ask_again(cascade, what_changed="The law changed.", who=Who.ALL, by=None)
    assert (draft.state, draft.earlier, draft.title) == (CascadeState.DRAFT, cascade, "Neglect")
    title = cascade.said[0]["title"]
    assert draft.what_changed == f"The law changed.\n\nThe parts that differ: {title}."
    assert {row.agency for row in draft.recipients.all()} == {first.agency, second.agency}
    assert (cascade.recipients.count(), draft.recipients.filter(replies__isnull=False).count()) == (2, 0)


def test_only_those_who_shared_it_and_are_still_here(partnership, cascade, answer):
    shared, gone = answer(ReplyKind.SHARED), answer(ReplyKind.SHARED)
    gone.agency.is_active = False
    gone.agency.save()
    declined = answer(ReplyKind.NOT_RELEVANT, reason="Adults.")
    elsewhere = OctoberCascadeFactory(partnership=partnership)
    answer(ReplyKind.SHARED, of=elsewhere, agency=declined.agency)
    draft = ask_again(cascade, what_changed="The law changed.", who=Who.SHARED, by=None)
    assert [row.agency for row in draft.recipients.all()] == [shared.agency]


def test_asked_for_twice_there_is_one_draft(cascade, answer):
    answer()
    drafts = {ask_again(cascade, what_changed="The law changed.", who=Who.ALL, by=None).pk for _twice in range(2)}
    assert len(drafts) == 1


def test_no_change_no_asking(cascade, answer, briefing):
    answer()
    cascade.said = contents_of(briefing).said
    with pytest.raises(NothingDiffers):
        ask_again(cascade, what_changed="The law changed.", who=Who.ALL, by=None)
    cascade.said = []
    for words in ("", " \n ", "x" * 701):
        with pytest.raises(ChangeNotSaid):
            ask_again(cascade, what_changed=words, who=Who.ALL, by=None)
    with pytest.raises(NobodyToAskAgain):
        ask_again(cascade, what_changed="The law changed.", who=Who.SHARED, by=None)
    briefing.unpublish()
    with pytest.raises(CannotBeCascaded):
        ask_again(cascade, what_changed="The law changed.", who=Who.ALL, by=None)
    cascade.state = CascadeState.WITHDRAWN
    with pytest.raises(NotOutYet):
        ask_again(cascade, what_changed="The law changed.", who=Who.ALL, by=None)
    assert Cascade.objects.count() == 1


def test_the_page_shows_what_differs_and_keeps_what_was_typed(manager, cascade, answer):
    answer()
    address = reverse("cascade_ask_again", args=[cascade.pk])
    assert "Nobody asked." in manager.get(address).content.decode()
    wrong = manager.post(address, {"what_changed": "The law changed.", "who": "shared"})
    assert (wrong.status_code, Cascade.objects.count()) == (422, 1)
    assert "There is no such agency to ask." in wrong.content.decode()
    assert "The law changed.</textarea>" in wrong.content.decode()
    assert manager.post(address, {"who": "all"}).status_code == 422
    done = manager.post(address, {"what_changed": "The law changed.", "who": "all"})
    draft = Cascade.objects.get(earlier=cascade)
    assert done.url == reverse("cascade_edit", args=[draft.pk])
    assert "Asked again" in manager.get(cascade.get_absolute_url()).content.decode()
    assert "This asks again" in manager.get(draft.get_absolute_url()).content.decode()


def test_a_page_that_is_gone_is_said(manager, partnership):
    gone = OctoberCascadeFactory(partnership=partnership, page=None)
    page = manager.get(reverse("cascade_ask_again", args=[gone.pk])).content.decode()
    assert "Only what is published for everybody on this site can be cascaded" in page


def test_a_lead_reads_first_what_changed(client, partnership, cascade):
    again = OctoberCascadeFactory(
        partnership=partnership, earlier=cascade, what_changed="The law changed.", said=[part("Law", "It is new.")]
    )
    page = client.get(reverse("cascade_reply", args=[reply_token(ReachedRecipientFactory(cascade=again))]))
    text = page.content.decode()
    assert text.index("The law changed.") < text.index("Nobody asked.") < text.index("Read here what it says")
