"""Canonical addresses, OpenGraph and the header for search engines."""

import re

import pytest
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Site
from wagtail.rich_text import RichText

from media.models import Image
from partnership.home.look.model import PartnershipLook
from tests.factories.media import DocumentFactory
from tests.structured_data.conftest import HOSTILE

pytestmark = pytest.mark.django_db


def canonical(response):
    found = re.search(r'<link rel="canonical" href="([^"]*)">', response.content.decode())
    return found and found[1].replace("&amp;", "&")


def header(client, address):
    response = client.get(address)
    if response.streaming:
        response.getvalue()  # reads the file to its end, and so closes it
    return response.get("X-Robots-Tag")


def properties(response):
    return dict(re.findall(r'<meta property="([^"]+)" content="([^"]*)">', response.content.decode()))


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("", ""),
        ("?utm_source=mail&fbclid=x", ""),
        ("?page=1", ""),
        ("?year=2024&theme=heed&utm_source=mail&page=2", "?page=2&theme=heed&year=2024"),
        ("?theme=" + "x" * 10_000, ""),
        ("?theme=%00%22%3E%3Cscript%3E", "?theme=%22%3E%3Cscript%3E"),
    ],
    ids=["plain", "tracked", "first page", "filtered", "endless", "hostile"],
)
def test_an_address_is_canonical_without_what_says_where_a_reader_came_from(asked, kept, client, world):
    assert canonical(client.get(f"{world.reviews}{asked}")) == f"http://testserver{world.reviews}{kept}"


def test_what_is_shared_is_described_by_the_site_itself(client, world, partnership):
    world.pages.review.summary = "<p>A distressing detail.</p>"
    world.pages.review.save()

    said = properties(client.get(world.review))

    assert (said["og:type"], said["og:locale"], said["og:url"]) == (
        "article",
        "en_GB",
        f"http://testserver{world.review}",
    )
    assert said["og:site_name"] == partnership.name
    assert "distressing" not in said["og:description"]
    assert said["og:image"].startswith("http://testserver/static/partnership/img/card")


def test_a_poster_is_shown_of_a_resource_and_the_logo_of_all_else(client, world, home, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    poster, logo = (
        Image.objects.create(title=name, file=get_test_image_file(size=(600, 800))) for name in ("Poster", "Logo")
    )
    PartnershipLook.objects.create(site=Site.objects.get(root_page=home), logo=logo, logo_alt="Exampleshire's oak")
    resource = world.pages.resource
    resource.body = [("poster", {"title": "Ask", "image": poster, "words": RichText("<p>Ask.</p>")})]
    resource.save()

    said = {name: properties(client.get(getattr(world, name))) for name in ("resource", "review")}

    told = {name: [one[f"og:image{of}"] for of in ("", ":width", ":height", ":alt")] for name, one in said.items()}
    sized = {name: (one[1:3], one[3]) for name, one in told.items()}
    assert sized == {
        "resource": (["600", "800"], "Ask"),
        "review": (["472", "630"], "Exampleshire&#x27;s oak"),
    }
    assert all(one[0].startswith("http://testserver/uploads/") for one in told.values())


def test_an_editors_description_is_the_pages_own(client, world):
    world.pages.review.search_description = HOSTILE
    world.pages.review.save()

    said = properties(client.get(world.review))

    assert said["og:description"].endswith("&quot;a&quot; &amp; &#x27;b&#x27; \N{WAVING HAND SIGN}")
    assert "<svg" not in client.get(world.review).content.decode().partition("</head>")[0]


# Kept out of search engines ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["review", "briefing", "summary", "series", "resource", "information"])
def test_a_page_that_an_editor_keeps_out_is_read_as_ever_and_says_so(name, client, world, told):
    page = getattr(world.pages, name)
    page.keep_out_of_search = True
    page.save()

    response = client.get(getattr(world, name))

    assert (response.status_code, response["X-Robots-Tag"], told(response)) == (200, "noindex", [])
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert (properties(response), canonical(response)) == ({}, None)
    assert "X-Robots-Tag" not in client.get("/")


def test_what_belongs_to_a_review_that_is_kept_out_is_too(client, world, deck):
    addresses = [world.pack, f"{world.review}pack.zip", f"{world.review}deck.pptx", world.deck, deck.url]
    addresses.append(f"{world.deck}deck.pptx")
    before = [header(client, address) for address in addresses]
    world.pages.review.keep_out_of_search = True
    world.pages.review.save()

    after = [header(client, address) for address in addresses]

    assert (before, after) == ([None] * 6, ["noindex"] * 6)


def test_a_file_that_is_only_in_the_text_of_a_page_follows_the_page(client, world):
    page, other = world.pages.information, world.pages.resource
    file, shared = DocumentFactory(format="pdf"), DocumentFactory(format="pdf")
    for one, document in ((page, file), (page, shared), (other, shared)):
        one.introduction += f'<p><a linktype="document" id="{document.pk}">The leaflet</a></p>'
    other.save()

    def found(is_kept_out):
        page.keep_out_of_search = is_kept_out
        page.save()
        return [header(client, one.url) for one in (file, shared)]

    assert (found(False), found(True)) == ([None, None], ["noindex", None])


def test_a_picture_follows_the_pages_that_show_it(client, world):
    page, other = world.pages.information, world.pages.resource
    alone, shared, on_no_page = (Image.objects.create(title=n, file=get_test_image_file(f"{n}.png")) for n in "abc")
    for one, image in ((page, alone), (page, shared), (other, shared)):
        one.introduction += f'<embed embedtype="image" id="{image.pk}" format="fullwidth" alt="A door"/>'
    other.save()
    addresses = [image.get_rendition("width-100").url for image in (alone, shared, on_no_page)]

    def found(is_kept_out):
        page.keep_out_of_search = is_kept_out
        page.save()
        return [header(client, address) for address in addresses]

    assert (found(False), found(True)) == ([None, None, None], ["noindex", None, None])


def test_the_files_of_a_briefing_that_is_kept_out_are_too(client, world):
    world.pages.briefing.keep_out_of_search = True
    world.pages.briefing.save()

    assert client.get(f"{world.briefing}briefing.txt")["X-Robots-Tag"] == "noindex"


def test_a_learning_point_that_is_kept_out_says_so(client, world, told):
    world.things.point.keep_out_of_search = True
    world.things.point.save()

    response = client.get(world.point)

    assert (response["X-Robots-Tag"], told(response)) == ("noindex", [])


def test_a_site_that_is_being_tried_out_is_kept_out_whole(client, world, partnership, told):
    partnership.keep_out_of_search = True
    partnership.save()

    for address in ("/", world.review, world.point, world.pack, world.deck, "/accessibility/"):
        response = client.get(address)
        assert (response["X-Robots-Tag"], told(response)) == ("noindex", []), address
    assert "<loc>" not in client.get("/sitemap.xml").content.decode()


@pytest.mark.parametrize(
    "address",
    [
        *(
            "/search/?q=jacob",
            "/search/?kind=review",
            "/search/suggest/?q=ja",
            "/alerts/",
            "/alerts/confirm/nonsense/",
            "/cascade/reply/nonsense/",
            "/coverage/",
            "/admin/",
        ),
        *("/accounts/login/", "/training/events.ics", "/feeds/all.atom", "/no/such/page/", "/healthz"),
    ],
)
def test_what_is_not_for_search_engines_says_so(address, client, partnership):
    assert header(client, address).split(",")[0] == "noindex"


def test_the_page_to_search_on_may_be_found_itself(client, partnership):
    answer = client.get("/search/")
    assert "X-Robots-Tag" not in answer
    assert canonical(answer) == "http://testserver/search/"
    assert b'name="robots"' not in answer.content


def test_forms_of_a_briefing_are_not_for_search_engines(client, world):
    assert client.get(reverse("team_use", args=["seven"]))["X-Robots-Tag"] == "noindex"
    assert client.get(f"{world.briefing}email/")["X-Robots-Tag"] == "noindex"
