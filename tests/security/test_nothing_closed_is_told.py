"""Whatever is closed to a reader without an account leaves no trace in anything that reader can ask for.

Every public address is read twice: on a site where there is nothing closed, and again once everything closed has been tied
to it. What comes must be the same: so no name, no address, and no number that counts what may not be seen.
"""

import io
import re
import zipfile
from types import SimpleNamespace
from urllib.parse import quote

import pikepdf
import pypdfium2
import pytest
from django.test import Client, override_settings
from django.urls import reverse

from partnership.alerts.enums import FEEDS
from partnership.content_version import content_changed
from partnership.search.domain.index import rebuild
from tests.security.closed_world import SECRET, close_beside, open_world
from tests.security.readers import ANONYMOUS
from tests.security.test_who_may_see import address_of
from tests.security.who_may_see import TABLE

pytestmark = pytest.mark.django_db

# Of these a page by a token, a form, or a file of what other pages say already. Files of pages are read further down.
NOT_READ_HERE = frozenset(
    {
        *("alerts", "leaving", "healthz", "oai_lrmi_schema", "api_description", "api_v1", "upload"),
        *("pack_check", "pack_updates", "team_use", "team_use_thanks", "self_count_room", "cascade_reply"),
        *("cascade_hand_on", "cascade_pass_on", "feedback_form", "feedback_thanks", "feedback_qr", "reflection_sheet"),
        *("briefing_pdf", "briefing_large_print", "briefing_poster", "briefing_docx", "briefing_pptx"),
        *("briefing_action_plan", "briefing_qr_code", "summary_pdf", "summary_large_print", "summary_poster"),
        *("summary_docx", "summary_pptx", "review_deck", "pack_edition", "pack_edition_zip", "review_pack_zip"),
        *("wagtaildocs_serve", "deck_file", "slide_picture", "account_inactive", "account_signup", "account_login"),
        *("account_reset_password", "account_reset_password_done", "account_reset_password_from_key"),
        *("account_reset_password_from_key_done", "account_email_verification_sent", "account_confirm_email"),
    }
)
CHANGES_BY_ITSELF = re.compile(
    rb'name="csrfmiddlewaretoken" value="[^"]*"|<responseDate>[^<]*|DTSTAMP:\S+|<updated>[^<]*|"(?:changed|updated)": ?"[^"]*"'
    rb'|<record><header status="deleted">.*?</record>'  # a page that was taken back: that it was, by its number alone
)


def addresses(world: SimpleNamespace) -> list[str]:
    """Everything a stranger can ask for that tells of learning, or of training."""
    named = [
        address_of(name, line, world)
        for name, line in TABLE.items()
        if ANONYMOUS in line.who and line.reached == 200 and name not in NOT_READ_HERE and name != "sitemap_section"
    ]
    return list(dict.fromkeys([*named, *_pages(world), *_lists(world), *_searches(), *_for_programs(world)]))


def _pages(world: SimpleNamespace) -> list[str]:
    tree = [*vars(world.pages).values(), world.reviews, world.briefings, world.summaries, world.older]
    events = [event.get_absolute_url() for event in world.events]
    return [*(page.url for page in tree), *events, world.older_point.get_absolute_url()]


def _lists(world: SimpleNamespace) -> list[str]:
    narrowed = ["?pack=1", "?kind=lcspr", "?year=2019", "?theme=open-theme", f"?theme={SECRET}-theme"]
    return [
        *(f"/reviews/{asked}" for asked in narrowed),
        "/briefings/?theme=open-theme",
        "/themes/?by=letter",
        "/reviews.csv?theme=open-theme",
        f"/themes/{SECRET}-theme/",
        "/for/kind-of-the-closed/",
    ]


def _searches() -> list[str]:
    words = (SECRET, "open", "child")
    found = [f"{reverse(name)}?q={word}" for name in ("search", "search_suggestions") for word in words]
    return [*found, f"{reverse('search')}?theme=open-theme", f"{reverse('search')}?kind=review"]


def _for_programs(world: SimpleNamespace) -> list[str]:
    asked = ("?theme=open-theme", f"?theme={SECRET}-theme", "?for=open-kind")
    ones = [
        ("briefings", world.pages.briefing.pk),
        ("briefings", world.older.pk),
        ("national", world.pages.summary.pk),
        ("series", world.pages.series.pk),
        ("resources", world.pages.resource.pk),
        ("courses", world.the_course.pk),
        *(("events", event.pk) for event in world.events),
    ]
    return [
        *(reverse("feed", args=[what]) for what in FEEDS),
        *(reverse("feed", args=["all"]) + how for how in asked),
        *(reverse(f"api_{name}_one", args=[pk]) for name, pk in ones),
        f"{reverse('oai')}?verb=ListSets",
        *(f"{reverse('oai')}?verb=ListRecords&metadataPrefix={form}" for form in ("oai_dc", "lrmi")),
        *(
            f"{reverse('oai')}?verb=ListRecords&metadataPrefix=oai_dc&set=theme-{slug}"
            for slug in ("open-theme", SECRET)
        ),
    ]


def read(asked: list[str]) -> dict[str, tuple[int, bytes]]:
    client, got = Client(), {}
    for address in asked:
        response = client.get(address)
        body = response.getvalue() if response.streaming else response.content
        got[address] = response.status_code, CHANGES_BY_ITSELF.sub(b"", body)
    return got


def test_nothing_that_is_closed_changes_a_letter_of_what_a_stranger_gets(home, partnership, tmp_path):
    with override_settings(MEDIA_ROOT=tmp_path):
        world = open_world(home, partnership)
        rebuild()
        asked = addresses(world)
        read([f"/reviews/{world.review}/pack/"])  # who reads it first has its edition made
        before = read(asked)
        close_beside(world)
        rebuild()
        content_changed()

        after = read(asked)

    told = {address: _around(body) for address, (_status, body) in after.items() if _names_it(address, body)}
    differ = {address for address in asked if before[address] != after[address]}
    assert (told, differ) == ({}, set())


FILES = {
    "briefing": ("pdf", "large_print", "poster", "docx", "pptx", "action_plan", "txt", "html", "email"),
    "summary": ("pdf", "poster", "docx", "pptx", "txt", "html", "email"),
}


def test_no_file_of_an_open_page_names_what_is_closed(home, partnership, tmp_path):
    with override_settings(MEDIA_ROOT=tmp_path):
        world = open_world(home, partnership)
        close_beside(world)
        content_changed()
        asked = [
            reverse(f"{kind}_{form}", args=[getattr(world, kind)]) for kind, forms in FILES.items() for form in forms
        ]
        asked += [reverse(name, args=[world.review]) for name in ("review_deck", "review_pack_zip")]
        asked += [reverse("reflection_sheet", args=[world.series, world.resource])]

        words = {address: _words(body) for address, (status, body) in read(asked).items() if status == 200}

    assert set(words) == set(asked)
    assert [address for address, told in words.items() if "open" not in told] == []  # they were read indeed
    assert [address for address, told in words.items() if SECRET in told] == []


def _words(body: bytes) -> str:
    """What a file says, in small letters: its pages and everything packed in it, titles and links included."""
    if body.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(body)) as pdf:
            said = [repr(one) for one in pdf.objects]
        said += [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(body)]
        return " ".join(said).lower()
    if zipfile.is_zipfile(io.BytesIO(body)):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            return " ".join(f"{name.lower()} {_words(packed.read(name))}" for name in packed.namelist())
    return body.decode(errors="replace").lower()


def _names_it(address: str, body: bytes) -> bool:
    """Whether it tells of it more than the reader, who asked by its name, said first."""
    text = body.decode(errors="replace").lower()
    return SECRET in text and SECRET not in quote(address)


def _around(body: bytes) -> str:
    text = body.decode(errors="replace")
    at = text.lower().index(SECRET)
    return text[max(0, at - 80) : at + 60]


def test_only_addresses_that_are_for_everybody_are_left_out():
    for_everybody = {name for name, line in TABLE.items() if ANONYMOUS in line.who and line.reached == 200}

    assert for_everybody >= NOT_READ_HERE
