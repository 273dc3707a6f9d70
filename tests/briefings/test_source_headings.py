"""Lines of lists of reviews, as people paste them: `year – publisher – name` in every spelling that was seen."""

from datetime import date

import pytest

from briefings.domain.source_headings import SourceHeading, UnreadableHeadingError, read_heading

TODAY = date(2026, 11, 22)
BURY = (2024, "Bury", "Child A", "")


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("2024 – Bury – Child A", BURY),
        ("2024 - Bury - Child A", BURY),
        ("2024 — Bury — Child A", BURY),
        ("2024– Bury –Child A", BURY),
        ("2024–Bury–Child A", BURY),
        ("2024 -Bury- Child A", BURY),
        ("2024-Bury-Child A", BURY),
        ("  •  2024\u00a0–\u00a0Bury  –   Child   A  ", BURY),
        ("2024\tBury\tChild A", BURY),
        ("(2024) – Bury – Child A", BURY),
        ("2020 – Stoke-on-Trent – Child A", (2020, "Stoke-on-Trent", "Child A", "")),
        ("2020 – Stoke-on-Trent -Child A-B: a review", (2020, "Stoke-on-Trent", "Child A-B: a review", "")),
        ("2020 – Bury – Child A – overview report", (2020, "Bury", "Child A – overview report", "")),
        ("2014 – DfE – Pathways: cases 2011–2014", (2014, "DfE", "Pathways: cases 2011–2014", "")),
        ("2022 – Anonymous – Child Z", (2022, "Anonymous", "Child Z", "")),
        ("2021 – Bury and Bolton – Child Q", (2021, "Bury and Bolton", "Child Q", "")),
        ("2024 – Bury – Child A https://a.org/r.pdf", (2024, "Bury", "Child A", "https://a.org/r.pdf")),
        ("2024 – Bury – Child A – <https://a.org/r.pdf>.", (2024, "Bury", "Child A", "https://a.org/r.pdf")),
        ("2024 – Bury – Child A (www.a.org/r)", (2024, "Bury", "Child A", "https://www.a.org/r")),
        ("2024 – Bury – Child\x00 A", BURY),
    ],
)
def test_it_is_read_whatever_its_dashes_and_spaces(line, read):
    assert read_heading(line, TODAY) == SourceHeading(*read)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("Bury – Child A – 2024", "does not begin with a year"),
        ("20245 – Bury – Child A", "does not begin with a year"),
        ("2045 – Bury – Child A", "2045 cannot be the year"),
        ("1066 – Bury – Child A", "1066 cannot be the year"),
        ("2024 Bury – Child A", "no dash after the year"),
        ("2014–2017 – DfE – Complexity", "two years"),
        ("2024 – Bury", "no dash between publisher and name"),
        ("2024 – – Child A", "no dash between|no publisher"),
        ("2024 – Bury –", "no name|no dash between"),
        ("2020-Stoke-on-Trent-Child A", "not clear where the publisher ends"),
        ("2024 – Bury – https://a.org/r see also Child A", "address has to come last"),
        ("2024 – Bury – Child A https://nowhere", "no web address"),
        (f"2024 – {'B' * 201} – Child A", "publisher is longer than 200"),
        (f"2024 – Bury – {'A' * 301}", "name is longer than 300"),
        ("2024 – Bury – Child A " * 100, "too long to be a heading"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(line, sentence):
    with pytest.raises(UnreadableHeadingError, match=sentence):
        read_heading(line, TODAY)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2024 – Bury – Child A", "2024-bury-CHILD  A.", True),
        ("2024 – Bury and Bolton – Child A", "2024 – Bolton & Bury – Child A", True),
        ("2024 – Bury – Child A https://a.org/1", "2024 – Bury – Child A https://a.org/2", True),
        ("2024 – Bury – Child A", "2023 – Bury – Child A", False),
        ("2024 – Bury – Child Q", "2024 – Bolton – Child Q", False),
        ("2024 – Anonymous – Child A https://a.org/1", "2024 – Anonymous – Child A https://a.org/2", False),
    ],
)
def test_which_two_are_the_same_report(one, other, same):
    assert (read_heading(one, TODAY).key == read_heading(other, TODAY).key) is same
