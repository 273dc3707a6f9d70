"""Whose computer is asking: the address that throttling counts by."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

IPV6_NETWORK_BITS = 64  # one household or office; the rest of an IPv6 address changes at will


def client_address(request: HttpRequest) -> str:
    """The reader's network address, "" when there is none (a unix socket without a proxy in front).

    Believes X-Forwarded-For only as far as `TRUSTED_PROXY_COUNT` proxies of our own wrote it: what stands further left
    comes from the reader, who may write anything. IPv6 addresses are cut to their network.
    """
    trusted = settings.TRUSTED_PROXY_COUNT
    forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    if trusted and len(forwarded) >= trusted:
        return _network_of(forwarded[-trusted])
    return _network_of(request.META.get("REMOTE_ADDR", ""))


def _network_of(address: str) -> str:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.IPv6Network((parsed, IPV6_NETWORK_BITS), strict=False).network_address)
    return str(parsed)
