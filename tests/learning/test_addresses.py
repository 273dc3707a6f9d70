"""Addresses that are put together once are those that Django would put together each time."""

import pytest
from django.urls import NoReverseMatch, clear_script_prefix, reverse, set_script_prefix

from learning.addresses import address_of


@pytest.mark.parametrize(("name", "key"), [("theme", "going-hungry"), ("learning_point", 7), ("training_event", 7)])
def test_an_address_is_what_reverse_says_each_time(name, key):
    assert [address_of(name, key), address_of(name, key)] == [reverse(name, args=[key])] * 2


def test_a_site_below_a_path_has_addresses_below_it():
    above = address_of("theme", "hunger")
    set_script_prefix("/safeguarding/")
    try:
        assert address_of("theme", "hunger") == f"/safeguarding{above}"
    finally:
        clear_script_prefix()


def test_what_has_no_key_yet_has_no_address():
    with pytest.raises(NoReverseMatch):
        address_of("learning_point", None)
