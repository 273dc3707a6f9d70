"""The pages of a session's pack: for trainers of the partnership, each thing once, in plain words."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.accounts import UserFactory
from tests.factories.learning import LearningPointFactory
from tests.factories.training import SessionPlanFactory, TrainingEventFactory
from tests.training.session_packs.conftest import part
from training.domain.feedback import open_round
from training.domain.session_packs import CannotMakePack, make_edition
from training.enums import FeedbackMoment
from training.models import SessionEdition, SessionPlan

pytestmark = pytest.mark.django_db


@pytest.fixture
def trainer(client):
    client.force_login(UserFactory(group="Trainers"))
    return client


def words(response):
    return " ".join(response.content.decode().split())


def test_a_trainer_makes_an_edition_and_downloads_it(trainer, session):
    url = reverse("session_pack", args=[session.plan.pk])
    assert "Make edition 1 (" in words(trainer.get(url))

    made = trainer.post(url, follow=True)

    assert made.redirect_chain[-1][0] == reverse("session_edition", args=[session.plan.pk, 1])
    assert "To edition 1" in words(trainer.get(url))
    answer = trainer.get(reverse("session_edition_zip", args=[session.plan.pk, 1]))
    sent = answer.getvalue()
    names = zipfile.ZipFile(io.BytesIO(sent)).namelist()
    assert names[:3] == ["README.txt", "manifest.json", "01 Slides with notes.pptx"]
    again = trainer.get(answer.request["PATH_INFO"], headers={"If-None-Match": answer["ETag"]})
    assert (len(names), again.status_code) == (11, 304)
    part_of_it = trainer.get(answer.request["PATH_INFO"], headers={"Range": "bytes=100-199"})
    assert (part_of_it.status_code, part_of_it.getvalue()) == (206, sent[100:200])


def test_an_older_edition_says_that_there_is_a_newer_one(trainer, session):
    make_edition(session.plan, by=None)
    session.plan.title = "Seeing every child"
    session.plan.save()
    make_edition(session.plan, by=None)

    page = words(trainer.get(reverse("session_edition", args=[session.plan.pk, 1])))

    assert "There is a newer edition." in page
    assert "before you deliver this" in page


def test_why_a_pack_cannot_be_made_is_said_on_its_page(trainer, session, monkeypatch):
    def refuse(*_asked, **_wishes):
        raise CannotMakePack("The deck “Neglect 2024” is damaged.")

    monkeypatch.setattr("training.session_packs.views.make_edition", refuse)

    answer = trainer.post(reverse("session_pack", args=[session.plan.pk]))

    assert answer.status_code == 422
    assert "The deck “Neglect 2024” is damaged." in words(answer)


def test_old_and_new_words_stand_side_by_side_and_one_is_chosen(trainer, session):
    session.point.found = "Nobody asked him."
    session.point.save()
    url = reverse("session_plan_changes", args=[session.plan.pk])
    page = words(trainer.get(url))
    assert ("Nobody asked.</p>" in page, "Nobody asked him.</p>" in page) == (True, True)

    kept = trainer.post(url, {"change": f"segment-{session.point_part.pk}", "decision": "keep"}, follow=True)

    assert "“Ask the child” stays as it is in your plan." in words(kept)
    assert "Nothing that this plan uses has changed." in words(kept)


@pytest.mark.parametrize("decision", ["", "nonsense", "take_out"])
def test_a_decision_that_makes_no_sense_is_told(trainer, session, decision):
    session.point.found = "Nobody asked him."
    session.point.save()
    url = reverse("session_plan_changes", args=[session.plan.pk])

    page = words(trainer.post(url, {"change": f"segment-{session.point_part.pk}", "decision": decision}, follow=True))

    assert "callout--stop" in page
    assert "It has been reworded since you took it." in page


def test_a_copy_is_the_trainers_own(trainer, session):
    trainer.post(reverse("session_plan_clone", args=[session.plan.pk]))

    copy = SessionPlan.objects.get(parent=session.plan)
    assert copy.owner_id == int(trainer.session["_auth_user_id"])


@pytest.mark.parametrize("name", ["session_pack", "session_plan_changes", "session_plan_clone"])
def test_a_plan_of_another_partnership_is_not_found(trainer, partnership, other_partnership, name):
    plan = SessionPlanFactory(partnership=other_partnership)

    assert trainer.post(reverse(name, args=[plan.pk])).status_code == 404
    assert not SessionEdition.objects.exists()


def test_the_next_event_of_the_plan_comes_first_with_its_own_code(trainer, session):
    soon, later = timezone.localdate() + timedelta(days=7), timezone.localdate() + timedelta(days=70)
    fields = {"partnership": session.plan.partnership, "plan": session.plan, "status": "planned"}
    far, near = (TrainingEventFactory(date_as_stated=str(day), **fields) for day in (later, soon))
    TrainingEventFactory(date_as_stated=str(soon), **(fields | {"status": "cancelled"}))
    TrainingEventFactory(date_as_stated=str(soon), **(fields | {"plan": None}))
    open_round(near, FeedbackMoment.AFTER, opens_on=soon, closes_on=later, by=None)

    response = trainer.get(reverse("session_pack", args=[session.plan.pk]))

    assert [(event.pk, event.asks) for event in response.context["events"]] == [(near.pk, True), (far.pk, False)]
    page = response.content.decode()
    assert f'href="/training/events/{near.pk}/feedback/after/sheet.pdf"' in page
    assert f'href="/training/events/{far.pk}/feedback/"' in page


@pytest.mark.parametrize("many", [1, 8])
def test_the_page_asks_as_much_for_many_parts(trainer, session, many, django_assert_num_queries):
    for _each in range(many):
        part(session.plan, "point", point=LearningPointFactory(partnership=session.plan.partnership))
    url = reverse("session_pack", args=[session.plan.pk])
    trainer.get(url)

    with django_assert_num_queries(31):
        trainer.get(url)
