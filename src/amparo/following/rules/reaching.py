"""
Whom the house may call because somebody named an address: public servers, over https, and no others.

What stands on the machine itself, in its network, or where clouds keep what a machine may know of
itself, is never called. The name is looked up once, and the address that was judged is the one called.
"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from amparo.core.errors import Refused
from amparo.core.words import gettext_noop as _

PORTS = frozenset({443, 8443})
_LONGEST = 500
# What the registries of special addresses call public or say nothing of, and is not for the world:
# an address that answers inside of one cloud only, and tells secrets to whoever is in it; protocol
# assignments; anycast relays; benchmarks; numbers that wrap others; sites of long ago.
_NEVER = tuple(
    map(
        ip_network,
        (
            "168.63.129.16/32",
            "192.0.0.0/24",
            "192.88.99.0/24",
            "198.18.0.0/15",
            "::/96",
            "64:ff9b::/96",
            "64:ff9b:1::/48",
            "100::/64",
            "2001::/23",
            "2002::/16",
            "fec0::/10",
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A server that is told by webhook: its name, its port, and what is asked of it."""

    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """Its name, and its port where it is not the usual one."""
        return self.host if self.port == 443 else f"{self.host}:{self.port}"


def endpoint_of(address: str) -> Endpoint:
    """
    Return the server that an address names. :raises Refused: with what is wrong about it.

    Source: docs/adr/0040.
    """
    address = address.strip()
    try:
        parts = urlsplit(address)
        port = 443 if parts.port is None else parts.port
        # As browsers have it: what cannot be written in the letters of names is no name.
        host = (parts.hostname or "").rstrip(".").encode("idna").decode()
    except (ValueError, UnicodeError):
        raise Refused(_("This is not the address of a server.")) from None
    if parts.scheme != "https":
        raise Refused(_("The address of a webhook begins with https://."))
    if not host or len(address) > _LONGEST or not address.isprintable() or " " in address:
        raise Refused(_("This is not the address of a server."))
    if parts.username is not None or parts.password is not None:
        raise Refused(_("The address of a webhook holds no name and no password."))
    if port not in PORTS:
        raise Refused(_("A webhook is called at port 443 or 8443."))
    if _is_number(host) or "." not in host:
        raise Refused(_("A webhook is named by the public name of its server, not by a number."))
    if not parts.path.isascii() or not parts.query.isascii():
        raise Refused(_("This is not the address of a server."))
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Endpoint(host, port, target)


def is_public(address: str) -> bool:
    """
    Test whether a number is that of a server anywhere in the world, and of none close by.

    Source: the registries of special-purpose addresses (RFC 6890).
    """
    try:
        found = ip_address(address)
    except ValueError:
        return False
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    if mapped is not None:
        found = mapped
    return (
        found.is_global
        and not found.is_private
        and not found.is_multicast
        and not found.is_reserved
        and not found.is_loopback
        and not found.is_link_local
        and not found.is_unspecified
        and not any(found in one for one in _NEVER if one.version == found.version)
    )


def _is_number(host: str) -> bool:
    # Also 127.1, 0x7f000001 and 2130706433, which some programs read as numbers.
    last = host.rpartition(".")[2]
    return ":" in host or last.isdigit() or last.lower().startswith("0x")
