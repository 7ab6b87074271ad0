"""The messages that client and relay agree on, byte by byte (A6.1, A6.2)."""

import json
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.wire import codec, routes
from sync.wire.routes import BadMessage, BoxRequest, Head, Info

ids = st.binary(min_size=32, max_size=32)
counts = st.integers(0, 1 << 60)
heads = st.builds(Head, ids, st.binary(min_size=16, max_size=16), counts, counts, ids, counts)
boxes = st.builds(BoxRequest, ids, ids, ids, ids, st.one_of(st.just(b""), ids))


@given(heads)
def test_heads_come_back(head: Head) -> None:
    assert routes.decode_head(head.encode()) == head


@given(heads, st.binary(min_size=64, max_size=64))
def test_signed_heads_come_back(head: Head, signature: bytes) -> None:
    assert routes.split_signed_head(routes.signed_head(head, signature)) == (head, signature)


@given(boxes)
def test_boxes_come_back(box: BoxRequest) -> None:
    assert routes.decode_box(box.encode()) == box


@given(st.lists(counts, max_size=5), st.text("0123456789abcdef", max_size=9))
def test_answers_to_posts_come_back(seqs: list[int], head: str) -> None:
    assert routes.decode_posted(routes.encode_posted(seqs, head)) == (seqs, head)


@given(st.lists(ids, max_size=5))
def test_ids_come_back(some: list[bytes]) -> None:
    assert routes.decode_ids(routes.encode_ids(some)) == some


def test_what_is_signed_is_written_down() -> None:
    mid, blob = bytes(32), bytes([1]) * 32
    assert routes.append_message(mid, [blob, blob]) == b"karkade/1/append\x00" + mid + blob + blob
    assert routes.admin_message(mid, "trim", 7) == b"karkade/1/admin\x00" + mid + b"trim" + bytes(7) + b"\x07"
    head = Head(mid, bytes(16), 1, 2, bytes(32), 3)
    assert head.message() == b"karkade/1/relay/head\x00" + head.encode()


def test_the_chain_follows_the_blobs() -> None:
    blob = routes.blob_id(b"a blob")
    assert blob == sha256(b"a blob").digest()
    assert routes.chained(routes.EMPTY_CHAIN, blob) == sha256(bytes(32) + blob).digest()


def test_a_relay_says_what_it_is() -> None:
    info = Info("ab" * 32, tickets=False)
    said = routes.decode_info(info.encode())
    assert said.public_key == b"\xab" * 32
    assert json.loads(info.encode())["description"] == "untrusted cache"


def test_unknown_words_of_a_relay_are_passed_over() -> None:
    said = json.loads(Info("ab" * 32).encode()) | {"weather": "fine", "post_max": 1000}
    assert routes.decode_info(json.dumps(said).encode()).post_max == 1000


@given(st.lists(st.booleans()))
def test_what_is_held_is_a_byte_each(held: list[bool]) -> None:
    assert list(routes.encode_held(held)) == [int(each) for each in held]


@pytest.mark.parametrize(
    "data",
    [
        b"", b"[]", b"{}", b"not json", b"{" * 9999, b" " * (routes.INFO_MAX + 1),
        json.dumps({"relay_pk": "ab", "versions": [1], "retention_days": 1, "tickets": True}).encode(),
        json.dumps({"relay_pk": "zz" * 32, "versions": [1], "retention_days": 1, "tickets": True}).encode(),
        json.dumps({"relay_pk": "ab" * 32, "versions": [2], "retention_days": 1, "tickets": True}).encode(),
        json.dumps({"relay_pk": "ab" * 32, "versions": 1, "retention_days": 1, "tickets": True}).encode(),
        b'{"relay_pk": "' + b"ab" * 32 + b'", "versions": [1], "retention_days": 1e999, "tickets": true}',
        json.dumps({"relay_pk": "ab" * 32, "versions": [1], "retention_days": -1, "tickets": True}).encode(),
        json.dumps({"relay_pk": "ab" * 32, "versions": [1], "retention_days": 1, "tickets": 1}).encode(),
        json.dumps({"relay_pk": "ab" * 32, "versions": [1, True], "retention_days": 1, "tickets": 1})
        .encode(),
    ],
)  # fmt: skip
def test_what_is_no_info(data: bytes) -> None:
    with pytest.raises(BadMessage):
        routes.decode_info(data)


@pytest.mark.parametrize(
    "value",
    [None, [], [bytes(31), bytes(16), 0, 0, bytes(32), 0], [b"", b"", -1, 0, b"", 0], "x"]
    + [
        [bytes(32), bytes(16), *numbers, bytes(32), 0]
        for numbers in ((-1, 0), (0, True), (0, 1 << 63), (0, "1"))
    ],
)
def test_what_is_no_head(value: object) -> None:
    with pytest.raises(BadMessage):
        routes.decode_head(codec.encode(value))


@pytest.mark.parametrize("text", ["", "zz", "00", "0" * 130])
def test_what_is_no_signed_head(text: str) -> None:
    with pytest.raises(BadMessage):
        routes.split_signed_head(text)


@pytest.mark.parametrize(
    "value", [None, [bytes(32)] * 4, [bytes(31)] + [bytes(32)] * 3 + [b""], [bytes(32)] * 4 + [b"short"]]
)
def test_what_is_no_box(value: object) -> None:
    with pytest.raises(BadMessage):
        routes.decode_box(codec.encode(value))


@pytest.mark.parametrize("value", [None, [[True], ""], [["1"], ""], [[1], b""]])
def test_what_is_no_answer_to_a_post(value: object) -> None:
    with pytest.raises(BadMessage):
        routes.decode_posted(codec.encode(value))


@pytest.mark.parametrize("data", [bytes(31), bytes(32 * (routes.IDS_MAX + 1))])
def test_what_are_no_ids(data: bytes) -> None:
    with pytest.raises(BadMessage):
        routes.decode_ids(data)


def test_torn_bytes_are_no_message() -> None:
    with pytest.raises(BadMessage):
        routes.decode_box(b"\xff")


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Away\n on\tFriday", "Away on Friday"),
        (7, ""),
        (None, ""),
        ("x" * 600, "x" * 500),
        ("a\u202eb", "a b"),
    ],
)
def test_a_notice_is_one_line(said: object, shown: str) -> None:
    info = json.loads(Info("ab" * 32).encode()) | {"notice": said}
    assert routes.decode_info(json.dumps(info).encode()).notice == shown
    assert routes.decode_info(Info("ab" * 32, notice=shown).encode()).notice == shown
