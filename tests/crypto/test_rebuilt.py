"""Every format against a second implementation, whole and altered: the kind of failure is the contract."""

import json
from hashlib import sha256
from typing import Any

import pytest

from crypto import blob, chunk, handover, labels, passphrase, slots, words
from crypto.errors import CryptoError, Damaged, Malformed, NotForUs
from crypto.keys import BlobKey, KemSeed
from crypto.labels import Label
from crypto.slots import Payload
from tests.crypto import rebuild, second

FAILURES: dict[str, type[CryptoError]] = {"malformed": Malformed, "not-for-us": NotForUs, "damaged": Damaged}
Case = dict[str, Any]


def cases(name: str, field: str = "name", *, good: bool | None = None) -> list[Any]:
    """The vectors that have *field*; those that succeed or those that do not, where that is asked."""
    rows: list[Case] = json.loads((rebuild.FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    wanted = [row for row in rows if field in row and good in (None, row.get("expect") == "ok")]
    return [pytest.param(row, id=row["name"]) for row in wanted]


@pytest.mark.parametrize("name", ["derivation", "blob", "chunk", "slots", "package", "words"])
def test_the_committed_vectors_are_what_the_second_implementation_writes(name: str) -> None:
    committed = (rebuild.FOLDER / f"{name}.json").read_text(encoding="utf-8")
    assert committed == rebuild.text(rebuild.written()[name])


@pytest.mark.parametrize("case", cases("derivation", "derived"))
def test_derivation(case: Case) -> None:
    derived = bytes.fromhex(case["derived"])
    context = bytes.fromhex(case["context"])
    assert labels.derive(bytes.fromhex(case["key"]), Label(case["label"]), context, len(derived)) == derived


@pytest.mark.parametrize("case", cases("derivation", "id"))
def test_ids(case: Case) -> None:
    assert labels.identifier(Label(case["label"]), bytes.fromhex(case["data"])).hex() == case["id"]


@pytest.mark.parametrize("case", cases("derivation", "pairs"))
def test_several_heads_are_joined_in_any_order(case: Case) -> None:
    pairs = [(bytes.fromhex(epoch), bytes.fromhex(secret)) for epoch, secret in case["pairs"]]
    assert labels.join(pairs).hex() == labels.join(pairs[::-1]).hex() == case["joined"]


@pytest.mark.parametrize("case", cases("blob", "count"))
def test_blobs_of_every_size_are_byte_for_byte_the_same(case: Case) -> None:
    content = bytes([case["byte"]]) * case["count"]
    key = BlobKey(bytes.fromhex(case["key"]))
    sealed = blob.seal(key, content, salt=bytes.fromhex(case["salt"]))
    assert sha256(sealed).hexdigest() == case["sha256"]
    assert len(sealed) == case["padded"] + blob.OVERHEAD
    assert blob.open_blob(key, sealed) == content


@pytest.mark.parametrize("case", cases("chunk", "count"))
def test_chunks_come_out_the_same_each_time(case: Case) -> None:
    key, content = bytes.fromhex(case["key"]), bytes([case["byte"]]) * case["count"]
    sealed = chunk.seal(key, case["number"], content)
    assert sha256(sealed).hexdigest() == case["sha256"]
    assert chunk.opened(key, sealed) == content
    with pytest.raises(NotForUs):
        chunk.opened(bytes(32), sealed)
    with pytest.raises(Damaged):
        chunk.opened(key, sealed[:-1] + b"\x00")


@pytest.mark.parametrize("case", cases("chunk", "id"))
def test_the_id_of_a_file(case: Case) -> None:
    made = chunk.name_of(bytes.fromhex(case["key"]), case["size"], bytes.fromhex(case["digest"]))
    assert made.hex() == case["id"]


@pytest.mark.parametrize("case", cases("blob", "blob", good=True))
def test_a_blob_opens(case: Case) -> None:
    opened = blob.open_blob(BlobKey(bytes.fromhex(case["key"])), bytes.fromhex(case["blob"]))
    assert opened.hex() == case["content"]


@pytest.mark.parametrize("case", cases("blob", "blob", good=False))
def test_a_blob_that_does_not_open_says_why(case: Case) -> None:
    with pytest.raises(CryptoError) as raised:
        blob.open_blob(BlobKey(bytes.fromhex(case["key"])), bytes.fromhex(case["blob"]))
    assert raised.type is FAILURES[case["expect"]]


def slots_file(case: Case) -> bytes:
    """The first vector's file with the case's edits, and its sum made anew unless the case is a torn one."""
    whole: Case = json.loads((rebuild.FOLDER / "slots.json").read_text(encoding="utf-8"))[0]
    data = bytearray.fromhex(whole["file"])
    for at, edit in case.get("edits", []):
        data[at : at + len(edit) // 2] = bytes.fromhex(edit)
    return bytes(data) if "torn" in case else second.summed(bytes(data))


def opened(case: Case) -> tuple[Payload, int]:
    found = slots.parse(slots_file(case))
    if "typed" in case:
        return slots.open_slots(
            found, passphrase.stretch(case["typed"], found.salt, found.cost)
        ), found.counter
    return slots.open_slots(found, bytes.fromhex(case["kek"])), found.counter


@pytest.mark.parametrize("case", cases("slots", good=True))
def test_slots_open(case: Case) -> None:
    payload, counter = opened(case)
    assert [payload.kind, payload.compartment, payload.flags] == [
        case[field] for field in ("kind", "compartment", "flags")
    ]
    assert (payload.vault_key.raw, payload.db_salt) == (second.KEY, bytes(range(16)))
    assert counter == case["counter"]


@pytest.mark.parametrize("case", cases("slots", good=False))
def test_slots_that_do_not_open_say_why(case: Case) -> None:
    with pytest.raises(CryptoError) as raised:
        opened(case)
    assert raised.type is FAILURES[case["expect"]]


def package(case: Case) -> bytes:
    info = handover.package_info(*(bytes.fromhex(part) for part in case["ids"]))
    return handover.open_package(KemSeed(bytes.fromhex(case["seed"])), info, bytes.fromhex(case["package"]))


@pytest.mark.parametrize("case", cases("package", good=True))
def test_a_package_opens(case: Case) -> None:
    assert package(case) == rebuild.PACKED


@pytest.mark.parametrize("case", cases("package", good=False))
def test_a_package_that_does_not_open_says_why(case: Case) -> None:
    with pytest.raises(CryptoError) as raised:
        package(case)
    assert raised.type is FAILURES[case["expect"]]


@pytest.mark.parametrize("case", cases("words"))
def test_words_and_digits(case: Case) -> None:
    person = bytes.fromhex(case["person"])
    numbered = [str(place) for place in range(1024)]
    assert words.fingerprint(person).hex() == case["fingerprint"]
    assert words.check_words(person, numbered) == tuple(str(place) for place in case["places"])
    assert words.digits(person) == case["digits"]
