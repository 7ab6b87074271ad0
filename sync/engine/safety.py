"""The check words that two people read to each other (A3.2)."""

from crypto import words
from resources import words as word_list

LANGUAGE = "en"  # one list for everybody: both must read the same words


def check_words(person: bytes) -> tuple[str, ...]:
    return words.check_words(person, word_list(f"check.{LANGUAGE}"))


def digits(person: bytes) -> str:
    return words.digits(person)
