"""Entries: what is written is read again, and nothing that breaks a rule of A5.1 is read at all."""

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.model import entry
from sync.model.entry import BadEntry, Header
from sync.wire import codec
from tests.sync.model import samples

PLAIN = Header(
    space=b"s" * 32,
    device=b"d" * 32,
    seq=3,
    prev=b"p" * 32,
    mem_heads=(b"a" * 32, b"b" * 32),
    epochs=(b"e" * 32,),
    lamport=9,
    wall_ms=1_700_000_000_000,
    deps=((b"x" * 8, 4), (b"y" * 8, 0)),
    ops=((32, b"r" * 16, "title", "Wells"),),
)
FIELDS = codec.decode(entry.encode_header(PLAIN))
AT = {"space": 1, "device": 2, "seq": 3, "prev": 4, "mem_heads": 5, "epochs": 6, "lamport": 7, "wall_ms": 8}
AT |= {"deps": 9, "ops": 10, "ext": 11}


def changed(**fields: object) -> bytes:
    assert isinstance(FIELDS, list)
    values = list(FIELDS)
    for name, value in fields.items():
        values[AT[name]] = value
    return codec.encode(values)


def as_lists(value: object) -> object:
    return [as_lists(each) for each in value] if isinstance(value, list | tuple) else value


@given(samples.headers())
def test_a_header_comes_back_as_it_was_written(header: Header) -> None:
    hdr = entry.encode_header(header)
    again = entry.decode_header(hdr)
    assert as_lists(again.ops) == as_lists(header.ops)
    assert replace(again, ops=()) == replace(header, ops=())
    assert entry.encode_header(again) == hdr


@given(st.binary(max_size=200), st.binary(min_size=64, max_size=64))
def test_an_entry_is_its_header_and_a_signature(hdr: bytes, signature: bytes) -> None:
    assert entry.split_entry(entry.encode_entry(hdr, signature)) == (hdr, signature)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for read in (entry.split_entry, entry.decode_header):
        with suppress(BadEntry):
            read(data)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"space": b"short"}, "shape"),
        ({"space": "text"}, "shape"),
        ({"seq": -1}, "shape"),
        ({"seq": True}, "shape"),
        ({"seq": "3"}, "shape"),
        ({"mem_heads": b"x"}, "shape"),
        ({"mem_heads": [b"b" * 32, b"a" * 32]}, "unsorted"),
        ({"mem_heads": [b"a" * 32, b"a" * 32]}, "unsorted"),
        ({"epochs": [b"short"]}, "shape"),
        ({"deps": 4}, "shape"),
        ({"deps": [[b"x" * 8]]}, "shape"),
        ({"deps": [[b"short", 1]]}, "shape"),
        ({"deps": [[b"x" * 8, True]]}, "shape"),
        ({"deps": [[b"x" * 8, -1]]}, "shape"),
        ({"deps": [[b"y" * 8, 1], [b"x" * 8, 1]]}, "unsorted"),
        ({"deps": [[b"x" * 8, 1], [b"x" * 8, 2]]}, "unsorted"),
        ({"ops": []}, "no-ops"),
        ({"ops": 7}, "no-ops"),
        ({"ops": [7]}, "shape"),
        ({"ops": [[]]}, "shape"),
        ({"ops": [["text"]]}, "shape"),
        ({"ops": [[1], [32]]}, "mixed-ops"),
        ({"ext": "text"}, "shape"),
        ({"seq": 0}, "first-prev"),
        ({"prev": bytes(32)}, "first-prev"),
    ],
)
def test_a_header_that_breaks_a_rule_is_refused(fields: dict[str, object], reason: str) -> None:
    with pytest.raises(BadEntry) as refused:
        entry.decode_header(changed(**fields))
    assert refused.value.reason == reason


def test_another_version_or_number_of_fields_is_refused() -> None:
    assert isinstance(FIELDS, list)
    newer, shapeless = ([2, *FIELDS[1:]], [2]), (FIELDS[:-1], [*FIELDS, 0], {1: 2}, [], [True, *FIELDS[1:]])
    for fields, reason in [*((each, "version") for each in newer), *((each, "shape") for each in shapeless)]:
        with pytest.raises(BadEntry, match=reason):
            entry.decode_header(codec.encode(fields))


@pytest.mark.parametrize("wall_ms", [0, -1, -(1 << 63) + 1, (1 << 63) - 1])
def test_a_clock_that_is_wrong_is_no_reason_to_refuse(wall_ms: int) -> None:
    assert entry.decode_header(changed(wall_ms=wall_ms)).wall_ms == wall_ms
    for beyond in (1 << 63, -(1 << 63), True, None):
        with pytest.raises(BadEntry, match="shape"):
            entry.decode_header(changed(wall_ms=beyond))


def test_a_membership_entry_has_at_most_64_kib() -> None:
    heavy = (13, bytes(entry.MEMBERSHIP_MAX))
    with pytest.raises(BadEntry, match="membership-too-large"):
        entry.decode_header(changed(ops=[heavy]))
    assert entry.decode_header(changed(ops=[(40, bytes(entry.MEMBERSHIP_MAX))]))


def test_what_fits_no_blob_is_no_entry() -> None:
    assert len(entry.split_entry(entry.encode_entry(bytes(900_000), bytes(64)))[0]) == 900_000
    for raw, reason in [
        (entry.encode_entry(bytes(entry.ENTRY_MAX), bytes(64)), "too-large"),
        (entry.encode_entry(b"", bytes(63)), "shape"),
        (codec.encode([b"", 1]), "shape"),
        (b"\xff", "codec"),
    ]:
        with pytest.raises(BadEntry, match=reason):
            entry.split_entry(raw)


def test_types_under_32_are_membership() -> None:
    assert entry.is_membership(replace(PLAIN, ops=((13,),)))
    assert entry.is_membership(replace(PLAIN, ops=((31,),)))
    assert not entry.is_membership(PLAIN)
