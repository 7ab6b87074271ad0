"""Each byte of each format altered in turn: which region it stands in says how opening fails."""

import io

import pytest

from crypto import agefile, agestanza, blob, handover, slots
from crypto.agestanza import Stanza, unpadded
from crypto.errors import CryptoError, Damaged, Malformed, NotForUs
from crypto.keys import BlobKey, KemSeed
from tests.crypto import second

SEED = KemSeed(second.SEED)
FILE_KEY = bytes(16)


def failures(data: bytes, opened: object) -> list[type[CryptoError] | None]:
    """How opening fails with each byte altered in turn; None where it does not."""
    assert callable(opened)
    found: list[type[CryptoError] | None] = []
    for at in range(len(data)):
        try:
            opened(second.flipped(data, at))
        except CryptoError as error:
            found.append(type(error))
        else:
            found.append(None)
    return found


def test_each_byte_of_a_blob() -> None:
    sealed = second.sealed(second.padded(b"bread", 512))
    found = failures(sealed, lambda data: blob.open_blob(BlobKey(second.KEY), data))
    assert found == [Malformed] + [NotForUs] * 56 + [Damaged] * (512 + 16)


def test_each_byte_of_a_slots_file_makes_it_a_torn_one() -> None:
    assert set(failures(second.slots_file({}), slots.parse)) == {Malformed}


def test_each_byte_of_a_slots_file_with_its_sum_made_anew() -> None:
    data = second.slots_file({2: second.slot(second.OTHER_KEY, second.payload(1, 3))})
    found = failures(data, lambda it: slots.open_slots(slots.parse(second.summed(it)), second.OTHER_KEY))
    box = second.BOXES_AT + 2 * second.BOX_SIZE
    assert set(found[:10]) == {Malformed}  # magic and version
    assert set(found[18:box]) == {None}  # the salt is none of ours: the key was made from it elsewhere
    assert found[box : box + 136] == [NotForUs] * 56 + [Damaged] * 80
    assert set(found[box + 136 :]) == {None}


@pytest.mark.parametrize(
    "cost", [(0, 3), (7, 3), (1 << 20 | 1, 3), (1 << 31, 3), (8, 0), (8, 65), (8, 1 << 31)]
)
def test_no_header_can_ask_for_more_than_a_release_would_write(cost: tuple[int, int]) -> None:
    with pytest.raises(Malformed):
        slots.parse(second.slots_file({}, memory=cost[0], passes=cost[1]))


def test_each_byte_of_a_package() -> None:
    sealed = handover.seal_package(SEED.public, b"info", bytes(96))
    found = failures(sealed, lambda data: handover.open_package(SEED, b"info", data))
    assert set(found) == {Damaged}


def read(data: bytes) -> bytes:
    return agefile.AgeReader(io.BytesIO(data).read, [SEED]).read()


def test_each_byte_of_an_age_file() -> None:
    sink = io.BytesIO()
    writer = agefile.write(sink.write, SEED.public)
    writer.write(b"bread")
    writer.finish()
    data = sink.getvalue()
    found = failures(data, read)
    assert None not in found
    version = len(agestanza.VERSION_LINE) + 1
    assert set(found[:version]) == {Malformed}
    assert set(found[data.index(b"\n--- ") + 5 + 43 + 1 :]) == {Damaged}  # nonce and content


def age_head(*stanzas: Stanza) -> bytes:
    return agestanza.encode(stanzas, FILE_KEY) + bytes(16 + 16)


def sealed_stanza() -> tuple[str, bytes]:
    sealed = handover.seal_to(SEED.public, agefile.INFO, FILE_KEY)
    return unpadded(sealed[: handover.ENC_SIZE]).decode(), sealed[handover.ENC_SIZE :]


@pytest.mark.parametrize("arguments", [(), ("again",)], ids=["none", "two"])
def test_a_stanza_of_ours_has_one_argument(arguments: tuple[str, ...]) -> None:
    share, body = sealed_stanza()
    given = (share, *arguments) if arguments else ()
    with pytest.raises(Malformed, match="argument"):
        read(age_head(Stanza((agefile.TYPE, *given), body)))


@pytest.mark.parametrize(
    ("share", "body"), [(1119, 32), (1121, 32), (1120, 31), (1120, 33), (0, 0), (32, 32)]
)
def test_a_stanza_of_ours_has_one_size(share: int, body: int) -> None:
    text = unpadded(bytes(share)).decode() or "A"
    with pytest.raises(Malformed):
        read(age_head(Stanza((agefile.TYPE, text), bytes(body))))


def test_a_share_of_low_order_is_somebody_elses() -> None:
    enc = bytes(1120)
    with pytest.raises(NotForUs):
        read(age_head(Stanza((agefile.TYPE, unpadded(enc).decode()), bytes(32))))


def test_a_reader_that_failed_gives_nothing_afterwards() -> None:
    share, body = sealed_stanza()
    data = age_head(Stanza((agefile.TYPE, share), body)) + b"more"
    reader = agefile.AgeReader(io.BytesIO(data).read, [SEED])
    for _ in range(3):
        with pytest.raises(Damaged):
            reader.read()
