"""Names of this machine: which addresses, `Host` headers and origins stay on it."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit


def is_loopback(host: str) -> bool:
    """Whether an address or name of this machine only."""
    bare = host.strip("[]")
    if bare.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(bare).is_loopback
    except ValueError:
        return False


def names_loopback(host_header: str) -> bool:
    """Whether a Host header names this machine (a rebound DNS name does not)."""
    return is_loopback(urlsplit(f"//{host_header}").hostname or "")


def same_origin(origin: str, host_header: str) -> bool:
    """Whether a page of `origin` lies on the host that it calls."""
    return urlsplit(origin).netloc.lower() == host_header.lower()
