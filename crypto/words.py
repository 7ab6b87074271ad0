"""What two people read to each other: ten words, or thirty digits, of a person's fingerprint (A3.2)."""

from collections.abc import Sequence

from crypto.labels import Label, identifier

WORDS, LIST_SIZE, BITS_A_WORD = 10, 1024, 10
GROUPS, GROUP_DIGITS = 6, 5


def fingerprint(person: bytes) -> bytes:
    """Return the 32-byte fingerprint of a person id (A3.2)."""
    return identifier(Label.FINGERPRINT, person)


def check_words(person: bytes, words: Sequence[str]) -> tuple[str, ...]:
    """Return ten words, 100 bits of the fingerprint, from a list of 1,024 (A3.2, SPEC 7).

    Raises ValueError for a list of another size.
    """
    if len(words) != LIST_SIZE:
        raise ValueError("a list of 1,024 words")
    first = int.from_bytes(fingerprint(person)[:13], "big") >> 4  # 100 bits
    places = range(BITS_A_WORD * (WORDS - 1), -1, -BITS_A_WORD)
    return tuple(words[first >> place & (LIST_SIZE - 1)] for place in places)


def digits(person: bytes) -> str:
    """Return 30 digits in six groups of five, each from five bytes of the fingerprint (A3.2, SPEC 7)."""
    whole = fingerprint(person)
    groups = (int.from_bytes(whole[at * 5 : at * 5 + 5], "big") % 10**GROUP_DIGITS for at in range(GROUPS))
    return " ".join(f"{group:0{GROUP_DIGITS}d}" for group in groups)
