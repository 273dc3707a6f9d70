"""A repository that others wrote harvests five hundred records, page by page, while things change under it."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree
from sickle import Sickle
from sickle.oaiexceptions import BadResumptionToken, NoRecordsMatch
from wagtail.models import PageViewRestriction

from learning.models import Finding, LearningPoint
from partnership.harvest.selection import RECORDS_A_PAGE
from tests.factories.briefings import BriefingIndexPageFactory, BriefingPageFactory
from tests.factories.learning import ReviewIndexPageFactory, ReviewPageFactory
from tests.factories.training import CourseFactory, TrainingEventFactory

pytestmark = pytest.mark.django_db

HOW_MANY = 500
A_FEW = 250
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


class Harvester(Sickle):
    """Sickle, asking the site in this process; `queries` is how many each page took."""

    def __init__(self, client) -> None:
        super().__init__("http://testserver/oai/")
        self.client, self.queries = client, []

    def _request(self, kwargs):
        with CaptureQueriesContext(connection) as captured:
            response = self.client.get("/oai/", kwargs)
        self.queries.append(len(captured))
        return SimpleNamespace(content=response.content, raise_for_status=lambda: None)


@pytest.fixture
def harvester(client):
    return Harvester(client)


def repository(home, partnership, records: int) -> list[LearningPoint]:
    """A review, and learning points for the rest."""
    review = ReviewPageFactory(parent=ReviewIndexPageFactory(parent=home), publisher=partnership)
    many = [LearningPoint(title=f"Point {n}", change="Ask.", partnership=partnership) for n in range(records - 1)]
    points = LearningPoint.objects.bulk_create(many)
    Finding.objects.bulk_create(Finding(review=review, point=point) for point in points)
    LearningPoint.objects.update(updated_at=LONG_AGO)
    return points


def test_five_hundred_records_come_once_each_at_the_same_cost_a_page(harvester, home, partnership):
    repository(home, partnership, HOW_MANY)

    records = list(harvester.ListRecords(metadataPrefix="lrmi"))

    found = [record.header.identifier for record in records]
    assert len(found) == len(set(found)) == HOW_MANY
    assert len(harvester.queries) == HOW_MANY / RECORDS_A_PAGE
    assert len(set(harvester.queries[1:-1])) == 1
    assert max(harvester.queries) <= 40


def test_what_changes_while_it_is_read_comes_again_and_nothing_is_left_out(harvester, home, partnership):
    points = repository(home, partnership, A_FEW)
    headers = harvester.ListIdentifiers(metadataPrefix="oai_dc")
    first = [next(headers).identifier for _ in range(RECORDS_A_PAGE)]
    LearningPoint.objects.filter(pk=points[0].pk).update(updated_at=LONG_AGO + timedelta(days=1))

    rest = [header.identifier for header in headers]

    changed = f"oai:testserver:point-{points[0].pk}"
    assert changed in first
    assert rest[-1] == changed
    assert len({*first, *rest}) == A_FEW


def test_an_old_token_and_one_of_another_list_are_refused(harvester, home, partnership):
    repository(home, partnership, A_FEW)
    with time_machine.travel("2026-11-01T09:00:00Z", tick=False):
        page = etree.fromstring(
            harvester.client.get("/oai/", {"verb": "ListRecords", "metadataPrefix": "oai_dc"}).content
        )
        token = page.findtext(".//{*}resumptionToken")
        with pytest.raises(BadResumptionToken):
            list(harvester.ListIdentifiers(resumptionToken=token))

    with time_machine.travel("2026-11-02T09:00:01Z", tick=False), pytest.raises(BadResumptionToken):
        list(harvester.ListRecords(resumptionToken=token))


def test_it_introduces_itself_to_a_harvester(harvester, partnership):
    assert harvester.Identify().repositoryName == partnership.name
    assert [one.metadataPrefix for one in harvester.ListMetadataFormats()] == ["oai_dc", "lrmi"]
    assert "review" in [one.setSpec for one in harvester.ListSets()]


@pytest.fixture
def kept(harvester, home, partnership, django_capture_on_commit_callbacks):
    """A briefing, a course and an event, which were news and have been harvested; and what a harvester holds after that."""
    with django_capture_on_commit_callbacks(execute=True), time_machine.travel(LONG_AGO, tick=False):
        briefing = BriefingPageFactory(parent=BriefingIndexPageFactory(parent=home), title="In short")
        course = CourseFactory(partnership=partnership, title="Neglect, day one", outcomes="Ask.\nListen.")
        event = TrainingEventFactory(
            partnership=partnership, title="Study day", course=course, date_as_stated="3 May 2097", status="planned"
        )
    return SimpleNamespace(briefing=briefing, course=course, event=event)


def since(harvester, moment):
    """What a harvester is told that has been before: by identifier, whether it is deleted."""
    try:
        records = list(
            harvester.ListRecords(metadataPrefix="oai_dc", **{"from": moment.strftime("%Y-%m-%dT%H:%M:%SZ")})
        )
    except NoRecordsMatch:
        return {}
    return {record.header.identifier.rpartition(":")[2]: record.deleted for record in records}


def test_courses_and_events_are_records(harvester, kept):
    course, event = (next(iter(harvester.ListRecords(metadataPrefix="lrmi", set=name))) for name in ("course", "event"))

    assert (course.metadata["title"], course.metadata["teaches"]) == (["Neglect, day one"], ["Ask.", "Listen."])
    assert event.metadata["learningResourceType"] == ["Event", kept.event.get_kind_display()]
    assert (event.metadata["issued"], event.metadata["isPartOf"]) == (
        ["2097-05-03"],
        [f"http://testserver{kept.course.get_absolute_url()}"],
    )


def test_what_is_closed_is_told_as_deleted_and_comes_again_when_it_is_opened(harvester, kept):
    told = [since(harvester, LONG_AGO + timedelta(days=1))]
    with time_machine.travel(LONG_AGO + timedelta(days=2), tick=False):
        private = PageViewRestriction.objects.create(page=kept.briefing.get_parent(), restriction_type="login")
        kept.course.is_offered = kept.event.is_public = False
        kept.course.save()
        kept.event.save()
    told.append(since(harvester, LONG_AGO + timedelta(days=1)))
    deleted = harvester.GetRecord(metadataPrefix="lrmi", identifier=f"oai:testserver:briefing-{kept.briefing.pk}")
    with time_machine.travel(LONG_AGO + timedelta(days=4), tick=False):
        private.delete()
        kept.course.is_offered = kept.event.is_public = True
        kept.course.save()
        kept.event.save()
    told.append(since(harvester, LONG_AGO + timedelta(days=3)))

    names = [f"{kind}-{getattr(kept, kind).pk}" for kind in ("briefing", "course", "event")]
    assert told == [{}, dict.fromkeys(names, True), dict.fromkeys(names, False)]
    assert (deleted.deleted, b"In short" in deleted.raw.encode()) == (True, False)


def test_of_what_was_private_from_the_first_not_even_the_number_is_told(
    harvester, home, django_capture_on_commit_callbacks
):
    parent = BriefingIndexPageFactory(parent=home)
    PageViewRestriction.objects.create(page=parent, restriction_type="login")
    with django_capture_on_commit_callbacks(execute=True):
        BriefingPageFactory(parent=parent)

    assert since(harvester, LONG_AGO) == {}
