"""Withdrawing documents and slides: what readers see instead, and the desk's forms."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.documents.widgets import AdminDocumentChooser
from wagtail.permissions import policy_registry

from media.domain.holdings import holdings_of
from media.domain.withdrawals import (
    CannotWithdraw,
    copies_of,
    restore_document,
    withdraw_document,
    withdraw_slide,
)
from media.models import Document, Slide
from media.permissions import may_know_of, may_read

GONE = 410


class WithdrawDocumentForm(forms.Form):
    """Why, for readers, and what they should use instead."""

    why = forms.CharField(
        label=gettext_lazy("Why, for readers"),
        max_length=300,
        help_text=gettext_lazy(
            "One plain sentence, shown to everybody who asks for the file. Say nothing that must not be known."
        ),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    replaced_by: forms.ModelChoiceField = forms.ModelChoiceField(
        label=gettext_lazy("What takes its place"),
        queryset=Document.objects.all(),
        required=False,
        widget=AdminDocumentChooser,
        help_text=gettext_lazy("If there is a corrected file, upload it first and choose it here."),
    )

    def __init__(self, document: Document, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["replaced_by"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared so above
        field.queryset = Document.objects.filter(withdrawn_at=None).exclude(pk=document.pk)


class WithdrawSlideForm(forms.Form):
    """Why, for readers, and where else the same slide goes."""

    why = forms.CharField(
        label=gettext_lazy("Why, for readers"),
        max_length=300,
        help_text=gettext_lazy(
            "One plain sentence. It stands on the slide that takes its place, in the downloaded file too."
        ),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    copies = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Withdraw it there too"),
        queryset=Slide.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, copies: list[Slide], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["copies"] = [one.pk for one in copies]
        field = self.fields["copies"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101 - declared so above
        field.queryset = Slide.objects.filter(pk__in=[one.pk for one in copies]).select_related("document")
        field.label_from_instance = _where_it_is  # type: ignore[assignment]  # Django's own way to name a choice
        if not copies:
            del self.fields["copies"]


def withdrawn_stub(request: HttpRequest, document: Document) -> HttpResponse | None:
    """What a reader gets who asks for a document that was withdrawn; None for others, and for one that was not."""
    if not document.is_withdrawn or not may_know_of(document, request):
        return None
    newer = document.superseded_by
    context = {
        "document": document,
        "newer": newer if newer is not None and may_read(newer, request) else None,
    }
    response = render(request, "media/withdrawn.html", context, status=GONE)
    response["Cache-Control"] = "private, no-cache"
    return response


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """The desk's form: where the document is held, why it goes, what takes its place."""
    document = _changeable(request, pk)
    form = WithdrawDocumentForm(document, request.POST or None)
    if request.method == "POST" and form.is_valid():
        withdraw_document(
            document, why=form.cleaned_data["why"], replaced_by=form.cleaned_data["replaced_by"], by=_who(request)
        )
        messages.success(request, _("“%(title)s” is withdrawn. Nobody can have it now.") % {"title": document.title})
        return redirect("wagtaildocs:edit", document.pk)
    context = {"document": document, "form": form, "holdings": holdings_of(document), "header_icon": "warning"}
    return render(request, "media/admin/withdraw.html", context | {"page_title": _("Withdraw a document")})


@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Lets readers have the document again."""
    document = restore_document(_changeable(request, pk), by=_who(request))
    messages.success(request, _("“%(title)s” can be had again.") % {"title": document.title})
    return redirect("wagtaildocs:edit", document.pk)


def withdraw_one_slide(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The desk's form for one slide of a deck."""
    document = _changeable(request, pk)
    slide = get_object_or_404(Slide, document=document, number=number)
    copies = [one for one in copies_of(slide) if _may_change(request, one.document)]
    form = WithdrawSlideForm(copies, request.POST or None)
    if request.method == "POST" and form.is_valid():
        _withdraw_all(request, [slide, *form.cleaned_data.get("copies", [])], form.cleaned_data["why"])
        return redirect("wagtaildocs:edit", document.pk)
    context = {"document": document, "slide": slide, "form": form, "holdings": holdings_of(document)}
    return render(
        request,
        "media/admin/withdraw.html",
        context | {"page_title": _("Withdraw a slide"), "header_icon": "warning"},
    )


def _withdraw_all(request: HttpRequest, slides: list[Slide], why: str) -> None:
    for slide in slides:
        try:
            withdraw_slide(slide, why=why, by=_who(request))
        except CannotWithdraw as refusal:
            messages.error(request, f"{_where_it_is(slide)}: {refusal}")
        else:
            messages.success(request, _("%(slide)s is withdrawn.") % {"slide": _where_it_is(slide)})


def _where_it_is(slide: Slide) -> str:
    return _("Slide %(number)d of “%(deck)s”") % {"number": slide.number, "deck": slide.document.title}


def _changeable(request: HttpRequest, pk: int) -> Document:
    document = get_object_or_404(Document, pk=pk)
    if not _may_change(request, document):
        raise PermissionDenied
    return document


def _who(request: HttpRequest) -> AbstractBaseUser | None:
    return request.user if request.user.is_authenticated else None


def _may_change(request: HttpRequest, document: Document) -> bool:
    policy = policy_registry.get_by_type(Document)
    return bool(policy.user_has_permission_for_instance(request.user, "change", document))
