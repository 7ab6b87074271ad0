"""By which way a notebook speaks to relays: directly, through Tor, or through a proxy (A6.8)."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from sync.relay_refusals import BadRoute

SCHEME = "socks://"
TEXT_MAX = 100


@dataclass(frozen=True, slots=True)
class Proxy:
    host: str
    """A number, never a name: nothing is looked up to find the way."""
    port: int

    @property
    def text(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Route:
    kind: str
    """direct, tor, socks, or off: then nothing is spoken to at all."""
    proxy: Proxy | None = None

    @property
    def text(self) -> str:
        return self.kind if self.proxy is None else SCHEME + self.proxy.text

    @property
    def through_others(self) -> bool:
        return self.kind in ("tor", "socks")


DIRECT, TOR, OFF = Route("direct"), Route("tor"), Route("off")


def clean(text: str) -> Route:
    """Read what a person says: direct, tor, or socks://NUMBER:PORT. Raises BadRoute."""
    said = " ".join(text.split())
    if said in (DIRECT.text, TOR.text):
        return Route(said)
    rest = said.removeprefix(SCHEME) if said.startswith(SCHEME) else said.removeprefix("socks ")
    if rest == said or len(said) > TEXT_MAX:
        raise BadRoute(route=text[:TEXT_MAX])
    try:
        return Route("socks", _proxy(rest))
    except ValueError as error:
        raise BadRoute(route=text[:TEXT_MAX]) from error


def kept(data: bytes | None) -> Route:
    """Read what a notebook keeps; what is there and makes no sense means that nothing leaves (A6.8)."""
    if data is None:
        return DIRECT
    try:
        return clean(data.decode("ascii"))
    except (UnicodeDecodeError, BadRoute):
        return OFF


def _proxy(text: str) -> Proxy:
    parts = urlsplit("//" + text)
    host = parts.hostname or ""
    if not text.isascii() or parts.path or parts.query or parts.fragment or "@" in text or not parts.port:
        raise ValueError(text)
    return Proxy("127.0.0.1" if host == "localhost" else str(ipaddress.ip_address(host)), parts.port)
