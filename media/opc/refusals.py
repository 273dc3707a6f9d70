"""Why a file was not taken, each reason with a sentence that tells the person what to do next."""

from collections.abc import Collection
from typing import ClassVar

from media.opc.kinds import ENDINGS, FileKind

MIB = 1024 * 1024
_USUAL = (FileKind.PDF, FileKind.PPTX, FileKind.DOCX, FileKind.XLSX, FileKind.JPEG, FileKind.PNG)


class FileRefused(Exception):
    """A file was not taken. `str()` of it is a sentence for the person who uploaded the file.

    `code` names the reason for programs; `part` is the place inside the file, where there is one.
    """

    code: ClassVar[str] = "refused"

    def __init__(self, sentence: str, *, part: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.part = part


class Empty(FileRefused):
    """Nothing in it: 0 bytes, or a zip that holds no file."""

    code = "empty"

    def __init__(self) -> None:
        super().__init__("This file is empty. Check that it opens on your computer, then upload it again.")


class TooLarge(FileRefused):
    """More bytes than an upload may have."""

    code = "too_large"

    def __init__(self, *, limit: int) -> None:
        super().__init__(
            f"This file is larger than {limit // MIB} MB, the most that can be uploaded. Make it smaller (in "
            "PowerPoint: File, Compress Pictures; put videos on a video service and link to them) and upload it "
            "again."
        )


class CannotBeOpened(FileRefused):
    """The operating system does not hand the file over: a folder, no permission, not there."""

    code = "cannot_be_opened"

    def __init__(self) -> None:
        super().__init__(
            "This could not be opened as a file. Check that it is a file and not a folder, and that it is still there."
        )


class Renamed(FileRefused):
    """The ending of the name says one thing, the content another."""

    code = "renamed"

    def __init__(self, *, found: FileKind, ending: str) -> None:
        usual = ENDINGS.get(found, ("",))[0]
        said = f"whose name ends in .{ending}" if ending else "whose name has no ending"
        remedy = (
            f"If it is the right file, give it a name that ends in .{usual} and upload it again."
            if usual
            else "Choose the file you meant and upload that one."
        )
        super().__init__(f"This is {found.described} {said}. {remedy}")
        self.found = found


class NotAllowed(FileRefused):
    """A kind of file that is not taken in this place."""

    code = "not_allowed"

    def __init__(self, *, found: FileKind, allowed: Collection[FileKind]) -> None:
        taken = [kind for kind in FileKind if kind in allowed and kind in ENDINGS]
        if len(taken) > len(_USUAL):
            taken = [kind for kind in _USUAL if kind in taken]
        endings = [f".{ENDINGS[kind][0]}" for kind in taken]
        listed = " or ".join([", ".join(endings[:-1]), endings[-1]] if len(endings) > 1 else endings)
        listed = listed or "another kind of file"
        super().__init__(f"This is {found.described}, which cannot be uploaded here. Upload it as {listed} instead.")
        self.found = found


class NotCleanable(FileRefused):
    """A video or sound whose metadata cannot be taken out, so that it cannot be published."""

    code = "not_cleanable"

    def __init__(self, *, found: FileKind) -> None:
        super().__init__(
            f"This is {found.described}. Such a file may say who made it, where and when, and that cannot be taken out "
            "here, so it cannot be published. Save it as MP4 (a video) or as MP3 (sound only) and upload that."
        )
        self.found = found


class PasswordProtected(FileRefused):
    """Nobody can read it without the password."""

    code = "password"

    _REMEDIES: ClassVar[dict[str, str]] = {
        "pptx": "This presentation has a password. Open it in PowerPoint, remove the password "
        "(File, Info, Protect Presentation)",
        "docx": "This document has a password. Open it in Word, remove the password (File, Info, Protect Document)",
        "xlsx": "This workbook has a password. Open it in Excel, remove the password (File, Info, Protect Workbook)",
        "pdf": "This PDF has a password or is locked. Open it, print or save it as a new PDF without security",
    }

    def __init__(self, *, ending: str = "") -> None:
        remedy = self._REMEDIES.get(ending, "This file has a password. Open it on your computer, remove the password")
        super().__init__(f"{remedy} and upload it again.")


class LegacyOffice(FileRefused):
    """A .ppt, .doc or .xls file, of the kind used before 2007."""

    code = "legacy_office"

    _NEWER: ClassVar[dict[str, tuple[str, str, str]]] = {
        "ppt": ("an old PowerPoint file (.ppt)", "PowerPoint", ".pptx"),
        "doc": ("an old Word file (.doc)", "Word", ".docx"),
        "xls": ("an old Excel file (.xls)", "Excel", ".xlsx"),
    }

    def __init__(self, *, format: str = "") -> None:
        what, program, ending = self._NEWER.get(
            format, ("an old Office file", "the program it was made with", ".pptx, .docx or .xlsx")
        )
        super().__init__(
            f"This is {what}. Open it in {program}, choose File, Save As, pick {ending} and upload the new file."
        )


class Macros(FileRefused):
    """It carries a program (a macro) that would run on the computer of whoever opens it."""

    code = "macros"

    def __init__(self, *, part: str = "") -> None:
        super().__init__(
            "This file has macros in it (small programs), which are not allowed. Open it, choose File, Save As, "
            "pick the kind without macros (.pptx, .docx or .xlsx) and upload the new file.",
            part=part,
        )


class RunsPrograms(FileRefused):
    """A PDF that would run a script, or start a program, when it is opened."""

    code = "runs_programs"

    def __init__(self) -> None:
        super().__init__(
            "This PDF has a script in it, or starts another program, which is not allowed. Print it to a new PDF "
            "(Print, Save as PDF) and upload the new file."
        )


class Portfolio(FileRefused):
    """A PDF that is a cover for the files inside it."""

    code = "portfolio"

    def __init__(self) -> None:
        super().__init__(
            "This PDF is a portfolio: it holds other files, and its own page is only their cover. Open it, save the "
            "files that are in it, and upload those."
        )


class OnlyInAdobe(FileRefused):
    """A form (dynamic XFA) whose pages are made by Adobe's own reader when it is opened."""

    code = "only_in_adobe"

    def __init__(self) -> None:
        super().__init__(
            "This PDF is a form that only Adobe's own reader shows; in all others there is a page that asks to wait. "
            "Open it in Adobe Reader, print it to a new PDF (Print, Save as PDF) and upload the new file."
        )


class ZipBomb(FileRefused):
    """It unpacks to far more than its size lets expect."""

    code = "zip_bomb"

    def __init__(self, *, part: str = "") -> None:
        super().__init__(
            "This file unpacks to far more than it should, so it was not opened. Save it under a new name in the "
            "program it was made with and upload that; if it is refused again, split it in two.",
            part=part,
        )


class TooComplicated(FileRefused):
    """More slides, shapes, files or levels than can be shown."""

    code = "too_complicated"

    def __init__(self, *, what: str, part: str = "", setting: str = "") -> None:
        """`setting` is the figure that whoever runs the site may raise, if there is one: a field of Limits."""
        remedy = "Split it in two and upload both"
        if setting:
            remedy += f", or ask whoever runs this site to raise {setting} in MEDIA_LIMITS"
        super().__init__(f"This file has {what}, more than can be shown. {remedy}.", part=part)


class TooManyPixels(FileRefused):
    """A picture that takes more memory than a page can spare."""

    code = "too_many_pixels"

    def __init__(self, *, limit: int, part: str = "") -> None:
        where = "There is a picture in this file that" if part else "This picture"
        super().__init__(
            f"{where} has more than {limit // 1_000_000} million dots. Make the picture smaller (4,000 dots wide "
            "is plenty) and upload it again.",
            part=part,
        )


class Damaged(FileRefused):
    """Cut off, changed on its way, or never whole."""

    code = "damaged"

    def __init__(self, *, part: str = "") -> None:
        super().__init__(
            "This file is damaged and could not be read. Open it on your computer, save it under a new name and "
            "upload that; if it does not open there either, ask for another copy.",
            part=part,
        )


class Truncated(Damaged):
    """The end is missing, as after a download that stopped."""

    code = "truncated"

    def __init__(self) -> None:
        FileRefused.__init__(
            self,
            "The end of this file is missing, as if a download had stopped half-way. Get it again from where it "
            "came from, check that it opens, then upload it.",
        )


class CouldNotBeRead(FileRefused):
    """Reading it took too much time or memory, or brought down the program that tried."""

    code = "could_not_be_read"

    def __init__(self) -> None:
        super().__init__(
            "This file could not be read: it takes too long, or needs more memory than there is. Open it on your "
            "computer, save it under a new name and upload that; if it is refused again, split it in two."
        )


class Html(FileRefused):
    """A web page, mostly one that asked to sign in and was saved under the file's name."""

    code = "html"

    def __init__(self) -> None:
        super().__init__(
            "This is a web page, not the file itself. That happens when a download asks you to sign in first. "
            "Download the file again and check that it opens before you upload it."
        )


class DocumentTypeDeclaration(FileRefused):
    """XML that declares a document type: never needed in an Office file, and the way in for several attacks."""

    code = "document_type"

    def __init__(self, *, part: str = "") -> None:
        super().__init__(
            "This file has a document type declaration inside, which Office files never need and which can be "
            "used to do harm. Remove drawings (SVG) brought in from other programs, save it under a new name and "
            "upload that.",
            part=part,
        )


class BadNames(FileRefused):
    """Names inside the package that lead out of it, or two files of one name."""

    code = "bad_names"

    def __init__(self, *, part: str = "") -> None:
        super().__init__(
            "The files inside this file have names that are not safe to unpack. Open it in the program it was "
            "made with, save it under a new name and upload that.",
            part=part,
        )
