"""What a reader may ask of the board."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from training.enums import RecipientState
from training.filter_forms import EVERYTHING, FilterForm, choice_of
from training.queries.cascade_board import BoardRow


class BoardFilterForm(FilterForm):
    """Agencies in one state, or of one kind."""

    state = choice_of(gettext_lazy("Where it is"), RecipientState.choices)
    kind = choice_of(gettext_lazy("Kind of agency"))

    def __init__(self, request: HttpRequest, rows: list[BoardRow]) -> None:
        self.rows = rows
        super().__init__(request)

    def fill_choices(self) -> None:
        kinds = sorted({row.kind_name for row in self.rows})
        self.fields["kind"].choices = [EVERYTHING, *((kind, kind) for kind in kinds)]  # type: ignore[attr-defined]

    def fitting(self) -> list[BoardRow]:
        state, kind = self.asked["state"], self.asked["kind"]
        return [row for row in self.rows if (not state or row.state == state) and (not kind or row.kind_name == kind)]
