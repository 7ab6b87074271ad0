"""Damaged copies of good bytes: altered anywhere, or altered as a value and encoded again."""

from collections.abc import Sequence

from sync.wire import codec
from tests.sync.model.mutants import Choice, mutant

ODD: tuple[object, ...] = (
    None, True, False, 0, 1, -1, 31, 1 << 31, 1 << 32, 1 << 53, (1 << 63) - 1, 1 << 63, (1 << 64) - 1,
    b"", bytes(8), bytes(16), bytes(31), bytes(32), bytes(64), bytes(1216),
    "", "space", "أحضر", "\0", "x" * 300, [], [[]], [[], []], [0, b"", ""],
)  # fmt: skip
ODD_TEXTS = (
    b"\r\n", b"\n ", b":", b";", b",", b"=", b'"', b"\\", b"\\n", b"=\r\n", b"---\n", b"--- ", b"-> ", b"\0",
    b"\xef\xbb\xbf", b"\xff\xfe", b"\xc3", b"\xf0\x9f", b"BEGIN:VCARD\n", b"END:VCARD\n", b"#", b"KARKADE:1:",
    b"\xd9\xa3", b"[" * 40, b"{" * 40, b"ENCODING=QUOTED-PRINTABLE:", b"CHARSET=utf-7:", b"=C3", b"%00",
    b"tags: [",
)  # fmt: skip


def damaged(seeds: Sequence[bytes], number: int) -> bytes:
    """Return the *number*-th damaged copy, the same in every run."""
    choice = Choice(number)
    data, other = (seeds[choice.below(len(seeds))] for _ in range(2))
    way = choice.below(4)
    if way == 0:
        return mutant(data, other, choice)
    if way == 1:
        return sprinkled(data, choice)
    try:
        value = codec.decode(data)
    except codec.Malformed:
        return mutant(data, other, choice)
    for _ in range(1 + choice.below(2)):
        value = shifted(value, choice)
    try:
        made = codec.encode(value)
    except codec.Malformed:
        return mutant(data, other, choice)
    return mutant(made, other, choice) if way == 2 and choice.below(4) == 0 else made


def sprinkled(data: bytes, choice: Choice) -> bytes:
    changed = bytearray(data)
    for _ in range(1 + choice.below(3)):
        at = choice.below(len(changed) + 1)
        changed[at : at + choice.below(3)] = ODD_TEXTS[choice.below(len(ODD_TEXTS))] * (1 + choice.below(2))
    return bytes(changed)


def shifted(value: object, choice: Choice) -> object:
    """Return *value* with one of its parts, at any depth, dropped, doubled or replaced."""
    if not isinstance(value, list) or not value or choice.below(12) == 0:
        return ODD[choice.below(len(ODD))]
    at = choice.below(len(value))
    match choice.below(8):
        case 0:
            return value[:at] + value[at + 1 :]
        case 1:
            return [*value[:at], value[at], *value[at:]]
        case 2:
            return value[::-1]
        case _:
            return [*value[:at], shifted(value[at], choice), *value[at + 1 :]]
