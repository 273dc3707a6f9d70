"""Videos and audio: which places that hold them are known here, what a captions file must be, how long one takes."""

import re
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Places that hold recordings for partnerships, by the end of their addresses. Readers are told the name before they go.
HOLDERS = {
    "youtube.com": "YouTube",
    "youtu.be": "YouTube",
    "youtube-nocookie.com": "YouTube",
    "vimeo.com": "Vimeo",
    "soundcloud.com": "SoundCloud",
    "bbc.co.uk": "the BBC",
    "podcasts.apple.com": "Apple Podcasts",
    "open.spotify.com": "Spotify",
    "buzzsprout.com": "Buzzsprout",
    "learning.nspcc.org.uk": "the NSPCC",
    "gov.uk": "GOV.UK",
    "nhs.uk": "the NHS",
}
LARGEST_CAPTIONS = 1024 * 1024  # bytes: some twenty hours of speech
_TIME = r"(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}"
_CUE = re.compile(rf"({_TIME})[ \t]+-->[ \t]+({_TIME})(?:[ \t].*)?")


def holder_of(address: str) -> str:
    """Who holds what is at the address, as a reader knows them; blank for a place that is not known here."""
    try:
        host = (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""
    return next((name for end, name in HOLDERS.items() if host == end or host.endswith(f".{end}")), "")


def validate_recording_address(address: str) -> None:
    """An https address at a place that is known here: readers are told where a link leads before they follow it.

    Raises:
        ValidationError: for anything else, saying which places are known.
    """
    if not address.startswith("https://"):
        raise ValidationError(_("The address must begin with https://."))
    if not holder_of(address):
        raise ValidationError(
            _(
                "This place is not one that readers can be told of (%(known)s). Upload the recording here in place of "
                "its address, or put the address among “Files and links”."
            )
            % {"known": ", ".join(sorted(set(HOLDERS.values()), key=str.lower))}
        )


def validate_captions(content: bytes) -> None:
    """A WebVTT file with at least one caption, each with the times from and to which it is shown.

    https://www.w3.org/TR/webvtt1/#file-structure

    Raises:
        ValidationError: saying what is wrong, and in which line.
    """
    if len(content) > LARGEST_CAPTIONS:
        raise ValidationError(_("This file is too large to be captions."))
    try:
        lines = content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise ValidationError(_("This is no WebVTT file: it is not written in UTF-8.")) from error
    if not lines or not re.fullmatch(r"WEBVTT(?:[ \t].*)?", lines[0]):
        raise ValidationError(
            _("This is no WebVTT file: its first line must be WEBVTT. Most video programs save captions as .vtt.")
        )
    timed = [(number, line) for number, line in enumerate(lines, start=1) if "-->" in line]
    if not timed:
        raise ValidationError(_("There are no captions in this file."))
    for number, line in timed:
        _validate_times(number, line)


def _validate_times(number: int, line: str) -> None:
    times = _CUE.fullmatch(line.strip())
    if times is None:
        raise ValidationError(
            _("Line %(number)d of the captions gives no times of the form 00:01.000 --> 00:04.000.")
            % {"number": number}
        )
    if _milliseconds(times[2]) <= _milliseconds(times[1]):
        raise ValidationError(
            _("In line %(number)d of the captions, the caption ends before it begins.") % {"number": number}
        )


def _milliseconds(time: str) -> int:
    """A time of a caption: "01:02.500" or "00:01:02.500"."""
    *hours, minutes, seconds = time.split(":")
    return round(((int(hours[0]) if hours else 0) * 60 + int(minutes)) * 60_000 + float(seconds) * 1000)
