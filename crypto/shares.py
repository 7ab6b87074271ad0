"""A recovery secret in parts that people keep: SLIP-39 with one group, 33 words each (A2.4, SPEC 10.2)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from shamir_mnemonic import MnemonicError, combine_mnemonics, generate_mnemonics, rs1024
from shamir_mnemonic.share import Share
from shamir_mnemonic.wordlist import WORD_INDEX_MAP, WORDLIST

from crypto.errors import CryptoError
from crypto.recovery import SECRET_SIZE

WORDS = 33
SHARES_MAX = 16
EXPONENT_MAX = 4  # others would have us compute for minutes
CHECKSUM_WORDS = 3
WORD_BITS = 10
CUSTOM = {False: b"shamir", True: b"shamir_extendable"}
EXTENDABLE_AT, EXTENDABLE_BIT = 1, 4  # the flag stands in the second word


class SharesRefused(CryptoError):
    """What was handed over does not give a secret."""


class WrongLength(SharesRefused):
    """A share with another number of words than 33."""

    def __init__(self, sheet: int, count: int) -> None:
        super().__init__(sheet, count)
        self.sheet = sheet
        self.count = count


class Misspelt(SharesRefused):
    """A word not in the list, or a sum that does not fit; *word* is 0 when it cannot be told which."""

    def __init__(self, sheet: int, word: int) -> None:
        super().__init__(sheet, word)
        self.sheet = sheet
        self.word = word


class Repeated(SharesRefused):
    """The same share twice."""

    def __init__(self, first: int, second: int) -> None:
        super().__init__(first, second)
        self.first = first
        self.second = second


class Mixed(SharesRefused):
    """Shares of different sets, or of a set that was not made by this program."""


class TooFew(SharesRefused):
    def __init__(self, have: int, need: int) -> None:
        super().__init__(have, need)
        self.have = have
        self.need = need


@dataclass(frozen=True, slots=True)
class Parsed:
    """One share whose own sum holds."""

    identifier: int
    """15 bits, the same on all shares of a set."""
    number: int
    """Which of the set this is, from 1."""
    need: int
    words: tuple[str, ...] = field(repr=False)

    @property
    def text(self) -> str:
        return " ".join(self.words)


def split(secret: bytes, shares: int, need: int) -> tuple[str, ...]:
    """Return *shares* texts of 33 words, of which any *need* give the 32-byte *secret* back.

    SLIP-39: one group, empty passphrase (A2.4). Raises ValueError unless 2 <= need <= shares <= 16.
    """
    if len(secret) != SECRET_SIZE or not 2 <= need <= shares <= SHARES_MAX:  # noqa: PLR2004 - one share is no sharing
        raise ValueError("a secret of 32 bytes, 2 to 16 shares")
    (group,) = generate_mnemonics(1, [(need, shares)], secret)
    return tuple(group)


def words(text: str) -> tuple[str, ...]:
    """Return the words of a share as the list writes them; numbers between them do not count (SPEC 10.2)."""
    return tuple(
        word for token in text.lower().split() if (word := token.strip(".,;:)")) and not word.isdigit()
    )


def is_known(word: str) -> bool:
    """Say whether *word* is one of the 1 024 of SLIP-39."""
    return word in WORD_INDEX_MAP


def every_word() -> tuple[str, ...]:
    """Return the 1 024 words of SLIP-39 in their order; the first four letters tell them apart."""
    return tuple(WORDLIST)


def parse(text: str, sheet: int = 1) -> Parsed:
    """Check one share by itself; *sheet* is its place among those handed over, for the error.

    Raises WrongLength, Misspelt, and Mixed for a share of another kind than ours (SPEC 10.2).
    """
    spelt = words(text)
    unknown = next((place for place, word in enumerate(spelt, 1) if not is_known(word)), None)
    if unknown is not None:
        raise Misspelt(sheet, unknown)
    if len(spelt) != WORDS:
        raise WrongLength(sheet, len(spelt))
    try:
        share = Share.from_mnemonic(" ".join(spelt))
    except MnemonicError as error:
        raise Misspelt(sheet, _wrong_word(spelt)) from error
    alone = (share.group_threshold, share.group_count) == (1, 1)
    if not alone or share.iteration_exponent > EXPONENT_MAX:
        raise Mixed
    return Parsed(share.identifier, share.index + 1, share.member_threshold, spelt)


def combine(texts: Sequence[str], passphrase: bytes = b"") -> bytes:
    """Return the secret of 32 bytes behind enough shares of one set; more than enough must all fit.

    Raises WrongLength, Misspelt, Repeated, Mixed, TooFew (SPEC 10.2). Ours have an empty passphrase.
    """
    given = [parse(text, sheet) for sheet, text in enumerate(texts, 1)]
    if not given:
        raise TooFew(0, 2)
    _must_differ(given)
    if len({(one.identifier, one.need) for one in given}) > 1:
        raise Mixed
    need = given[0].need
    if len(given) < need:
        raise TooFew(len(given), need)
    found = {_joined(some, passphrase) for some in _covering(given, need)}
    if len(found) > 1:
        raise Mixed
    return found.pop()


def _must_differ(given: Sequence[Parsed]) -> None:
    for (first, one), (second, other) in combinations(enumerate(given, 1), 2):
        if one.words == other.words:
            raise Repeated(first, second)
        if (one.identifier, one.number) == (other.identifier, other.number):
            raise Mixed


def _covering(given: Sequence[Parsed], need: int) -> Iterator[Sequence[Parsed]]:
    """The first few together, and each further one with all but the last of these."""
    yield given[:need]
    for extra in given[need:]:
        yield [*given[: need - 1], extra]


def _joined(some: Sequence[Parsed], passphrase: bytes) -> bytes:
    try:
        return bytes(combine_mnemonics([one.text for one in some], passphrase))
    except MnemonicError as error:
        raise Mixed from error


# ---------------------------------------------------------------- which word is wrong
def _wrong_word(spelt: Sequence[str]) -> int:
    """Return the place, from 1, of the one word that makes the sum wrong; 0 when it is more than one.

    The sum is linear, and differs for each single change: so the difference tells the place.
    """
    data = [WORD_INDEX_MAP[word] for word in spelt]
    custom = CUSTOM[bool(data[EXTENDABLE_AT] >> EXTENDABLE_BIT & 1)]
    body, told = data[:-CHECKSUM_WORDS], data[-CHECKSUM_WORDS:]
    off = [a ^ b for a, b in zip(rs1024.create_checksum(body, custom), told, strict=True)]
    wrong = [place for place, difference in enumerate(off, len(body) + 1) if difference]
    if len(wrong) <= 1:  # the sum holds where something else is wrong
        return sum(wrong)
    places = (place for place in range(len(body)) if _explains(place, len(body), _number(off)))
    return next(places, -1) + 1


def _explains(place: int, size: int, off: int) -> bool:
    """Say whether some other word at *place* would make the difference *off* (30 bits)."""
    reached = {0}
    for bit in range(WORD_BITS):
        changed = [0] * size
        changed[place] = 1 << bit
        step = _number(rs1024.create_checksum(changed, b"")) ^ _number(
            rs1024.create_checksum([0] * size, b"")
        )
        reached |= {each ^ step for each in reached}
    return off in reached


def _number(checksum: Sequence[int]) -> int:
    first, second, third = checksum
    return first << 2 * WORD_BITS | second << WORD_BITS | third
