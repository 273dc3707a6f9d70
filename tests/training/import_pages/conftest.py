"""A training manager at the site, and files to hand in."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories.accounts import UserFactory
from tests.factories.learning import AgencyFactory
from training.models import AttendanceImport

HEADINGS = ["Event", "Date", "Agency", "Booked", "Came"]
GOOD = ["Neglect", "12 March 2025", "Exampleshire Police", "6", "5"]


@pytest.fixture
def police(partnership):
    return AgencyFactory(name="Exampleshire Police", partnerships=[partnership])


@pytest.fixture
def manager(home):
    return UserFactory(group="Training managers")


class Desk:
    """What a training manager does at the site. Background work is done at once."""

    def __init__(self, person, callbacks):
        self.client, self._callbacks = Client(), callbacks
        self.client.force_login(person)

    def upload(self, *rows, headings=HEADINGS, name="attendance.csv", content=None):
        """Hands in a CSV with these rows, or `content`; what comes back is the import, or the page if it was refused."""
        text = io.StringIO()
        csv.writer(text).writerows([headings, *rows] if headings else rows)
        file = SimpleUploadedFile(name, text.getvalue().encode() if content is None else content)
        response = self.client.post("/training/imports/", {"file": file})
        return AttendanceImport.objects.latest("pk") if response.status_code == 302 else response

    def post(self, one, what, **said):
        with self._callbacks(execute=True):
            return self.client.post(f"/training/imports/{one.pk}/{what}/", said)

    def match(self, one, row=1, sheet="", **columns):
        """Chooses columns, by default the usual ones."""
        usual = dict(zip(("event", "date", "agency", "booked", "came"), range(5), strict=True))
        return self.post(one, "columns", sheet=sheet, row=row, **(columns or usual))

    def look(self, one, **asked):
        return self.client.get(f"/training/imports/{one.pk}/", asked).content.decode()

    def imported(self, *rows, **said):
        """A file all the way in."""
        one = self.upload(*rows, **said)
        self.match(one)
        self.post(one, "start", keep_back="yes")
        one.refresh_from_db()
        return one


@pytest.fixture
def desk(manager, police, django_capture_on_commit_callbacks):
    return Desk(manager, django_capture_on_commit_callbacks)
