"""The accessibility statement: counted, never guessed; the sections of the law; nothing claimed that nobody checked."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from media.enums import AccessibilityStatus, CopyState
from partnership.home.accessibility.figures import FAULTS, KindOfFile
from partnership.home.accessibility.statement import Compliance, statement_of
from partnership.home.models import AccessibilityStatement
from tests.factories.accounts import UserFactory
from tests.factories.home import HomePageFactory
from tests.factories.learning import PackItemFactory, ReviewIndexPageFactory, ReviewPageFactory
from tests.factories.media import DocumentFactory

pytestmark = pytest.mark.django_db

GOOD, NEEDS_WORK, NOT_CHECKED = (
    AccessibilityStatus.GOOD,
    AccessibilityStatus.NEEDS_WORK,
    AccessibilityStatus.NOT_CHECKED,
)
SECTIONS = [
    "Compliance status",
    "Non-accessible content",
    "Non-compliance with the accessibility regulations",
    "Disproportionate burden",
    "Content that is not within the scope of the accessibility regulations",
    "Preparation of this accessibility statement",
    "Feedback and contact information",
    "Enforcement procedure",
]


def problems(*codes):
    return [{"slide": n, "code": code, "sentence": code, "weight": 2} for n, code in enumerate(codes, 1)]


@pytest.fixture
def review(home):
    return ReviewPageFactory(parent=ReviewIndexPageFactory(parent=home))


def in_pack(review, **fields):
    document = DocumentFactory(**{"copy_state": CopyState.CLEAN} | fields)
    PackItemFactory(review=review, document=document, url="")
    return document


def deck(review, *codes, **fields):
    status = NEEDS_WORK if codes else GOOD
    fields = {"accessibility": status, "accessibility_weight": 2 * len(codes)} | fields
    return in_pack(review, format="pptx", accessibility_problems=problems(*codes), **fields)


@pytest.fixture
def audited(site):
    return AccessibilityStatement.objects.create(site=site, audited_on=date(2026, 5, 4), audited_by="A. Tester")


def test_files_are_counted_by_kind_and_by_what_the_check_says(review, site):
    deck(review)
    deck(review, "no_title")
    in_pack(review)
    assert statement_of(site).kinds == [KindOfFile("PowerPoint", 1, 1, 0), KindOfFile("PDF", 0, 0, 1)]


def test_what_readers_cannot_have_is_not_counted(home, review, site):
    index = review.get_parent()
    draft, private = ReviewPageFactory(parent=index, live=False), ReviewPageFactory(parent=index)
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    elsewhere = HomePageFactory(parent=home.get_parent(), slug="elsewhere")
    Site.objects.create(hostname="elsewhere.example", root_page=elsewhere)
    other = ReviewPageFactory(parent=ReviewIndexPageFactory(parent=elsewhere))
    for page in (draft, private, other):
        deck(page, "no_title")
    deck(review, "no_title", copy_state=CopyState.WAITING)
    deck(review, "no_title", withdrawn_at=timezone.now(), withdrawn_why="Wrong.")
    DocumentFactory(format="pptx", accessibility=NEEDS_WORK)
    statement = statement_of(site)
    assert (statement.kinds, statement.faults) == ([], [])


def test_a_fault_counts_once_for_each_file_that_has_it(review, site):
    deck(review, "no_title", "no_title", "low_contrast")
    deck(review, "no_title", "of a rule we do not know")
    told = [(fault.says, fault.criterion, fault.files) for fault in statement_of(site).faults]
    titles, contrast = FAULTS["no_title"], FAULTS["low_contrast"]
    assert told == [(str(titles[0]), "2.4.2", 2), (str(contrast[0]), "1.4.3", 1)]


def test_without_a_persons_check_it_is_never_fully_compliant(review, site):
    deck(review)
    assert statement_of(site).compliance == Compliance.PARTIALLY


def test_checked_and_without_fault_it_is(review, site, audited):
    deck(review)
    assert statement_of(site).compliance == Compliance.FULLY


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"known_issues": "The map."}, Compliance.PARTIALLY),
        ({"disproportionate_burden": "Captions of 1998."}, Compliance.PARTIALLY),
        ({"is_not_compliant": True}, Compliance.NOT),
    ],
    ids=["an issue is known", "a burden is claimed", "the check said so"],
)
def test_what_is_recorded_against_it_counts(site, audited, fields, said):
    AccessibilityStatement.objects.filter(pk=audited.pk).update(**fields)
    assert statement_of(site).compliance == said


@pytest.mark.parametrize(
    "fields", [{"accessibility": NEEDS_WORK}, {"accessibility": NOT_CHECKED}], ids=["bad", "unknown"]
)
def test_one_file_that_is_faulty_or_unchecked_counts_against_it(review, site, audited, fields):
    deck(review, **fields)
    assert statement_of(site).compliance == Compliance.PARTIALLY


def test_every_section_of_the_model_statement_is_there_in_its_order(client, partnership):
    html = client.get("/accessibility/").content.decode()
    places = [html.find(f">{section}<") for section in SECTIONS]
    assert -1 not in places
    assert places == sorted(places)


def test_it_does_not_claim_a_persons_check_that_nobody_recorded(client, partnership):
    html = client.get("/accessibility/").content.decode()
    assert "No check by a person has been recorded" in html
    assert "last checked by a person on" not in html


def test_it_says_who_checked_and_when(client, partnership, audited):
    html = client.get("/accessibility/").content.decode()
    assert "last checked by a person on 4 May 2026, by A. Tester" in html
    assert "No check by a person" not in html


@pytest.mark.parametrize(
    ("nation", "enforcer", "not_theirs"),
    [("great_britain", "EHRC", "ECNI"), ("northern_ireland", "ECNI", "EHRC")],
)
def test_the_enforcer_is_the_nations_own(client, site, partnership, nation, enforcer, not_theirs):
    AccessibilityStatement.objects.create(site=site, nation=nation)
    html = client.get("/accessibility/").content.decode()
    assert (f"({enforcer})" in html, f"({not_theirs})" in html) == (True, False)


@pytest.mark.parametrize(("group", "told"), [(None, False), ("Trainers", False), ("Editors", True)])
def test_only_who_may_mend_files_is_told_which_to_mend_first(client, partnership, review, group, told):
    deck(review, "no_title", title="A faulty deck")
    if group:
        client.force_login(UserFactory(group=group))
    html = client.get("/accessibility/").content.decode()
    assert ("To mend first" in html, "A faulty deck" in html) == (told, told)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"audited_on": date(2026, 5, 4)}, "audited_by"),
        ({"audited_by": "A. Tester"}, "audited_on"),
        ({"reviewed_on": timezone.localdate() + timedelta(days=1)}, "reviewed_on"),
    ],
    ids=["by nobody", "on no day", "to come"],
)
def test_what_is_recorded_has_a_day_and_a_person(site, fields, wrong):
    with pytest.raises(ValidationError) as refused:
        AccessibilityStatement(site=site, **fields).full_clean()
    assert list(refused.value.message_dict) == [wrong]
