"""Videos and audio of a resource: where they may be, what goes with them, what an editor is told."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.models import PageLogEntry
from wagtail.rich_text import RichText

from learning.recordings import holder_of, validate_captions, validate_recording_address
from learning.resource_blocks import PosterBlock, ResourceBodyBlock, VideoBlock
from media.domain.documents import keep_document
from tests.factories.learning import SeriesPageFactory, ThemedResourcePageFactory

YOUTUBE = "https://www.youtube.com/watch?v=abc"
SAID = "<p>What is said.</p>"
VTT = b"WEBVTT\n\n00:01.000 --> 00:04.000\nHello.\n"
MP4 = b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2\x00\x00\x00\x08free"


@pytest.mark.parametrize(
    "address",
    [
        "http://www.youtube.com/watch?v=abc",
        "https://example.com/film",
        "https://notyoutube.com/watch",
        "https://youtube.com.example.com/",
        "https://[",
        "javascript:alert(1)",
        "//youtube.com/x",
    ],
)
def test_an_address_that_readers_cannot_be_told_of_is_refused(address):
    with pytest.raises(ValidationError):
        validate_recording_address(address)


@pytest.mark.parametrize(
    ("address", "holder"),
    [(YOUTUBE, "YouTube"), ("https://youtu.be/abc", "YouTube"), ("https://player.vimeo.com/video/1", "Vimeo")],
)
def test_a_place_that_is_known_is_named(address, holder):
    validate_recording_address(address)

    assert holder_of(address) == holder


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"1\n00:00:01,000 --> 00:00:04,000\nHello.", "its first line must be WEBVTT"),
        (b"\xff\xfe\x00", "not written in UTF-8"),
        (b"WEBVTT\n\nHello.", "no captions"),
        (b"WEBVTT\n\n00:00:01,000 --> 00:00:04,000\nHello.", "Line 3"),
        (b"WEBVTT\n\n00:04.000 --> 00:01.000\nHello.", "ends before it begins"),
        (b"", "its first line must be WEBVTT"),
    ],
    ids=["SubRip", "not text", "none", "commas", "backwards", "empty"],
)
def test_captions_that_are_none_are_refused_with_what_is_wrong(content, told):
    with pytest.raises(ValidationError, match=told):
        validate_captions(content)


@pytest.mark.parametrize(
    "content", [VTT, b"\xef\xbb\xbf" + VTT, VTT.replace(b"\n", b"\r\n"), VTT.replace(b"00:0", b"01:00:0")]
)
def test_captions_as_programs_save_them_are_taken(content):
    validate_captions(content)


def video(**parts):
    block = VideoBlock()
    return block.to_python({"title": "Film", "url": "", "transcript": SAID, **parts})


def errors_of(value, *, draft=False):
    block = VideoBlock()
    try:
        block.clean_deferred(value) if draft else block.clean(value)
    except StructBlockValidationError as error:
        return set(error.block_errors)
    return set()


def test_a_video_is_published_only_with_its_transcript_and_a_draft_may_wait_for_it():
    value = video(url=YOUTUBE, transcript="<p> </p>")

    assert errors_of(value) == {"transcript"}
    assert errors_of(value, draft=True) == set()


def test_a_video_that_is_nowhere_is_not_published():
    assert errors_of(video()) == {"url"}
    assert errors_of(video(), draft=True) == set()


@pytest.mark.django_db
def test_a_video_held_here_has_captions_that_are_captions():
    film = keep_document(ContentFile(MP4, name="film.mp4"), "Film")
    captions = keep_document(ContentFile(VTT, name="film.vtt"), "Captions")
    notes = keep_document(ContentFile(b"Not captions", name="notes.txt"), "Notes")

    assert errors_of(video(file=film.pk)) == {"captions"}
    assert errors_of(video(file=film.pk, captions=notes.pk)) == {"captions"}
    assert errors_of(video(file=notes.pk, captions=captions.pk)) == {"file"}
    assert errors_of(video(file=film.pk, url=YOUTUBE, captions=captions.pk)) == {"file"}
    assert errors_of(video(file=film.pk, captions=captions.pk)) == set()


@pytest.mark.django_db
def test_a_schedule_does_not_publish_a_recording_without_its_transcript_and_keeps_no_other_page_waiting(home, capsys):
    series = SeriesPageFactory(parent=home)
    pages = {}
    for words in ("<p> </p>", SAID):
        pages[words] = page = ThemedResourcePageFactory(parent=series, title=f"Film {len(pages)}", live=False)
        page.body = [("video", video(url=YOUTUBE, transcript=words))]
        page.save_revision(approved_go_live_at=timezone.now())

    call_command("publish_scheduled")

    for page in pages.values():
        page.refresh_from_db()
    unready = pages["<p> </p>"]
    assert [page.live for page in pages.values()] == [False, True]
    assert "“Film 0” was not published on its day. “Film” is not ready" in capsys.readouterr().err
    entry = PageLogEntry.objects.get(page=unready.pk, action="learning.not_published")
    assert entry.data["why"].startswith("“Film” is not ready to be published")
    call_command("publish_scheduled")
    assert PageLogEntry.objects.filter(action="learning.not_published").count() == 1


def test_a_poster_is_a_picture_or_a_file():
    block = PosterBlock()

    with pytest.raises(StructBlockValidationError):
        block.clean(block.to_python({"title": "Poster"}))


def test_what_is_said_in_a_recording_is_found_by_search():
    body = ResourceBodyBlock()
    value = body.to_python([{"type": "video", "value": {"title": "Film", "url": YOUTUBE, "transcript": SAID}}])

    assert "What is said." in " ".join(map(str, body.get_searchable_content(value)))


def test_readers_are_told_who_holds_a_video_before_anything_is_asked_of_them():
    html = VideoBlock().render(video(url=YOUTUBE, transcript=RichText(SAID).source))

    assert "Watch “Film” at YouTube" in html
    assert "which may set cookies" in html
    assert "<iframe" not in html
    assert "src=" not in html
    assert SAID in html
