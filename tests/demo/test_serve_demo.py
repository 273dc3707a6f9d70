"""What `make run` says before it serves."""

import io
import json
import socket
import stat

import pytest
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command
from wagtail.models import Page, Site

from partnership.accounts.models import User
from partnership.demo.accounts import ROLES, demo_accounts


@pytest.mark.parametrize("port", ["http", "0", "70000", "-1"])
def test_a_port_that_is_no_port_is_refused_in_plain_words(monkeypatch, port):
    monkeypatch.setenv("PORT", port)

    with pytest.raises(CommandError, match="a number from 1 to 65535"):
        call_command("serve_demo", "--prepare-only")


@pytest.mark.parametrize("port", ["0", "70000", "80808080", "-1"])
def test_nor_is_one_that_is_asked_for(port):
    with pytest.raises(CommandError, match=r"--port is “.*”: it should be a number from 1 to 65535"):
        call_command("serve_demo", "--prepare-only", f"--port={port}")


def test_a_port_in_use_is_said_before_anything_is_done():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()

        with pytest.raises(CommandError, match="Something else is listening"):
            call_command("serve_demo", port=taken.getsockname()[1])


@pytest.mark.django_db
def test_at_another_port_addresses_are_the_new_ones_at_once(settings, tmp_path, monkeypatch):
    settings.VAR_DIR, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    monkeypatch.setattr("partnership.demo.management.commands.serve_demo.is_loaded", lambda: True)
    home = Site.objects.get(is_default_site=True).root_page
    assert ":8123" not in home.full_url

    call_command("serve_demo", "--prepare-only", port=8123, stdout=io.StringIO())

    assert Page.objects.get(pk=home.pk).full_url.endswith(":8123/")


@pytest.mark.django_db
def test_a_first_start_that_broke_off_after_the_migrations_is_made_whole(settings, tmp_path, monkeypatch):
    settings.VAR_DIR, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    monkeypatch.setattr("partnership.demo.management.commands.serve_demo.is_loaded", lambda: True)
    before = set(Permission.objects.values_list("content_type", "codename"))
    Permission.objects.filter(codename="change_agency").delete()
    said = io.StringIO()

    call_command("serve_demo", "--prepare-only", port=8123, stdout=said)

    assert "Making the database" in said.getvalue()
    assert set(Permission.objects.values_list("content_type", "codename")) == before


@pytest.mark.django_db
def test_a_whole_database_is_not_made_again(settings, tmp_path, monkeypatch):
    settings.VAR_DIR, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    monkeypatch.setattr("partnership.demo.management.commands.serve_demo.is_loaded", lambda: True)
    said = io.StringIO()

    call_command("serve_demo", "--prepare-only", port=8123, stdout=said)

    assert "Making the database" not in said.getvalue()


@pytest.mark.django_db
def test_passwords_are_made_here_and_kept_for_their_owner_alone(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    first = demo_accounts()

    kept = tmp_path / "demo_accounts.json"
    assert {account.email for account in first} == set(ROLES)
    assert len({account.password for account in first}) == len(ROLES)
    assert all(User.objects.get(email=account.email).check_password(account.password) for account in first)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert demo_accounts() == first
    assert len(json.loads(kept.read_text())) == len(ROLES)
