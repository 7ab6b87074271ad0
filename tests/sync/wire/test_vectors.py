"""Frozen bytes: what one release writes, every later one reads; what is refused, and why (PROTOCOL 1, 2)."""

import json
from pathlib import Path
from typing import Any

import pytest
from nacl.signing import SigningKey

from sync.wire import codec, frames, routes
from sync.wire.codec import Malformed
from sync.wire.frames import BadFrames
from sync.wire.routes import BoxRequest, Head, Info

VECTORS: dict[str, Any] = json.loads((Path(__file__).parent / "vectors.json").read_text())
SAID = VECTORS["messages"]
MID = bytes.fromhex(SAID["mailbox"])


def vectors(kind: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("vector", VECTORS[kind], ids=lambda vector: vector["name"])


def plain(value: Any) -> Any:
    """Return what stands for *value* in the file: bytes and maps have no form of their own there."""
    match value:
        case {"bytes": data}:
            return bytes.fromhex(data)
        case {"map": pairs}:
            return {key: plain(each) for key, each in pairs}
        case list():
            return [plain(each) for each in value]
    return value


@vectors("codec")
def test_a_value_has_these_bytes(vector: dict[str, Any]) -> None:
    data, value = bytes.fromhex(vector["hex"]), plain(vector["value"])
    assert codec.encode(value) == data
    assert codec.decode(data) == value


@vectors("codec_refused")
def test_these_bytes_are_refused_for_this_reason(vector: dict[str, Any]) -> None:
    with pytest.raises(Malformed) as caught:
        codec.decode(bytes.fromhex(vector["hex"]))
    assert str(caught.value) == vector["why"]


@vectors("frames")
def test_blobs_in_frames(vector: dict[str, Any]) -> None:
    blobs, data = [bytes.fromhex(blob) for blob in vector["blobs"]], bytes.fromhex(vector["hex"])
    assert frames.pack(blobs) == data
    assert frames.unpack(data, 10) == blobs


@vectors("numbered")
def test_numbered_blobs_in_frames(vector: dict[str, Any]) -> None:
    pairs = [(seq, bytes.fromhex(blob)) for seq, blob in vector["blobs"]]
    data = bytes.fromhex(vector["hex"])
    assert frames.pack_numbered(pairs) == data
    assert frames.unpack_numbered(data, 10) == pairs


@vectors("frames_refused")
def test_these_are_no_frames(vector: dict[str, Any]) -> None:
    with pytest.raises(BadFrames) as caught:
        frames.unpack(bytes.fromhex(vector["hex"]), vector["most"])
    assert str(caught.value) == vector["why"]


@vectors("numbered_refused")
def test_these_are_no_numbered_frames(vector: dict[str, Any]) -> None:
    with pytest.raises(BadFrames) as caught:
        frames.unpack_numbered(bytes.fromhex(vector["hex"]), vector["most"])
    assert str(caught.value) == vector["why"]


def test_what_is_signed_for_an_append() -> None:
    ids = [routes.blob_id(bytes.fromhex(blob)) for blob in SAID["blobs"]]
    message = routes.append_message(MID, ids)
    assert [name.hex() for name in ids] == SAID["blob_ids"]
    assert message.hex() == SAID["append"]
    signature = SigningKey(bytes.fromhex(SAID["seed"])).sign(message).signature
    assert signature.hex() == SAID["append_signature"]


def test_what_is_signed_to_trim_and_to_close() -> None:
    assert routes.admin_message(MID, routes.TRIM_VERB, 3).hex() == SAID["trim_before_3"]
    assert routes.admin_message(MID, routes.CLOSE_VERB, 0).hex() == SAID["close"]


def test_what_a_relay_signs() -> None:
    chain = routes.EMPTY_CHAIN
    for name in SAID["blob_ids"]:
        chain = routes.chained(chain, bytes.fromhex(name))
    head = Head(MID, bytes.fromhex(SAID["incarnation"]), 1, 2, chain, SAID["time"])
    signature = SigningKey(bytes.fromhex(SAID["seed"])).sign(head.message()).signature
    assert chain.hex() == SAID["chain"]
    assert head.encode().hex() == SAID["head"]
    assert head.message().hex() == SAID["head_message"]
    assert routes.signed_head(head, signature) == SAID["signed_head"]
    assert routes.split_signed_head(SAID["signed_head"]) == (head, signature)
    assert routes.decode_posted(bytes.fromhex(SAID["posted"])) == ([1, 2], SAID["signed_head"])


def test_what_makes_a_mailbox() -> None:
    values = [bytes([number]) * 32 for number in (1, 2, 3, 4)]
    box = BoxRequest(MID, *values[:3], b"")
    assert box.encode().hex() == SAID["box"]
    assert BoxRequest(MID, *values).encode().hex() == SAID["box_with_ticket"]
    assert routes.decode_box(bytes.fromhex(SAID["box"])) == box


def test_what_a_relay_says_of_itself() -> None:
    key = SigningKey(bytes.fromhex(SAID["seed"])).verify_key.encode()
    info = routes.decode_info(bytes.fromhex(SAID["info"]))
    assert info == Info(key.hex()) and info.public_key == key
