"""Which addresses are asked for news: public ones with https, and onions."""

import pytest

from sync.engine import portal_address
from sync.whole_refusals import BadPortal, PortalInside


@pytest.mark.parametrize(
    "address",
    ["http://portal.example/", "ftp://portal.example/", "portal.example", "https://", "https://a b.example",
     "https://user@portal.example/", "file:///etc/passwd", "https://portal.example:0/", "javascript:x",
     "https://portal.example/\u202e", "https://[::1", "https://127.0.0.1\\.portal.example/",
     "https://127%2e0%2e0%2e1/", "https://portal..example/", "https://.portal.example/",
     "https://[fe80::1%25eth0]/", "https://portal.example;x/", f"https://{'a' * 64}.example/"],
)  # fmt: skip
def test_addresses_that_are_none(address: str) -> None:
    with pytest.raises(BadPortal):
        portal_address.clean(address)


@pytest.mark.parametrize(
    "host",
    ["localhost", "127.0.0.1", "10.0.0.8", "192.168.1.1", "169.254.169.254", "172.16.0.1", "[::1]",
     "[fe80::1]", "[::ffff:10.0.0.1]", "router", "printer.local", "0",
     "2130706433", "0x7f000001", "127.1", "100.64.0.1", "0177.0.0.1", "127.0.0.1.",
     "[64:ff9b::a00:1]", "[64:ff9b:1::a00:1]", "[::127.0.0.1]", "[fec0::1]", "[2002:7f00:1::]", "[5f00::1]",
     "[2001:0:4136:e378:8000:63bf:3fff:fdd2]", "[ff02::1]"],
)  # fmt: skip
def test_addresses_inside_are_refused(host: str) -> None:
    with pytest.raises(PortalInside):
        portal_address.clean(f"https://{host}/feed")


def test_addresses_of_portals() -> None:
    assert portal_address.clean(" https://Portal.example/a?b=c#d ").path == "/a?b=c"
    assert portal_address.clean("feed://portal.example").address == "https://portal.example/"
    onion = f"http://{'a' * 56}.onion/feed"
    assert portal_address.clean(onion).address == onion
    for open_one in ("1.1.1.1", "[2606:4700::1111]", "[::ffff:1.1.1.1]", "[64:ff9b::101:101]"):
        assert portal_address.clean(f"https://{open_one}/").base == f"https://{open_one}"
