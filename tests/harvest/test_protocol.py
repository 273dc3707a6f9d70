"""OAI-PMH 2.0 as the protocol has it: verbs, errors, dates, sets, and what of hidden things is said (nothing)."""

from datetime import UTC, datetime

import pytest
from lxml import etree

from learning.domain.withdrawals import withdraw
from learning.enums import PublicationState
from learning.models import Finding, ReviewPage, Withdrawal
from partnership.harvest import formats
from tests.factories.briefings import BriefingIndexPageFactory, BriefingPageFactory
from tests.factories.learning import FindingFactory, ReviewIndexPageFactory, ReviewPageFactory
from tests.security.closed_world import SECRET, open_and_closed

pytestmark = pytest.mark.django_db

NAMES = {"o": "http://www.openarchives.org/OAI/2.0/", "dc": formats.DC, "oai_dc": formats.OAI_DC, "lrmi": formats.LRMI}
KINDS = {"review": "review", "briefing": "briefing", "national": "summary", "resource": "resource"}
LIST = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}
MOMENT = datetime(2026, 5, 1, 9, 30, 15, 400_000, tzinfo=UTC)


def asked(client, post=False, **arguments):
    response = client.post("/oai/", arguments) if post else client.get("/oai/", arguments)
    assert (response.status_code, response["Content-Type"]) == (200, "text/xml; charset=utf-8")
    return etree.fromstring(response.content)


def texts(root, path: str) -> list[str]:
    return [element.text for element in root.iterfind(path, NAMES)]


def errors(root) -> list[str]:
    return [element.get("code") for element in root.iterfind("o:error", NAMES)]


def identifiers(root) -> list[str]:
    return texts(root, ".//o:header/o:identifier")


@pytest.fixture
def public(home, partnership, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return open_and_closed(home, partnership)


@pytest.fixture
def review(home, partnership) -> ReviewPage:
    index = ReviewIndexPageFactory(parent=home)
    review = ReviewPageFactory(parent=index, publisher=partnership, title="Child A & others \x0b<b>", slug="child-a")
    ReviewPage.objects.filter(pk=review.pk).update(last_published_at=MOMENT)
    return review


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "badVerb"),
        ("verb=Nonsense", "badVerb"),
        ("verb=Identify&verb=Identify", "badVerb"),
        ("verb=Identify&set=review", "badArgument"),
        ("verb=ListRecords", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=oai_dc", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=yesterday", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-30", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=0001-01-01", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-05-02&until=2026-05-01", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-05-01&until=2026-05-02T00:00:00Z", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=%00", "badArgument"),
        (f"verb=GetRecord&metadataPrefix=oai_dc&identifier={'x' * 10_000}", "badArgument"),
        ("verb=ListRecords&metadataPrefix=marc21", "cannotDisseminateFormat"),
        ("verb=GetRecord&metadataPrefix=marc21&identifier=oai:testserver:review-1", "cannotDisseminateFormat"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:testserver:review-999999999999999", "idDoesNotExist"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:testserver:review-999999999999", "idDoesNotExist"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=%00", "idDoesNotExist"),
        ("verb=ListMetadataFormats&identifier=oai:elsewhere:review-1", "idDoesNotExist"),
        ("verb=ListRecords&metadataPrefix=oai_dc&until=2001-01-01", "noRecordsMatch"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=theme-no-such", "noRecordsMatch"),
        ("verb=ListRecords&resumptionToken=nonsense", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=a&metadataPrefix=oai_dc", "badArgument"),
        ("verb=ListSets&resumptionToken=a", "badResumptionToken"),
    ],
    ids=lambda value: value[:60],
)
def test_every_mistake_has_its_code(client, review, query, code):
    root = etree.fromstring(client.get(f"/oai/?{query}").content)

    assert errors(root) == [code]
    repeats_the_request = bool(root.find("o:request", NAMES).attrib)
    assert repeats_the_request is (code not in {"badVerb", "badArgument"})


@pytest.mark.parametrize("post", [False, True], ids=["by GET", "by POST"])
def test_it_says_who_it_is(client, partnership, post):
    root = asked(client, post, verb="Identify")

    assert texts(root, "o:Identify/o:repositoryName") == [partnership.name]
    assert texts(root, "o:Identify/o:baseURL") == ["http://testserver/oai/"]
    assert texts(root, "o:Identify/o:deletedRecord") == ["transient"]
    assert root.find("o:request", NAMES).get("verb") == "Identify"


def test_a_record_in_dublin_core_holds_what_xml_can_hold(client, review):
    root = asked(client, verb="GetRecord", metadataPrefix="oai_dc", identifier=f"oai:testserver:review-{review.pk}")

    assert texts(root, ".//dc:title") == ["Child A & others <b>"]
    assert texts(root, ".//dc:identifier") == ["http://testserver/reviews/child-a/"]
    assert texts(root, ".//o:datestamp") == ["2026-05-01T09:30:15Z"]


def test_a_record_in_lrmi_is_as_its_schema_says(client, public):
    schema = etree.XMLSchema(etree.fromstring(client.get("/oai/lrmi.xsd").content))

    root = asked(client, verb="ListRecords", metadataPrefix="lrmi")

    records = list(root.iterfind(".//lrmi:LearningResource", NAMES))
    assert (
        len(records) == 12
    )  # of reviews, series, resources, summaries and courses one; two briefings and points; three events
    assert [schema.validate(record) or str(schema.error_log) for record in records] == [True] * 12
    assert public.the_point.title in texts(root, ".//lrmi:teaches")
    assert texts(root, ".//lrmi:timeRequired") == ["PT7M", "PT7M"]


@pytest.mark.parametrize(
    ("since", "until", "is_in"),
    [
        ("2026-05-01", "2026-05-01", True),
        ("2026-05-01T09:30:15Z", "2026-05-01T09:30:15Z", True),
        ("2026-05-01T09:30:16Z", None, False),
        (None, "2026-05-01T09:30:14Z", False),
        ("2026-05-02", None, False),
        (None, "2026-04-30", False),
    ],
)
def test_days_and_seconds_are_taken_whole(client, review, since, until, is_in):
    between = {name: value for name, value in (("from", since), ("until", until)) if value}

    root = asked(client, **LIST, **between)

    assert errors(root) == ([] if is_in else ["noRecordsMatch"])


def test_sets_are_kinds_and_themes_and_lead_to_what_is_in_them(client, public):

    sets = texts(asked(client, verb="ListSets"), ".//o:setSpec")

    kinds = ["review", "briefing", "national", "series", "resource", "point", "course", "event"]
    assert sets == [*kinds, f"theme-{public.theme}"]
    found = {
        spec: identifiers(asked(client, verb="ListIdentifiers", metadataPrefix="oai_dc", set=spec)) for spec in sets
    }
    assert f"oai:testserver:review-{public.review_id}" in found[f"theme-{public.theme}"]
    assert found["point"] == [f"oai:testserver:point-{one.pk}" for one in (public.the_point, public.older_point)]
    open_briefings = {f"oai:testserver:briefing-{one.pk}" for one in (public.older, public.pages.briefing)}
    closed_briefings = {f"oai:testserver:briefing-{page.pk}" for page in public.closed.briefing}
    assert set(found["briefing"]) - closed_briefings == open_briefings  # the others' headers say that they are deleted
    assert found["event"] == [f"oai:testserver:event-{one.pk}" for one in public.events]


@pytest.mark.parametrize("prefix", ["oai_dc", "lrmi"])
def test_nothing_that_is_closed_is_said_and_what_was_withdrawn_is_an_empty_record(client, public, prefix):
    response = client.get("/oai/", {"verb": "ListRecords", "metadataPrefix": prefix})

    root = etree.fromstring(response.content)
    gone = [record for record in root.iterfind(".//o:record", NAMES) if record.find("o:header", NAMES).get("status")]
    assert SECRET.lower() not in response.content.decode().lower()
    taken_back = {
        f"oai:testserver:{kind}-{page.pk}"
        for kind, name in KINDS.items()
        for page in getattr(public.closed, name)
        if page.slug.endswith(("private", "withdrawn", "within"))
    }
    no_longer_on_offer = {f"oai:testserver:course-{public.events[2].course_id}"}
    assert {record.find("o:header/o:identifier", NAMES).text for record in gone} == taken_back | no_longer_on_offer
    assert {record.find("o:metadata", NAMES) for record in gone} == {None}
    assert len(root.findall(".//o:record", NAMES)) - len(gone) == 12


def test_who_asks_for_a_withdrawn_record_is_told_that_it_is_deleted(client, review):
    withdraw(review, reason="Not to be told", is_named=True, by=None)

    root = asked(client, verb="GetRecord", metadataPrefix="oai_dc", identifier=f"oai:testserver:review-{review.pk}")

    header = root.find("o:GetRecord/o:record/o:header", NAMES)
    assert header.get("status") == "deleted"
    assert b"Child A" not in etree.tostring(root)
    assert b"Not to be told" not in etree.tostring(root)


def test_a_review_published_anonymously_is_not_harvested_nor_is_its_end(client, home, review):
    ReviewPage.objects.filter(pk=review.pk).update(publication_state=PublicationState.ANONYMOUS_NSPCC)
    FindingFactory(review=review, point__partnership=review.publisher)
    briefing = BriefingPageFactory(parent=BriefingIndexPageFactory(parent=home), title="What it taught")
    briefing.reviews.set([review])
    briefing.save()
    identifier = f"oai:testserver:review-{review.pk}"

    while_published = client.get("/oai/", LIST).content.decode()
    review.refresh_from_db()
    withdraw(review, is_named=False, by=None)
    afterwards = asked(client, verb="GetRecord", metadataPrefix="oai_dc", identifier=identifier)

    assert Finding.objects.get().point.title in while_published
    assert "What it taught" in while_published
    assert identifier not in while_published
    assert "child-a" not in while_published
    assert errors(afterwards) == ["idDoesNotExist"]
    assert Withdrawal.objects.count() == 1
