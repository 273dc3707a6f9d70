"""What can stand in the way of an import that is read well, with a sentence for the person at the screen."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from training.errors import TrainingError

if TYPE_CHECKING:
    from training.models import AttendanceImport


class ImportNotOpen(TrainingError):
    """It is being imported, was imported, or was taken back."""

    def __init__(self, one: "AttendanceImport") -> None:
        super().__init__(
            _("“%(file)s”: %(state)s. Nothing was done a second time.")
            % {"file": one, "state": one.get_state_display().lower()}
        )


class NothingToImport(TrainingError):
    """No row of the file would change anything."""

    def __init__(self) -> None:
        super().__init__(_("There is nothing to import: no row is new and none changes anything."))


class RowsInError(TrainingError):
    """Some rows cannot be taken, and nobody has said what is to become of them."""

    def __init__(self, count: int) -> None:
        super().__init__(
            _("%(count)d rows cannot be taken. Mend them in the file, or say that they are to be kept back.")
            % {"count": count}
        )


class ImportNotDone(TrainingError):
    """Only what was imported can be taken back."""

    def __init__(self, one: "AttendanceImport") -> None:
        super().__init__(
            _("“%(file)s”: %(state)s. There is nothing to take back.")
            % {"file": one, "state": one.get_state_display().lower()}
        )
