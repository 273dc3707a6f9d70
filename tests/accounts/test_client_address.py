"""Throttling counts by this address: what a reader writes into a header must not choose it."""

import pytest

from partnership.accounts.client_address import client_address


@pytest.mark.parametrize(
    ("trusted", "forwarded", "remote", "address"),
    [
        pytest.param(
            0, "203.0.113.9", "198.51.100.1", "198.51.100.1", id="no proxy: the header is the reader's own words"
        ),
        pytest.param(1, "203.0.113.9", "10.0.0.1", "203.0.113.9", id="one proxy: what it wrote"),
        pytest.param(1, "6.6.6.6, 203.0.113.9", "10.0.0.1", "203.0.113.9", id="one proxy: not what stood there before"),
        pytest.param(2, "6.6.6.6, 203.0.113.9, 10.0.0.2", "10.0.0.1", "203.0.113.9", id="two proxies"),
        pytest.param(2, "203.0.113.9", "10.0.0.1", "10.0.0.1", id="a header too short for the proxies is not believed"),
        pytest.param(1, "", "198.51.100.1", "198.51.100.1", id="asked from the inside, past the proxy"),
        pytest.param(1, "not an address", "10.0.0.1", "", id="nonsense is no address"),
        pytest.param(0, "", "", "", id="a unix socket"),
        pytest.param(0, "", "2001:db8:1:2:aaaa:bbbb:cccc:dddd", "2001:db8:1:2::", id="IPv6: the network"),
        pytest.param(0, "", "::ffff:198.51.100.1", "198.51.100.1", id="IPv4 inside IPv6"),
    ],
)
def test_the_address_is_the_one_our_own_proxies_saw(rf, settings, trusted, forwarded, remote, address):
    settings.TRUSTED_PROXY_COUNT = trusted
    request = rf.get("/", HTTP_X_FORWARDED_FOR=forwarded, REMOTE_ADDR=remote)

    assert client_address(request) == address
