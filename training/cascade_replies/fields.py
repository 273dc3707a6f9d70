"""Fields that take what people type on a telephone: numbers and days as they write them, and a sentence where they are none."""

import datetime
import re
import unicodedata
from calendar import monthrange
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from learning.enums import DatePrecision
from training.models.cascade import MOST_PEOPLE
from training.stated_days import NotUnderstood, read_stated_day

FIRST_YEAR, LAST_YEAR = 2000, 2100
_WHOLE: Final = re.compile(r"\d+|\d{1,3}(?:[, ]\d{3})+")
_FIGURES: Final = re.compile(r"\d[\d, ]*")
_SHORT_YEAR: Final = re.compile(r"(\d{1,2}[./-]\d{1,2}[./-])(\d{2})")
_DAYS_BY_NAME: Final = {"today": 0, "yesterday": -1, "tomorrow": 1}


class WordsField(forms.CharField):
    """Text as it was typed, but for what no keyboard types; too long is said in characters, and cuts nothing off."""

    def __init__(self, label: Any, longest: int, help_text: Any = "", *, rows: int = 0) -> None:
        too_long = ngettext_lazy(
            "Write it in %(limit_value)d character or fewer; it has %(show_value)d.",
            "Write it in %(limit_value)d characters or fewer; it has %(show_value)d.",
            "limit_value",
        )
        super().__init__(
            label=label,
            help_text=help_text,
            max_length=longest,
            required=False,
            error_messages={"max_length": too_long},
            widget=forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput(),
        )
        self.widget.attrs.pop("maxlength", None)  # browsers cut off what is pasted, and do not say so

    def to_python(self, value: Any) -> str:
        return super().to_python(str(value or "").replace("\x00", "").replace("\r\n", "\n")) or ""


class PeopleField(forms.CharField):
    """A number of people: "40", "1,200". Whatever else is typed gets a sentence, and stays in the box."""

    def __init__(self, label: Any, help_text: Any = "") -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "short", "autocomplete": "off"})
        super().__init__(label=label, help_text=help_text, required=False, widget=widget)

    def clean(self, value: Any) -> int | None:
        text = " ".join(unicodedata.normalize("NFKC", str(value or "")).replace("\x00", "").split())
        return read_people(text) if text else None


class DayField(forms.CharField):
    """A day as people write it: "3 March 2027", "3/3/27", "1st May 2026", "today". None where nothing was typed.

    With `month_ends`, "March 2027" is the last day of March: what is meant by "by March".
    """

    def __init__(self, label: Any, help_text: Any = "", *, month_ends: bool = False) -> None:
        widget = forms.DateInput(format="%-d %B %Y", attrs={"class": "short", "autocomplete": "off"})
        super().__init__(label=label, help_text=help_text, required=False, widget=widget)
        self.month_ends = month_ends

    def clean(self, value: Any) -> datetime.date | None:
        text = " ".join(str(value or "").replace("\x00", "").split())[:100]
        return self._read(text) if text else None

    def _read(self, text: str) -> datetime.date:
        if text.casefold() in _DAYS_BY_NAME:
            return timezone.localdate() + datetime.timedelta(days=_DAYS_BY_NAME[text.casefold()])
        try:
            stated = read_stated_day(_SHORT_YEAR.sub(r"\g<1>20\2", text) if _SHORT_YEAR.fullmatch(text) else text)
        except NotUnderstood as error:
            raise forms.ValidationError(str(error)) from error
        day = stated.date
        if day and stated.precision == DatePrecision.MONTH and self.month_ends:
            day = day.replace(day=monthrange(day.year, day.month)[1])
        elif day is None or stated.precision != DatePrecision.DAY:
            raise forms.ValidationError(
                _("“%(text)s” is not a single day. Write it like 3 March 2027.") % {"text": text}
            )
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise forms.ValidationError(_("Look at the year of “%(text)s” again.") % {"text": text})
        return day


def read_people(text: str) -> int:
    """The number that was typed.

    Raises:
        ValidationError: a sentence that says what to type instead.
    """
    if _WHOLE.fullmatch(text):
        digits = re.sub(r"\D", "", text).lstrip("0") or "0"
        if len(digits) > len(str(MOST_PEOPLE)) or int(digits) > MOST_PEOPLE:
            raise _error(
                gettext_lazy("That is more people than any agency has. Give a whole number of %(most)s at most."),
                most=f"{MOST_PEOPLE:,}",
            )
        return int(digits)
    if re.match(r"[-−–]\s*\d", text):
        raise _error(gettext_lazy("A number of people is not below 0. Give a whole number, like 40."))
    if re.fullmatch(r"\d*[.,]\d+", text):
        raise _error(gettext_lazy("Give whole people: a number without a point or part, like 40."))
    figures = _FIGURES.findall(text)
    if len(figures) == 1 and not re.search(r"\d\s*[\^e]", text, re.I):
        raise _error(
            gettext_lazy("Give the number alone, as near as you know it: %(number)s, without other words or signs."),
            number=figures[0].strip(" ,"),
        )
    raise _error(gettext_lazy("Give one whole number in figures, like 40. Your best count will do."))


def _error(sentence: Any, **words: str) -> forms.ValidationError:
    return forms.ValidationError(str(sentence) % words)
