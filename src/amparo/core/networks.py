"""Where a request comes from, in the grain in which failures and requests are counted."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "unknown"
# What proxies add; a browser that comes straight to us sends none of these.
_FORWARDING = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA")


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


def is_from_this_machine(request: HttpRequest) -> bool:
    """Test whether a program on this machine asks, and not a proxy on it for somebody else."""
    return is_loopback(request) and not is_forwarded(request)


def is_loopback(request: HttpRequest) -> bool:
    """Test whether the connection comes from this machine, whoever is behind it."""
    try:
        found = ip_address(str(request.META.get("REMOTE_ADDR", "")))
    except ValueError:
        return False
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return (mapped or found).is_loopback


def is_forwarded(request: HttpRequest) -> bool:
    """Test whether a proxy says that it asks for somebody else."""
    return any(request.META.get(name) for name in _FORWARDING)
