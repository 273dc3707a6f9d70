"""A picture or a recording that is a file by itself: what it says beside what is seen and heard, and a copy without."""

import hashlib
from pathlib import Path
from typing import Final

from media.opc.hidden_items import CleaningReport, HiddenData, gathered
from media.opc.hidden_values import media_values
from media.opc.kinds import PICTURES, RECORDINGS
from media.opc.limits import Limits
from media.opc.metadata.pictures import CleanPicture, clean_picture
from media.opc.metadata.recordings import CleanRecording, clean_recording
from media.opc.refusals import Damaged, TooLarge
from media.opc.verify import verify

CLEANABLE: Final = PICTURES | RECORDINGS
SENTENCES: Final = {
    "media_place": "Where the picture was taken.",
    "media_metadata": "What a camera, a recorder or a program wrote into it: who made it, when, with what, a title.",
}


def hidden_media_data(file: Path, *, limits: Limits | None = None) -> HiddenData:
    """What a picture or recording says beside what is seen and heard; false if there is nothing. Raises FileRefused."""
    return _told_by(_cleaned(_content(file, limits or Limits()), limits))


def clean_media(source: Path, out: Path, *, limits: Limits | None = None) -> CleaningReport:
    """Write the picture or recording without what it says beside: dots and sound stay as they are, byte for byte.

    Nothing is written before a second search has found none of what the original says. Raises FileRefused: Damaged if
    the file is not put together as its kind says.
    """
    data = _content(source, limits or Limits())
    values, made = media_values(data), _cleaned(data, limits)
    del data  # a film may take a sixth of the memory there is
    verify(values, made.content, limits=limits)
    out.write_bytes(made.content)
    digest = hashlib.sha256(made.content).hexdigest()
    return CleaningReport(_told_by(made).items, (), len(made.content), digest)


def _content(file: Path, limits: Limits) -> bytes:
    with file.open("rb") as stream:
        data = stream.read(limits.upload_bytes + 1)
    if len(data) > limits.upload_bytes:
        raise TooLarge(limit=limits.upload_bytes)
    return data


def _cleaned(data: bytes, limits: Limits | None) -> CleanPicture | CleanRecording:
    made = clean_picture(data, limits) or clean_recording(data)
    if made is None:
        raise Damaged
    return made


def _told_by(made: CleanPicture | CleanRecording) -> HiddenData:
    codes = {"media_place" if what == "place" else "media_metadata" for what in made.removed}
    return gathered((code, SENTENCES[code], None) for code in codes)
