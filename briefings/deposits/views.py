"""Where an editor prepares a review's deposit, takes the package, and a moderator notes that it was sent."""

from typing import Any, cast

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from briefings.deposits.checking import gaps_of, tells_on
from briefings.deposits.errors import DepositError
from briefings.deposits.forms import PrepareDepositForm, SentForm
from briefings.deposits.package import package_name, package_of
from briefings.deposits.recording import changes_since, documents_of, is_whole, mark_sent, prepare_deposit
from briefings.models import DepositSettings, RepositoryDeposit
from briefings.resumable import send_zip
from learning.models import Partnership, ReviewPage


def deposit(request: HttpRequest, page_id: int) -> HttpResponse:
    """What is missing, what was deposited before and has changed since, and the form that makes a new package ready."""
    review: ReviewPage = get_object_or_404(ReviewPage.objects.select_related("publisher"), pk=page_id)
    if not review.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    settings, partnership = _settings_of(review)
    form = PrepareDepositForm(request.POST or None, review=review)
    if form.is_valid():
        try:
            prepare_deposit(
                review, form.cleaned_data["documents"], settings, partnership, by=cast(AbstractBaseUser, request.user)
            )
        except DepositError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The package is ready. Take it, then send it with the mail below."))
            return redirect("deposit", review.pk)
    return render(request, "wagtailadmin/briefings/deposit.html", _context(request, review, form))


def _context(request: HttpRequest, review: ReviewPage, form: PrepareDepositForm) -> dict[str, Any]:
    settings, partnership = _settings_of(review)
    deposits = list(review.deposits.select_related("prepared_by", "sent_by"))
    for one in deposits:
        one.review = review
    newest = deposits[0] if deposits else None
    documents = form.cleaned_data.get("documents", []) if form.is_bound else documents_of(newest)
    return {
        "review": review,
        "form": form,
        "gaps": gaps_of(review, settings, partnership),
        "telling": tells_on(documents, review, partnership) if review.is_anonymous else [],
        "newest": newest,
        "is_whole": newest is not None and is_whole(newest),
        "changes": changes_since(newest, settings, partnership) if newest else [],
        "deposits": deposits,
        "sent_form": SentForm(),
        "may_mark_sent": review.permissions_for_user(request.user).can_publish(),
        "icon": "mail",
    }


@require_safe
def deposit_zip(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The package, byte for byte as it was made ready. Where a file has changed since, it has to be prepared again."""
    one = _deposit(pk)
    if not one.review.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    if not is_whole(one):
        messages.error(request, _("A file of this package is no longer as it was. Prepare the deposit again."))
        return redirect("deposit", one.review_id)
    return send_zip(request, package_of(one), package_name(one))


@require_POST
def deposit_sent(request: HttpRequest, pk: int) -> HttpResponse:
    """Notes the day it was sent."""
    one = _deposit(pk)
    if not one.review.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    form = SentForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write the day as a date: 2026-05-18."))
        return redirect("deposit", one.review_id)
    try:
        mark_sent(one, form.cleaned_data["sent_on"], by=cast(AbstractBaseUser, request.user))
    except DepositError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("It is noted that the deposit was sent."))
    return redirect("deposit", one.review_id)


def _deposit(pk: int) -> RepositoryDeposit:
    return get_object_or_404(RepositoryDeposit.objects.select_related("review__publisher"), pk=pk)


def _settings_of(review: ReviewPage) -> tuple[DepositSettings, Partnership | None]:
    """Of the site the review is on."""
    site = review.get_site()
    if site is None:
        return DepositSettings(), None
    settings: DepositSettings = DepositSettings.for_site(site)
    return settings, Partnership.objects.filter(site=site).first()
