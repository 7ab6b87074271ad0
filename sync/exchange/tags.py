"""Tags as one text with commas, which is how a record keeps them."""

from collections.abc import Iterable


def tidy(words: Iterable[str]) -> tuple[str, ...]:
    """Return tags without commas, line breaks, leading hash or repetition."""
    clean = (" ".join(word.replace(",", " ").split()).lstrip("# ") for word in words)
    return tuple(dict.fromkeys(word for word in clean if word))


def parts(value: str) -> tuple[str, ...]:
    """Return the tags in the text *value*."""
    return tidy(value.split(","))


def text(words: Iterable[str]) -> str:
    """Return the text that keeps the tags *words*."""
    return ", ".join(dict.fromkeys(words))
