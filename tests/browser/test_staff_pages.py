"""The pages on which training managers work keep the promises of every page, and can be read in other colours."""

import pytest

from tests.browser.addresses import path_of
from tests.browser.promises import Visit, faults_in_other_colours, visit
from tests.browser.staff_addresses import STAFF

pytestmark = pytest.mark.browser

IN_OTHER_COLOURS = ("board of a cascade", "all cascades", "mailings")


@pytest.mark.parametrize("name", STAFF)
def test_a_page_keeps_its_promises(tab_of, name):
    manager = tab_of("Training managers")
    assert visit(manager, path_of(STAFF[name])) == Visit()
    if name in IN_OTHER_COLOURS:
        assert faults_in_other_colours(manager) == []
