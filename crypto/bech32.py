"""Bech32 as age uses it for its keys: no limit of length, one case (BIP 173, SPEC 8.1)."""

import re

from crypto.errors import Malformed

ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
CHECKSUM = 6
LETTERS = re.compile(f"[{ALPHABET}]{{{CHECKSUM},}}")


def encode(prefix: str, data: bytes) -> str:
    """Return *data* under a lower-case *prefix*."""
    values = _regrouped(data, 8, 5)
    check = _polymod(_expanded(prefix) + values + [0] * CHECKSUM) ^ 1
    values += [check >> 5 * (CHECKSUM - 1 - place) & 31 for place in range(CHECKSUM)]
    return f"{prefix}1" + "".join(ALPHABET[value] for value in values)


def decode(text: str, prefix: str) -> bytes:
    """Return the data under this lower-case *prefix*. Raises Malformed for another one, or a slip."""
    if text not in (text.lower(), text.upper()):
        raise Malformed("two cases")
    found, _, letters = text.lower().rpartition("1")
    if found != prefix or not LETTERS.fullmatch(letters):
        raise Malformed("another kind of key, or none")
    values = [ALPHABET.index(letter) for letter in letters]
    if _polymod(_expanded(prefix) + values) != 1:
        raise Malformed("a checksum that does not fit")
    values = values[:-CHECKSUM]
    data = bytes(_regrouped(values, 5, 8)[: len(values) * 5 // 8])
    if _regrouped(data, 8, 5) != values:
        raise Malformed("bits left over")
    return data


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for place, generator in enumerate(GENERATORS):
            check ^= generator if top >> place & 1 else 0
    return check


def _expanded(prefix: str) -> list[int]:
    return [ord(letter) >> 5 for letter in prefix] + [0] + [ord(letter) & 31 for letter in prefix]


def _regrouped(values: list[int] | bytes, have: int, want: int) -> list[int]:
    """Cut groups of *have* bits anew into groups of *want*; the last is filled with zero bits."""
    held, bits, out = 0, 0, []
    for value in values:
        held, bits = held << have | value, bits + have
        while bits >= want:
            bits -= want
            out.append(held >> bits)
            held &= (1 << bits) - 1
    if bits:
        out.append(held << (want - bits))
    return out
