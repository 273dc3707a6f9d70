"""A partnership's name, colours and logo: how they are set, and what of them reaches a page."""

import pytest
import wagtail_factories
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction, Site

from learning.mail_queue.writing import html_of
from partnership.home.models import PartnershipLook
from tests.factories.accounts import UserFactory
from tests.factories.home import HomePageFactory

pytestmark = pytest.mark.django_db
PURPLE = "#7a1fa2"


@pytest.fixture
def look(partnership):
    return PartnershipLook.objects.create(
        site=partnership.site,
        shown_name="Learning in Exampleshire",
        strapline="So it is not forgotten",
        main_colour=PURPLE,
    )


@pytest.fixture
def picture():
    return wagtail_factories.ImageFactory(title="Crest")


def settings_page(site):
    return reverse("wagtailsettings:edit", args=["home", "partnershiplook", site.pk])


def problems(**given):
    with pytest.raises(ValidationError) as raised:
        PartnershipLook(**given).clean()
    return raised.value.message_dict


def test_nothing_is_fetched_where_nothing_was_chosen(client, partnership):
    assert b"/look/" not in client.get("/").content


def test_name_line_and_colours_reach_every_page(client, look):
    page = client.get("/themes/").content.decode()

    assert "Learning in Exampleshire<small>So it is not forgotten</small>" in page
    assert f'<link rel="stylesheet" href="{reverse("look", args=[look.stylesheet.name])}">' in page
    assert f'content="{look.stylesheet.band}"' in page


def test_high_contrast_has_none_of_the_colours(client, look):
    client.cookies["contrast"] = "high"
    page = client.get("/").content.decode()

    assert ("/look/" in page, look.stylesheet.band in page) == (False, False)
    assert "Learning in Exampleshire" in page


def test_the_stylesheet_is_kept_for_ever_and_needs_no_cookie(client, look):
    answer = client.get(reverse("look", args=[look.stylesheet.name]))

    assert answer.content.decode() == look.stylesheet.css
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Cookie" not in answer.get("Vary", "")


def test_another_sites_stylesheet_is_not_served_here(client, look):
    other_site = Site.objects.create(hostname="other.test", root_page=HomePageFactory(parent=look.site.root_page))
    other = PartnershipLook.objects.create(site=other_site, main_colour="#8c2a1f")

    assert client.get(reverse("look", args=[other.stylesheet.name])).status_code == 404
    assert client.get(reverse("look", args=[look.stylesheet.name])).status_code == 200


def test_a_colour_too_faint_is_refused_and_nothing_typed_is_lost(admin_client, look):
    answer = admin_client.post(
        settings_page(look.site), {"shown_name": "New name", "main_colour": "#ffcc00", "accent_colour": "red; } body{"}
    )
    look.refresh_from_db()
    page = answer.content.decode()

    assert look.main_colour == PURPLE
    assert "has a contrast of 1.3 to 1, and needs 4.5." in page
    assert "Give a colour as # and six digits" in page
    assert all(f'value="{typed}"' in page for typed in ("New name", "#ffcc00", "red; } body{"))


def test_a_colour_is_saved_in_one_form_and_can_be_taken_back(admin_client, look):
    admin_client.post(settings_page(look.site), {"main_colour": " 8C2A1F", "accent_colour": ""})
    look.refresh_from_db()
    assert look.main_colour == "#8c2a1f"

    admin_client.post(settings_page(look.site), {"main_colour": "", "accent_colour": ""})
    look.refresh_from_db()
    assert look.stylesheet is None


@pytest.mark.parametrize("stored", ["red; } body{display:none", "#ffcc00", "url(//x)"])
def test_what_was_written_past_the_form_changes_nothing(client, look, stored):
    PartnershipLook.objects.update(main_colour=stored)

    assert b"/look/" not in client.get("/").content


def test_a_picture_nobody_may_see_is_no_logo(picture):
    private = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=private, restriction_type=CollectionViewRestriction.LOGIN)
    picture.collection = private

    assert problems(logo=picture) == {"logo": ["This picture is in a private collection: readers could not see it."]}


def test_a_logo_stands_before_the_name_or_for_it(client, look, picture):
    look.logo, look.logo_alt, look.logo_holds_name = picture, "A crest", True
    look.save()
    page = client.get("/").content.decode()

    assert 'class="logo logo--plate"' in page
    assert 'alt="A crest"' in page
    assert '<span class="unseen">Learning in Exampleshire' in page


def test_only_administrators_change_the_look(client, look):
    client.force_login(UserFactory(group="Moderators"))

    assert client.get(settings_page(look.site)).status_code == 302


def test_the_preview_shows_what_is_typed_before_it_is_saved(admin_client, look):
    address = reverse("wagtailsettings:preview_on_edit", args=["home", "partnershiplook", look.site.pk])
    admin_client.post(address, {"shown_name": "Typed only", "main_colour": "#8c2a1f", "accent_colour": ""})
    answer = admin_client.get(f"{address}?mode=")

    assert "Typed only<small>" in answer.content.decode()
    assert "<style>@media screen{:root:not(.contrast-high){" in answer.content.decode()
    assert "style-src 'self' 'unsafe-inline'" in answer["Content-Security-Policy"]


def test_a_mail_has_the_name_and_colours_and_fetches_nothing(partnership, look):
    mail = html_of("alerts/mails/question.html", title="T", why="W", partnership=partnership)

    assert "Learning in Exampleshire" in mail
    assert f"a {{ color: {PURPLE};" in mail
    assert "#0c5257" not in mail
    assert "/look/" not in mail


def test_a_mail_of_nobodys_has_the_houses_colours():
    assert "a { color: #0a5a63;" in html_of("alerts/mails/question.html", title="T", why="W")
