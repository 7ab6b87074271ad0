"""The file of a backup: both databases of a compartment, sealed to the recovery sheets (A2.4).

An age file (crypto SPEC 8) to the recovery key, so that the standard tool opens it too. Inside, in order:

    "karkadeBKUP" 01
    u32 BE length ‖ CBOR[vault key 32, database salt 16, when made (ms), person id 32, name]
    u64 BE length ‖ first database      pages sealed by SQLCipher under that vault key, as on a disk
    u64 BE length ‖ second database
    SHA-256 of everything before, 32

The vault key is one that was made for this backup alone.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from crypto import agefile, agestanza
from crypto.agefile import AgeReader, AgeWriter, Sink
from crypto.errors import CryptoError, Malformed, NotForUs
from crypto.keys import KemPublic, KemSeed, VaultKey
from sync.errors import FileUnreadable
from sync.recovery_refusals import BackupDamaged, BackupForeign, BackupNewer, NotABackup
from sync.wire import codec

MAGIC = b"karkadeBKUP"
VERSION = 1
HEAD_SIZE, FILE_SIZE = 4, 8  # bytes of the lengths
HEAD_MAX = 1 << 16
SUM_SIZE = 32
SMALLEST = 2 << 20  # two databases of 1 MiB each
PIECE = 1 << 20
Moved = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Head:
    vault_key: VaultKey
    salt: bytes
    made_ms: int
    person: bytes
    name: str = field(default="")


# ---------------------------------------------------------------- writing
def write(sink: Sink, recipient: KemPublic, head: Head, files: tuple[Path, Path], moved: Moved) -> None:
    """Seal *head* and both *files* into *sink*; *moved* is told bytes and may stop it. Raises OSError."""
    writer = _Summing(agefile.write(sink, recipient))
    packed = codec.encode([head.vault_key.raw, head.salt, head.made_ms, head.person, head.name])
    writer.write(MAGIC + bytes([VERSION]) + len(packed).to_bytes(HEAD_SIZE, "big") + packed)
    for path in files:
        with path.open("rb") as file:
            writer.write(path.stat().st_size.to_bytes(FILE_SIZE, "big"))
            for piece in _pieces(file):
                writer.write(piece)
                moved(len(piece))
    writer.finish()


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(PIECE):
        yield piece


class _Summing:
    def __init__(self, writer: AgeWriter) -> None:
        self._writer = writer
        self._sum = sha256()

    def write(self, data: bytes) -> None:
        self._sum.update(data)
        self._writer.write(data)

    def finish(self) -> None:
        self._writer.write(self._sum.digest())
        self._writer.finish()


# ---------------------------------------------------------------- reading
def read(path: Path, seed: KemSeed, files: tuple[Path, Path], moved: Moved) -> Head:
    """Open the backup at *path* and put its two databases into *files*; return what its head says.

    Raises FileUnreadable, NotABackup, BackupForeign, BackupDamaged, BackupNewer, OSError for *files*.
    """
    name = path.name
    try:
        source = path.open("rb")
    except OSError as error:
        raise FileUnreadable(name=name) from error
    with source:
        reader = _Opened(name, source, seed)
        head = reader.head()
        for target in files:
            with target.open("wb") as file:
                for piece in reader.sized():
                    file.write(piece)
                    moved(len(piece))
        reader.must_end()
    return head


def look(path: Path) -> None:
    """Look at a file from outside, without sheets. Raises FileUnreadable, NotABackup, BackupDamaged."""
    try:
        with path.open("rb") as file:
            size = path.stat().st_size
            head = agestanza.parse(agestanza.Source(file.read))
    except OSError as error:
        raise FileUnreadable(name=path.name) from error
    except Malformed as error:
        raise NotABackup(name=path.name) from error
    if [stanza.type for stanza in head.stanzas] != [agefile.TYPE]:
        raise NotABackup(name=path.name)
    if size < SMALLEST:
        raise BackupDamaged(name=path.name)


class _Opened:
    """What is inside the age file, taken piece by piece; everything given out was authentic."""

    def __init__(self, name: str, source: BinaryIO, seed: KemSeed) -> None:
        self._name = name
        self._sum = sha256()
        self._ahead = b""
        try:
            self._reader = AgeReader(source.read, [seed])
        except Malformed as error:
            raise NotABackup(name=name) from error
        except NotForUs as error:
            raise BackupForeign(name=name) from error
        except CryptoError as error:
            raise BackupDamaged(name=name) from error

    def head(self) -> Head:
        if self._take(len(MAGIC)) != MAGIC:
            raise NotABackup(name=self._name)
        if self._take(1)[0] > VERSION:
            raise BackupNewer(name=self._name)
        size = int.from_bytes(self._take(HEAD_SIZE), "big")
        if size > HEAD_MAX:
            raise BackupDamaged(name=self._name)
        try:
            match codec.decode(self._take(size)):
                case [bytes() as key, bytes() as salt, int() as made, bytes() as person, str() as shown]:
                    return Head(VaultKey(key), salt, made, person, shown)
        except (codec.Malformed, CryptoError) as error:
            raise BackupDamaged(name=self._name) from error
        raise BackupDamaged(name=self._name)

    def sized(self) -> Iterator[bytes]:
        left = int.from_bytes(self._take(FILE_SIZE), "big")
        while left:
            self._fill(1)
            piece = self._take(min(left, len(self._ahead)))
            left -= len(piece)
            yield piece

    def must_end(self) -> None:
        """The sum fits, and nothing follows it."""
        expected = self._sum.digest()
        if self._take(SUM_SIZE) != expected or self._ahead or self._next():
            raise BackupDamaged(name=self._name)

    def _take(self, size: int) -> bytes:
        self._fill(size)
        taken, self._ahead = self._ahead[:size], self._ahead[size:]
        self._sum.update(taken)
        return taken

    def _fill(self, size: int) -> None:
        while len(self._ahead) < size:
            piece = self._next()
            if not piece:
                raise BackupDamaged(name=self._name)
            self._ahead += piece

    def _next(self) -> bytes:
        try:
            return self._reader.read()
        except CryptoError as error:
            raise BackupDamaged(name=self._name) from error
        except OSError as error:
            raise FileUnreadable(name=self._name) from error
