"""An import from the command line stands among the others, and is taken back as they are."""

import io

import pytest
from django.core.management import CommandError, call_command

from training.enums import ImportState
from training.models import Attendance, AttendanceImport, TrainingEvent

from .conftest import GOOD

pytestmark = pytest.mark.django_db


@pytest.fixture
def import_rows(partnership, police, tmp_path):
    """Imports rows from a file by the command; what it says."""

    def run(*rows, **options):
        file = tmp_path / "past.csv"
        file.write_text("\n".join(["Event,Date,Agency,Booked,Came", *(",".join(map(str, row)) for row in rows)]))
        out = io.StringIO()
        call_command("import_attendance", file, partnership=partnership.slug, stdout=out, **options)
        return out.getvalue()

    return run


def test_what_the_command_imported_is_taken_back_on_its_page(import_rows, desk, manager):
    told = import_rows(GOOD, by=manager.email)
    one = AttendanceImport.objects.get()
    assert told.rstrip().endswith(f"To take it back: /training/imports/{one.pk}/ on the site.")
    assert (one.name, one.state, one.uploaded_by, one.rows_done) == ("past.csv", ImportState.DONE, manager, 1)
    assert "past.csv" in desk.look(one)

    desk.post(one, "take-back")

    one.refresh_from_db()
    assert one.state == ImportState.UNDONE
    assert not TrainingEvent.objects.exists()
    assert not Attendance.objects.exists()


def test_an_import_that_wrote_nothing_leaves_nothing(import_rows):
    import_rows(GOOD)

    import_rows(GOOD)
    import_rows(["Another", *GOOD[1:]], dry_run=True)
    with pytest.raises(CommandError):
        import_rows(["Another", "no day", *GOOD[2:]])

    assert AttendanceImport.objects.count() == 1
