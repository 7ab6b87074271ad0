"""What passes through the two pipes between the program and its limited process.

A question is ``name length u32 LE | file length u64 LE | name | file``; an answer is any number of frames
``length u32 LE | JSON list of outcomes`` and one frame of length 0. A first frame ``[]`` says "ready".
"""

import json
import struct
from collections.abc import Sequence
from typing import BinaryIO

from sync.exchange.outcome import Imported, Outcome, Refused

QUESTION = struct.Struct("<IQ")
LENGTH = struct.Struct("<I")
FRAME_MAX = 128 * 1024 * 1024  # a text of 16 MiB in which each letter needs an escape


class Broken(Exception):
    """The other end is gone, or talks nonsense."""


def ask(pipe: BinaryIO, name: str, raw: bytes) -> None:
    label = name.encode()
    pipe.write(QUESTION.pack(len(label), len(raw)) + label)
    pipe.write(raw)
    pipe.flush()


def asked(pipe: BinaryIO) -> tuple[str, bytes] | None:
    """Return the next question, or None when there is no more."""
    head = pipe.read(QUESTION.size)
    if len(head) < QUESTION.size:
        return None
    label, size = QUESTION.unpack(head)
    return pipe.read(label).decode(), pipe.read(size)


def answer(pipe: BinaryIO, outcomes: Sequence[Outcome]) -> None:
    data = json.dumps([_packed(outcome) for outcome in outcomes], ensure_ascii=False).encode()
    pipe.write(LENGTH.pack(len(data)) + data)
    pipe.flush()


def finish(pipe: BinaryIO) -> None:
    pipe.write(LENGTH.pack(0))
    pipe.flush()


def answered(pipe: BinaryIO) -> list[Outcome] | None:
    """Return the next frame of an answer, None for its end. Raises Broken."""
    head = pipe.read(LENGTH.size)
    if len(head) < LENGTH.size:
        raise Broken
    (size,) = LENGTH.unpack(head)
    if size == 0:
        return None
    data = pipe.read(size) if size <= FRAME_MAX else b""
    try:
        return [_unpacked(item) for item in json.loads(data)]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise Broken from error


def _packed(outcome: Outcome) -> list[object]:
    if isinstance(outcome, Refused):
        return [outcome.name, outcome.reason]
    return [outcome.name, outcome.remark, outcome.kind, dict(outcome.fields)]


def _unpacked(item: list[object]) -> Outcome:
    match item:
        case [str(name), str(reason)]:
            return Refused(name, reason)
        case [str(name), str(remark), str(kind), dict(fields)]:
            return Imported(kind, {str(key): str(value) for key, value in fields.items()}, name, remark)
        case _:
            raise ValueError
