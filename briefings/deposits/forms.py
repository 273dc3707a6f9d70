"""What an editor chooses and confirms before a deposit is made ready, and when it was sent."""

from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateInput
from wagtail.documents.widgets import AdminDocumentChooser

from briefings.deposits.files import is_report, items_to_offer
from learning.models import PackItem, ReviewPage
from media.models import Document


class PrepareDepositForm(forms.Form):
    """`documents` has what was chosen, in the pack's order, the other file last."""

    items = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Files of the learning pack"),
        queryset=PackItem.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    other: forms.ModelChoiceField[Document] = forms.ModelChoiceField(
        label=gettext_lazy("Another file"),
        queryset=Document.objects.all(),
        required=False,
        widget=AdminDocumentChooser,
        help_text=gettext_lazy("One that is held here and not in the pack: the report of an anonymous review."),
    )
    may_be_kept = forms.BooleanField(
        label=gettext_lazy("The publisher agrees that the repository keeps it."),
        error_messages={"required": gettext_lazy("Ask the publisher first, then tick this.")},
    )
    tells_nothing = forms.BooleanField(
        label=gettext_lazy("I have read the files. Nothing in them says whose review it is, or who anybody in it is."),
        error_messages={"required": gettext_lazy("Read the files to the end, then tick this.")},
    )

    def __init__(self, data: Any = None, *, review: ReviewPage) -> None:
        super().__init__(data)
        offered = items_to_offer(review)
        items = cast("forms.ModelMultipleChoiceField[PackItem]", self.fields["items"])
        items.queryset = PackItem.objects.filter(pk__in=[item.pk for item in offered]).select_related("document")
        items.initial = [item.pk for item in offered if is_report(item)]
        items.label_from_instance = _label  # type: ignore[assignment, method-assign]  # as Django documents it
        if not review.is_anonymous:
            del self.fields["tells_nothing"]
        if not offered:
            del self.fields["items"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        chosen = [item.document for item in said.get("items") or []]
        other = said.get("other")
        if other is not None and not other.is_ready:
            self.add_error("other", _("This file is not ready to be given to anybody."))
        elif other is not None and other not in chosen:
            chosen.append(other)
        if not chosen and not self.errors:
            self.add_error("items" if "items" in self.fields else "other", _("Choose at least one file."))
        said["documents"] = chosen
        return said


def _label(item: PackItem) -> str:
    return f"{item.get_kind_display()}: {item.title}"


class SentForm(forms.Form):
    sent_on = forms.DateField(label=gettext_lazy("Sent on"), widget=AdminDateInput)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"sent_on": timezone.localdate()})
