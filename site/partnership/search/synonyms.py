"""Words for the same thing, from the themes' alternatives that editors keep."""

from collections import defaultdict

from learning.models import ThemeAlternative

# "7 minute briefing", "mental capacity 16": ages and lengths are written both ways.
_NUMBERS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
)


def same_words() -> list[list[str]]:
    """Each theme's label with its other and retired words, and numbers in figures and letters. One query."""
    groups: dict[str, list[str]] = defaultdict(list)
    for theme, label in ThemeAlternative.objects.order_by("pk").values_list("theme__name", "label"):
        groups[theme].append(label)
    numbers = [[str(number), name] for number, name in enumerate(_NUMBERS, start=1)]
    return [*([theme, *labels] for theme, labels in groups.items()), *numbers]
