"""What an editor is asked when starting summaries of national reviews."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from briefings.domain.source_headings import EARLIEST_YEAR, SourceHeading
from briefings.domain.starting_summaries import PastedLine, read_list, summaries_by_key
from briefings.models import NationalIndexPage

MOST_PASTED = 400_000  # characters: 500 lines with long addresses


class _ListChoice(forms.ModelChoiceField):
    """Names the site beside the list: on an install with several, each list may be called the same."""

    def label_from_instance(self, obj: NationalIndexPage) -> str:
        return f"{obj.title}: {obj.get_parent().title}"


class _ForAList(forms.Form):
    """Asks which list of national learning it is for, where there are several. `lists`: those its editor may add to."""

    index = _ListChoice(
        label=gettext_lazy("Where it goes"), queryset=NationalIndexPage.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, lists: QuerySet[NationalIndexPage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["index"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the types
        field.queryset = lists
        self.order_fields([name for name in self.fields if name != "index"])
        if len(lists) == 1:
            field.widget = forms.HiddenInput()
            field.initial = lists[0].pk


class StartSummaryForm(_ForAList):
    """The source of one: linked and described, never held here. There is nowhere to put its file."""

    name = forms.CharField(label=gettext_lazy("Name of the report"), max_length=300)
    publisher = forms.CharField(
        label=gettext_lazy("Publisher"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("As the report names it. For one published anonymously write “Anonymous”."),
    )
    year = forms.IntegerField(label=gettext_lazy("Year"), required=False, min_value=EARLIEST_YEAR)
    url = forms.URLField(
        label=gettext_lazy("Where it is"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=gettext_lazy("Its web address. The report stays with its publisher: it is linked, never uploaded."),
    )

    def clean_year(self) -> int | None:
        year: int | None = self.cleaned_data["year"]
        if year and year > timezone.localdate().year + 1:
            raise forms.ValidationError(_("%(year)d cannot be the year of a report.") % {"year": year})
        return year

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            held = summaries_by_key(cleaned["index"]).get(self.heading.key)
            if held:
                self.add_error("name", _("It is here already: “%(title)s”.") % {"title": held.title})
        return cleaned

    @property
    def heading(self) -> SourceHeading:
        said = self.cleaned_data
        return SourceHeading(said["year"], said["publisher"], said["name"], said["url"])


class PasteSummariesForm(_ForAList):
    """A list, a report a line. `lines` is what was read once it is valid; a line that cannot be read does not lose the rest."""

    pasted = forms.CharField(
        label=gettext_lazy("The list"),
        max_length=MOST_PASTED,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy(
            "One report a line: year – publisher – name, and its web address behind it if you have it."
        ),
    )
    lines: list[PastedLine]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.lines = []
        if not self.errors:
            try:
                self.lines = read_list(cleaned["pasted"], cleaned["index"])
            except forms.ValidationError as error:
                self.add_error("pasted", error)
        return cleaned

    @property
    def unreadable(self) -> list[PastedLine]:
        return [line for line in self.lines if line.problem]

    @property
    def new(self) -> list[PastedLine]:
        return [line for line in self.lines if line.is_new]
