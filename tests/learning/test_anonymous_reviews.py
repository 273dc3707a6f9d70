"""A review published anonymously through the NSPCC: nothing may show which record there is ours."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError

from learning.enums import PublicationState
from learning.models import PackItem
from learning.validators import names_repository_record
from tests.factories.learning import FindingFactory, ReviewIndexPageFactory, ReviewPageFactory

RECORD = "https://library.nspcc.org.uk/HeritageScripts/Hapi.dll/search2?RecordNumber=C9876"

pytestmark = pytest.mark.django_db


@pytest.fixture
def anonymous(home, partnership):
    """As an import or an old database might hold one: the record's address already in every field that could show it."""
    review = ReviewPageFactory(
        parent=ReviewIndexPageFactory(parent=home),
        title="An anonymous review",
        publication_state=PublicationState.ANONYMOUS_NSPCC,
    )
    type(review).objects.filter(pk=review.pk).update(external_url=RECORD)
    PackItem.objects.create(review=review, title="The report", url=RECORD)
    FindingFactory(review=review, point__partnership=partnership)
    review.refresh_from_db()
    return review


@pytest.mark.parametrize(
    "field", ["external_url", "summary", "what_next", "publication_note", "also_by", "local_reference"]
)
def test_an_editor_cannot_publish_the_record_in_any_field(home, field):
    review = ReviewPageFactory(
        parent=ReviewIndexPageFactory(parent=home), publication_state=PublicationState.ANONYMOUS_NSPCC
    )
    setattr(review, field, RECORD if field == "external_url" else f"See {RECORD}")

    with pytest.raises(ValidationError, match="take it out") as refusal:
        review.clean()

    assert set(refusal.value.error_dict) == {field}


def test_an_editor_cannot_put_the_record_in_the_pack(home):
    review = ReviewPageFactory(
        parent=ReviewIndexPageFactory(parent=home), publication_state=PublicationState.ANONYMOUS_NSPCC
    )
    review.pack_items = [PackItem(title="Report", url=RECORD)]

    with pytest.raises(ValidationError, match="pack item links to the NSPCC"):
        review.clean()


def test_a_review_that_is_not_anonymous_may_link_to_the_nspcc(home):
    review = ReviewPageFactory(parent=ReviewIndexPageFactory(parent=home), external_url=RECORD)

    review.clean()

    assert review.public_url == RECORD


@pytest.mark.parametrize("address", ["", "pack/", "pack.zip", "deck.pptx"])
def test_no_output_holds_the_record_even_where_the_data_does(client, anonymous, address):
    response = client.get(f"/reviews/{anonymous.slug}/{address}")

    body = b"".join(response.streaming_content) if response.streaming else response.content
    texts = [body]
    if body[:2] == b"PK":
        archive = zipfile.ZipFile(io.BytesIO(body))
        texts += [archive.read(name) for name in archive.namelist()]
    assert response.status_code == 200
    assert not any(b"nspcc.org" in text.lower() or b"C9876" in text for text in texts)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Published anonymously through the NSPCC.", False),
        ("See library.nspcc.org.uk/x", True),
        ("http://www.nspcc.org.uk/a", True),
        ("HTTPS://NSPCCLIBRARY.ORG.UK/1", True),
        ("", False),
        (None, False),
    ],
)
def test_tells_an_address_from_the_name(text, expected):
    assert names_repository_record(text) is expected
