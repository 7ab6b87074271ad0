"""The shapes of single fields of an operation; whatever does not have its shape raises BadEntry."""

from collections.abc import Callable
from typing import TypeVar

from sync.model.entry import BadEntry

T = TypeVar("T")

FIELD_MAX = 64  # characters of a field's or a kind's name
NUMBER_MAX = (1 << 63) - 1  # what a database has room for


def sized(value: object, size: int) -> bytes:
    if not isinstance(value, bytes) or len(value) != size:
        raise BadEntry("op-shape")
    return value


def binary(value: object) -> bytes:
    if not isinstance(value, bytes):
        raise BadEntry("op-shape")
    return value


def text(value: object) -> str:
    if not isinstance(value, str):
        raise BadEntry("op-shape")
    return value


def natural(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= NUMBER_MAX:
        raise BadEntry("op-shape")
    return value


def among(value: object, choices: tuple[str, ...]) -> str:
    if value not in choices:
        raise BadEntry("op-shape")
    return text(value)


def array(value: object) -> list[object]:
    if not isinstance(value, list):
        raise BadEntry("op-shape")
    return value


def field_name(value: object) -> str:
    name = text(value)
    if not name.isascii() or not 0 < len(name) <= FIELD_MAX:
        raise BadEntry("op-shape")
    return name


def optional(value: object, size: int) -> bytes | None:
    return None if value is None else sized(value, size)


def truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise BadEntry("op-shape")
    return value


def each(value: object, read: Callable[[object], T]) -> tuple[T, ...]:
    return tuple(read(one) for one in array(value))
