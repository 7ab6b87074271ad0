"""What passes through the two pipes between the program and its limited process.

A question is ``name length u32 LE | file length u64 LE | name | file``; an answer is any number of frames
``head length u32 LE | values length u32 LE | JSON list of outcomes | values`` and one frame of lengths 0. The
JSON says of each value how many bytes of UTF-8 it has, so that no text takes up several times its size on the
way. A first frame ``[]`` says "ready".
"""

import json
import struct
from collections.abc import Mapping, Sequence
from typing import BinaryIO

from sync.exchange.outcome import Imported, Outcome, Refused

QUESTION = struct.Struct("<IQ")
LENGTHS = struct.Struct("<II")
HEAD_MAX = 4 * 1024 * 1024
VALUES_MAX = 64 * 1024 * 1024


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
    values: list[bytes] = []
    head = json.dumps([_packed(outcome, values) for outcome in outcomes]).encode()
    pipe.write(LENGTHS.pack(len(head), sum(map(len, values))) + head)
    pipe.writelines(values)
    pipe.flush()


def finish(pipe: BinaryIO) -> None:
    pipe.write(LENGTHS.pack(0, 0))
    pipe.flush()


def answered(pipe: BinaryIO) -> list[Outcome] | None:
    """Return the next frame of an answer, None for its end. Raises Broken."""
    lengths = pipe.read(LENGTHS.size)
    if len(lengths) < LENGTHS.size:
        raise Broken
    size, following = LENGTHS.unpack(lengths)
    if size == 0:
        return None
    if size > HEAD_MAX or following > VALUES_MAX:
        raise Broken
    head, values = pipe.read(size), _Values(pipe, following)
    try:
        outcomes = [_unpacked(item, values) for item in json.loads(head)]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise Broken from error
    if values.left:
        raise Broken
    return outcomes


class _Values:
    """The texts behind the head of a frame, one after the other."""

    def __init__(self, pipe: BinaryIO, left: int) -> None:
        self._pipe = pipe
        self.left = left

    def next(self, size: object) -> str:
        """Raises ValueError."""
        if not isinstance(size, int) or not 0 <= size <= self.left:
            raise ValueError
        self.left -= size
        raw = self._pipe.read(size)
        if len(raw) < size:
            raise ValueError
        return raw.decode()

    def named(self, sizes: Mapping[object, object]) -> dict[str, str]:
        return {str(name): self.next(size) for name, size in sizes.items()}


def _packed(outcome: Outcome, values: list[bytes]) -> list[object]:
    if isinstance(outcome, Refused):
        return [outcome.name, outcome.reason]
    head: list[object] = [outcome.name, outcome.remark, outcome.kind, _counted(outcome.fields, values)]
    return [*head, _counted(outcome.files, values)] if outcome.files else head


def _counted(texts: Mapping[str, str], values: list[bytes]) -> dict[str, int]:
    """Put *texts* behind the others, and return how many bytes each has."""
    said = {key: value.encode("utf-8", "replace") for key, value in texts.items()}
    values += said.values()
    return {key: len(value) for key, value in said.items()}


def _unpacked(item: list[object], values: _Values) -> Outcome:
    match item:
        case [str(name), str(reason)]:
            return Refused(name, reason)
        case [str(name), str(remark), str(kind), dict(fields)]:
            return Imported(kind, values.named(fields), name, remark)
        case [str(name), str(remark), str(kind), dict(fields), dict(files)]:
            return Imported(kind, values.named(fields), name, remark, values.named(files))
        case _:
            raise ValueError
