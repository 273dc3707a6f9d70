"""Who may have a deck: asked of one deck, and of all decks at once, the answer is the same."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.core.files.base import ContentFile
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    GroupCollectionPermission,
    PageViewRestriction,
)

from media.enums import CopyState
from media.permissions import may_read, may_reuse_slides, readable_decks
from partnership.accounts.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.learning import PackItemFactory, ReviewIndexPageFactory, ReviewPageFactory
from tests.factories.media import DocumentFactory
from tests.media import test_serving as uses

pytestmark = pytest.mark.django_db

WHOSE, ANYBODY, NO_ROLE, SUPERUSER, LEFT = "its owner", "anybody", "no role", "superuser", "editor who has left"
ROLES = tuple(Role.values)
WITH_ACCOUNT = {NO_ROLE, WHOSE, *ROLES}
DESK = {"Editors", "Moderators", "Training managers", SUPERUSER}
EVERYBODY = {ANYBODY, LEFT, SUPERUSER} | WITH_ACCOUNT


@pytest.fixture
def people(db):
    """Somebody of every kind."""
    found = {role: UserFactory(group=role) for role in ROLES}
    found |= {WHOSE: UserFactory(group="Trainers"), NO_ROLE: UserFactory(), SUPERUSER: UserFactory(is_superuser=True)}
    return found | {ANYBODY: AnonymousUser(), LEFT: UserFactory(group="Editors", is_active=False)}


@pytest.fixture
def deck(uploads, people):
    return _deck(uploaded_by_user=people[WHOSE])


@pytest.fixture
def reviews(home):
    return ReviewIndexPageFactory(parent=home)


def _deck(**fields):
    return DocumentFactory(format="pptx", file=ContentFile(b"PK", name="slides.pptx"), **fields)


def asking(rf, person):
    request = rf.get("/")
    request.user, request.session = person, {}
    return request


def who_may(deck, rf, people):
    """Who may have the deck, on which both ways of asking have to agree."""
    one_by_one = {name for name, person in people.items() if may_read(deck, asking(rf, person))}
    all_at_once = {name for name, person in people.items() if deck in readable_decks(asking(rf, person))}
    assert one_by_one == all_at_once
    return one_by_one


def in_a_live_pack(deck, home, reviews):
    PackItemFactory(review=ReviewPageFactory(parent=reviews), document=deck)


def in_a_collection(deck, under=None, **restriction):
    parent = under or Collection.get_first_root_node()
    deck.collection = parent.add_child(name="Kept apart")
    deck.save()
    if restriction:
        CollectionViewRestriction.objects.create(collection=deck.collection, **restriction)
    return deck.collection


# A page that is not for everybody -----------------------------------------------------------------------------------------
LOGIN = {"restriction_type": PageViewRestriction.LOGIN}
PASSWORD = {"restriction_type": PageViewRestriction.PASSWORD, "password": "a long secret"}


def in_a_pack_behind_a_password(deck, home, reviews):
    in_a_live_pack(deck, home, reviews)
    PageViewRestriction.objects.create(page=reviews, **PASSWORD)


def in_a_pack_for_trainers(deck, home, reviews):
    in_a_live_pack(deck, home, reviews)
    restriction = PageViewRestriction.objects.create(page=reviews, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.add(Group.objects.get(name="Trainers"))


def in_a_pack_for_people_with_an_account_and_in_a_public_one(deck, home, reviews):
    in_a_live_pack(deck, home, reviews)
    private = ReviewPageFactory(parent=reviews)
    PackItemFactory(review=private, document=deck)
    PageViewRestriction.objects.create(page=private, **LOGIN)


# A collection that is not for everybody ------------------------------------------------------------------------------------
def public_in_a_collection_for_people_with_an_account(deck, home, reviews):
    in_a_live_pack(deck, home, reviews)
    in_a_collection(deck, **LOGIN)


def public_below_a_collection_behind_a_password(deck, home, reviews):
    in_a_live_pack(deck, home, reviews)
    in_a_collection(deck, under=in_a_collection(deck, **PASSWORD))


def public_in_a_collection_for_trainers(deck, home, reviews):
    in_a_live_pack(deck, home, reviews)
    restriction = in_a_collection(deck, restriction_type="groups").view_restrictions.get()
    restriction.groups.add(Group.objects.get(name="Trainers"))


def in_nothing_in_an_open_collection(deck, home, reviews):
    in_a_collection(deck)


LIBRARY = DESK | {WHOSE}
ACCOUNTS = WITH_ACCOUNT | {SUPERUSER, LEFT}  # an account that is closed cannot sign in
WHO_MAY = {
    **{use: LIBRARY for use, answers in uses.WHO_MAY.items() if answers is uses.NOBODY},
    **{use: EVERYBODY for use, answers in uses.WHO_MAY.items() if answers is uses.EVERYBODY},
    uses.linked_in_a_live_page_for_people_with_an_account: ACCOUNTS,
    in_nothing_in_an_open_collection: LIBRARY,
    in_a_pack_behind_a_password: LIBRARY,
    in_a_pack_for_trainers: LIBRARY | {"Trainers"},
    in_a_pack_for_people_with_an_account_and_in_a_public_one: EVERYBODY,
    public_in_a_collection_for_people_with_an_account: ACCOUNTS,
    public_below_a_collection_behind_a_password: LIBRARY,
    public_in_a_collection_for_trainers: LIBRARY | {"Trainers"},
}


@pytest.mark.parametrize("use", WHO_MAY, ids=lambda use: use.__name__)
def test_who_may_have_a_deck(rf, deck, people, home, reviews, use):
    use(deck, home, reviews)

    assert who_may(deck, rf, people) == WHO_MAY[use]


@pytest.mark.parametrize("state", [CopyState.WAITING, CopyState.NONE])
def test_without_a_clean_copy_nobody_may(rf, deck, people, home, reviews, state):
    in_a_live_pack(deck, home, reviews)
    deck.copy_state = state
    deck.save()

    assert who_may(deck, rf, people) == set()


@pytest.mark.parametrize("state", [CopyState.AS_IT_CAME, CopyState.CLEAN])
def test_with_a_copy_to_have_everybody_may(rf, deck, people, home, reviews, state):
    in_a_live_pack(deck, home, reviews)
    deck.copy_state = state
    deck.save()

    assert who_may(deck, rf, people) == EVERYBODY


def test_a_password_that_was_given_opens_page_and_collection(rf, deck, home, reviews):
    in_a_pack_behind_a_password(deck, home, reviews)
    in_a_collection(deck, **PASSWORD)
    request = asking(rf, AnonymousUser())
    page, collection = PageViewRestriction.objects.get(), CollectionViewRestriction.objects.get()

    request.session = {page.passed_view_restrictions_session_key: [page.pk]}
    assert (may_read(deck, request), deck in readable_decks(request)) == (False, False)

    request.session |= {collection.passed_view_restrictions_session_key: [collection.pk]}
    assert (may_read(deck, request), deck in readable_decks(request)) == (True, True)


def test_whoever_looks_after_one_collection_has_its_decks_and_no_others(rf, deck, people):
    other = _deck()
    group = Group.objects.create(name="Of one collection")
    people[NO_ROLE].groups.add(group)
    of_documents = GroupCollectionPermission.objects.filter(permission__codename="change_document").first()
    collection = in_a_collection(deck)
    GroupCollectionPermission.objects.create(group=group, collection=collection, permission=of_documents.permission)

    request = asking(rf, people[NO_ROLE])
    assert [may_read(deck, request), may_read(other, request)] == [True, False]
    assert list(readable_decks(request)) == [deck]


def test_each_deck_is_listed_once_and_nothing_but_decks(rf, deck, home, reviews):
    for _ in range(2):
        in_a_live_pack(deck, home, reviews)
    report = DocumentFactory()
    in_a_live_pack(report, home, reviews)

    assert list(readable_decks(asking(rf, AnonymousUser()))) == [deck]


@pytest.mark.parametrize("how_many", [1, 4])
def test_how_many_decks_there_are_does_not_matter(rf, deck, home, reviews, django_assert_num_queries, how_many):
    for _ in range(how_many):
        in_a_live_pack(_deck(), home, reviews)
    request = asking(rf, AnonymousUser())
    list(readable_decks(request))

    with django_assert_num_queries(3):
        assert len(readable_decks(request)) == how_many


def test_who_may_use_slides_again(rf, people):
    expected = {WHOSE, "Trainers", "Training managers", "Editors", "Moderators", SUPERUSER}

    assert {name for name, person in people.items() if may_reuse_slides(asking(rf, person))} == expected
