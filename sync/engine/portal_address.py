"""Which addresses are asked for news: public ones, with https, or an onion (which only Tor reaches)."""

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from sync.engine import relay_address
from sync.whole_refusals import BadPortal, PortalInside

ADDRESS_MAX = 2_000
HOST = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*\.?|[0-9a-f:.]*:[0-9a-f:.]*")
"""Whatever else stands there, others would read another name out of it than we do."""

OPEN_6 = ipaddress.IPv6Network("2000::/3")
CARRIED_4 = ipaddress.IPv6Network("64:ff9b::/96")
"""Where networks without IPv4 put the addresses of those that have no other."""

INSIDE = (".localhost", ".local", ".internal", ".lan", ".home.arpa", ".intranet")


@dataclass(frozen=True, slots=True)
class Portal:
    base: str
    """Scheme, host and port."""
    path: str

    @property
    def address(self) -> str:
        return self.base + self.path


def clean(text: str) -> Portal:
    """Return the address in its parts. Raises BadPortal, PortalInside."""
    typed = text.strip()
    typed = f"https://{typed.removeprefix('feed://')}" if typed.startswith("feed://") else typed
    try:
        parts = urlsplit(typed)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise BadPortal(address=text[:100]) from error
    onion = relay_address.is_onion(typed)
    proper = parts.scheme == "https" or (parts.scheme == "http" and onion)
    odd = parts.username is not None or port == 0 or not typed.isascii() or not typed.isprintable()
    odd = odd or HOST.fullmatch(host) is None
    if not proper or odd or " " in typed or len(typed) > ADDRESS_MAX:
        raise BadPortal(address=text[:100])
    if is_inside(host):
        raise PortalInside
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Portal(f"{parts.scheme}://{parts.netloc}", path)


def host_of(address: str) -> str:
    """Return the name of the portal at a clean address."""
    return urlsplit(address).hostname or ""


def is_inside(host: str) -> bool:
    """Say whether a name or number is of this computer or of its own network, as far as itself tells."""
    bare = host.rstrip(".").casefold()
    last = bare.rpartition(".")[2]
    if ":" in bare or last[:1].isdigit():
        return not is_public(bare)
    return "." not in bare or f".{bare}".endswith(INSIDE)


def is_public(number: str) -> bool:
    """Say whether an address in numbers is one of the open internet; what cannot be read is none."""
    try:
        found = ipaddress.ip_address(number.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv4Address):
        return found.is_global and not found.is_multicast
    inner = found.ipv4_mapped or found.sixtofour
    if found in CARRIED_4:
        inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
    if inner is not None:
        return is_public(str(inner))
    return found in OPEN_6 and found.is_global and not found.is_multicast
