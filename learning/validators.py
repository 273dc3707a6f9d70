"""Rules of the learning room, named for what they guard. Model, form and importer call the same ones."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from learning.enums import PublicationState

if TYPE_CHECKING:
    from learning.models import ReviewPage

# The NSPCC's site, its library catalogue and the addresses those redirect from.
_REPOSITORY_ADDRESS = re.compile(
    r"(?:[\w-]+\.)*nspcc(?:library)?\.(?:org\.uk|org|net|com)\b\S*|library\.nspcc\S*", re.I
)


def names_repository_record(text: str | None) -> bool:
    """Whether `text` holds an address at the NSPCC, which would tie an anonymous record to a partnership."""
    return bool(text and _REPOSITORY_ADDRESS.search(text))


def validate_no_repository_record(review: "ReviewPage") -> None:
    """An anonymous review's page, links and pack may not lead to the NSPCC: its record must stay nobody's.

    Raises:
        ValidationError: keyed by the field where an address was found.
    """
    if review.publication_state != PublicationState.ANONYMOUS_NSPCC:
        return
    message = _(
        "This review was published anonymously through the NSPCC. A link there could show which record is this one: take it out."
    )
    errors = {field: message for field, text in _texts_of(review) if names_repository_record(text)}
    if errors:
        raise ValidationError(errors)
    if any(names_repository_record(f"{item.title} {item.url} {item.note}") for item in review.pack_items.all()):
        raise ValidationError(_("A pack item links to the NSPCC. %(why)s") % {"why": message})
    if any(names_repository_record(f"{row.date_as_stated} {row.note}") for row in review.stated_dates.all()):
        raise ValidationError(_("A date's note links to the NSPCC. %(why)s") % {"why": message})


def _texts_of(review: "ReviewPage") -> Iterator[tuple[str, str]]:
    for name in (
        "external_url",
        "summary",
        "what_next",
        "publication_note",
        "also_by",
        "local_reference",
        "search_description",
    ):
        yield name, getattr(review, name) or ""


def validate_identity_is_new(review: "ReviewPage") -> None:
    """Publisher + name + year is what tells one review from another; two areas may each have a "Child Q".

    Raises:
        ValidationError: on `pseudonym`, when this publisher has a review of that name and year already.
    """
    if not (review.publisher_id and review.pseudonym.strip() and review.year):
        return
    others = type(review).objects.filter(
        publisher=review.publisher_id, pseudonym__iexact=review.pseudonym.strip(), year=review.year
    )
    if others.exclude(pk=review.pk).exists():
        raise ValidationError(
            {
                "pseudonym": _(
                    "This publisher already has a review of that name and year. If it is another review, say how in the name."
                )
            }
        )


def validate_address(address: str) -> None:
    """An address a reader can follow: https:// or http:// elsewhere, or a path of this site.

    Raises:
        ValidationError: for anything else, "javascript:" and "//elsewhere" included.
    """
    if address.startswith("/") and not address.startswith("//"):
        return
    validate_address_elsewhere(address)


def validate_address_elsewhere(address: str) -> None:
    """A web address: https:// or http://, and nothing else.

    Raises:
        ValidationError: for anything else.
    """
    URLValidator(schemes=["http", "https"])(address)
