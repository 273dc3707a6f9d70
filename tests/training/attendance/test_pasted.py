"""Lines copied out of a spreadsheet, filled into the grid."""

import pytest
from wagtail.log_actions import registry

from tests.training.attendance.test_grid import address, figures_of, shown
from training.attendance.pasted import LEAVE_OUT
from training.enums import RecordedHow
from training.models import AgencyAlias, Attendance

pytestmark = pytest.mark.django_db


@pytest.fixture
def paste(client, event):
    """Pastes text and gives the page that comes back."""

    def paste(text, **more):
        return client.post(address(event), shown(event) | {"do": "paste", "pasted-text": text} | more)

    return paste


def filled(response):
    rows = response.context["grid"].rows
    return {row.agency.name: [cell.text for cell in row.figures] for row in rows if row.is_pasted}


@pytest.mark.parametrize(
    "text",
    [
        "Organisation\tDNA\tAttended\tBooked\tNotes\nkent police\t1\t5\t6\tlate\nTotal\t1\t5\t6\t",
        "Agency;Booked;Came;Did not come\nKent Police;6;5;1",
        'Agency,Booked,Attended,DNA\r\n"Kent Police",6,5,1\r\n',
        "Kent Police\t6\t5\t\t1\t",
    ],
    ids=["tabs and other headings", "semicolons", "commas and quotes", "no headings"],
)
def test_what_is_pasted_is_filled_in_and_not_saved(text, paste):
    response = paste(text)

    assert response.status_code == 200
    assert filled(response) == {"Kent Police": ["6", "5", "", "1", ""]}
    assert not Attendance.objects.exists()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "There is nothing to read: paste the lines into the box first."),
        ("Kent Police\t5", "Without headings it cannot be told which figure is which. Put a first line on top, like:"),
        (
            "Agency\tCame\nKent Police\t5\nNorth School\t2\nKent Police\t6",
            "Lines 2 and 4 are both Kent Police. Keep one.",
        ),
        ("Agency\tCame\nKent Police\t5½", "Line 2: came is “5½”, not a whole number of people"),
        ("Agency\tCame\tAttended\nKent Police\t5\t5", "Two columns read as “came”: “Came”, “Attended”."),
        ("Agency\tCame\n\t5", "Line 2: there is no agency"),
        ("Agency\tCame", "There is a line of headings, and nothing below it."),
        ("Agency\tCame\nKent Police\t", "Line 2: there is no figure"),
        ('Agency\tCame\n"Kent', ""),
    ],
    ids=[
        "nothing",
        "one figure",
        "twice",
        "half",
        "two columns",
        "no agency",
        "headings alone",
        "no figure",
        "a quote",
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(text, told, paste):
    response = paste(text)

    assert response.status_code == 422
    assert filled(response) == ({"North School": ["", "2", "", "", ""]} if "North" in text else {})
    assert "".join(response.context["pasted"].errors).startswith(told)
    assert (text in response.content.decode()) or not text or '"' in text


def test_a_name_that_is_no_agency_is_matched_by_somebody_and_never_guessed(paste, police, partnership):
    text = "Agency\tCame\nPolice, Kent\t5\nGuests\t2"
    asked = paste(text)
    answered = paste(text, unknown=["Police, Kent", "Guests"], match=[police.pk, LEAVE_OUT])
    remembered = paste(text)

    assert (asked.status_code, filled(asked)) == (422, {})
    assert asked.context["pasted"].unknown == {"Police, Kent": [2], "Guests": [3]}
    assert (answered.status_code, filled(answered)) == (200, {"Kent Police": ["", "5", "", "", ""]})
    assert (filled(remembered), remembered.context["pasted"].unknown) == (filled(answered), {"Guests": [3]})
    assert AgencyAlias.objects.get().agency == police


def test_a_name_remembered_by_mistake_is_forgotten_and_asked_about_again(paste, client, event, police, partnership):
    text = "Agency\tCame\nPolice, Kent\t5"
    answered = paste(text, unknown=["Police, Kent"], match=[police.pk])
    assert "“Police, Kent” is Kent Police." in answered.content.decode()
    pasted_row = {f"pasted-{police.pk}": "1", f"came-{police.pk}": "5"}

    forgotten = paste(text, do="forget:Police, Kent", **pasted_row)

    assert (filled(forgotten), forgotten.context["pasted"].unknown) == ({}, {"Police, Kent": [2]})
    assert not AgencyAlias.objects.exists()
    actions = [entry.action for entry in registry.get_logs_for_instance(police).order_by("timestamp")]
    assert actions == ["training.alias", "training.alias_forgotten"]


def test_a_pasted_row_is_saved_as_pasted_and_a_typed_one_as_typed(client, event, police, school):
    typed = shown(event, **{f"came_{police.pk}": "5", f"pasted_{police.pk}": "1", f"came_{school.pk}": "2"})

    client.post(address(event), typed)

    assert figures_of(event)["Kent Police"] == ("returned", None, 5, None)
    assert {row.agency: row.how for row in Attendance.objects.all()} == {
        police: RecordedHow.PASTED,
        school: RecordedHow.TYPED,
    }
