"""A relay with a pin is spoken to by exactly that key, and nothing else is asked of it (A6.8)."""

from pathlib import Path

import pytest

from sync.engine import relay_address, route
from sync.engine.fetch import Line, Question
from sync.engine.relay_address import Address
from sync.engine.relay_client import RelayClient
from sync.errors import BadAddress, RelayUnproven
from tests.sync.engine import own_certificates
from tests.sync.engine.own_certificates import PinnedServer, new_key

HELLO = Question("GET", "/hello")
PIN = bytes(range(32))
LETTERS = "aaaqeayeaudaocajbifqydiob4ibceqtcqkrmfyydenbwha5dypq"


def ask(url: str, pin: bytes | None) -> bytes:
    line = Line(url, pin=pin)
    try:
        return line.ask(HELLO).whole()
    finally:
        line.close()


def test_the_right_key_is_enough_under_a_wrong_name_and_out_of_time(tmp_path: Path) -> None:
    pin = own_certificates.write(tmp_path / "both.pem", new_key(), "elsewhere.example", begins_in_days=-900)
    with PinnedServer(tmp_path / "both.pem") as server:
        assert ask(server.url, pin) == b"hello"


def test_a_renewed_certificate_with_the_same_key_is_taken(tmp_path: Path) -> None:
    key = new_key()
    pins = {own_certificates.write(tmp_path / f"{name}.pem", key, name) for name in ("one", "two")}
    (pin,) = pins
    for name in ("one", "two"):
        with PinnedServer(tmp_path / f"{name}.pem") as server:
            assert ask(server.url, pin) == b"hello"


def test_another_key_gets_no_byte_of_a_request(tmp_path: Path) -> None:
    own_certificates.write(tmp_path / "both.pem", new_key(), "127.0.0.1")
    with PinnedServer(tmp_path / "both.pem") as server:
        with pytest.raises(RelayUnproven):
            ask(server.url, PIN)

        assert server.asked == []


def test_without_a_pin_a_certificate_needs_somebody_who_vouches(tmp_path: Path) -> None:
    own_certificates.write(tmp_path / "both.pem", new_key(), "127.0.0.1")
    with PinnedServer(tmp_path / "both.pem") as server:
        with pytest.raises(RelayUnproven):
            ask(server.url, None)

        assert server.asked == []


@pytest.mark.parametrize(("name", "good"), [("localhost", True), ("elsewhere.example", False)])
def test_without_a_pin_somebody_must_vouch_for_this_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, *, good: bool
) -> None:
    both = tmp_path / "both.pem"
    own_certificates.write(both, new_key(), name)
    monkeypatch.setattr("requests.adapters.DEFAULT_CA_BUNDLE_PATH", str(both))
    with PinnedServer(both) as server:
        url = server.url.replace("127.0.0.1", "localhost")
        if good:
            assert ask(url, None) == b"hello"
        else:
            with pytest.raises(RelayUnproven):
                ask(url, None)


def test_the_environment_gets_no_secrets_of_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pin = own_certificates.write(tmp_path / "both.pem", new_key(), "127.0.0.1")
    monkeypatch.setenv("SSLKEYLOGFILE", str(tmp_path / "secrets"))
    with PinnedServer(tmp_path / "both.pem") as server:
        assert ask(server.url, pin) == b"hello"
        with pytest.raises(RelayUnproven):
            ask(server.url, None)

    assert not (tmp_path / "secrets").exists()


def test_a_pin_without_encryption_is_refused(tmp_path: Path) -> None:
    own_certificates.write(tmp_path / "both.pem", new_key(), "127.0.0.1")
    with PinnedServer(tmp_path / "both.pem") as server:
        client = RelayClient(server.url.replace("https:", "http:"), pin=PIN)
        with pytest.raises(RelayUnproven):
            client.info()
        client.close()

        assert server.asked == []


# ---------------------------------------------------------------- as people type it
@pytest.mark.parametrize("pin", [PIN.hex(), PIN.hex().upper(), LETTERS, LETTERS.upper()])
def test_one_text_says_where_and_by_which_key(pin: str) -> None:
    address = relay_address.clean(f"  https://relay.example:8470/#{pin} ")

    assert address == Address("https://relay.example:8470", PIN)
    assert relay_address.written(address) == f"https://relay.example:8470#{PIN.hex()}"
    assert relay_address.clean(relay_address.written(address)) == address


@pytest.mark.parametrize(
    "text",
    [
        f"http://relay.example#{PIN.hex()}",
        "https://relay.example#",
        f"https://relay.example#{PIN.hex()[:-2]}",
        f"https://relay.example#{'z' * 64}",
        f"https://relay.example#{'1' * 52}",
        f"https://relay.example#{PIN.hex()}#{PIN.hex()}",
        f"https://relay.example#{'é' * 64}",
    ],
)
def test_half_a_pin_is_no_address(text: str) -> None:
    with pytest.raises(BadAddress):
        relay_address.clean(text)


def test_onion_addresses_are_known() -> None:
    assert relay_address.is_onion("http://abc.onion") and relay_address.is_onion("https://x.ABC.Onion.:80")
    assert not relay_address.is_onion("http://[half") and not relay_address.is_onion("https://onion")
    assert not relay_address.is_onion("https://a.onion.example")


def test_what_a_label_adds_to_an_address_is_taken_away() -> None:
    assert relay_address.clean(f"\u2068https://relay.example#\u200b{LETTERS}\u2069") == Address(
        "https://relay.example", PIN
    )


def test_each_way_begins_with_the_addresses_to_which_it_leads() -> None:
    onion, clear = Address("http://a.onion"), Address("https://a.example")

    assert relay_address.led([clear, onion], route.TOR) == [onion, clear]
    assert relay_address.led([onion, clear], route.DIRECT) == [clear, onion]
    assert relay_address.led([onion, clear], route.clean("socks://127.0.0.1:1")) == [onion, clear]
    assert relay_address.reached([onion, clear], route.DIRECT) == [clear]
    assert relay_address.reached([onion], route.DIRECT) == [onion]
    assert relay_address.reached([clear, onion], route.TOR) == [onion, clear]
