"""What a result says before its excerpt: what the review warns of, and on which page of a PDF the words are."""

import pytest
from django.urls import reverse

from learning.enums import PackItemKind
from media.enums import CopyState
from media.models import DocumentWords
from partnership.search.domain.find import find
from partnership.search.domain.index import rebuild
from partnership.search.facets import Facet
from partnership.search.highlight import page_of, pattern
from partnership.search.words import read_query
from tests.factories.learning import FindingFactory, LearningPointFactory, PackItemFactory
from tests.factories.media import DocumentFactory

WARNING = "This review is about injuries to a baby."


@pytest.fixture
def warned(add_review, committed):
    """A review that warns, with a report of three pages, a learning point and an example of good practice."""
    review = add_review(title="Kestrel", summary="<p>An osprey was hurt.</p>", content_warning=WARNING)
    report = DocumentFactory(title="My report", format="pdf", copy_state=CopyState.CLEAN, sha256="1")
    DocumentWords.objects.create(
        document=report, sha256="1", state="read", text="The report\fAn osprey bled\fAnother osprey"
    )
    with committed():
        PackItemFactory(review=review, document=report, title="Report", kind=PackItemKind.REPORT, note="In large type")
        for title, is_good in (("Ask about the osprey", False), ("The osprey was seen", True)):
            point = LearningPointFactory(title=title, is_good_practice=is_good, partnership=review.publisher)
            FindingFactory(review=review, point=point)
    return review


def found(site, text: str) -> dict[str, tuple[str, bool]]:
    return {one.title: (one.warning, one.waits) for one in find(text, site)[0:20]}


def test_what_a_review_warns_of_is_said_of_everything_that_tells_of_it(warned, site):
    assert found(site, "osprey") == {
        "Kestrel": (WARNING, False),
        "Report: Kestrel": (WARNING, True),
        "Ask about the osprey": (WARNING, False),
        "The osprey was seen": ("", False),
    }


def test_the_words_of_a_file_wait_behind_the_warning_on_the_page(warned, client):
    page = client.get(reverse("search"), {"q": "bled"}).content.decode()
    row = page[page.index("Report: Kestrel") : page.index("</details></li>")]
    before, _details, waiting = row.partition("<details")
    assert (WARNING in before, "osprey" in before) == (True, False)
    assert waiting.index("Show the passage") < waiting.index("An osprey <mark>bled</mark>")


def test_what_the_list_says_of_a_file_waits_for_nobody(warned, site):
    """Its kind, where only its title answers: nothing of what it says."""
    [report] = [one for one in find("kestrel", site)[0:20] if one.title == "Report: Kestrel"]
    assert (report.warning, report.waits, report.excerpt) == (WARNING, False, "Report")


def test_a_warning_that_is_written_later_is_said_of_what_was_found_before(warned, site, committed):
    with committed():
        warned.content_warning = "It is about a death."
        warned.save()
    assert {warning for warning, _waits in found(site, "osprey").values()} == {"It is about a death.", ""}


def test_without_a_warning_nothing_waits(warned, site, committed):
    with committed():
        warned.content_warning = ""
        warned.save()
    assert set(found(site, "osprey").values()) == {("", False)}


@pytest.mark.parametrize(
    ("text", "page"), [("bled", "page 2 of the PDF"), ("osprey", "page 2 of the PDF"), ("report", ""), ("large", "")]
)
def test_a_pdf_says_on_which_page(warned, site, text, page):
    """Nothing of the note on it, which is on no page, nor of its title and kind, which are on the list."""
    [report] = [one for one in find(text, site)[0:20] if one.title == "Report: Kestrel"]
    assert report.page == page


@pytest.mark.parametrize(
    ("text", "page"),
    [("note\fosprey\fheron", 1), ("\fheron\f\fan osprey", 3), ("\fosprey", None), ("osprey", None), ("\fa\fb", None)],
    ids=["first", "after an empty one", "the only page", "no pages", "not there"],
)
def test_pages_are_counted_with_those_that_say_nothing(text, page):
    assert page_of(text, pattern(read_query("osprey").phrases)) == page


def test_a_learning_pack_is_found_by_name(add_review, committed, site, ask):
    review = add_review(title="Kestrel")
    assert ask("kestrel pack", kind="pack") == []
    with committed():
        item = PackItemFactory(review=review, title="Quiz", kind=PackItemKind.SUMMARY)
    for _made in ("kept in step", "anew"):
        [pack] = find("kestrel pack", site, {Facet.KIND: ["pack"]})[0:5]
        assert (pack.title, pack.url) == ("Learning pack: Kestrel", reverse("review_pack", args=[review.slug]))
        rebuild()
    with committed():
        item.delete()
    assert ask("kestrel pack", kind="pack") == []


def test_the_canonical_address_is_absolute(client, partnership, add_review):
    add_review(title="Kestrel")
    page = client.get(reverse("search"), {"page": "1", "kind": "review", "q": "kestrel"}).content.decode()
    assert '<link rel="canonical" href="http://testserver/search/?q=kestrel&amp;kind=review">' in page
