"""When a source of a plan changes, the plan says so, its trainer decides, and nothing changes by itself."""

from datetime import date

import pytest
from django.utils import timezone

from media.domain.editions import upload_edition
from media.domain.holdings import holdings_of
from media.domain.withdrawals import withdraw_document, withdraw_slide
from media.models import Slide
from tests.factories.accounts import UserFactory
from tests.factories.briefings import BriefingPageFactory
from tests.factories.learning import LearningPointFactory
from tests.media.authored_files import plain_deck
from tests.training.session_packs.conftest import deck_of, part, show
from training.domain.plan_changes import KEEP, TAKE, TAKE_OUT, CannotDecide, decide
from training.domain.session_clones import clone_plan
from training.domain.session_packs import make_edition
from training.queries.source_changes import Change, changes_of, plans_with_changes

pytestmark = pytest.mark.django_db


def kinds(plan):
    return [change.change for change in changes_of(plan)]


def only(plan):
    (change,) = changes_of(plan)
    return change


def uploaded(data):
    from django.core.files.base import ContentFile

    return ContentFile(data, name="deck.pptx")


def reword(point, **words):
    for name, value in words.items():
        setattr(point, name, value)
    point.save()


def test_a_plan_as_its_sources_are_has_nothing_to_decide(session, partnership):
    assert (changes_of(session.plan), plans_with_changes(partnership)) == ([], {})


def test_a_reworded_point_is_taken_only_when_its_trainer_says_so(session, partnership):
    reword(session.point, title="Ask the child alone", found="Nobody asked him.")
    assert (kinds(session.plan), plans_with_changes(partnership)) == ([Change.REWORDED], {session.plan.pk: 1})
    session.point_part.refresh_from_db()
    assert session.point_part.said["found"] == "Nobody asked."

    decide(session.plan, only(session.plan).key, TAKE, by=None)

    session.point_part.refresh_from_db()
    session.plan.refresh_from_db()
    assert session.point_part.said["found"] == "Nobody asked him."
    assert (session.point_part.source_title, session.plan.version) == ("Ask the child alone", 2)
    assert changes_of(session.plan) == []


def test_what_is_kept_is_asked_about_again_only_when_it_changes_again(session):
    reword(session.point, found="Nobody asked him.")
    decide(session.plan, only(session.plan).key, KEEP, by=None)
    assert changes_of(session.plan) == []

    reword(session.point, found="Nobody asked her.")

    assert kinds(session.plan) == [Change.REWORDED]


def test_a_retired_point_can_be_kept_and_a_superseded_one_replaced(session):
    session.point.retired_on = date(2020, 1, 1)
    session.point.save()
    assert (kinds(session.plan), only(session.plan).can_take) == ([Change.RETIRED], False)
    newer = LearningPointFactory(partnership=session.plan.partnership, title="Ask, and write it down")
    reword(session.point, retired_on=None, superseded_by=newer)

    decide(session.plan, only(session.plan).key, TAKE, by=None)

    session.point_part.refresh_from_db()
    assert (session.point_part.point, session.point_part.source_title) == (newer, "Ask, and write it down")


def test_a_withdrawn_briefing_cannot_be_kept_but_what_replaces_it_can_be_taken(session):
    newer = BriefingPageFactory(parent=session.briefing.get_parent(), title="Neglect today")
    session.briefing.superseded_by = newer
    session.briefing.save()
    session.briefing.unpublish()
    change = only(session.plan)
    assert (change.change, change.can_keep) == (Change.WITHDRAWN, False)
    with pytest.raises(CannotDecide):
        decide(session.plan, change.key, KEEP, by=None)

    decide(session.plan, change.key, TAKE, by=None)

    session.briefing_part.refresh_from_db()
    assert (session.briefing_part.briefing, session.briefing_part.source_title) == (newer, "Neglect today")


def test_a_newer_edition_of_a_deck_is_offered_slide_by_slide(session):
    newer = upload_edition(
        session.deck, uploaded(plain_deck(("New", "First"), ("What to do", "The words of What to do"))), by=None
    )
    change = only(session.plan)
    assert (change.change, change.replacement) == (Change.NEWER_EDITION, newer.slides.get(title="What to do"))

    decide(session.plan, change.key, TAKE, by=None)

    session.row.refresh_from_db()
    assert (session.row.slide.document, changes_of(session.plan)) == (newer, [])


def test_a_slide_that_the_newer_edition_lacks_can_be_kept(session):
    upload_edition(session.deck, uploaded(plain_deck(("Quite", "something else"))), by=None)
    change = only(session.plan)
    assert (change.change, change.can_take) == (Change.NOT_IN_NEWER, False)

    decide(session.plan, change.key, KEEP, by=None)

    assert changes_of(session.plan) == []


def test_a_slide_changed_in_its_own_deck_cannot_be_kept_and_the_page_says_where_it_is_as_it_was(session, client):
    client.force_login(UserFactory(group="Trainers"))
    make_edition(session.plan, by=None)
    Slide.objects.filter(pk=session.row.slide_id).update(fingerprint="another")
    change = only(session.plan)
    assert (change.change, change.can_keep, change.can_take) == (Change.REWORDED, False, True)

    page = client.get(f"/training/sessions/{session.plan.pk}/changes/").content.decode()

    assert f'href="/training/sessions/{session.plan.pk}/pack/1/">As you took it, it is in edition 1' in page
    assert ("Show it as it is now" in page, "Keep what I have" in page) == (True, False)
    with pytest.raises(CannotDecide):
        decide(session.plan, change.key, KEEP, by=None)
    decide(session.plan, change.key, TAKE, by=None)
    assert changes_of(session.plan) == []


def test_a_withdrawn_slide_is_taken_out_and_older_packs_no_longer_hand_it_out(session, client):
    client.force_login(UserFactory(group="Trainers"))
    edition = make_edition(session.plan, by=None)
    url = f"/training/sessions/{session.plan.pk}/pack/1/"

    withdraw_slide(session.row.slide, why="It names a school.", by=None)

    assert kinds(session.plan) == [Change.GONE]
    answers = [client.get(f"{url}{key}/") for key in ("deck", "plan-pdf", "sign-in")]
    assert [answer.status_code for answer in answers] == [410, 410, 200]
    assert answers[-1].getvalue()[:5] == b"%PDF-"
    assert b"no longer available" in client.get(f"{url}pack.zip").getvalue()
    assert "Not everything in this edition can be had any more." in client.get(url).content.decode()
    decide(session.plan, only(session.plan).key, TAKE_OUT, by=None)
    assert make_edition(session.plan, by=None).number == edition.number + 1


def test_a_decision_that_was_made_already_changes_nothing(session):
    with pytest.raises(CannotDecide, match="decided already"):
        decide(session.plan, f"segment-{session.point_part.pk}", TAKE, by=None)
    session.plan.refresh_from_db()
    assert session.plan.version == 1


def test_a_plan_that_is_put_away_is_left_as_it_is(session):
    reword(session.point, found="Nobody asked him.")
    key = only(session.plan).key
    session.plan.archived_at = timezone.now()
    session.plan.save()

    with pytest.raises(CannotDecide, match="put away"):
        decide(session.plan, key, TAKE, by=None)

    session.point_part.refresh_from_db()
    assert session.point_part.said["found"] == "Nobody asked."


def test_whoever_takes_something_back_is_told_which_sessions_hold_it(session):
    make_edition(session.plan, by=None)

    named = {(one.kind, one.title) for thing in (session.deck, session.briefing) for one in holdings_of(thing)}

    edition = session.plan.editions.get()
    assert named == {("Session plan", "Seeing the child"), ("Edition of a session’s pack", str(edition))}


def test_a_withdrawn_deck_is_told_at_its_slide(session):
    withdraw_document(session.deck, why="It names a school.", by=None)

    assert (kinds(session.plan), only(session.plan).can_keep) == ([Change.WITHDRAWN], False)


def test_a_copy_has_the_same_parts_and_remembers_its_plan(session):
    by = UserFactory()

    copy = clone_plan(session.plan, by=by)

    def told(plan):
        return [
            (
                one.kind,
                one.title,
                one.minutes,
                one.notes,
                one.said,
                one.source_mark,
                [row.slide for row in one.slides.all()],
            )
            for one in plan.segments.order_by("order")
        ]

    assert told(copy) == told(session.plan)
    assert (copy.parent, copy.owner, copy.title, copy.version) == (session.plan, by, "Seeing the child (copy)", 1)
    assert list(copy.for_kinds.all()) == list(session.plan.for_kinds.all())
    keys = {one.key for plan in (copy, session.plan) for one in plan.segments.all()}
    assert len(keys) == 2 * session.plan.segments.count()
    assert session.plan.segments.count() == 5


@pytest.mark.parametrize("many", [1, 6])
def test_what_has_changed_takes_as_many_queries_for_many_parts(session, many, django_assert_num_queries):
    for number in range(many):
        deck = deck_of(f"Deck {number}", "One")
        show(part(session.plan, "slides"), deck.slides.get())
        deck.superseded_by = deck_of(f"Deck {number}, newer", "One")
        deck.save()
        point = LearningPointFactory(partnership=session.plan.partnership)
        part(session.plan, "point", point=point)
        reword(point, found=str(timezone.now()))

    with django_assert_num_queries(6):
        found = changes_of(session.plan)

    assert len(found) == 2 * many
