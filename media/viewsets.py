"""The admin's listing of documents, and what it says of one that cannot be deleted."""

from typing import Any

import django_filters
from django.contrib import messages
from django.db.models import Case, IntegerField, ProtectedError, Q, QuerySet, When
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.defaultfilters import filesizeformat
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.documents.views import documents, multiple
from wagtail.documents.views.bulk_actions import DeleteBulkAction
from wagtail.permissions import policy_registry

from media.domain.words import words_kept_of
from media.enums import AccessibilityStatus, CopyState, DocumentFormat
from media.models import Document


class DocumentFilterSet(documents.DocumentsFilterSet):
    format = django_filters.MultipleChoiceFilter(
        choices=DocumentFormat.choices, label=gettext_lazy("Format"), widget=CheckboxSelectMultiple
    )
    source = django_filters.MultipleChoiceFilter(
        choices=Document.Source.choices, label=gettext_lazy("Source"), widget=CheckboxSelectMultiple
    )

    class Meta(documents.DocumentsFilterSet.Meta):
        fields: list[str] = []


class DocumentIndexView(documents.IndexView):
    """Wagtail's listing, with what each file is, how large, and where it comes from."""

    filterset_class = DocumentFilterSet

    @cached_property
    def columns(self) -> list[Column]:
        columns = list(super().columns)
        created = next(place for place, column in enumerate(columns) if column.name == "created_at")
        columns[created:created] = [
            Column("format", label=gettext_lazy("Format"), accessor=_format_of),
            Column("size", label=gettext_lazy("Size"), accessor=_size_of),
            Column("source", label=gettext_lazy("Source"), accessor="get_source_display"),
        ]
        return columns


class DocumentEditView(documents.EditView):
    """Wagtail's form, with what was found in the file: what readers get, what it carried unseen, what to mend."""

    template_name = "media/admin/document_edit.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        document = self.object
        pictured = document.slides.exclude(picture="").count() if document.is_deck else 0
        return super().get_context_data(**kwargs) | {
            "pictured": pictured,
            "is_at_work": document.copy_state == CopyState.WAITING or pictured < (document.slide_count or 0),
            "hidden_items": document.hidden_data,
            "words": words_kept_of(document).first(),
            "problems": document.accessibility_problems,
            "slides": document.slides.all() if document.is_deck else [],
        }


class DecksToMendView(ReportView):
    """Slide decks, worst first: those nobody can have, then those hardest to read."""

    model = Document
    page_title = gettext_lazy("Slide decks to mend")
    header_icon = "warning"
    index_url_name = "decks_to_mend"
    index_results_url_name = "decks_to_mend_results"
    any_permission_required = {"add", "change"}
    is_searchable = False
    list_export = ["title", "accessibility", "copy_state", "accessibility_weight"]

    @cached_property
    def permission_policy(self) -> Any:
        return policy_registry.get_by_type(Document)

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("title", label=gettext_lazy("Deck"), url_name="wagtaildocs:edit", width="25%"),
            Column("copy_state", label=gettext_lazy("What readers get"), accessor="get_copy_state_display"),
            Column("accessibility", label=gettext_lazy("Accessibility"), accessor="get_accessibility_display"),
            Column("problems", label=gettext_lazy("To mend"), accessor=lambda deck: len(deck.accessibility_problems)),
            Column("worst", label=gettext_lazy("First"), accessor=_worst),
        ]

    def get_queryset(self) -> QuerySet[Document]:
        mine = self.permission_policy.instances_user_has_any_permission_for(self.request.user, ["add", "change"])
        decks = mine.filter(format=DocumentFormat.PPTX)
        unsound = Q(copy_state__in=[CopyState.NONE, CopyState.WAITING]) | Q(
            accessibility=AccessibilityStatus.NEEDS_WORK
        )
        kept_back = Case(When(copy_state=CopyState.NONE, then=0), default=1, output_field=IntegerField())
        return decks.filter(unsound).order_by(kept_back, "-accessibility_weight", "title", "pk")


class DocumentDeleteView(documents.DeleteView):
    """Wagtail's deletion, which says why when something still uses the document."""

    def form_valid(self, form: Any) -> HttpResponse:
        if self.usage and self.usage.is_protected:
            return self._explain()
        try:
            return super().form_valid(form)
        except ProtectedError:
            return self._explain()

    def _explain(self) -> HttpResponse:
        messages.error(self.request, in_use_sentence(self.object))
        return redirect("wagtaildocs:document_usage", self.object.pk)


class UploadedDocumentDeleteView(multiple.DeleteView):
    """The same beside a document just uploaded, which a page may have taken up since."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().post(request, *args, **kwargs)
        except ProtectedError:
            return JsonResponse({"success": False, "error_message": in_use_sentence(self.object)}, status=409)


class DocumentsDeleteAction(DeleteBulkAction):
    """The same for several at once: none is deleted while one of them is used."""

    def prepare_action(self, objects: list[Document], objects_without_access: list[Document]) -> HttpResponse | None:
        used = [document for document in objects if self.object_references[document].is_protected]
        return self._explain([in_use_sentence(document) for document in used]) if used else None

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except ProtectedError:  # used since Wagtail last looked
            return self._explain([_("One of these documents is used, so none was deleted. Delete them one at a time.")])

    def _explain(self, sentences: list[str]) -> HttpResponse:
        for sentence in sentences:
            messages.error(self.request, sentence)
        return redirect("wagtaildocs:index")


def _worst(deck: Document) -> str:
    if deck.copy_problem:
        return deck.copy_problem
    return deck.accessibility_problems[0]["sentence"] if deck.accessibility_problems else ""


def in_use_sentence(document: Document) -> str:
    """Why the document stays, and what to do."""
    return _(
        "“%(title)s” is used, so it cannot be deleted. Take it out where it is used (listed here under Usage), then delete it."
    ) % {"title": document.title}


def _format_of(document: Document) -> str:
    name = document.get_format_display() or _("Not known")
    if document.slide_count is None:
        return name
    slides = ngettext("%(count)d slide", "%(count)d slides", document.slide_count) % {"count": document.slide_count}
    return f"{name}, {slides}"


def _size_of(document: Document) -> str:
    return filesizeformat(document.file_size) if document.file_size is not None else _("Not known")
