"""Makes a deposit ready, notes that it was sent, and says what has changed since."""

from collections.abc import Sequence
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from briefings.deposits.checking import gaps_of, tells_on
from briefings.deposits.errors import DepositError, NotReady
from briefings.deposits.files import rows_of
from briefings.deposits.letter import letter_of
from briefings.deposits.metadata import metadata_of
from briefings.models import DepositSettings, RepositoryDeposit
from learning.models import Partnership, ReviewPage
from media.models import Document


def prepare_deposit(
    review: ReviewPage,
    documents: Sequence[Document],
    settings: DepositSettings,
    partnership: Partnership | None,
    *,
    by: AbstractBaseUser,
) -> RepositoryDeposit:
    """The deposit of these files, its words kept as they are now.

    Raises:
        NotReady: something stands in the way.
        DepositError: there is no file, or one cannot be read.
    """
    if not documents:
        raise DepositError(_("Choose at least one file."))
    gaps = gaps_of(review, settings, partnership)
    gaps += tells_on(documents, review, partnership) if review.is_anonymous else []
    if in_the_way := [gap for gap in gaps if gap.is_blocking]:
        raise NotReady(in_the_way)
    try:
        files = rows_of(documents, is_anonymous=review.is_anonymous)
    except OSError as error:
        raise DepositError(_("A file is missing from the store. Upload it again.")) from error
    metadata = metadata_of(review, files, settings, partnership)
    with transaction.atomic():
        deposit = RepositoryDeposit.objects.create(
            review=review,
            prepared_by=by,  # type: ignore[misc]  # the account model of this site
            is_anonymous=review.is_anonymous,
            files=files,
            metadata=metadata,
            letter=letter_of(metadata, settings, partnership),
            letter_to=settings.repository_email,
        )
        log(instance=review, action="briefings.prepare_deposit", user=by, data={"deposit": deposit.pk})
    return deposit


def mark_sent(deposit: RepositoryDeposit, on: date, *, by: AbstractBaseUser) -> RepositoryDeposit:
    """Notes the day it was sent.

    Raises:
        DepositError: it was noted before, or the day is to come or before it was prepared.
    """
    if on > timezone.localdate() or on < deposit.prepared_on:
        raise DepositError(_("Choose a day from the one it was prepared on until today."))
    with transaction.atomic():
        changed = RepositoryDeposit.objects.filter(pk=deposit.pk, sent_on=None).update(sent_on=on, sent_by=by)
        if not changed:
            raise DepositError(_("It is noted already that this one was sent."))
        deposit.refresh_from_db()
        said = {"deposit": deposit.pk, "sent_on": on.isoformat()}
        log(instance=deposit.review, action="briefings.send_deposit", user=by, data=said)
    return deposit


def changes_since(deposit: RepositoryDeposit, settings: DepositSettings, partnership: Partnership | None) -> list[str]:
    """What is no longer as it was deposited, in sentences: its files by their bytes, and what is said of the review."""
    review: ReviewPage = deposit.review
    held = {document.pk: document for document in documents_of(deposit)}
    changes = []
    for file in deposit.files:
        now = held.get(int(file["document"]))
        if now is None or not now.is_ready:
            changes.append(_("“%(file)s” is no longer held here.") % {"file": file["name"]})
        elif now.sha256 != file["sha256"]:
            changes.append(_("“%(file)s” has been changed here.") % {"file": file["name"]})
        elif now.superseded_by_id:
            changes.append(_("There is a newer edition of “%(file)s”.") % {"file": file["name"]})
    if review.is_anonymous != deposit.is_anonymous:
        return [*changes, _("Whether it is published anonymously has changed.")]
    said = metadata_of(review, deposit.files, settings, partnership)
    names = sorted(name for name in {*said, *deposit.metadata} if said.get(name) != deposit.metadata.get(name))
    if names:
        changes.append(_("What is said of it has changed: %(names)s.") % {"names": ", ".join(names).replace("_", " ")})
    return changes


def documents_of(deposit: RepositoryDeposit | None) -> list[Document]:
    """What it was made of, as far as it is still held, in its order."""
    keys = [int(file["document"]) for file in deposit.files] if deposit else []
    held = Document.objects.select_related("words").in_bulk(keys)
    return [held[key] for key in keys if key in held]


def is_whole(deposit: RepositoryDeposit) -> bool:
    """Whether each of its files can still be had as it was."""
    held = {document.pk: document for document in documents_of(deposit)}
    return all(
        (now := held.get(int(file["document"]))) is not None and now.is_ready and now.sha256 == file["sha256"]
        for file in deposit.files
    )
