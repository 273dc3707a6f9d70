"""Decks, slides and the words of files are found while something published uses them, and by what readers get only."""

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction, Site

from learning.enums import PackItemKind
from learning.models import PackItem, ReviewPage, SlidePoint
from media.domain.documents import keep_document
from media.domain.withdrawals import restore_document, withdraw_document
from media.enums import CopyState
from media.models import Document, DocumentWords, Slide
from partnership.home.models import HomePage
from partnership.search.domain.find import find
from partnership.search.domain.index import rebuild
from partnership.search.models import SearchEntry
from tests.factories.home import HomePageFactory
from tests.factories.learning import (
    FindingFactory,
    LearningPointFactory,
    PackItemFactory,
    ReviewIndexPageFactory,
    ReviewPageFactory,
    SeriesPageFactory,
    ThemedResourcePageFactory,
    ThemeFactory,
)
from tests.factories.media import DocumentFactory
from tests.media.domain.test_words import DELETED
from tests.media.test_words import run, word

pytestmark = pytest.mark.usefixtures("uploads_here")

HERE = "Osprey (slide 1 of Deck: Kestrel)"


@pytest.fixture
def uploads_here(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(params=["kept in step", "rebuilt"])
def afterwards(request):
    """Whether entries were kept in step or made anew, the answer is the same."""
    return rebuild if request.param == "rebuilt" else lambda: None


@pytest.fixture
def deck(db):
    """A deck that can be had, of two slides."""
    deck = DocumentFactory(title="My deck", format="pptx", copy_state=CopyState.CLEAN, sha256="1")
    Slide.objects.bulk_create(
        [
            Slide(
                document=deck, number=1, title="Osprey", text="Voice of the falcon", alt_texts=["A heron"], notes="Ibis"
            ),
            Slide(document=deck, number=2, text="Merlin stands alone"),
        ]
    )
    return deck


@pytest.fixture
def report(db):
    """A PDF that can be had."""
    report = DocumentFactory(title="My report", format="pdf", copy_state=CopyState.CLEAN, sha256="1")
    DocumentWords.objects.create(document=report, sha256="1", state="read", text="An osprey was seen")
    return report


@pytest.fixture
def put_in_pack(add_review, committed):
    """Puts a document in the pack of a review, published unless said otherwise."""

    def put(document, **fields):
        review = add_review(title="Kestrel", **fields)
        with committed():
            title = "Deck" if document.is_deck else "Report"
            kind = PackItemKind.SLIDE_DECK if document.is_deck else PackItemKind.REPORT
            return PackItemFactory(review=review, document=document, title=title, kind=kind)

    return put


# What is found -------------------------------------------------------------------------------------------------------
def test_a_deck_and_its_slides_are_found(deck, put_in_pack, ask):
    put_in_pack(deck)
    assert ask("osprey") == ["Deck: Kestrel", HERE]
    assert ask("heron", kind="slide") == [HERE]
    assert ask("merlin", kind="slide") == ["Merlin stands alone (slide 2 of Deck: Kestrel)"]
    slide = SearchEntry.objects.get(title=HERE)
    assert slide.path == f"/decks/{deck.pk}/#slide-1"


def test_the_name_of_a_deck_does_not_find_each_of_its_slides(deck, put_in_pack, ask):
    put_in_pack(deck)
    assert ask("kestrel") == ["Kestrel", "Learning pack: Kestrel", "Deck: Kestrel"]


def test_a_deck_of_forty_slides_does_not_fill_the_first_page(deck, put_in_pack, add_review, committed, ask):
    put_in_pack(deck)
    Slide.objects.bulk_create(
        Slide(document=deck, number=number, title=f"Osprey {number}", text="osprey") for number in range(3, 43)
    )
    with committed():
        deck.save()
    for number in range(6):
        add_review(title=f"Review {number}", summary=f"<p>{'What was seen and done. ' * 40}An osprey.</p>")
    first = ask("osprey")[:10]
    assert [title for title in first if not title.startswith("Osprey")] == first[:7]


def test_the_words_of_a_report_are_found_and_shown(report, put_in_pack, site):
    put_in_pack(report)
    found = find("osprey", site)[0:10]
    assert [(one.title, one.excerpt) for one in found] == [("Report: Kestrel", "An <mark>osprey</mark> was seen")]


def test_words_far_into_a_report_are_shown(report, put_in_pack, site):
    DocumentWords.objects.update(text="Other birds. " * 8_000 + "An osprey was seen")
    put_in_pack(report)
    assert "<mark>osprey</mark>" in find("osprey", site)[0:1][0].excerpt


def test_what_a_slide_passes_on_finds_it(deck, put_in_pack, committed, ask):
    item = put_in_pack(deck)
    point = LearningPointFactory(title="Ask about buzzards", partnership=item.review.publisher)
    with committed():
        FindingFactory(review=item.review, point=point)
        SlidePoint.objects.create(slide=deck.slides.get(number=1), point=point)
    assert ask("buzzards", kind="slide") == [HERE]
    with committed():
        point.themes.add(ThemeFactory(name="hidden men"))
        point.save()
    assert ask("hidden men", kind="slide") == [HERE]


def test_a_series_is_found_as_one(home, committed, site, ask):
    with committed():
        SeriesPageFactory(parent=home, title="Kestrels together")
    assert ask("kestrels", kind="series") == ["Kestrels together"]


def test_a_word_document_is_found_by_what_its_clean_copy_says(put_in_pack, ask):
    document = keep_document(ContentFile(word(run("Kestrels were seen") + DELETED), name="report.docx"), "Report")
    put_in_pack(document)
    assert ask("kestrels were seen") == ["Report: Kestrel"]
    assert ask("withheld") == ask("quentin") == []


# What is not found ---------------------------------------------------------------------------------------------------
def test_nothing_of_a_file_in_a_drafts_pack_is_found(deck, report, put_in_pack, ask, afterwards):
    item = put_in_pack(deck, live=False)
    PackItemFactory(review=item.review, document=report)
    afterwards()
    assert ask("osprey") == ask("merlin") == []


def test_a_file_that_nothing_uses_is_not_found(deck, report, committed, ask, afterwards, site):
    with committed():
        deck.save()
        report.save()
    afterwards()
    assert ask("osprey") == []


def _unpublish(item):
    item.review.unpublish()


def _make_private(item):
    PageViewRestriction.objects.create(page=item.review, restriction_type="login")


def _make_list_private(item):
    PageViewRestriction.objects.create(page=item.review.get_parent(), restriction_type="login")


def _keep_collection_private(item):
    CollectionViewRestriction.objects.get_or_create(collection=item.document.collection, restriction_type="login")


def _move_to_private_collection(item):
    staff = Collection.get_first_root_node().add_child(name="Staff")
    CollectionViewRestriction.objects.create(collection=staff, restriction_type="login")
    item.document.collection = staff
    item.document.save()


def _withdraw(item):
    withdraw_document(item.document, why="It named a child.", by=None)


def _clean_again(item):
    item.document.copy_state = CopyState.NONE
    item.document.save()


def _take_out(item):
    page = ReviewPage.objects.get(pk=item.review_id)
    page.pack_items = []
    page.save_revision().publish()


def _put_another_in_its_place(item):
    item.document = DocumentFactory()
    item.save()


def _delete_page(item):
    for page in ReviewPage.objects.filter(pk=item.review_id):
        page.delete()


@pytest.mark.parametrize(
    "hide",
    [
        *(_unpublish, _make_private, _make_list_private, _keep_collection_private, _move_to_private_collection),
        *(_withdraw, _clean_again, _take_out, _put_another_in_its_place, _delete_page),
    ],
)
def test_what_nobody_can_have_any_more_is_gone_at_once(deck, report, put_in_pack, ask, committed, hide):
    item = put_in_pack(deck)
    with committed():
        beside = PackItemFactory(review=item.review, document=report, title="Report", kind=PackItemKind.REPORT)
    assert len(ask("osprey")) == 3
    with committed():
        for one in PackItem.objects.filter(pk__in=[item.pk, beside.pk]):
            hide(one)
    assert ask("osprey") == ask("merlin") == []
    assert not SearchEntry.objects.filter(body__contains="osprey").exists()


def test_what_was_withdrawn_and_given_back_is_found_again(deck, put_in_pack, ask, committed):
    put_in_pack(deck)
    with committed():
        withdraw_document(deck, why="It named a child.", by=None)
    with committed():
        restore_document(deck, by=None)
    assert HERE in ask("osprey")


def test_a_withdrawn_slide_is_gone_and_the_others_stay(deck, put_in_pack, ask, committed):
    put_in_pack(deck)
    slide = deck.slides.get(number=1)
    slide.withdrawn_at = timezone.now()
    with committed():
        slide.save()
    assert (ask("falcon"), ask("merlin", kind="slide")) == ([], ["Merlin stands alone (slide 2 of Deck: Kestrel)"])


@pytest.mark.parametrize("kept", [False, True], ids=["left out", "published"])
def test_notes_and_hidden_slides_are_found_only_if_published(deck, put_in_pack, ask, afterwards, kept):
    deck.slides.filter(number=2).update(is_hidden=True)
    Document.objects.update(keeps_notes=kept, keeps_hidden_slides=kept)
    put_in_pack(Document.objects.get())
    afterwards()
    assert bool(ask("ibis")) is kept
    assert bool(ask("merlin")) is kept


def test_the_edition_before_gives_way_to_one_that_can_be_had(deck, put_in_pack, ask, committed, afterwards):
    item = put_in_pack(deck)
    newer = DocumentFactory(format="pptx", copy_state=CopyState.CLEAN, sha256="2")
    deck.superseded_by = newer
    with committed():
        deck.save()
    assert HERE in ask("osprey")
    with committed():
        PackItemFactory(review=item.review, document=newer)
    afterwards()
    assert ask("osprey") == []


def test_another_sites_deck_is_not_found_here(deck, home, committed, ask, afterwards, site):
    elsewhere = HomePageFactory(parent=home.get_parent(), slug="otherton")
    other = Site.objects.create(hostname="otherton.localhost", root_page=elsewhere)
    with committed():
        theirs = elsewhere.add_child(instance=ReviewIndexPageFactory.build())
        review = theirs.add_child(instance=ReviewPageFactory.build(title="Kestrel"))
        PackItemFactory(review=review, document=deck, title="Deck")
    afterwards()
    assert (ask("osprey"), HERE in ask("osprey", on=other)) == ([], True)


def test_words_of_the_file_before_are_not_found(report, put_in_pack, ask, committed):
    put_in_pack(report)
    report.sha256 = "2"
    with committed():
        report.save()
    assert ask("osprey") == []


def test_a_point_that_is_public_no_longer_leaves_the_slide_too(deck, put_in_pack, add_review, committed, ask):
    item = put_in_pack(deck)
    other = add_review(title="Merle", slug="merle")
    with committed():
        point = LearningPointFactory(title="Ask about buzzards", partnership=item.review.publisher)
        FindingFactory(review=other, point=point)
        SlidePoint.objects.create(slide=deck.slides.get(number=1), point=point)
    assert ask("buzzards", kind="slide") == [HERE]
    with committed():
        other.unpublish()
    assert ask("buzzards") == []


def test_a_resources_file_is_found_while_the_resource_is_published(report, deck, home, committed, ask):
    with committed():
        series = SeriesPageFactory(parent=home)
        resource = ThemedResourcePageFactory(parent=series, title="Kestrel")
        resource.items.create(document=report, title="Report")
        resource.items.create(document=deck, title="Deck")
        resource.save()
    assert sorted(ask("osprey")) == ["Deck: Kestrel", HERE, "Report: Kestrel"]
    with committed():
        resource.unpublish()
    assert ask("osprey") == []


def test_a_deck_in_the_text_of_a_page_is_found_until_it_is_taken_out(deck, home, committed, ask):
    with committed():
        series = SeriesPageFactory(parent=home, introduction=f'<p><a linktype="document" id="{deck.pk}">Slides</a></p>')
    assert ask("osprey") == ["My deck", "Osprey (slide 1 of My deck)"]
    series.introduction = ""
    with committed():
        series.save()
    assert ask("osprey") == []


def test_indexing_a_deck_asks_as_often_for_a_hundred_slides_as_for_ten(
    deck, put_in_pack, committed, django_assert_max_num_queries
):
    put_in_pack(deck)
    Slide.objects.bulk_create(Slide(document=deck, number=number, title=f"Osprey {number}") for number in range(3, 103))
    with django_assert_max_num_queries(64), committed():
        deck.save()
    assert SearchEntry.objects.filter(kind="slide").count() == 102


def test_home_pages_are_left_alone(home, committed):
    with committed():
        home.save()
    assert not SearchEntry.objects.filter(source=HomePage._meta.label_lower).exists()
