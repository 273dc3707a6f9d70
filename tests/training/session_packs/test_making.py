"""The pack of a plan: what is in each edition, when there is a new one, and what is said of it."""

import hashlib
import io
import zipfile
from datetime import date, time

import pikepdf
import pytest
from django.core.files.storage import default_storage
from docx import Document as WordFile
from pptx import Presentation

from media.decks.accessibility import check_deck
from media.domain.combining import CannotCombine
from tests.factories.accounts import UserFactory
from tests.factories.training import SessionPlanFactory
from tests.media.package_validator import problems_of
from tests.training.session_packs.conftest import part
from training.domain.session_packs import CannotMakePack, make_edition, pack_now, training_year
from training.exports.session_files import pack_files
from training.models import SessionEdition
from training.models.session_pack import session_file_name

pytestmark = pytest.mark.django_db


def content(edition, key):
    with edition.items.get(key=key).open() as held:
        return held.read()


def titles(data):
    return [slide.shapes.title.text for slide in Presentation(io.BytesIO(data)).slides]


def notes(data, title):
    slides = {slide.shapes.title.text: slide for slide in Presentation(io.BytesIO(data)).slides}
    return slides[title].notes_slide.notes_text_frame.text


def test_an_edition_holds_every_file_a_trainer_takes_into_the_room(session):
    trainer = UserFactory()

    edition = make_edition(session.plan, by=trainer)

    assert [item.name for item in edition.items.order_by("order")] == [
        "01 Slides with notes.pptx",
        "02 Session plan.docx",
        "03 Session plan.pdf",
        "04 Handout - Neglect.pdf",
        "05 Reflection sheet, Schools.docx",
        "06 Reflection sheet, Schools.pdf",
        "07 Sign-in sheet.pdf",
        "08 Feedback sheet.pdf",
        "09 Certificate.pdf",
    ]
    assert (edition.number, edition.changes, edition.made_by) == (1, ["The first edition."], trainer)
    assert edition.plan_said["holds"] == {
        "documents": {str(session.deck.pk): [session.row.slide_id]},
        "briefings": {str(session.briefing.pk): "Neglect"},
    }
    for item in edition.items.all():
        held = content(edition, item.key)
        assert (len(held), hashlib.sha256(held).hexdigest()) == (item.size, item.sha256)


def test_the_deck_runs_as_the_session_does_with_chosen_slides_at_their_places(session):
    data = content(make_edition(session.plan, by=None), "deck")

    assert titles(data) == [
        "Seeing the child",
        "What this session is for",
        "Before we start: looking after yourselves",
        "Ask the child",
        "Point 1: what should change",
        "Point 1: talk about it",
        "Neglect",
        "What neglect looks like",
        "What to do",
        "How was it?",
        "Where this comes from",
        "Where to get help",
    ]
    assert problems_of(data) == []
    assert check_deck(io.BytesIO(data)).problems == ()
    assert notes(data, "Ask the child").splitlines()[:2] == [
        "20 minutes, from 0:05 to 0:25 of the session.",
        "Tell the story first.",
    ]
    assert notes(data, "What to do").splitlines()[-1] == "From: Neglect 2024, slide 2"


def test_the_same_plan_gives_the_same_bytes(session):
    now = pack_now(session.plan)

    first, again = ([file.make() for file in pack_files(now.contents, now.sheet)] for _turn in range(2))

    assert first == again


def test_every_sheet_opens_and_is_tagged_for_screen_readers(session):
    edition = make_edition(session.plan, by=None)

    for item in edition.items.filter(format="PDF"):
        with item.open() as held, pikepdf.open(held) as pdf:
            assert "/StructTreeRoot" in pdf.Root, item.name
    for item in edition.items.filter(format="Word"):
        with item.open() as held:
            assert zipfile.ZipFile(held).testzip() is None


def test_there_is_a_new_edition_only_where_something_has_changed(session):
    first = make_edition(session.plan, by=None)
    assert make_edition(session.plan, by=None) == first
    session.point_part.minutes = 25
    session.point_part.notes = "Begin with the question."
    session.point_part.save()

    second = make_edition(session.plan, by=None)

    assert second.number == 2
    assert second.changes == ["Reworded: “Ask the child”.", "Longer or shorter: “Ask the child”."]
    assert SessionEdition.objects.count() == 2


def test_the_pack_says_the_time_by_the_clock_where_the_plan_says_when_it_begins(session):
    before = pack_now(session.plan).fingerprint
    make_edition(session.plan, by=None)
    session.plan.starts_at = time(9, 30)
    session.plan.save()

    edition = make_edition(session.plan, by=None)

    assert edition.changes == ["It begins at 09:30."]
    assert notes(content(edition, "deck"), "Ask the child").splitlines()[0] == "20 minutes, from 09:35 to 09:55."
    with edition.items.get(key="plan-docx").open() as held:
        assert "09:35 to 09:55  Ask the child" in [one.text for one in WordFile(held).paragraphs]
    session.plan.starts_at = None
    session.plan.save()
    assert pack_now(session.plan).fingerprint == before


def test_a_reworded_point_is_said_as_the_plan_holds_it(session):
    session.point.found = "Nobody asked him, in eleven visits."
    session.point.save()

    assert pack_now(session.plan).sheet.points[0].found == "Nobody asked."


def test_what_was_taken_back_goes_into_no_pack_and_is_not_named(session):
    session.briefing.unpublish()
    session.deck.withdrawn_at = session.plan.created_at
    session.deck.save()

    now = pack_now(session.plan)

    assert [file.key for file in now.files if file.key.startswith("briefing")] == []
    assert "Neglect" not in repr(now.sheet).replace("What neglect looks like", "")
    assert [why for _title, why in now.left_out] == [
        "The briefing of this part is no longer published: it is left out.",
        "One slide of this part was withdrawn or is no longer held: it is left out.",
    ]


def test_a_deck_that_cannot_be_read_is_told_and_nothing_is_kept(session, monkeypatch):
    def refuse(*_asked, **_wishes):
        raise CannotCombine("“Neglect 2024” is damaged.")

    monkeypatch.setattr("training.exports.session_files.deck_with_slides", refuse)

    with pytest.raises(CannotMakePack, match=r"“Neglect 2024” is damaged\."):
        make_edition(session.plan, by=None)
    assert SessionEdition.objects.count() == 0


def test_a_deleted_plan_leaves_no_files_behind(session, django_capture_on_commit_callbacks):
    kept = [session_file_name(item.sha256) for item in make_edition(session.plan, by=None).items.all()]

    with django_capture_on_commit_callbacks(execute=True):
        session.plan.delete()

    assert [name for name in kept if default_storage.exists(name)] == []


HOSTILE = "\x00\x0b<b>&amp;” \u202eevil \ufffe العربية " + "w" * 10_000


@pytest.mark.parametrize("count", [0, 1, 100], ids=["no parts", "one hostile part", "a hundred parts"])
def test_whatever_is_written_in_a_plan_the_pack_can_be_made(uploads, partnership, point, count):
    words = HOSTILE if count < 2 else "What people do."
    plan = SessionPlanFactory(partnership=partnership, title=HOSTILE[:200], aims=words if count else "")
    for _each in range(count):
        part(plan, "activity", title=HOSTILE[:200], text=words[:9_900], notes=words[:9_900], minutes=0)
    if count:
        point.title = HOSTILE[:200]
        point.found = point.change = point.question = words
        part(plan, "point", point=point)

    edition = make_edition(plan, by=None)

    data = content(edition, "deck")
    assert check_deck(io.BytesIO(data)).problems == ()
    assert len(Presentation(io.BytesIO(data)).slides) >= 3 + count
    assert edition.items.count() == 8


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2026, 8, 31), "2025-26"), (date(2026, 9, 1), "2026-27"), (date(1999, 12, 1), "1999-00")],
    ids=["before September", "from September", "the end of a century"],
)
def test_a_training_year_runs_from_september(day, year):
    assert training_year(day) == year
