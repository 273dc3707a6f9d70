"""How the files that anybody can have here stand: counted from what the check wrote on each, never guessed."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Site

from learning.document_uses import documents_on
from media.enums import AccessibilityStatus, DocumentFormat
from media.models import Document
from media.permissions import documents_for_everybody

# What each rule's fault means to a reader, and the criterion of WCAG 2.2 it fails; those without fail none by themselves.
FAULTS = {
    "no_alt_text": (_("pictures without a description"), "1.1.1"),
    "alt_text_is_a_name": (_("pictures described by nothing but a file’s name"), "1.1.1"),
    "low_contrast": (_("text too pale to be read against what is behind it"), "1.4.3"),
    "no_title": (_("slides without a title"), "2.4.2"),
    "repeated_title": (_("slides that share a title, so that one cannot be told from the next"), ""),
    "title_not_first": (_("slides whose title is not read first"), "1.3.2"),
    "empty_placeholder": (_("empty boxes that a screen reader stops at"), ""),
    "no_language": (_("text that does not say which language it is in"), "3.1.1"),
    "bare_link": (_("links that show a bare address in place of where they lead"), "2.4.4"),
    "moves_on_by_itself": (_("slides that move on by themselves"), "2.2.1"),
    "small_text": (_("text too small to be read from the back of a room"), ""),
}


@dataclass(frozen=True, slots=True)
class KindOfFile:
    """How many files of one format anybody can have here, by what the check says of them."""

    name: str
    good: int
    needs_work: int
    not_checked: int

    @property
    def files(self) -> int:
        return self.good + self.needs_work + self.not_checked


@dataclass(frozen=True, slots=True)
class Fault:
    """A kind of fault, and how many files have it."""

    says: str
    criterion: str
    files: int


def public_files(site: Site) -> QuerySet[Document]:
    """The files that anybody can have and that a page of this site, open to everybody, uses."""
    pages = Page.objects.live().public().descendant_of(site.root_page, inclusive=True).order_by()
    on_pages = Q(pk__in=[])
    for keys in documents_on(pages):
        on_pages |= Q(pk__in=keys)
    return documents_for_everybody().filter(on_pages)


def kinds_of_file(files: QuerySet[Document]) -> list[KindOfFile]:
    """A line for each format, the most frequent first. A format the gate has not told yet stands last, as "Other"."""
    counted = files.order_by().values_list("format", "accessibility").annotate(n=Count("pk"))
    found: dict[str, Counter[str]] = {}
    for file_format, status, n in counted:
        found.setdefault(file_format, Counter())[status] += n
    kinds = [_kind(file_format, by_status) for file_format, by_status in found.items()]
    return sorted(kinds, key=lambda kind: (-kind.files, kind.name))


def _kind(file_format: str, by_status: Counter[str]) -> KindOfFile:
    named = str(DocumentFormat(file_format).label) if file_format in DocumentFormat.values else str(_("Other"))
    good, needs_work = by_status[AccessibilityStatus.GOOD], by_status[AccessibilityStatus.NEEDS_WORK]
    return KindOfFile(named, good, needs_work, by_status.total() - good - needs_work)


def faults(files: QuerySet[Document]) -> list[Fault]:
    """The kinds of fault that files have, the most frequent first."""
    at_fault = files.filter(accessibility=AccessibilityStatus.NEEDS_WORK).order_by()
    having = _files_having(at_fault.values_list("accessibility_problems", flat=True).iterator())
    known = [Fault(str(FAULTS[code][0]), FAULTS[code][1], n) for code, n in having.items() if code in FAULTS]
    return sorted(known, key=lambda fault: (-fault.files, fault.says))


def _files_having(problems: Iterable[list[dict[str, str]]]) -> Counter[str]:
    return Counter(code for of_one in problems for code in {problem.get("code", "") for problem in of_one})


def worst_files(files: QuerySet[Document], most: int = 10) -> list[Document]:
    """Those hardest to read, the worst first: for editors."""
    at_fault = files.filter(accessibility=AccessibilityStatus.NEEDS_WORK)
    return list(at_fault.order_by("-accessibility_weight", "title", "pk")[:most])
