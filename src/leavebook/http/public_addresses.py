"""Which addresses are the public internet, and which lead back inside."""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final

_NOT_ITSELF: Final = (
    IPv6Network("::/96"),  # an IPv4 address in compatible notation
    IPv6Network("::ffff:0:0/96"),  # the same, mapped
    IPv6Network("64:ff9b::/96"),  # the same, behind a translator
    IPv6Network("64:ff9b:1::/48"),  # the same, behind a local translator
    IPv6Network("2001::/32"),  # Teredo tunnels carry one
    IPv6Network("2002::/16"),  # and so does 6to4
    IPv6Network("fec0::/10"),  # what a site used among its own machines, once
)


class NotPublic(Exception):  # noqa: N818  says what is so
    """A name leads to an address that is not on the public internet."""


def assert_public(addresses: Sequence[str]) -> None:
    """Raise NotPublic unless each and every address is on the public internet."""
    if not addresses or not all(is_public(address) for address in addresses):
        raise NotPublic("the address is not on the public internet")


def is_public(address: str) -> bool:
    """Return whether the address is on the public internet, and no disguise of another."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return found.is_global and not (
        found.is_multicast or found.is_reserved or _leads_elsewhere(found)
    )


def _leads_elsewhere(found: IPv4Address | IPv6Address) -> bool:
    return isinstance(found, IPv6Address) and any(found in network for network in _NOT_ITSELF)
