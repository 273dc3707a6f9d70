"""What an editor is told of how hard a text is to read, beside the fields it is written in."""

from typing import Any

from django.db.models import Model
from django.utils.text import capfirst
from wagtail.admin.panels import Panel
from wagtail.blocks import StreamValue

from learning.reading_age import reading_age
from learning.words import WORD, plain_text


class ReadingAgePanel(Panel):
    """Words and reading age of the fields named, each and all together, as last saved. Nothing is shown of a new object."""

    def __init__(self, *fields: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fields = fields

    def clone_kwargs(self) -> dict[str, Any]:
        return super().clone_kwargs() | {"fields": self.fields}

    def clone(self) -> "ReadingAgePanel":
        kwargs = self.clone_kwargs()
        return ReadingAgePanel(*kwargs.pop("fields"), **kwargs)

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtailadmin/learning/reading_age.html"
        panel: "ReadingAgePanel"

        def is_shown(self) -> bool:
            return bool(super().is_shown() and self.instance.pk)

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            texts = [(label, text) for label, text in _texts(self.instance, self.panel.fields) if text]
            whole = "\n".join(text for _label, text in texts)
            return super().get_context_data(parent_context) | {
                "rows": [(label, len(WORD.findall(text)), reading_age(text)) for label, text in texts],
                "age": reading_age(whole),
            }


def _texts(instance: Model, fields: tuple[str, ...]) -> list[tuple[str, str]]:
    """The name of each field, and its text without markup."""
    return [
        (capfirst(str(instance._meta.get_field(name).verbose_name)), _text(getattr(instance, name)))  # type: ignore[union-attr]
        for name in fields
    ]


def _text(value: Any) -> str:
    if isinstance(value, StreamValue):
        return "\n".join(plain_text(str(part)) for part in value.stream_block.get_searchable_content(value))
    return plain_text(str(value or ""))
