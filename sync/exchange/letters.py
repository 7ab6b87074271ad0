"""Which old encoding a text is in that does not say so: a guess from its words, or what somebody said.

A few tables of frequent letters, capitals only where capitals stand, and pairs of bytes that are common in
Chinese and Japanese tell those apart that are still met. Names are short: the library that is usually asked
(charset-normalizer 3.5, these encodings alone) took 30 of the 64 texts in the tests for something else.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

CODECS = {
    "windows-1252": "cp1252",
    "mac-roman": "mac_roman",
    "windows-1250": "cp1250",
    "windows-1254": "cp1254",
    "windows-1251": "cp1251",
    "koi8-r": "koi8_r",
    "windows-1253": "cp1253",
    "windows-1256": "cp1256",
    "shift-jis": "cp932",
    "gbk": "gb18030",
    "big5": "big5hkscs",
}
"""The usual name of each, and Python's; where two fit as well, the first is taken."""

UTF8 = "utf-8"
ENDINGS = frozenset({".csv", ".tsv", ".tab", ".vcf", ".vcard", ".ics", ".ical", ".icalendar", ".vcs"})
"""Files of which it is asked what they are written in."""

REMARK = "letters:"
ASKED = "/letters/"
"""Before a name: what the file is to be read in. No name of a file that somebody chose begins so."""
NAMES = (*CODECS, UTF8)
USUAL = "windows-1252"
SAMPLE = 16 * 1024
LINES, SHOWN, LINE_MAX = 200, 5, 200
LEAST = 0.35
FREQUENT = {
    "cyrillic": frozenset("оеаинтсрвлкмдпу"),
    "arabic": frozenset("اليمونرتبةعدسفه"),
    "greek": frozenset("αοιετσνηυρπκμλς"),
    "latin": frozenset("éèàçñüöäíóáãêôßåæøõúâîëïûœ"),
    "central": frozenset("ąćęłńśźżščřžýěůťďőűăâîșțşđ"),
    "turkish": frozenset("ığşçöüâ"),
}
SCRIPT = {
    "windows-1252": "latin", "mac-roman": "latin", "windows-1250": "central", "windows-1254": "turkish",
    "windows-1251": "cyrillic", "koi8-r": "cyrillic", "windows-1253": "greek", "windows-1256": "arabic",
}  # fmt: skip
RANGES = {"cyrillic": (0x400, 0x530), "arabic": (0x600, 0x700), "greek": (0x370, 0x400)}
ALONE = frozenset("àéóáíúâôêå")
WORD = re.compile(r"[^\W\d_]+")
NEUTRAL = frozenset(
    "\u2018\u2019\u201c\u201d\u201e\u201a\u2013\u2014\u2026\u2022\xa0\xab\xbb\xb0\u20ac\xa7\u2116"
)
SHOUTED, MIXED, CROWDED, PAIRED = 0.95, 0.1, 0.3, 0.9
"""What a word in capitals counts, one in no order, a western one of marked letters, and pairs of bytes."""

COMMON = {"shift-jis": (0x88, 0x97, 0x40), "gbk": (0xB0, 0xD7, 0xA1), "big5": (0xA4, 0xC6, 0x40)}
"""The first and last lead byte of common letters, and the first trail byte."""

KANA, HALF = (0x3041, 0x30FF), (0xFF61, 0xFF9F)
_said: ContextVar[str] = ContextVar("letters", default="")


@contextmanager
def taken_for(name: str) -> Iterator[None]:
    """Read what does not say its encoding as this one, whatever it looks like; empty for a guess."""
    token = _said.set(name)
    try:
        yield
    finally:
        _said.reset(token)


def remark(name: str) -> str:
    """Return the remark that something was read as if it were in this encoding."""
    return f"{REMARK}{name}" if name else ""


def told(code: str) -> str:
    """Return the encoding that a remark names; nothing for another remark."""
    return code.removeprefix(REMARK) if code.startswith(REMARK) else ""


def asked(name: str, wanted: str) -> str:
    """Return what the limited process is asked by for a file that is to be read in the encoding *wanted*."""
    return f"{ASKED}{wanted}/{name}" if wanted else name


def parted(name: str) -> tuple[str, str]:
    """Return the encoding and the name in what `asked` made, or nothing and a name."""
    if not name.startswith(ASKED):
        return "", name
    wanted, _, bare = name.removeprefix(ASKED).partition("/")
    return wanted, bare


def of(raw: bytes) -> str:
    """Return the usual name of the encoding of *raw*, which is no UTF-8: what somebody said, or a guess."""
    return _said.get() or guess(raw)


def text(raw: bytes, name: str) -> str:
    """Return *raw* as text; what is no letter there becomes a mark."""
    return raw.decode(CODECS.get(name, UTF8), "replace")


def is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def telling(raw: bytes) -> tuple[bytes, ...]:
    """Return the first lines that look different from encoding to encoding."""
    found = (line.strip() for line in raw.split(b"\n"))
    several = [line[:LINE_MAX] for line in found if not line.isascii()]
    return tuple(several[:LINES])


def shown(lines: Sequence[bytes], name: str) -> str:
    return "\n".join(text(line, name) for line in lines[:SHOWN])


def guess(raw: bytes) -> str:
    """Return what *raw* is most likely in; of a few letters nobody can tell for sure."""
    sample = b"\n".join(line for line in raw[: 8 * SAMPLE].split(b"\n") if not line.isascii())[:SAMPLE]
    if not sample:
        return USUAL
    scores = {name: _score(sample, name) for name in CODECS}
    best = max(CODECS, key=lambda name: scores[name])
    return best if scores[best] > LEAST else USUAL


def _score(sample: bytes, name: str) -> float:
    script = SCRIPT.get(name)
    if script is None:
        return _of_pairs(sample, name)
    try:
        said = sample.decode(CODECS[name])
    except UnicodeDecodeError:
        return 0.0
    return _of_words(said, script)


def _of_words(said: str, script: str) -> float:
    """Return how many of the letters that matter stand in words that look like words, from 0 to 1."""
    matter = sum(not sign.isascii() and sign not in NEUTRAL for sign in said)
    if not matter:
        return 0.0
    words = (found[0] for found in WORD.finditer(said))
    return sum(_of_word(word, script) for word in words if not word.isascii()) / matter


def _of_word(word: str, script: str) -> float:
    high = [sign for sign in word if not sign.isascii()]
    first, last = RANGES.get(script, (0xC0, 0x250))
    if any(not first <= ord(sign) < last for sign in high) or (script in RANGES and len(high) < len(word)):
        return 0.0
    crowded = script not in RANGES and 2 * len(high) > len(word) and word not in ALONE
    frequent = sum(sign.lower() in FREQUENT[script] for sign in high) / len(high)
    return len(high) * _casing(word) * (0.4 + 0.6 * frequent) * (CROWDED if crowded else 1)


def _casing(word: str) -> float:
    if word == word.lower() or word[1:] == word[1:].lower():
        return 1.0
    return SHOUTED if word == word.upper() else MIXED


def _of_pairs(sample: bytes, name: str) -> float:
    """Return how many pairs of bytes are letters that are common there, from 0 to 1."""
    try:
        said = _whole(sample, name)
    except UnicodeDecodeError:
        return 0.0
    wide = [sign for sign in said if not sign.isascii()]
    common = sum(_is_common(sign, name) for sign in wide)
    return PAIRED * (0.2 + 0.8 * common / len(wide)) if wide else 0.0


def _whole(sample: bytes, name: str) -> str:
    """The end of a sample may stand in the middle of a pair."""
    try:
        return sample.decode(CODECS[name])
    except UnicodeDecodeError as error:
        if error.start < len(sample) - 2:
            raise
        return sample[: error.start].decode(CODECS[name])


def _is_common(sign: str, name: str) -> bool:
    if HALF[0] <= ord(sign) <= HALF[1]:
        return False
    if name == "shift-jis" and KANA[0] <= ord(sign) <= KANA[1]:
        return True
    pair = sign.encode(CODECS[name])
    if len(pair) != 2:  # noqa: PLR2004 - lead and trail
        return False
    first, last, trail = COMMON[name]
    return first <= pair[0] <= last and pair[1] >= trail
