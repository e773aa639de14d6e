"""Where a request comes from, in the grain in which failures are counted."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "unknown"


def network_of(request: HttpRequest) -> str:
    """
    Return the network of whoever asks: the address, or for IPv6 its /64, which one home holds.

    Behind proxies of ours the address is the one that the outermost of them saw; what stands
    before it in the header was written by the visitor and is not believed.
    """
    address = str(request.META.get("REMOTE_ADDR", ""))
    if settings.PROXIES:
        seen = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")
        address = seen[-settings.PROXIES].strip() if len(seen) >= settings.PROXIES else ""
    try:
        found = ip_address(address)
    except ValueError:
        return UNKNOWN
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ip_network((found, 64), strict=False))
    return str(found)
