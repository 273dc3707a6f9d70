"""Writes the table of contrasts in docs/design.md from tokens.css: `python docs/contrast_table.py`."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DESIGN = ROOT / "docs" / "design.md"
START, END = "<!-- contrasts -->\n", "<!-- end of contrasts -->\n"


def table() -> str:
    """A line for each pair of tokens in the order of the list, with its contrast in the three modes."""
    from partnership.home.look.pairs import PAIRS
    from partnership.home.look.palette import MODES, house_tokens

    tokens = {mode: house_tokens(mode) for mode in MODES}
    lines = ["| What | Colour | On | Needs | Light | Dark | High |", "|---|---|---|--:|--:|--:|--:|"]
    for pair in PAIRS:
        ratios = " | ".join(f"{pair.ratio(tokens[mode]):.1f}" for mode in MODES)
        lines.append(f"| {pair.what} | `{pair.token}` | `{pair.on}` | {pair.needs:g} | {ratios} |")
    return "\n".join(lines) + "\n"


def with_table(text: str) -> str:
    """The document with the table of today between its two marks."""
    before, _start, rest = text.partition(START)
    _old, _end, after = rest.partition(END)
    return f"{before}{START}{table()}{END}{after}"


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT / "site"), str(ROOT)]
    from django.conf import settings

    settings.configure(USE_I18N=False)
    DESIGN.write_text(with_table(DESIGN.read_text("utf-8")), "utf-8")
