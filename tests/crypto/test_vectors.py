"""Frozen bytes of suite 1, and each way in which they may arrive wrong."""

import io
import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from crypto import agefile, blob, handover, invitation, labels, mailbox, sign, slots, words
from crypto import passphrase as phrases
from crypto.epoch import EpochSecrets
from crypto.errors import BadSignature, CryptoError, Damaged, Malformed, NotForUs
from crypto.keys import BlobKey, KemSeed, VerifyKey
from crypto.labels import Label
from crypto.mailbox import MailboxKeys
from crypto.passphrase import Cost

Case = dict[str, Any]
HERE = Path(__file__).parent / "vectors"
REFUSALS: dict[str, type[CryptoError]] = {
    "malformed": Malformed,
    "not-for-us": NotForUs,
    "damaged": Damaged,
    "bad-signature": BadSignature,
}
raw = bytes.fromhex


def load(name: str) -> Any:
    return json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))


def each(cases: list[Case]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", cases, ids=[case["name"] for case in cases])


def judge(case: Case, opened: Callable[[], bytes | None]) -> None:
    """Open, and compare; or be refused in exactly the way that the case names."""
    if case["expect"] == "opens":
        content = opened()
        assert content is None or content.hex() == case["content"]
        return
    with pytest.raises(CryptoError) as caught:
        opened()
    assert caught.type is REFUSALS[case["expect"]]


def test_every_case_has_a_name_of_its_own() -> None:
    for path in HERE.glob("*.json"):
        found = load(path.stem)
        names = [case["name"] for case in (found["cases"] if isinstance(found, dict) else found)]
        assert len(names) == len(set(names)), path.name


def boxes(keys: MailboxKeys) -> list[str]:
    assert keys.append is not None
    assert keys.admin is not None
    found = (keys.mid, keys.read_token, keys.append.public.raw, keys.admin.public.raw)
    return [one.hex() for one in found]


def invited(case: Case) -> list[str]:
    keys = invitation.keys(raw(case["secret"]))
    return [keys.signing.public.raw.hex(), keys.sealing.raw.hex()]


def stretched(case: Case) -> str:
    cost = Cost(case["memory_kib"], case["passes"])
    return phrases.stretch(case["text"], raw(case["salt"]), cost).hex()


def derived(case: Case) -> str:
    key, context = raw(case["key"]), raw(case["context"])
    return labels.derive(key, Label(case["label"]), context, case["length"]).hex()


def mailboxes(case: Case) -> list[str]:
    secrets = EpochSecrets.unpack(raw(case["secrets"]))
    return boxes(mailbox.mailbox_keys(secrets, raw(case["relay"]), case["purpose"]))


NUMBERS = [str(number) for number in range(1024)]
DERIVATIONS: dict[str, Callable[[Case], str | list[str]]] = {
    "identifier": lambda case: labels.identifier(Label(case["label"]), raw(case["data"])).hex(),
    "derive": derived,
    "join": lambda case: labels.join([(raw(one), raw(secret)) for one, secret in case["pairs"]]).hex(),
    "mailbox": mailboxes,
    "rendezvous": lambda case: boxes(invitation.rendezvous_keys(raw(case["secret"]), raw(case["relay"]))),
    "invitation": invited,
    "digits": lambda case: words.digits(raw(case["person"])),
    "places": lambda case: list(words.check_words(raw(case["person"]), NUMBERS)),
    "stretch": stretched,
}


@each(load("derivations"))
def test_a_derivation_gives_the_frozen_bytes(case: Case) -> None:
    assert DERIVATIONS[case["kind"]](case) == case["expect"]


@each(load("blobs"))
def test_a_blob(case: Case) -> None:
    judge(case, lambda: blob.open_blob(BlobKey(raw(case["key"])), raw(case["blob"])))


@each(load("signatures"))
def test_a_signature(case: Case) -> None:
    key, signature = VerifyKey(raw(case["public"])), raw(case["signature"])
    judge(case, lambda: sign.verify(key, Label(case["label"]), raw(case["data"]), signature))


@each(load("packages"))
def test_a_key_package(case: Case) -> None:
    info = handover.package_info(raw(case["space"]), raw(case["epoch"]), raw(case["device"]))
    seed, sealed = KemSeed(raw(case["seed"])), raw(case["package"])
    judge(case, lambda: handover.open_package(seed, info, sealed))


def read_whole(data: bytes, seed: KemSeed) -> bytes:
    reader = agefile.AgeReader(io.BytesIO(data).read, [seed])
    return b"".join(iter(reader.read, b""))


@each(load("age"))
def test_an_age_file(case: Case) -> None:
    judge(case, lambda: read_whole(raw(case["file"]), KemSeed(raw(case["seed"]))))


@each(load("age_texts"))
def test_the_texts_of_an_age_key(case: Case) -> None:
    seed = KemSeed(raw(case["seed"]))
    assert agefile.identity_text(seed) == case["text"]
    assert agefile.recipient_text(seed.public) == case["recipient"]
    assert agefile.parse_identity(case["text"]) == seed
    assert agefile.parse_recipient(case["recipient"]) == seed.public


SLOTS = load("slots")


def changed(case: Case) -> bytes:
    data = bytearray(raw(SLOTS["file"]))
    for at, piece in case["change"]:
        data[at : at + len(raw(piece))] = raw(piece)
    if case["checksum"] == "anew":
        data[-slots.CHECKSUM :] = sha256(data[: -slots.CHECKSUM]).digest()
    return bytes(data[: case.get("cut")])


@each(SLOTS["cases"])
def test_a_slots_file(case: Case) -> None:
    def opened() -> None:
        payload = slots.open_slots(slots.parse(changed(case)), raw(case["key"]))
        expected = SLOTS["payload"]
        assert (payload.kind, payload.compartment, payload.flags) == (
            expected["kind"],
            expected["compartment"],
            expected["flags"],
        )
        assert (payload.vault_key.raw, payload.db_salt) == (
            raw(expected["vault_key"]),
            raw(expected["db_salt"]),
        )

    judge(case, opened)


def test_the_head_of_a_slots_file() -> None:
    header = slots.parse(raw(SLOTS["file"]))
    assert header.cost == Cost(SLOTS["memory_kib"], SLOTS["passes"])
    assert header.counter == SLOTS["counter"]
