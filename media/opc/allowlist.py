"""Which elements, attributes and values of an XML part may stay. What is not listed goes, known or not."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree

RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_XML: Final = "http://www.w3.org/XML/1998/namespace"
COMPATIBILITY: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_DECLARED = re.compile(rb"""\sxmlns(?::([\w.-]+))?=["']([^"']*)["']""")
_ELEMENTS: Final = etree.XPath("count(//*)")
_TEXTS: Final = etree.XPath("count(//text())")
_LONG: Final = 5_000
"""Elements from which on a part is looked through in another way, which takes longer to prepare."""
_MOST_REMEMBERED: Final = 10_000
_MOST_VALUES: Final = 500
_LONGEST_VALUE: Final = 60

# What the values of Office's own attributes look like: numbers, measures, colours, and enumerated words, which all
# begin with a small letter. A name, a path or a sentence does not.
NUMBER: Final = r"[+-]?\d*\.?\d+(?:[eE][+-]?\d{1,3})?(?:%|pt|cm|mm|in|pc|pi)?"
WORD: Final = r"[a-z][A-Za-z0-9]{0,39}"
HEX: Final = r"[0-9A-Fa-f]{1,20}"
GUID: Final = r"\{[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}"
LANGUAGE: Final = r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}"
USUAL: Final = f"(?:{NUMBER}|{WORD}|{HEX})?"


class _Rule:
    """What may stand in one attribute of one element, and the values that were found to be so."""

    __slots__ = ("_pattern", "known")

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern = pattern
        self.known: set[str] = set()

    def takes(self, value: str) -> bool:
        """Whether the value may stay."""
        if self._pattern.fullmatch(value) is None:
            return False
        if len(value) <= _LONGEST_VALUE and len(self.known) < _MOST_VALUES:
            self.known.add(value)
        return True


class Allowlist:
    """What may stay in the parts of one kind of Office file.

    Elements are listed by prefix, their names separated by blanks. `attributes` says for each name (`r:id` with its
    prefix) which values may stay, as a regular expression; `values` overrides that for one element (`a:gd/name`).
    `noise` names attributes that go like all that are not listed, and of which there is one on every other element.
    """

    def __init__(
        self,
        prefixes: Mapping[str, str],
        elements: Mapping[str, str],
        attributes: Mapping[str, str],
        *,
        values: Mapping[str, str] | None = None,
        texts: str = "",
        noise: str = "",
    ) -> None:
        self.prefixes = dict(prefixes)
        self._elements = {self._tag(f"{p}:{name}") for p, names in elements.items() for name in names.split()}
        self._attributes = {
            self._attribute(name): re.compile(pattern, re.ASCII)
            for names, pattern in attributes.items()
            for name in names.split()
        }
        self._values = {
            (self._tag(place.partition("/")[0]), self._attribute(place.partition("/")[2])): re.compile(pattern)
            for places, pattern in (values or {}).items()
            for place in places.split()
        }
        self._texts = {self._tag(name) for name in texts.split()}
        self._noise = tuple(self._attribute(name) for name in noise.split())
        if not self._attributes.keys().isdisjoint(self._noise):
            raise ValueError("An attribute is listed as what may stay and as what goes.")
        self._relationship = f"{{{RELATIONSHIPS}}}"
        self._declared = {(prefix.encode(), uri.encode()) for prefix, uri in self.prefixes.items()}
        self._known: dict[tuple[str, str], _Rule | None] = {}

    def apply(self, root: etree._Element) -> list[etree._Element]:
        """Take out of a tree what is not listed; the elements left that mention a relationship, in order.

        The root itself is not judged: whoever calls knows what it has to be.
        """
        linked = self._judged_as_listed(root)
        if linked is not None:
            return linked
        doomed: list[etree._Element] = []
        linked = []
        elements, texts = self._elements, self._texts
        for element in root.iter():
            tag = element.tag
            if tag not in elements:
                doomed.append(element)
                continue
            if element.tail is not None:
                element.tail = None
            if tag not in texts and element.text is not None:
                element.text = None
            if told := element.items():
                self._judge(element, tag, told, linked)
        for element in doomed:
            drop(element)
        return [element for element in linked if not doomed or _is_under(element, root)]

    def _judged_as_listed(self, root: etree._Element) -> list[etree._Element] | None:
        """What :meth:`apply` gives, for a long part with no element and no text that is not listed; None for any other.

        Elements and texts are counted: to ask each of a hundred thousand for its name takes longer than all the rest.
        """
        count = _ELEMENTS(root)
        if count < _LONG:
            return None
        etree.strip_attributes(root, *self._noise)
        linked: list[etree._Element] = []
        for element in root.iter(*self._elements):
            count -= 1
            if told := element.items():
                self._judge(element, element.tag, told, linked)
        if count or _TEXTS(root) != sum(1 for one in root.iter(*self._texts) if one.text is not None):
            return None
        return linked

    def _judge(
        self, element: etree._Element, tag: str, told: list[tuple[str, str]], linked: list[etree._Element]
    ) -> None:
        """Take from an element what its attributes may not say; note it if one of those left mentions a relationship."""
        known = self._known
        for name, value in told:
            key = (tag, name)
            rule = known[key] if key in known else self._rule(key)
            if rule is None or (value not in rule.known and not rule.takes(value)):
                del element.attrib[name]
            elif name.startswith(self._relationship) and (not linked or linked[-1] is not element):
                linked.append(element)

    def _rule(self, key: tuple[str, str]) -> "_Rule | None":
        """What an attribute of an element may say; None if it may not be there."""
        pattern = self._values.get(key) or self._attributes.get(key[1])
        rule = None if pattern is None else _Rule(pattern)
        if len(self._known) < _MOST_REMEMBERED:
            self._known[key] = rule
        return rule

    def as_bytes(self, root: etree._Element) -> bytes:
        """The tree as a part: no namespace but the listed ones, each under its usual prefix."""
        etree.cleanup_namespaces(root, top_nsmap=self._used(root), keep_ns_prefixes=self._needed(root))
        written = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
        end_of_root = written.find(b">", written.find(b"?>") + 2)
        is_all_in_root = written.find(b"xmlns", end_of_root) < 0
        declared = _DECLARED.findall(written[:end_of_root] if is_all_in_root else written)
        if any(found not in self._declared for found in declared):
            root = self._rebuilt(root)
            written = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
        return written

    def _used(self, root: etree._Element) -> dict[str, str]:
        return {prefix: uri for prefix, uri in self.prefixes.items() if prefix}

    def _needed(self, root: etree._Element) -> list[str]:
        """Prefixes that stand in a value (`Requires="a14"`), not in a name."""
        return [str(choice.get("Requires", "")) for choice in root.iter(f"{{{COMPATIBILITY}}}Choice")]

    def _rebuilt(self, root: etree._Element) -> etree._Element:
        """The same tree, made anew: prefixes are words too, and a stranger chose them."""
        made = etree.Element(root.tag, dict(root.attrib), nsmap=self._used(root))
        made.text = root.text
        waiting = [(root, made)]
        while waiting:
            old, new = waiting.pop()
            for child in old:
                copied = etree.SubElement(new, child.tag, dict(child.attrib))
                copied.text = child.text
                waiting.append((child, copied))
        etree.cleanup_namespaces(made, keep_ns_prefixes=self._needed(made))
        return made

    def _tag(self, name: str) -> str:
        prefix, _, local = name.partition(":")
        return f"{{{_XML if prefix == 'xml' else self.prefixes[prefix]}}}{local}"

    def _attribute(self, name: str) -> str:
        return self._tag(name) if ":" in name else name


def drop(element: etree._Element) -> None:
    """Take an element out of its tree, if it is in one."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _is_under(element: etree._Element, root: etree._Element) -> bool:
    while element is not root:
        parent = element.getparent()
        if parent is None:
            return False
        element = parent
    return True


def settle_alternatives(root: etree._Element, *, understood: frozenset[str]) -> None:
    """Put one of each set of alternatives in its place: the first whose needs are all understood, or the fallback.

    `understood` are namespaces. A choice that is taken keeps its envelope, because older programs need the fallback.
    """
    for alternatives in list(root.iter(f"{{{COMPATIBILITY}}}AlternateContent")):
        parent = alternatives.getparent()
        if parent is None:
            continue
        choices = list(_understood(alternatives, understood))
        if choices:
            for other in list(alternatives):
                if other not in choices and not str(other.tag).endswith("}Fallback"):
                    alternatives.remove(other)
            continue
        fallback = next(alternatives.iterchildren(f"{{{COMPATIBILITY}}}Fallback"), None)
        at = parent.index(alternatives)
        parent.remove(alternatives)
        for offset, element in enumerate(list(fallback) if fallback is not None else ()):
            parent.insert(at + offset, element)


def _understood(alternatives: etree._Element, understood: frozenset[str]) -> Iterator[etree._Element]:
    for choice in alternatives.iterchildren(f"{{{COMPATIBILITY}}}Choice"):
        needs = [choice.nsmap.get(prefix) for prefix in choice.get("Requires", "").split()]
        if needs and all(need in understood for need in needs):
            yield choice
            return
