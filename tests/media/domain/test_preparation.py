"""What is known of a deck once it is kept: how accessible it is, what its slides say, and then a picture of each."""

from dataclasses import replace
from importlib import import_module

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import translation

from media.decks.pictures.renderer import WIDTHS, PicturedSlide, SlidePicture, picture_name, without_picture
from media.domain import checks, preparation, slide_pictures
from media.domain.checks import check_accessibility
from media.domain.documents import keep_document
from media.domain.slide_pictures import make_pictures
from media.enums import AccessibilityStatus, CopyState
from media.models import Document, Slide
from media.opc.refusals import CouldNotBeRead
from media.tasks import picture_slides
from tests.factories.learning import PackItemFactory, ReviewIndexPageFactory, ReviewPageFactory
from tests.factories.media import DocumentFactory
from tests.media.authored_files import plain_deck
from tests.media.conftest import kept_files

pytestmark = pytest.mark.django_db

PLAIN = (("Ask the child", "What does a day look like?"), ("Write it down", "In the words of the child."))


class Pen:
    """A renderer that draws a few bytes, and does what a test says before each slide."""

    def __init__(self, before=lambda number: None, missing=()):
        self._before, self._missing, self.drawn = before, missing, []

    def render(self, deck, out_dir, *, widths=WIDTHS, slides=None):
        for number in slides:
            self._before(number)
            if number in self._missing:
                yield without_picture(number)
                continue
            self.drawn.append(number)
            paths = {width: out_dir / picture_name(number, width) for width in widths}
            for width, path in paths.items():
                path.write_bytes(f"{number} at {width}".encode())
            yield PicturedSlide(number, tuple(SlidePicture(number, w, w // 2, path) for w, path in paths.items()))


@pytest.fixture
def draw(monkeypatch):
    """Puts a pen in the renderer's place."""

    def put(pen):
        monkeypatch.setattr(slide_pictures, "chosen_renderer", lambda: pen)
        return pen

    return put


@pytest.fixture
def deck(uploads):
    """A deck of three rows, whose bytes are of no matter."""
    deck = DocumentFactory(format="pptx", file=ContentFile(b"PK", name="slides.pptx"), sha256="1")
    Slide.objects.bulk_create(Slide(document=deck, number=number, title=f"Slide {number}") for number in (1, 2, 3))
    return deck


@pytest.fixture
def published(deck, home):
    PackItemFactory(review=ReviewPageFactory(parent=ReviewIndexPageFactory(parent=home)), document=deck)
    return deck


def pictured(deck):
    return list(deck.slides.exclude(picture="").values_list("number", flat=True))


def kept_pictures(uploads):
    return [path for path in kept_files(uploads) if path.suffix == ".webp"]


# Together, with the renderer that is usual -------------------------------------------------------------------------------
def test_a_kept_deck_is_checked_and_read_and_pictured_once_it_is_committed(
    admin, uploads, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        file = ContentFile(plain_deck(*PLAIN), name="slides.pptx")
        deck = keep_document(file, "Lessons", source=Document.Source.MADE_HERE)
        deck.refresh_from_db()
        assert ([(slide.title, slide.text) for slide in deck.slides.all()], deck.slide_count) == (list(PLAIN), 2)
        assert deck.accessibility in (AccessibilityStatus.GOOD, AccessibilityStatus.NEEDS_WORK)
        assert (pictured(deck), kept_pictures(uploads)) == ([], [])

    assert (pictured(deck), len(kept_pictures(uploads))) == ([1, 2], 4)
    for slide in deck.slides.all():
        assert slide.picture_height == 960  # of a narrow deck, 1,280 wide
        answers = [
            admin.get(reverse("slide_picture", args=[deck.pk, slide.number, size])) for size in ("large", "small")
        ]
        content = [response.getvalue() for response in answers]
        assert [(data[:4], data[8:12]) for data in content] == [(b"RIFF", b"WEBP")] * 2
        assert len(content[0]) > len(content[1])


def test_what_is_to_be_mended_is_kept_worst_first(uploads):
    file = ContentFile(plain_deck(("The same", "One"), ("The same", "Two"), ("", "Three")), name="slides.pptx")

    deck = keep_document(file, "Lessons", source=Document.Source.MADE_HERE)

    deck.refresh_from_db()
    problems = deck.accessibility_problems
    assert deck.accessibility == AccessibilityStatus.NEEDS_WORK
    assert {problem["slide"] for problem in problems} >= {2, 3}
    assert [problem["weight"] for problem in problems] == sorted((one["weight"] for one in problems), reverse=True)
    assert deck.accessibility_weight == sum(problem["weight"] for problem in problems)
    assert all(problem["sentence"] for problem in problems)


def test_what_cannot_be_checked_is_not_checked(deck):
    Document.objects.update(accessibility="good", accessibility_weight=3, accessibility_problems=[{"slide": 1}])
    deck.refresh_from_db()

    check_accessibility(deck)

    deck.refresh_from_db()
    assert (deck.accessibility, deck.accessibility_problems, deck.accessibility_weight) == ("not_checked", [], 0)


@pytest.mark.parametrize("lost", ["the process", "the check", "the outline", "nothing"])
def test_what_one_process_could_not_find_out_is_tried_alone(uploads, monkeypatch, lost):
    started = []

    def dying(target, *args, **_options):
        module, _, name = target.partition(":")
        started.append(name)
        if lost == "the process" and name == "read_and_check":
            raise CouldNotBeRead
        found = getattr(import_module(module), name)(*args)
        return replace(found, **forgotten) if name == "read_and_check" else found

    forgotten = {"the check": {"accessibility": None}, "the outline": {"outline": None}}.get(lost, {})
    monkeypatch.setattr(preparation, "in_child", dying)
    monkeypatch.setattr(checks, "in_child", dying)
    file = ContentFile(plain_deck(("The same", "One"), ("The same", "Two")), name="slides.pptx")

    deck = keep_document(file, "Lessons", source=Document.Source.MADE_HERE)

    deck.refresh_from_db()
    assert [slide.text for slide in deck.slides.all()] == ["One", "Two"]
    assert (deck.accessibility, deck.slide_count, deck.reading_problems) == (AccessibilityStatus.NEEDS_WORK, 2, [])
    alone = {
        "the process": ["check_deck", "read_outline"],
        "the check": ["check_deck"],
        "the outline": ["read_outline"],
    }
    assert started == ["read_and_check", *alone.get(lost, [])]


@pytest.mark.parametrize(("status", "words"), [("good", "Good"), ("needs_work", "Needs work"), ("not_checked", "Not")])
def test_readers_are_told_how_a_deck_does(client, published, status, words):
    Document.objects.update(accessibility=status)

    with translation.override("en"):
        html = client.get(reverse("deck", args=[published.pk])).content.decode()
    assert f'<span class="status--{status}">{words}' in html


def test_editors_are_shown_decks_to_mend_worst_first(admin, deck):
    for title, state, weight in (("Good", "good", 0), ("Bad", "needs_work", 3), ("Worse", "needs_work", 9)):
        DocumentFactory(title=title, format="pptx", accessibility=state, accessibility_weight=weight)
    shut = DocumentFactory(title="Shut", format="pptx")
    Document.objects.filter(pk=shut.pk).update(copy_state=CopyState.NONE, copy_problem="It has a password.")

    response = admin.get(reverse("decks_to_mend"))

    assert [deck.title for deck in response.context["object_list"]] == ["Shut", "Worse", "Bad"]
    assert "It has a password." in response.content.decode()


# Pictures ---------------------------------------------------------------------------------------------------------------------
def test_each_slide_gets_two_pictures_as_it_is_drawn_so_that_progress_shows(admin, deck, draw, uploads):
    progress = []
    address = reverse("wagtaildocs:edit", args=[deck.pk])
    draw(Pen(before=lambda number: progress.append(admin.get(address).context["pictured"])))
    Document.objects.update(slide_count=3)

    assert make_pictures(deck) == 3

    assert (progress, pictured(deck)) == ([0, 1, 2], [1, 2, 3])
    assert sorted(path.read_bytes() for path in kept_pictures(uploads)) == [
        f"{number} at {width}".encode() for number in (1, 2, 3) for width in (1280, 480)
    ]
    assert [slide.thumbnail.name.endswith("-480.webp") for slide in deck.slides.all()] == [True] * 3
    context = admin.get(address).context
    assert (context["pictured"], context["is_at_work"]) == (3, False)


def test_only_missing_pictures_are_made(deck, draw):
    draw(Pen(missing={2}))
    assert (make_pictures(deck), pictured(deck)) == (2, [1, 3])

    pen = draw(Pen())

    assert (make_pictures(deck), pen.drawn, pictured(deck)) == (1, [2], [1, 2, 3])
    assert make_pictures(deck) == 0


@pytest.mark.parametrize("problem", [CouldNotBeRead, FileNotFoundError])
def test_a_deck_no_picture_can_be_made_of_has_a_page_all_the_same(client, published, draw, problem):
    def fail(number):
        raise problem

    draw(Pen(before=fail))

    assert make_pictures(published) == 0
    response = client.get(reverse("deck", args=[published.pk]))
    assert response.content.decode().count("No picture yet") == 3
    assert client.get(reverse("slide_picture", args=[published.pk, 1, "large"])).status_code == 404


def test_pictures_of_a_deck_that_is_another_by_now_are_not_kept(
    deck, draw, uploads, django_capture_on_commit_callbacks
):
    draw(Pen(before=lambda number: Document.objects.update(sha256="2")))

    with django_capture_on_commit_callbacks(execute=True):
        assert make_pictures(deck) == 0

    assert (pictured(deck), kept_pictures(uploads)) == ([], [])


@pytest.mark.parametrize("state", [CopyState.WAITING, CopyState.NONE])
def test_no_pictures_are_made_of_what_nobody_may_have(deck, draw, state):
    pen = draw(Pen())
    Document.objects.update(copy_state=state)

    picture_slides.call(deck.pk)
    picture_slides.call(deck.pk + 1)

    assert pen.drawn == []


@pytest.mark.parametrize("address", ["slides/4/large.webp", "slides/1/large.webp", f"slides/{10**30}/small.webp"])
def test_a_picture_that_is_not_there_is_not_found(client, published, address):
    assert client.get(f"/decks/{published.pk}/{address}").status_code == 404


def test_a_picture_stays_with_whom_it_was_given_to(client, published, draw):
    draw(Pen())
    make_pictures(published)

    response = client.get(reverse("slide_picture", args=[published.pk, 1, "large"]))

    assert (response.getvalue(), response["Content-Type"]) == (b"1 at 1280", "image/webp")
    assert (response["Cache-Control"].startswith("private"), response["X-Content-Type-Options"]) == (True, "nosniff")
