"""A published review with its report, and one to be published anonymously whose report is in the library alone."""

import hashlib
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from briefings.models import DepositSettings
from learning.enums import PackItemKind, PublicationState
from media.enums import CopyState, WordsState
from media.models import DocumentWords
from partnership.accounts.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.learning import (
    PackItemFactory,
    ReviewDateFactory,
    ReviewIndexPageFactory,
    ReviewPageFactory,
    ThemeFactory,
)
from tests.factories.media import DocumentFactory

SECRET = "Borchester"


@pytest.fixture
def report(db):
    return held("Overview report", b"%PDF-1.7\nreport\n")


def held(title, content, text="Nobody asked what the child saw."):
    document = DocumentFactory(
        title=title, file=ContentFile(content, name=f"{SECRET}-E1.pdf"), copy_state=CopyState.CLEAN
    )
    document.sha256 = hashlib.sha256(content).hexdigest()
    document.save()
    DocumentWords.objects.update_or_create(
        document=document, defaults={"sha256": document.sha256, "state": WordsState.READ, "text": text}
    )
    return document


@pytest.fixture
def reviews(home):
    return ReviewIndexPageFactory(parent=home)


@pytest.fixture
def review(reviews, partnership, report):
    partnership.contact_email = "partnership@example.org"
    partnership.save()
    review = ReviewPageFactory(
        parent=reviews,
        title="Child E1 & <others>",
        slug="e1",
        publisher=partnership,
        pseudonym="E1",
        local_reference="R7",
        summary="<p>What the agencies <b>knew</b>.</p>",
    )
    review.themes.add(ThemeFactory(name="heed & care", slug="heed"))
    review.save()
    ReviewDateFactory(review=review, date_as_stated="May 2024")
    PackItemFactory(review=review, title="Report", kind=PackItemKind.REPORT, document=report)
    return review


@pytest.fixture
def anonymous(reviews, partnership):
    partnership.area, partnership.contact_email = SECRET, "partnership@borchester.example"
    partnership.save()
    review = ReviewPageFactory(
        parent=reviews,
        title=f"Child {SECRET}",
        slug="borchester-child",
        publisher=partnership,
        pseudonym=f"{SECRET} boy",
        local_reference="BOR7",
        summary=f"<p>In {SECRET}.</p>",
        publication_state=PublicationState.ANONYMOUS_NSPCC,
    )
    ReviewDateFactory(review=review, date_as_stated="May 2024")
    return review


@pytest.fixture
def settings_of(site):
    settings = DepositSettings.for_site(site)
    settings.repository_email, settings.contact = "repository@example.org", "Learning manager"
    settings.save()
    return settings


@pytest.fixture
def people(db):
    return SimpleNamespace(
        editor=UserFactory(group=Role.EDITORS.value),
        moderator=UserFactory(group=Role.MODERATORS.value),
        trainer=UserFactory(group=Role.TRAINERS.value),
    )


@pytest.fixture
def send(client):
    """Sends the form of a review's deposit, ticked unless said otherwise."""

    def post(review, **said):
        items = [item.pk for item in review.pack_items.all()]
        data = {"items": items, "other": "", "may_be_kept": "on", **said}
        return client.post(reverse("deposit", args=[review.pk]), {k: v for k, v in data.items() if v is not None})

    return post
