"""Every address, asked for by everybody: the table in `who_may_see` says who gets it, and nothing is left out of it."""

from collections.abc import Iterator
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from PIL import Image as Picture
from pptx import Presentation
from wagtail.models import Collection, CollectionViewRestriction
from wagtail.users.models import UserProfile

from briefings.domain.packs.editions import make_edition
from learning.models import MailBatch, Partnership
from media.models import Document, Image, Slide
from partnership.accounts.models import User
from partnership.home.models import HomePage
from tests.factories.accounts import UserFactory
from tests.factories.briefings import (
    BriefingIndexPageFactory,
    BriefingPageFactory,
    NationalIndexPageFactory,
    NationalSummaryPageFactory,
)
from tests.factories.cascades import CascadeFactory, CascadeRecipientFactory
from tests.factories.home import exampleshire_of, exampleshire_site
from tests.factories.learning import (
    AgencyKindFactory,
    FindingFactory,
    LearningPointFactory,
    PackItemFactory,
    PartnershipFactory,
    ReviewIndexPageFactory,
    ReviewPageFactory,
    SeriesPageFactory,
    ThemedResourcePageFactory,
    ThemeFactory,
)
from tests.factories.training import (
    AttendanceImportFactory,
    CourseFactory,
    EndorsementFactory,
    FeedbackRoundFactory,
    SessionPlanFactory,
    TeamUseFactory,
    TrainingEventFactory,
)
from tests.security.readers import ADMINISTRATOR, ANONYMOUS, PEOPLE, STAFF, Line
from tests.security.who_may_see import ADMIN, TABLE
from training.domain.cascade_links import reply_token
from training.domain.self_counts import open_self_count
from training.domain.session_packs import make_edition as make_session_edition
from training.enums import CascadeState, EventKind, ImportState

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[SimpleNamespace]:
    """One of everything, published and not: made once, for nobody here changes anything of it that lasts."""
    uploads = tmp_path_factory.mktemp("who-may-see") / "uploads"
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=uploads), transaction.atomic():
        yield _one_of_everything()
        transaction.set_rollback(True)


def _one_of_everything() -> SimpleNamespace:
    site = exampleshire_site()
    home, partnership = HomePage.objects.get(pk=site.root_page_id), exampleshire_of(site)
    index = ReviewIndexPageFactory(parent=home)
    review = ReviewPageFactory(parent=index, publisher=partnership)
    draft = ReviewPageFactory(parent=index, publisher=partnership, live=False)
    briefings = BriefingIndexPageFactory(parent=home)
    point = LearningPointFactory(partnership=partnership)
    FindingFactory(review=review, point=point)
    file, kept_file = _deck("published.pptx"), _deck("in-the-library.pptx")
    PackItemFactory(review=review, document=file)
    withdrawn = BriefingPageFactory(parent=briefings)
    withdrawn.unpublish()
    summaries = NationalIndexPageFactory(parent=home)
    withdrawn_summary = NationalSummaryPageFactory(parent=summaries)
    withdrawn_summary.unpublish()
    make_edition(draft)
    event = TrainingEventFactory(partnership=partnership)
    plan = SessionPlanFactory(partnership=partnership)
    make_session_edition(plan, by=None)
    portrait = UserProfile.get_for_user(UserFactory(group="Editors"))
    portrait.avatar.save("me.png", SimpleUploadedFile("me.png", b"\x89PNG"))
    endorsement = EndorsementFactory(plan__partnership=partnership)
    recipient = CascadeRecipientFactory(cascade=CascadeFactory(partnership=partnership))
    summary = NationalSummaryPageFactory(parent=summaries, key_findings="<p>Ask.</p>")
    series = SeriesPageFactory(parent=home)
    drafted = CascadeFactory(partnership=partnership, state=CascadeState.DRAFT, sent_at=None, page=summary)
    return SimpleNamespace(
        site=site.pk,
        series=series.slug,
        resource=ThemedResourcePageFactory(parent=series).slug,
        draft_resource=ThemedResourcePageFactory(parent=series, live=False).slug,
        setting=AgencyKindFactory().slug,
        mailing=MailBatch.objects.create(partnership=partnership, title="A mailing").pk,
        reply_link=reply_token(recipient),
        recipient_of_reply=recipient.pk,
        cascade_of_reply=recipient.cascade_id,
        cascade_draft=drafted.pk,
        cascade_draft_agency=CascadeRecipientFactory(cascade=drafted).agency_id,
        review=review.slug,
        review_id=review.pk,
        edition=make_edition(review).pk,
        draft=draft.slug,
        draft_id=draft.pk,
        briefing=BriefingPageFactory(parent=briefings).slug,
        withdrawn=withdrawn.slug,
        draft_briefing=BriefingPageFactory(parent=briefings, live=False).slug,
        summary=summary.slug,
        draft_summary=NationalSummaryPageFactory(parent=summaries, live=False).slug,
        withdrawn_summary=withdrawn_summary.slug,
        point=point.pk,
        theme=ThemeFactory().slug,
        course=CourseFactory(partnership=partnership).slug,
        event=event.pk,
        agency_event=TrainingEventFactory(partnership=partnership, kind=EventKind.SINGLE_AGENCY).pk,
        endorsed_plan=endorsement.plan_id,
        endorsement=endorsement.pk,
        inner_event=TrainingEventFactory(partnership=partnership, is_public=False).pk,
        file=file.pk,
        slide=_slide(file).pk,
        kept_slide=_slide(kept_file).pk,
        file_name=file.filename,
        kept_file=kept_file.pk,
        kept_file_name=kept_file.filename,
        picture=_picture(Collection.get_first_root_node()),
        private_picture=_picture(_private_collection()),
        portrait=portrait.avatar.name.split("/")[-1],
        person=portrait.user_id,
        session_plan=plan.pk,
        other_session_plan=SessionPlanFactory(partnership=PartnershipFactory()).pk,
        team_use=TeamUseFactory(partnership=partnership).pk,
        file_import=AttendanceImportFactory(partnership=partnership).pk,
        done_import=AttendanceImportFactory(partnership=partnership, state=ImportState.DONE).pk,
        room=open_self_count(TrainingEventFactory(partnership=partnership), by=None).token,
        feedback=FeedbackRoundFactory(event=event).token,
        **_cascades(partnership),
    )


def _cascades(partnership: Partnership) -> dict[str, int]:
    ours = CascadeRecipientFactory(cascade=CascadeFactory(partnership=partnership))
    theirs = CascadeRecipientFactory(cascade=CascadeFactory(partnership=PartnershipFactory()))
    return {
        "cascade": ours.cascade_id,
        "recipient": ours.pk,
        "other_cascade": theirs.cascade_id,
        "other_recipient": theirs.pk,
    }


def _deck(name: str) -> Document:
    held = BytesIO()
    Presentation().save(held)
    document = Document(title=name, file=ContentFile(held.getvalue(), name=name), format="pptx")
    document.save()
    return document


def _slide(deck: Document) -> Slide:
    pictures = {name: ContentFile(b"RIFF", name="1.webp") for name in ("picture", "thumbnail")}
    return Slide.objects.create(document=deck, number=1, title="Ask the child", **pictures)


def _private_collection() -> Collection:
    collection = Collection.get_first_root_node().add_child(name="For people with an account")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type=CollectionViewRestriction.LOGIN)
    return collection


def _picture(collection: Collection) -> str:
    held = BytesIO()
    Picture.new("RGB", (4, 3), "teal").save(held, "PNG")
    content = held.getvalue()
    image = Image.objects.create(title="A picture", file=ContentFile(content, name="a.png"), collection=collection)
    small = image.renditions.create(
        filter_spec="width-4", width=4, height=3, file=ContentFile(content, name="a.width-4.png")
    )
    return small.file.name.split("/")[-1]


@pytest.fixture(scope="module")
def sessions(world) -> dict[str, str | None]:
    """The session of each kind of person, who signs in once; a reader has none."""
    people = {
        ANONYMOUS: None,
        STAFF: UserFactory(is_staff=True),
        ADMINISTRATOR: UserFactory(is_superuser=True),
    }
    return {kind: _signed_in(people[kind] if kind in people else UserFactory(group=kind)) for kind in PEOPLE}


def _signed_in(person: User | None) -> str | None:
    if person is None:
        return None
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture
def everybody(sessions, db) -> dict[str, Client]:
    """A browser for each kind of person."""
    clients = {kind: Client() for kind in sessions}
    for kind, session in sessions.items():
        if session:
            clients[kind].cookies[settings.SESSION_COOKIE_NAME] = session
    return clients


def status_of(client: Client, address: str) -> int:
    response = client.get(address)
    if response.streaming:
        response.getvalue()
    return response.status_code


def address_of(name: str, line: Line, world: SimpleNamespace) -> str:
    if callable(line.address):
        return line.address(world)
    return line.address or reverse(name.split(":")[0])


@pytest.mark.parametrize(("name", "line"), [*TABLE.items(), *ADMIN.items()], ids=[*TABLE, *ADMIN])
def test_an_address_opens_to_those_it_is_for_and_to_nobody_else(everybody, world, name, line):
    address = address_of(name, line, world)

    answers = {kind: status_of(client, address) for kind, client in everybody.items()}

    assert {kind for kind, status in answers.items() if status == line.reached} == line.who, answers
    assert max(answers.values()) < 500


@pytest.mark.parametrize("address", ["/coverage/", "/coverage.csv", "/coverage.xlsx"])
def test_counts_by_agency_ask_strangers_to_sign_in_and_tell_the_others_no(everybody, address):
    assert everybody[ANONYMOUS].get(address)["Location"] == f"/accounts/login/?next={address}"
    assert everybody[STAFF].get(address).status_code == 403


def walk(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple[str, str | None]]:
    """Each address of the project, as written, with its name."""
    for pattern in patterns:
        here = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, here)
        else:
            yield here, pattern.name


def test_every_named_address_outside_the_admin_is_in_the_table():
    names = {name for address, name in walk(get_resolver().url_patterns) if name and not address.startswith("admin/")}

    assert names == {name.split(":")[0] for name in TABLE}


def test_every_address_without_a_name_stands_in_front_of_one_of_wagtails():
    nameless = {
        address for address, name in walk(get_resolver().url_patterns) if not name and not address.startswith("admin/")
    }

    assert nameless == {"_util/login/", "documents/<int:pk>/<path:filename>"}
