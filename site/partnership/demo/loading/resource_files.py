"""Recordings and posters of the fictional series: a bell that is made here, and files that lie beside the content."""

import hashlib
import io
import math
import wave
from array import array
from collections.abc import Iterator
from itertools import chain

from django.core.files.base import ContentFile
from wagtail.models import Page

from learning.models import ThemedResourcePage
from media.domain.documents import keep_document
from media.models import Document, Image
from partnership.demo.loading.registry import Loaded

RATE = 8000  # samples a second
MINUTE = 60 * RATE
BELL_SECONDS = 4


def held_document(loaded: Loaded, file_name: str, title: str) -> Document:
    """The file as a document of this site, the one from the last time if it has not changed."""
    data = (
        quiet_minute() if file_name == "quiet-minute.wav" else (loaded.folder.path / "files" / file_name).read_bytes()
    )
    made = Document.objects.filter(source=Document.Source.MADE_HERE, sha256=hashlib.sha256(data).hexdigest())
    same = made.filter(title=title).first()
    return same or keep_document(ContentFile(data, name=file_name), title, source=Document.Source.MADE_HERE)


def held_image(loaded: Loaded, file_name: str, title: str, description: str) -> Image:
    """The file as a picture of this site, with the words that stand for it."""
    data = (loaded.folder.path / "files" / file_name).read_bytes()
    same = Image.objects.filter(title=title, file_hash=hashlib.sha1(data, usedforsecurity=False).hexdigest()).first()
    if same is not None:
        return same
    image = Image(title=title, description=description, file=ContentFile(data, name=file_name))
    image._set_file_hash()
    image.save()
    return image


def quiet_minute() -> bytes:
    """A WAV: a bell, a minute without a word, the bell again."""
    bell = array(
        "h",
        (
            round(9000 * math.exp(-n / RATE) * math.sin(2 * math.pi * 660 * n / RATE))
            for n in range(BELL_SECONDS * RATE)
        ),
    )
    quiet = array("h", bytes(2 * (MINUTE - len(bell))))
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes((bell + quiet + bell).tobytes())
    return file.getvalue()


def files_of_series(home: Page) -> tuple[list[Document], list[Image]]:
    """The documents and pictures that resources below this home page hold in their text."""
    held = list(chain.from_iterable(_held(page) for page in ThemedResourcePage.objects.descendant_of(home)))
    documents = [thing for thing in held if isinstance(thing, Document) and thing.source == Document.Source.MADE_HERE]
    return documents, [thing for thing in held if isinstance(thing, Image)]


def _held(page: ThemedResourcePage) -> Iterator[Document | Image]:
    for part in page.body:
        if part.block_type in {"video", "audio", "poster"}:
            yield from (
                part.value[name] for name in ("file", "captions", "still", "image", "document") if part.value.get(name)
            )
