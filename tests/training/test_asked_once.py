"""What somebody has said in one step is not asked of them again in the next: WCAG 2.2, success criterion 3.3.7."""

import lxml.html
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories.accounts import UserFactory
from tests.factories.briefings import BriefingIndexPageFactory, BriefingPageFactory
from tests.factories.learning import AgencyFactory
from training.enums import Mode
from training.models import AttendanceImport, SessionPlan

pytestmark = pytest.mark.django_db
SHEET = "What,When,Who,How many\nNeglect,12 March 2025,Exampleshire Police,5\n"


@pytest.fixture(autouse=True)
def manager(client, home):
    client.force_login(UserFactory(group="Training managers"))


def form_of(response, name):
    """The form of the page that asks for that."""
    forms = lxml.html.fromstring(response.content).forms
    return next(form for form in forms if name in form.fields)


def test_what_is_said_of_a_session_stands_in_its_plan_and_in_the_event_made_of_it(client, partnership):
    level = partnership.levels.create(name="Level 2")
    agency = AgencyFactory(partnerships=[partnership])
    said = {
        "minutes": "75",
        "size": "18",
        "level": str(level.pk),
        "mode": Mode.LIVE_ONLINE.value,
        "title": "Hear the child",
    }

    client.post("/training/sessions/new/", said | {"agencies": [agency.pk], "starts_at": "9.30am"})
    plan = SessionPlan.objects.get()
    builder = form_of(client.get(plan.get_absolute_url()), "plan-title").fields
    event = form_of(client.get(f"/training/events/new/?plan={plan.pk}&course="), "capacity").fields

    assert {name: builder[f"plan-{name}"] for name in said} == said
    assert list(plan.for_agencies.all()) == [agency]
    assert {name: event[name] for name in ("title", "mode", "capacity")} == {
        "title": "Hear the child",
        "mode": Mode.LIVE_ONLINE.value,
        "capacity": "18",
    }


def test_what_is_passed_on_is_chosen_once_and_a_slip_in_a_date_takes_nothing_else_away(client, home, partnership):
    briefing = BriefingPageFactory(parent=BriefingIndexPageFactory(parent=home), title="Heard without words")
    agencies = [AgencyFactory(partnerships=[partnership], lead_email=f"{n}@example.org") for n in range(2)]
    address = f"/cascade/new/?page={briefing.pk}"
    said = {"acknowledge_by": "4 December 2999", "complete_by": "soon", "covering_note": "Please read it aloud."}

    first = client.get(address)
    again = client.post(address, said | {"agencies": [agencies[0].pk], "is_public": "on"})

    form = form_of(again, "covering_note")
    assert "Heard without words" in first.content.decode()
    assert "Heard without words" in again.content.decode()
    assert {name: form.fields[name].strip() for name in said} == said  # a text area begins on a line of its own
    ticked = form.xpath(".//input[@name='agencies'][@checked]/@value")
    assert (ticked, form.xpath("boolean(.//input[@name='is_public'][@checked])")) == ([str(agencies[0].pk)], True)


def test_a_file_to_import_is_handed_in_once_and_columns_chosen_stay_chosen(client, partnership):
    AgencyFactory(name="Exampleshire Police", partnerships=[partnership])
    client.post("/training/imports/", {"file": SimpleUploadedFile("attendance.csv", SHEET.encode())})
    address = f"/training/imports/{AttendanceImport.objects.get().pk}/columns/"
    form = form_of(client.get(address), "sheet")
    chosen = {"event": "0", "date": "1", "agency": "2"}  # and no figures, without which it is of no use

    again = client.post(address, dict(form.form_values()) | chosen)

    form = form_of(again, "event")
    assert (again.status_code, {name: form.fields[name] for name in chosen}) == (422, chosen)
    assert lxml.html.fromstring(again.content).xpath("//input[@type='file']") == []
