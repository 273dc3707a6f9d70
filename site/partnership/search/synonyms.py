"""Words for the same thing, from the themes' alternatives that editors keep."""

from collections import defaultdict

from learning.models import ThemeAlternative


def same_words() -> list[list[str]]:
    """Each theme's label with its other and retired words. One query."""
    groups: dict[str, list[str]] = defaultdict(list)
    for theme, label in ThemeAlternative.objects.order_by("pk").values_list("theme__name", "label"):
        groups[theme].append(label)
    return [[theme, *labels] for theme, labels in groups.items()]
