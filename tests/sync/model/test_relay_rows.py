"""Relays in lists, as first releases wrote them and as they are written now (A6.8)."""

import pytest

from sync.model import relay_rows
from sync.model.belonging import RelayEntry

KEY, PIN = b"k" * 32, b"p" * 32


def test_rows_come_back_with_their_pins() -> None:
    relays = (RelayEntry(KEY, "http://a"), RelayEntry(KEY, "https://b", PIN))

    assert relay_rows.rows(relays) == [[KEY, "http://a", None], [KEY, "https://b", PIN]]
    assert relay_rows.known(relay_rows.rows(relays)) == relays


def test_rows_of_first_releases_have_no_pin() -> None:
    assert relay_rows.read([KEY, "http://a"]) == RelayEntry(KEY, "http://a")


@pytest.mark.parametrize("row", [None, [KEY], [KEY, b"http://a"], [KEY, "a", b"short"], [KEY, "a", PIN, 1]])
def test_what_is_no_relay_is_passed_over(row: object) -> None:
    assert relay_rows.read(row) is None
    assert relay_rows.known([row, [KEY, "http://a"]]) == (RelayEntry(KEY, "http://a"),)
