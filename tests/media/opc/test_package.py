"""Parts, their types and relationships; and that no name, size or arrow, however odd, leads out of the package."""

import io
import posixpath
import zipfile
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from media.opc.archive import Archive
from media.opc.limits import Limits
from media.opc.names import is_safe_name, validate_names
from media.opc.package import Package
from media.opc.refusals import BadNames, FileRefused
from tests.media import hostile_files as hostile
from tests.media import sample_files as samples
from tests.media.hostile_files import Packed

FUZZ = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
BUDGET = 2 * samples.MIB
STEPS = st.sampled_from(["..", ".", "", "a", "A", "ß", "ppt", "%2e%2e", "%2E.", "C:", "\\", "\0", "é", "_rels", "~"])
PATHS = st.lists(STEPS | st.text(max_size=3), min_size=1, max_size=6).map("/".join)
PLAIN_NAMES = st.text(
    st.characters(codec="utf-8", exclude_categories=["C"], exclude_characters="\\:%/"), min_size=1
).filter(lambda name: name != "..")
ADDRESSES = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=20)


def package_of(data: bytes) -> Package:
    return Package(io.BytesIO(data))


def stays_inside(name: str) -> bool:
    """Whether a name, unpacked on any computer, lands in the folder it was unpacked to."""
    return all(
        posixpath.normpath(posixpath.join("/folder", *spelling.replace("\\", "/").split("\0")[:1])).startswith(
            "/folder"
        )
        and ".." not in spelling.replace("\\", "/").split("/")
        for spelling in (name, unquote(name))
    )


@given(names=st.lists(PATHS, max_size=5))
@FUZZ
def test_names_that_pass_are_inside_the_package_and_each_other_than_the_rest(names):
    try:
        validate_names(names)
    except BadNames:
        return

    assert all(stays_inside(name) for name in names)
    assert len({name.casefold() for name in names}) == len(names)


@given(names=st.lists(PLAIN_NAMES, unique_by=str.casefold, max_size=5))
@FUZZ
def test_plain_names_pass(names):
    validate_names(names)


@given(parts=st.dictionaries(PLAIN_NAMES, st.binary(max_size=5_000), max_size=5), method=st.sampled_from([0, 8]))
@FUZZ
def test_what_a_zip_holds_comes_out_of_it_or_it_is_refused(parts, method):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)

    try:
        archive = Archive(buffer, Limits())
    except FileRefused:
        assert not parts or len({name.casefold() for name in parts}) < len(parts)
        return

    assert {entry.name: archive.read(entry, most=5_000) for entry in archive.entries} == parts


@given(
    content=st.binary(max_size=200),
    repeats=st.integers(1, 2_000),
    stated=st.integers(0, 2**32 - 1),
    most=st.integers(0, BUDGET),
)
@FUZZ
def test_no_more_comes_out_than_is_asked_for_whatever_the_zip_states(content, repeats, stated, most):
    honest = hostile.packed(content * repeats)
    archive = Archive(
        io.BytesIO(hostile.zip_of({"a": Packed(honest.data, honest.checksum, stated)})), Limits(inflated_bytes=BUDGET)
    )
    produced = 0

    try:
        for chunk in archive.stream(archive.entries[0], most=most):
            produced += len(chunk)
    except FileRefused:
        assert produced <= most
    else:
        assert produced == honest.size == stated <= most


@given(data=st.data())
@FUZZ
def test_a_directory_with_any_bytes_changed_is_refused_or_read_within_the_budget(data):
    whole = bytearray(samples.deck_with({"ppt/media/a.bin": b"\0" * 100_000}))
    start = whole.index(b"PK\1\2")
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(start, len(whole) - 1))] = data.draw(st.integers(0, 255))
    produced = 0

    try:
        archive = Archive(io.BytesIO(whole), Limits(inflated_bytes=BUDGET))
        archive.validate_layout()
        for entry in archive.entries:
            produced += len(archive.read(entry, most=samples.MIB))
    except FileRefused:
        pass

    assert produced <= BUDGET


@given(
    targets=st.lists(PATHS | ADDRESSES, min_size=1, max_size=4),
    source=st.sampled_from(["", "ppt/a.xml", "a/b/c/d.xml"]),
)
@FUZZ
def test_no_relationship_leads_out_of_the_package(targets, source):
    folder, base = posixpath.split(source)
    lines = "".join(
        f'<Relationship Id="r{n}" Type="a/slide" Target={quoted(target)}/>' for n, target in enumerate(targets)
    )
    data = samples.deck_with({posixpath.join(folder, "_rels", f"{base}.rels"): f"<R>{lines}</R>".encode()})

    try:
        found = package_of(data).relationships(source)
    except FileRefused:
        return

    assert all(stays_inside(one.target) for one in found.values())


def quoted(text: str) -> str:
    """Text as an attribute's value."""
    return '"' + "".join(f"&#{ord(letter)};" if letter not in "\0" else "" for letter in text) + '"'


@given(name=st.text(max_size=30))
@FUZZ
def test_any_name_has_a_content_type_or_none(name):
    assert package_of(samples.deck()).content_type(name) in (
        "",
        "image/png",
        "application/xml",
        "application/vnd.openxmlformats-package.relationships+xml",
    )


@given(name=st.text(max_size=30))
@FUZZ
def test_any_name_is_a_part_or_none(name):
    found = package_of(samples.deck()).entry(name)

    assert found is None or found.name in samples.deck_parts()


def test_the_parts_of_a_deck_are_found_by_their_relationships():
    package = package_of(samples.deck())

    assert package.main_part == "ppt/presentation.xml"
    assert list(package.related(package.main_part, "slide")) == [samples.SLIDE]


@pytest.mark.parametrize("target", ["../../x.xml", "%2e%2e/%2e%2e/x.xml", "/../x.xml", "..\\..\\x.xml"])
def test_an_arrow_that_leads_out_is_left_out(target):
    data = samples.deck_with({"ppt/_rels/presentation.xml.rels": samples.relationships(("rId1", "slide", target))})

    assert [
        one for one in package_of(data).relationships("ppt/presentation.xml").values() if not is_safe_name(one.target)
    ] == []
