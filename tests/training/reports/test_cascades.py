"""Cascades in the report of evidence."""

from datetime import date

import pytest

from tests.factories.cascades import OctoberCascadeFactory, ReachedRecipientFactory, ReplyFactory
from training.exports.evidence_docx import evidence_docx
from training.exports.evidence_pdf import evidence_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def cascade(partnership):
    cascade = OctoberCascadeFactory(partnership=partnership, title="Under one")
    ReplyFactory(recipient=ReachedRecipientFactory(cascade=cascade), people=2140)
    ReachedRecipientFactory(cascade=cascade)
    return cascade


def section_of(report):
    return next((one for one in report.sections if one.key == "cascades"), None)


def test_each_cascade_is_told_of(cascade, report):
    section = section_of(report(as_at=date(2026, 11, 22)))
    assert section.tables[0].rows == (("Under one", "1 Oct 2026", 2, 1, 1, 7, 2140),)


def test_in_public_no_people_are_told(cascade, report):
    section = section_of(report(as_at=date(2026, 11, 22), is_public=True))
    assert section.tables[0].rows == (("Under one", "1 Oct 2026", 2, 1, 1, 7),)


def test_what_was_sent_later_is_not_there(cascade, report):
    assert section_of(report(as_at=date(2026, 9, 30))) is None


def test_it_is_in_the_files(cascade, report):
    told = report(as_at=date(2026, 11, 22))
    assert evidence_pdf(told).startswith(b"%PDF")
    assert evidence_docx(told).startswith(b"PK")
