"""`manage.py coverage` tells programs and people what the page tells."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories.learning import AgencyFactory, LearningPointFactory
from training.enums import AttendanceState, EventKind

pytestmark = pytest.mark.django_db


def run(*arguments):
    output = StringIO()
    call_command("coverage", *arguments, stdout=output, no_color=True)
    return output.getvalue()


def test_programs_are_told_zero_unknown_and_never_apart(partnership, point, agency, pass_on):
    pass_on(came=3, date_as_stated="May 2026")
    pass_on(kind=EventKind.CASCADE, state=AttendanceState.AWAITING, came=None)
    AgencyFactory(name="Never", partnerships=[partnership])

    (told,) = json.loads(run("--json", "--as-at", "2026-11-21"))

    (one,) = told["points"]
    cells = {cell["agency"]: cell for cell in one["agencies"]}
    assert (told["partnership"], told["as_at"], one["title"]) == ("exampleshire", "2026-11-21", point.title)
    assert cells["Never"] == {"agency": "Never", "state": "never", "layers": []}
    training, cascade = cells[agency.name]["layers"]
    assert (training["people"], training["last"], training["last_as_stated"]) == (3, "2026-05-01", "May 2026")
    assert (cascade["people"], cascade["returns_awaited"], cascade["state"]) == (None, 1, "awaiting")


def test_people_are_told_in_lines(partnership, point, agency, pass_on):
    LearningPointFactory(partnership=partnership, title="Never told")
    pass_on(came=3, date_as_stated="May 2026")

    lines = run("--as-at", "2026-11-21").splitlines()

    assert f"    {agency.name}: training: 3 people, last May 2026, taught" in lines
    assert "Never passed on: 1, and 0 awaiting a return" in lines


def test_one_partnership_can_be_asked_for(partnership, other_partnership):
    (told,) = json.loads(run("--json", "--partnership", "otherton"))

    assert told["partnership"] == "otherton"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--as-at", "31.02.2026"], "“31.02.2026” is not a date. Write it as 2026-03-31."),
        (["--partnership", "nowhere"], "There is no partnership “nowhere”. Those with a site here: exampleshire."),
    ],
    ids=["no date", "no partnership"],
)
def test_what_cannot_be_read_is_said(arguments, message, partnership):
    with pytest.raises(CommandError) as refused:
        run(*arguments)

    assert str(refused.value) == message
