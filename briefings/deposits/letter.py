"""The mail that goes with a deposit, drafted: somebody reads it, changes it and sends it from their own address."""

from django.utils.translation import gettext as _

from briefings.deposits.metadata import Metadata
from briefings.models.deposit import DepositSettings
from learning.models import Partnership


def letter_of(metadata: Metadata, settings: DepositSettings, partnership: Partnership | None) -> str:
    """The text, its subject in the first line."""
    body = _anonymously(metadata) if metadata["published_anonymously"] else _openly(metadata)
    names = [_("The files:"), *(f"- {file['name']}" for file in metadata["files"])]
    return (
        "\n\n".join([*body, "\n".join(names), metadata["permission"], "\n".join(_signed(settings, partnership))]) + "\n"
    )


def _openly(metadata: Metadata) -> list[str]:
    facts = [
        (_("Title"), metadata["title"]),
        (_("Kind of review"), metadata["kind"]),
        (_("Publisher"), metadata.get("publisher", "")),
        (_("Published"), metadata.get("published_as_stated", "")),
        (_("Its page"), metadata.get("address", "")),
    ]
    return [
        _("Subject: Published review for the national case review repository: %(title)s")
        % {"title": metadata["title"]},
        _("Dear colleagues,"),
        _("We have published this review and send it for the national case review repository."),
        "\n".join(f"{label}: {value}" for label, value in facts if value),
        _(
            "What we know of it is in metadata.json and, as Dublin Core, in metadata.xml. Please tell us when it is there."
        ),
    ]


def _anonymously(metadata: Metadata) -> list[str]:
    return [
        _("Subject: A review to be published anonymously in the national case review repository"),
        _("Dear colleagues,"),
        _(
            "Please publish this review anonymously. Nothing in its files, their names or the data with them is meant to "
            "say whose it is: please keep this message apart from them, and tell us before you add anything."
        ),
        _("Kind of review: %(kind)s") % {"kind": metadata["kind"]},
    ]


def _signed(settings: DepositSettings, partnership: Partnership | None) -> list[str]:
    if partnership is None:
        return [settings.contact]
    signed = [settings.contact, partnership.name, partnership.contact_email, partnership.contact_phone]
    return [line for line in signed if line]
