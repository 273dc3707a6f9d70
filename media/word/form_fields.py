"""What the fields of an old form show, which stands in their settings and not among the words. ECMA-376 part 1, 17.16.

A clean copy keeps no form: a box that is ticked, the entry that was chosen and the words of a button stay as words.
"""

from typing import Final

from lxml import etree

from media.word.allowed import W

_OFF: Final = frozenset({"0", "false", "off"})
_TICKED, _EMPTY = "\u2612", "\u2610"


def shown_by_field(instruction: str, beginning: etree._Element) -> str:
    """The words that a field shows without holding them; blank for a field of any other kind."""
    kind, _, rest = instruction.strip().partition(" ")
    kind = kind.upper()
    if kind == "FORMCHECKBOX":
        return _TICKED if _is_ticked(beginning) else _EMPTY
    if kind == "FORMDROPDOWN":
        return _chosen(beginning)
    if kind in ("MACROBUTTON", "GOTOBUTTON"):
        return rest.strip().partition(" ")[2].strip()
    return ""


def _is_ticked(beginning: etree._Element) -> bool:
    for name in ("checked", "default"):
        mark = next(beginning.iter(f"{W}{name}"), None)
        if mark is not None:
            return mark.get(f"{W}val", "1") not in _OFF
    return False


def _chosen(beginning: etree._Element) -> str:
    entries = [str(one.get(f"{W}val", "")) for one in beginning.iter(f"{W}listEntry")]
    for name in ("result", "default"):
        mark = next(beginning.iter(f"{W}{name}"), None)
        number = "" if mark is None else str(mark.get(f"{W}val", ""))
        if number.isdigit() and int(number) < len(entries):
            return entries[int(number)]
    return entries[0] if entries else ""


def show(words: str, beginning: etree._Element) -> None:
    """Put the words where a field begins."""
    text = etree.Element(f"{W}t")
    text.text = words
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    beginning.addprevious(text)


def holds_words(marks: list[etree._Element]) -> bool:
    """Whether anything is written between the second mark of a field, which its result follows, and the last."""
    if len(marks) < 3:
        return False
    last = marks[-1].getparent()
    run = marks[1].getparent()
    while run is not None and run is not last:
        if any((one.text or "").strip() for one in run.iter(f"{W}t")):
            return True
        run = run.getnext()
    return False
