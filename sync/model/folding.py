"""Text as it is searched: without case, accents, vowel signs and Arabic spelling variants."""

import unicodedata

ARABIC_VARIANTS = "أإآٱىئؤةکی"
ARABIC_PLAIN = "اااايي\u0648هكي"
ARABIC = (
    str.maketrans(ARABIC_VARIANTS, ARABIC_PLAIN, "\u0640")  # and no tatweel, which only stretches a word
    | {0x0660 + digit: str(digit) for digit in range(10)}
    | {0x06F0 + digit: str(digit) for digit in range(10)}
)


def fold(text: str) -> str:
    """Return *text* as it is compared when somebody searches; any text, of any length, is taken."""
    if text.isascii():
        return text.lower()
    spelt = unicodedata.normalize("NFKC", text).translate(ARABIC)
    bare = "".join(
        letter for letter in unicodedata.normalize("NFKD", spelt) if not unicodedata.combining(letter)
    )
    return unicodedata.normalize("NFC", bare).casefold()
