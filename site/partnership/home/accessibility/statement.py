"""What the accessibility statement says, worked out of what is recorded and what is counted.

Its sections are those of the model statement: the Public Sector Bodies (Websites and Mobile Applications) (No. 2)
Accessibility Regulations 2018, regulation 8 (https://www.legislation.gov.uk/uksi/2018/952). Nothing is claimed that
nobody checked: without a person's check a site is never "fully compliant" here, whatever the figures say.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils import timezone
from wagtail.models import Site

from media.models import Document
from partnership.home.accessibility.figures import (
    Fault,
    KindOfFile,
    faults,
    kinds_of_file,
    public_files,
    worst_files,
)
from partnership.home.accessibility.model import AccessibilityStatement


class Compliance(StrEnum):
    """The three answers of the model statement."""

    FULLY = "fully"
    PARTIALLY = "partially"
    NOT = "not"


@dataclass(frozen=True)
class Statement:
    """Everything the page says that differs from site to site, or from day to day."""

    said: AccessibilityStatement
    kinds: list[KindOfFile]
    faults: list[Fault]
    counted_on: date

    @property
    def files(self) -> int:
        return sum(kind.files for kind in self.kinds)

    @property
    def good(self) -> int:
        return sum(kind.good for kind in self.kinds)

    @property
    def needs_work(self) -> int:
        return sum(kind.needs_work for kind in self.kinds)

    @property
    def not_checked(self) -> int:
        return sum(kind.not_checked for kind in self.kinds)

    @property
    def compliance(self) -> Compliance:
        """ "Fully" takes a person's check, no known issue, no burden claimed, and no file that is faulty or unchecked."""
        if self.said.is_not_compliant:
            return Compliance.NOT
        left = (self.said.issues, self.said.disproportionate_burden.strip(), self.needs_work, self.not_checked)
        return Compliance.FULLY if self.said.audited_on and not any(left) else Compliance.PARTIALLY


def statement_of(site: Site) -> Statement:
    """The statement of this site as it stands today. As many queries with many files as with few."""
    files = public_files(site)
    return Statement(
        said=AccessibilityStatement.objects.filter(site=site).first() or AccessibilityStatement(site=site),
        kinds=kinds_of_file(files),
        faults=faults(files),
        counted_on=timezone.localdate(),
    )


def worst_of(site: Site) -> list[Document]:
    """The public files to mend first."""
    return worst_files(public_files(site))
