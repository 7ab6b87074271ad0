"""Pages of a damaged file, each opened by itself: what one page lost costs no other page (A2.6.7).

A page is 4096 bytes: what SQLite sees (4016), the initial vector (16), and the seal (64) over both and the
page's number. In the first page the salt stands before it all. The log beside the file holds newer pages.
"""

import hashlib
import hmac
import struct
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC

PAGE, RESERVED, IV, SEAL = 4096, 80, 16, 64
USABLE = PAGE - RESERVED
SALT = 16
MASK, ROUNDS = 0x3A, 2  # how SQLCipher 4 makes the key of the seals from the one given
LOG_HEADER, FRAME_HEADER = 32, 24
MAGIC = b"SQLite format 3\0"


class Pages:
    """The pages of the file at *path*, and of its log at *log*; key of 32 bytes, salt of 16.

    Neither file is written to. Numbers begin with 1.
    """

    def __init__(self, path: Path, log: Path, key: bytes, salt: bytes) -> None:
        self._key = key
        masked = bytes(byte ^ MASK for byte in salt)
        self._seal_key = hashlib.pbkdf2_hmac("sha512", key, masked, ROUNDS, 32)
        self._file = path.open("rb")
        self._log: BinaryIO | None = None
        self._newer: dict[int, int] = {}
        self.count = -(-path.stat().st_size // PAGE)
        if log.is_file():
            self._log = log.open("rb")
            self._newer = self._logged(self._log)
            self.count = max([self.count, *self._newer])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        if self._log is not None:
            self._log.close()

    def page(self, number: int) -> bytes | None:
        """Return the 4016 bytes that SQLite sees, or None where the seal does not hold."""
        at = self._newer.get(number)
        if self._log is not None and at is not None:
            return self._opened(_read(self._log, at), number)
        return self._opened(_read(self._file, (number - 1) * PAGE), number)

    def _opened(self, sealed: bytes, number: int) -> bytes | None:
        if len(sealed) != PAGE:
            return None
        skipped = SALT if number == 1 else 0
        seal = hmac.digest(self._seal_key, sealed[skipped:-SEAL] + struct.pack("<I", number), "sha512")
        if not hmac.compare_digest(seal, sealed[-SEAL:]):
            return None
        opener = Cipher(AES256(self._key), CBC(sealed[USABLE : USABLE + IV])).decryptor()
        plain = opener.update(sealed[skipped:USABLE]) + opener.finalize()
        return MAGIC + plain if number == 1 else plain

    # ------------------------------------------------------------ the log beside the file
    def _logged(self, log: BinaryIO) -> dict[int, int]:
        """Return where the newest sealed copy of each page stands.

        Only what a commit closed counts. One frame lost does not hide those after it, as it does for SQLite:
        each has its own seal, and two salts that change whenever the log begins anew.
        """
        newer: dict[int, int] = {}
        begun: dict[int, int] = {}
        salts = b""
        for at, header in _frames(log):
            number, committed = struct.unpack(">II", header[:8])
            salts = salts or header[8:16]
            if header[8:16] != salts:
                break
            if self._opened(_read(log, at), number) is not None:
                begun[number] = at
            if committed:
                newer |= begun
                begun.clear()
        return newer


def _frames(log: BinaryIO) -> Iterator[tuple[int, bytes]]:
    at = LOG_HEADER
    while len(header := _read(log, at, FRAME_HEADER)) == FRAME_HEADER:
        yield at + FRAME_HEADER, header
        at += FRAME_HEADER + PAGE


def _read(file: BinaryIO, at: int, size: int = PAGE) -> bytes:
    """What cannot be read is damage like any other."""
    try:
        file.seek(at)
        return file.read(size)
    except OSError:
        return b""
