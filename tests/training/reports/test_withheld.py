"""Small numbers are told to nobody but the trainer, and can be worked out from nothing that is told."""

import pytest

from tests.factories.learning import LearningPointFactory
from tests.factories.training import TrainingEventFactory
from tests.training.reports.conftest import rows, table
from training.enums import EventKind, HasDone, QuoteState
from training.models import FeedbackQuote
from training.queries.distributions import Distribution
from training.reports.withheld import answers, too_few

pytestmark = pytest.mark.django_db
HIDDEN = "not shown"
BY_AGENCY = "People who came, by agency"


def everything(report):
    """All that is said in it, as one text."""
    told = [section.words + section.limits for section in report.sections]
    told += [[table.caption, *table.headings] for section in report.sections for table in section.tables]
    told += [row for section in report.sections for table in section.tables for row in table.shown()]
    told += [
        [bar.label, bar.note, str(bar.parts)]
        for section in report.sections
        for t in section.tables
        if t.chart
        for bar in t.chart.bars
    ]
    told += [[name, value] for name, value in report.facts]
    return "\n".join(" ".join(line) for line in told)


def test_four_answers_are_told_to_nobody_and_five_are(event, answer, report, point):
    answer(event, "before", [{point: 2}] * 4)
    answer(event, "after", [{point: 4}] * 5)

    assert rows(report(), "Confidence") == {
        "Before": ["0"] * 9,
        "At the end": ["5", "0", "0", "0", "5", "0", "5", "4.0", "4.0"],
        "6 to 12 weeks later": ["0"] * 9,
    }


def test_one_person_who_answers_about_six_points_is_one_person(event, answer, report, partnership):
    points = [LearningPointFactory(partnership=partnership) for _n in range(6)]
    answer(event, "after", [dict.fromkeys(points, 3)])

    assert "Nobody has been asked about these sessions, or too few have answered." in everything(report())


def test_what_few_said_of_one_session_is_in_no_sum_with_another(event, answer, report, point, partnership):
    """Forty-eight people counted of fifty-two would tell that four answered, and the sums nearly what."""
    other = TrainingEventFactory(partnership=partnership)
    answer(event, "after", [{point: 4}] * 6)
    answer(other, "after", [{point: 1}] * 4)

    assert rows(report(), "Confidence")["At the end"][:7] == ["6", "0", "0", "0", "6", "0", "6"]


def test_a_point_with_few_answers_cannot_be_taken_from_the_others(event, answer, report, partnership):
    few, some, many = (LearningPointFactory(partnership=partnership, title=title) for title in ("Few", "Some", "Many"))
    answer(event, "after", [{few: 1, some: 5, many: 5}] * 2 + [{some: 4, many: 4}] * 5 + [{many: 3}] * 5)

    shown = rows(report(), "Mean confidence")

    assert {title: row[2:4] for title, row in shown.items()} == {
        "Few": [HIDDEN, HIDDEN],
        "Some": [HIDDEN, HIDDEN],
        "Many": ["12", "3.8"],
    }


def test_no_change_is_told_where_one_of_the_two_is_hidden(event, answer, report, point):
    answer(event, "before", [{point: 2}] * 3)
    answer(event, "after", [{point: 4}] * 6)

    assert rows(report(), "Mean confidence")[point.title] == ["0", "", "6", "4.0", "0", "", "", ""]


def test_in_public_a_small_part_is_hidden_with_another_and_with_the_mean():
    told = answers(Distribution((1, 0, 6, 9, 0)), 16, is_public=True)

    assert told == [too_few(), 0, too_few(), 9, 0, 16, too_few(), too_few()]


def test_in_public_the_means_of_the_points_do_not_give_the_mean_of_all_away(event, answer, report, point):
    """One learning point: its mean is that of all, from which the one who chose 1 and the six who chose 3 follow."""
    answer(event, "before", [{point: 2}] * 8)
    answer(event, "after", [{point: 1}] + [{point: 3}] * 6 + [{point: 4}] * 9)

    public, signed_in = (
        rows(report(is_public=is_public), "Mean confidence")[point.title] for is_public in (True, False)
    )

    assert public == ["8", "2.0", "16", HIDDEN, "0", "", "", ""]
    assert signed_in == ["8", "2.0", "16", "3.4", "0", "", "1.4", ""]


@pytest.mark.parametrize("done", [{HasDone.YES: 4}, {HasDone.YES: 2, HasDone.PARTLY: 2}], ids=str)
def test_what_four_people_did_is_told_to_nobody(event, answer, report, done):
    for state, people in done.items():
        answer(event, "later", [{}] * people, has_done=state)

    assert (
        "Nobody has been asked weeks later, or too few have answered, whether they did what they meant to."
        in everything(report())
    )


# For publication -----------------------------------------------------------------------------------------------
@pytest.fixture
def leaky(pass_on, agencies):
    """Two people of one agency, who could be taken from the totals; and three at a kind of event of its own."""
    police, schools, housing, probation = agencies
    pass_on(kind=EventKind.COURSE, agency=police, came=40, booked=42)
    pass_on(kind=EventKind.COURSE, agency=schools, came=23, booked=23)
    pass_on(kind=EventKind.LEARNING_EVENT, agency=probation, came=2, booked=2)
    pass_on(kind=EventKind.TEAM_BRIEFING, agency=housing, came=3)


def test_signed_in_all_of_it_is_told(leaky, report):
    assert rows(report(), BY_AGENCY)["Probation"] == ["2", "", "", "0", "0"]


def test_in_public_agencies_with_few_are_not_named_and_not_alone(leaky, report):
    public = report(is_public=True)

    assert rows(public, BY_AGENCY) == {"Police": ["40", "", ""]}
    told = everything(public)
    assert [name for name in ("Probation", "Housing", "Schools") if name in told] == []
    assert "3 agencies are not named" in table(public, BY_AGENCY).caption


def test_in_public_no_total_gives_a_kind_of_event_away(leaky, report):
    public = report(is_public=True)

    people = {kind: row[1] for kind, row in rows(public, "Events held, by kind").items()}
    assert people == {
        "Multi-agency course": HIDDEN,
        "Learning event": HIDDEN,
        "Single-agency session": "0",
        "Team briefing": HIDDEN,
        "Cascade": "0",
    }
    assert rows(public, "Training, briefings and cascades")["People who came"] == ["65", HIDDEN, "0"]


def test_in_public_the_two_who_booked_and_stayed_away_are_in_no_share(leaky, report):
    public, signed_in = report(is_public=True), report()

    came = "Came, of those booked"
    assert rows(signed_in, "Three figures")[came] == ["65", "67", "97", "3"]
    assert rows(public, "Three figures")[came] == [HIDDEN, HIDDEN, HIDDEN, "3"]


def test_in_public_the_agency_asked_about_is_not_named(leaky, manager, agencies):
    probation = agencies[-1]
    page = manager.get(f"/coverage/report/?public=1&agency={probation.pk}").context["report"]

    assert probation.name not in everything(page)
    assert "one agency, not named here" in everything(page)
    assert rows(page, "Training, briefings and cascades")["People who came"][0] == HIDDEN


def test_what_waits_to_be_looked_at_is_in_no_format(event, answer, manager):
    answer(event, "later", [{}] * 6, words={"What did you do?": "Told Mrs Smith."})
    FeedbackQuote.objects.filter(pk=FeedbackQuote.objects.first().pk).update(state=QuoteState.HIDDEN)

    for path in ("/", ".csv"):
        response = manager.get(f"/coverage/report{path}")
        body = response.getvalue() if response.streaming else response.content
        assert b"Smith" not in body
