"""The age format's conformance files (C2SP/CCTV), where `shared/vectors` stands beside this checkout."""

import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from crypto import agefile
from crypto.agearmor import dearmored
from crypto.agefile import CHUNK, AgeReader, Identity
from crypto.ageothers import CurveIdentity, PassphraseIdentity
from crypto.errors import CryptoError, NotForUs
from crypto.keys import KemSeed

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "vectors" / "age"
RELEASES_LESS = {
    "armor_garbage_encoded",
    "stream_no_final_two_chunks_full",
    "stream_trailing_garbage_long",
    "stream_two_final_chunks",
    "stream_two_final_chunks_second",
}
"""Here the standard tool has given out a chunk before it sees what follows; we look first."""


@dataclass(frozen=True)
class Vector:
    name: str
    said: dict[str, str]
    identities: tuple[KemSeed | Identity, ...]
    file: bytes


def identity(kind: str, text: str) -> Iterator[KemSeed | Identity]:
    if kind == "passphrase":
        yield PassphraseIdentity(text)
    elif kind == "identity":
        yield agefile.parse_identity(text) if "-PQ-" in text else CurveIdentity.parse(text)


def parsed(path: Path) -> Vector:
    head, _, file = path.read_bytes().partition(b"\n\n")
    lines = [(kind, text) for kind, _, text in (line.partition(": ") for line in head.decode().splitlines())]
    identities = tuple(one for kind, text in lines for one in identity(kind, text))
    said = dict(lines)
    return Vector(path.name, said, identities, zlib.decompress(file) if "compressed" in said else file)


def outcome(vector: Vector) -> tuple[str, bytes]:
    """Return how reading ended, in the vectors' own words, and what was given out by then."""
    given, stage = b"", "armor"
    try:
        file = dearmored(vector.file) if "armored" in vector.said else vector.file
        stage = "header"
        reader = AgeReader(io.BytesIO(file).read, vector.identities)
        stage = "payload"
        while chunk := reader.read():
            given += chunk
    except NotForUs:
        return "no match", given
    except CryptoError:
        return f"{stage} failure", given
    return "success", given


def test_every_file_ends_as_it_says() -> None:
    wrong = {}
    for vector in map(parsed, sorted(FOLDER.glob("*"))):
        ended, given = outcome(vector)
        right = sha256(given).hexdigest() == vector.said.get("payload", sha256(b"").hexdigest())
        if vector.name in RELEASES_LESS:
            right = len(given) % CHUNK == 0
        if ended != vector.said["expect"] or not right:
            wrong[vector.name] = (vector.said["expect"], ended, len(given))
    assert wrong == {}


def test_the_folder_is_whole_where_it_is() -> None:
    names = {path.name for path in FOLDER.glob("*")}
    assert not names or (len(names) > 80 and names > RELEASES_LESS)
