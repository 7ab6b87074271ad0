"""One decoder, many damaged examples, each with a clear end in a bounded time."""

import time
from collections import Counter

from tests.decoders.decoders import Decoder
from tests.decoders.mutation import damaged

SLOW_S = 2.0
"""Seconds of work for one example of a few kilobytes; the usual is a thousandth of it."""


def outcome(decoder: Decoder, data: bytes) -> str:
    """Return "taken", or the name of the refusal. Anything else comes out as it is, with the bytes noted."""
    began = time.process_time()
    try:
        decoder.decode(decoder.wrapped(data))
    except decoder.refusals as refusal:
        said = type(refusal).__name__
    except BaseException as error:
        error.add_note(data.hex())
        raise
    else:
        said = "taken"
    assert time.process_time() - began < SLOW_S, data.hex()
    return said


def drive(decoder: Decoder, count: int) -> Counter[str]:
    seeds = decoder.seeds()
    return Counter(outcome(decoder, damaged(seeds, number)) for number in range(count))
