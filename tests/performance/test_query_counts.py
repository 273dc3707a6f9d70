"""How many queries each page makes: the same with ten of everything and with a hundred.

The figures are those of docs/performance.md: a test here reads them there.
"""

import re
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from briefings.domain.packs import measured
from briefings.domain.packs.measured import Sums
from learning.models import Level
from tests.factories.accounts import UserFactory
from tests.performance.world import many
from training.cascade_board.years import year_of
from training.domain.cascade_links import reply_token
from training.models import TrainingEvent

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "performance.md"
A_DAY = 24 * 60 * 60  # nothing kept goes out of date, however slow the machine
# With nothing kept in memory, and when read again with parts kept; never with the page cache.
QUERIES = {
    "home": (11, 1),
    "list of reviews": (10, 2),
    "review": (12, 1),
    "learning pack": (22, 21),
    "edition of a pack": (20, 19),
    "check of a pack": (2, 1),
    "learning point": (8, 1),
    "themes": (4, 0),
    "search": (7, 7),
    "search, narrowed": (7, 7),
    "suggestions while typing": (3, 3),
    "accessibility statement": (8, 7),
    "theme": (20, 2),
    "theme (training manager)": (27, 5),
    "list of briefings": (7, 2),
    "briefing": (9, 2),
    "briefing as PDF": (14, 13),
    "briefing as Word": (14, 13),
    "briefing as slides": (14, 13),
    "briefing as text": (14, 13),
    "briefing as e-mail": (14, 13),
    "action plan of a briefing": (14, 13),
    "briefing to copy into an e-mail": (11, 10),
    "we have used this briefing": (5, 4),
    "team use to look at (training manager)": (14, 14),
    "what one team said (training manager)": (12, 12),
    "list of national reviews": (7, 5),
    "national review": (10, 8),
    "courses a national review asks to change (training manager)": (9, 8),
    "national review as PDF": (15, 14),
    "national review as Word": (15, 14),
    "series": (7, 5),
    "themed resource": (14, 13),
    "reflection sheet": (9, 8),
    "reflection sheet as Word": (9, 8),
    "campaign calendar": (4, 2),
    "what is for a setting": (8, 6),
    "settings": (3, 1),
    "information page": (5, 3),
    "training": (6, 0),
    "course": (9, 8),
    "event": (8, 6),
    "calendar": (2, 1),
    "calendar of an agency": (3, 2),
    "addresses of calendars": (5, 4),
    "be told what is new": (6, 6),
    "feed of reviews on a theme": (7, 6),
    "block for a newsletter (training manager)": (13, 13),
    "who came to an event (training manager)": (11, 9),
    "what was taught (training manager)": (9, 7),
    "count those in the room (training manager)": (12, 10),
    "returns awaited (training manager)": (11, 10),
    "be counted in the room": (5, 3),
    "event, with what can be done (training manager)": (11, 9),
    "endorsed sessions (training manager)": (6, 5),
    "endorse a session (training manager)": (12, 11),
    "plan an event (training manager)": (8, 7),
    "plan an event, from what (training manager)": (7, 6),
    "session plans (training manager)": (11, 10),
    "new session plan (training manager)": (9, 8),
    "session builder (training manager)": (37, 36),
    "a session's pack (training manager)": (33, 32),
    "an edition of a session's pack (training manager)": (10, 9),
    "what has changed for a session (training manager)": (10, 9),
    "feedback on an event (training manager)": (8, 6),
    "what people said of an event (training manager)": (11, 9),
    "quotes to look at (training manager)": (7, 6),
    "report of evidence (training manager)": (25, 24),
    "form for feedback": (4, 3),
    "coverage (training manager)": (10, 8),
    "what is missing (training manager)": (10, 8),
    "what is planned (training manager)": (17, 15),
    "evidence of a figure (training manager)": (14, 12),
    "slide deck": (13, 12),
    "slide library (training manager)": (24, 23),
    "one slide (training manager)": (17, 16),
    "where slides come from (training manager)": (14, 13),
    "mailings (training manager)": (10, 9),
    "one mailing (training manager)": (10, 9),
    "mail that did not arrive (training manager)": (7, 6),
    "imports of attendance (training manager)": (7, 6),
    "one import of attendance (training manager)": (8, 7),
    "list of cascades (training manager)": (8, 7),
    "who has passed it on": (5, 4),
    "what can be cascaded (training manager)": (8, 7),
    "new cascade (training manager)": (11, 10),
    "draft of a cascade (training manager)": (13, 12),
    "before a cascade is sent (training manager)": (23, 22),
    "mail of a cascade, to look at (training manager)": (20, 19),
    "how a cascade went out (training manager)": (11, 10),
    "link of an agency of a cascade (training manager)": (6, 5),
    "board of a cascade (training manager)": (9, 8),
    "one agency of a cascade (training manager)": (12, 11),
    "all cascades (training manager)": (9, 8),
    "answer to a cascade": (8, 7),
    "cascade passed on to teams": (6, 5),
    "write down an answer (training manager)": (11, 10),
    "cascades of a year (training manager)": (9, 8),
    "API: reviews": (14, 14),
    "API: points": (10, 10),
    "API: themes": (6, 6),
    "API: briefings": (10, 10),
    "API: national": (9, 9),
    "API: packs": (5, 5),
    "API: series": (6, 6),
    "API: resources": (12, 12),
    "API: events": (8, 8),
    "API: courses": (7, 7),
    "API: one pack": (23, 23),
    "harvest: review": (14, 14),
    "harvest: briefing": (12, 12),
    "harvest: national": (11, 11),
    "harvest: resource": (12, 12),
    "harvest: point": (11, 11),
    "harvest: course": (8, 8),
    "harvest: event": (10, 10),
    "harvest: sets": (4, 4),
    "file: reviews.csv": (8, 7),
    "file: points.csv": (7, 6),
    "file: themes.csv": (4, 3),
    "file: briefings.csv": (5, 4),
    "file: national.csv": (5, 4),
    "file: series.csv": (6, 5),
    "file: training/events.csv": (3, 2),
    "file: training/courses.csv": (3, 2),
}
ON_A_FULL_PAGE = {"harvest: course": (7, 7), "harvest: event": (9, 9)}
"""A hundred records fill a page of the harvest before it comes to what is closed."""


def addresses(world):
    agency = world.cascade.recipients.earliest("pk")
    own = TrainingEvent.objects.get(title="Own")
    return {
        "home": "/",
        "list of reviews": "/reviews/",
        "review": world.review.url,
        "learning pack": f"{world.review.url}pack/",
        "edition of a pack": f"{world.review.url}pack/editions/1/",
        "check of a pack": "/packs/check/",
        "learning point": world.point.get_absolute_url(),
        "search": "/search/?q=child&sort=newest",
        "search, narrowed": "/search/?q=child&year=2020&review=scr&review=lcspr&kind=review",
        "suggestions while typing": "/search/suggest/?q=chi",
        "themes": "/themes/",
        "accessibility statement": "/accessibility/",
        "theme": f"/themes/{world.theme.slug}/",
        "theme (training manager)": f"/themes/{world.theme.slug}/",
        "list of briefings": "/briefings/",
        "briefing": world.briefing.url,
        "briefing as PDF": f"{world.briefing.url}briefing.pdf",
        "briefing as Word": f"{world.briefing.url}briefing.docx",
        "briefing as slides": f"{world.briefing.url}briefing.pptx",
        "briefing as text": f"{world.briefing.url}briefing.txt",
        "briefing as e-mail": f"{world.briefing.url}briefing.html",
        "action plan of a briefing": f"{world.briefing.url}action-plan.docx",
        "briefing to copy into an e-mail": f"{world.briefing.url}email/",
        "we have used this briefing": f"{world.briefing.url}used/",
        "team use to look at (training manager)": "/admin/snippets/training/teamuse/",
        "what one team said (training manager)": f"/admin/snippets/training/teamuse/inspect/{world.team_use.pk}/",
        "list of national reviews": "/national/",
        "national review": world.summary.url,
        "courses a national review asks to change (training manager)": f"{world.summary.url}courses/",
        "national review as PDF": f"{world.summary.url}briefing.pdf",
        "national review as Word": f"{world.summary.url}briefing.docx",
        "series": "/working-together-better/",
        "themed resource": "/working-together-better/resource-0/",
        "reflection sheet": "/working-together-better/resource-0/reflect/",
        "reflection sheet as Word": "/working-together-better/resource-0/reflect/sheet.docx",
        "campaign calendar": "/campaigns/",
        "what is for a setting": f"/for/{world.setting.slug}/",
        "settings": "/for/",
        "information page": "/guide/",
        "training": "/training/",
        "course": "/training/courses/course/",
        "event": world.event.get_absolute_url(),
        "calendar": "/training/events.ics",
        "calendar of an agency": f"/training/events.ics?agency={world.event.host_id}",
        "addresses of calendars": "/training/calendar/",
        "be told what is new": "/alerts/",
        "feed of reviews on a theme": f"/feeds/reviews.atom?theme={world.theme.slug}",
        "block for a newsletter (training manager)": "/alerts/newsletter/",
        "who came to an event (training manager)": f"/training/events/{world.event.pk}/attendance/",
        "what was taught (training manager)": f"/training/events/{world.event.pk}/taught/",
        "count those in the room (training manager)": f"/training/events/{world.event.pk}/count/",
        "returns awaited (training manager)": "/training/returns/",
        "be counted in the room": f"/training/count/{world.event.self_counts.get().token}/",
        "event, with what can be done (training manager)": world.event.get_absolute_url(),
        "endorsed sessions (training manager)": "/training/endorsements/",
        "endorse a session (training manager)": f"/training/events/{own.pk}/endorse/?level={Level.objects.earliest('pk').pk}",
        "plan an event (training manager)": f"/training/events/new/?course={world.event.course_id}",
        "plan an event, from what (training manager)": "/training/events/new/",
        "session plans (training manager)": "/training/sessions/?show=all",
        "new session plan (training manager)": f"/training/sessions/new/?point={world.point.pk}",
        "session builder (training manager)": world.plan.get_absolute_url(),
        "coverage (training manager)": "/coverage/",
        "a session's pack (training manager)": f"/training/sessions/{world.packed.pk}/pack/",
        "an edition of a session's pack (training manager)": f"/training/sessions/{world.packed.pk}/pack/1/",
        "what has changed for a session (training manager)": f"/training/sessions/{world.packed.pk}/changes/",
        "feedback on an event (training manager)": f"/training/events/{world.event.pk}/feedback/",
        "what people said of an event (training manager)": f"/training/events/{world.event.pk}/feedback/results/",
        "quotes to look at (training manager)": "/training/quotes/",
        "report of evidence (training manager)": "/coverage/report/",
        "form for feedback": world.feedback.get_absolute_url(),
        "what is missing (training manager)": "/coverage/gaps/",
        "what is planned (training manager)": "/coverage/planned/",
        "evidence of a figure (training manager)": f"/coverage/cell/?point={world.point.pk}&of_level=0",
        "slide deck": f"/decks/{world.deck.pk}/",
        "slide library (training manager)": "/slides/",
        "one slide (training manager)": f"/slides/{world.slide.pk}/",
        "where slides come from (training manager)": f"/decks/{world.deck.pk}/origins/",
        "mailings (training manager)": "/mail/",
        "one mailing (training manager)": f"/mail/{world.mailing.pk}/",
        "mail that did not arrive (training manager)": "/mail/letters/",
        "imports of attendance (training manager)": "/training/imports/",
        "one import of attendance (training manager)": f"/training/imports/{world.file_import.pk}/",
        "list of cascades (training manager)": "/cascade/",
        "who has passed it on": "/cascade/",
        "what can be cascaded (training manager)": "/cascade/new/",
        "new cascade (training manager)": f"/cascade/new/?page={world.briefing.pk}",
        "draft of a cascade (training manager)": f"/cascade/{world.cascade_draft.pk}/edit/",
        "before a cascade is sent (training manager)": f"/cascade/{world.cascade_draft.pk}/preview/",
        "mail of a cascade, to look at (training manager)": f"/cascade/{world.cascade_draft.pk}/preview/"
        f"{world.cascade_draft.recipients.earliest('pk').agency_id}/",
        "how a cascade went out (training manager)": f"/cascade/{world.cascade.pk}/sending/",
        "link of an agency of a cascade (training manager)": f"/cascade/recipients/"
        f"{world.cascade.recipients.filter(parent=None).earliest('pk').pk}/link/",
        "board of a cascade (training manager)": world.cascade.get_absolute_url(),
        "one agency of a cascade (training manager)": f"{world.cascade.get_absolute_url()}agencies/{agency.pk}/",
        "answer to a cascade": reverse("cascade_reply", args=[reply_token(agency)]),
        "cascade passed on to teams": reverse("cascade_pass_on", args=[reply_token(agency)]),
        "write down an answer (training manager)": reverse("cascade_reply_for", args=[world.cascade.pk, agency.pk]),
        "all cascades (training manager)": "/cascade/overview/",
        "API: reviews": "/api/v1/reviews/?limit=100",
        "API: points": "/api/v1/points/?limit=100",
        "API: themes": "/api/v1/themes/?limit=100",
        "API: briefings": "/api/v1/briefings/?limit=100",
        "API: national": "/api/v1/national/?limit=100",
        "API: packs": "/api/v1/packs/?limit=100",
        "API: series": "/api/v1/series/?limit=100",
        "API: resources": "/api/v1/resources/?limit=100",
        "API: events": "/api/v1/events/?limit=100",
        "API: courses": "/api/v1/courses/?limit=100",
        "API: one pack": f"/api/v1/packs/{world.review.pk}/",
        "harvest: review": "/oai/?verb=ListRecords&metadataPrefix=lrmi&set=review",
        "harvest: briefing": "/oai/?verb=ListRecords&metadataPrefix=lrmi&set=briefing",
        "harvest: national": "/oai/?verb=ListRecords&metadataPrefix=lrmi&set=national",
        "harvest: resource": "/oai/?verb=ListRecords&metadataPrefix=lrmi&set=resource",
        "harvest: point": "/oai/?verb=ListRecords&metadataPrefix=lrmi&set=point",
        "harvest: course": "/oai/?verb=ListRecords&metadataPrefix=lrmi&set=course",
        "harvest: event": "/oai/?verb=ListRecords&metadataPrefix=lrmi&set=event",
        "harvest: sets": "/oai/?verb=ListSets",
        "file: reviews.csv": "/reviews.csv",
        "file: points.csv": "/points.csv",
        "file: themes.csv": "/themes.csv",
        "file: briefings.csv": "/briefings.csv",
        "file: national.csv": "/national.csv",
        "file: series.csv": "/series.csv",
        "file: training/events.csv": "/training/events.csv",
        "file: training/courses.csv": "/training/courses.csv",
        "cascades of a year (training manager)": f"/cascade/year/{year_of(timezone.now())}/",
    }


def choose_all(client, person, world):
    """Makes the world's deck the person's own, with all its slides chosen for another."""
    world.deck.uploaded_by_user = person
    world.deck.save()
    client.post("/slides/choose/", {"slide": list(world.deck.slides.values_list("pk", flat=True))})


def asked(client, address):
    """How many queries the page makes the second time; it has to be a page."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200, address
    return len(captured)


@pytest.mark.parametrize("how_many", [10, 100])
def test_no_page_asks_more_where_there_is_more(home, partnership, settings, how_many, monkeypatch):
    monkeypatch.setattr(measured, "_of_made", lambda _make: Sums(1, 0, "0" * 64))  # 900 files of 100 briefings
    world = many(home, partnership, how_many)
    pages = addresses(world)
    reader, manager, person = Client(), Client(), UserFactory(group="Training managers")
    manager.force_login(person)
    choose_all(manager, person, world)
    counts = {name: [] for name in pages}
    for seconds in (0, A_DAY):
        settings.KEPT_PARTS_SECONDS = seconds
        for name, address in pages.items():
            counts[name].append(asked(manager if "manager" in name else reader, address))
    expected = QUERIES | (ON_A_FULL_PAGE if how_many == 100 else {})
    assert {name: tuple(both) for name, both in counts.items()} == expected


def test_the_figures_are_those_of_the_document():
    section = DOCUMENT.read_text().partition("## Queries")[2].partition("## ")[0]
    rows = re.findall(r"^\| ([^|]+?) \| (\d+) \| (\d+) \|$", section, re.M)
    assert {name: (int(nothing), int(parts)) for name, nothing, parts in rows} == QUERIES
