"""No decoder gives anything but an answer or its own refusal, whatever it is handed (P02)."""

import pytest

from tests.decoders.decoders import ALL, Decoder
from tests.decoders.driving import drive, outcome

COMMON = 3_000
SEALED = 600  # where each example costs a seal of its own
"""Examples in the normal run; tests/bench/decoders.py makes more."""
SLOWER = {
    "package",
    "age file",
    "welcome",
    "request",
    "admission",
    "handover",
    "proof of a card",
    "calendars",
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", ALL)
def test_damaged_bytes_are_answered_or_refused(name: str) -> None:
    count = SEALED if name in SLOWER else COMMON
    outcomes = drive(ALL[name], count)
    assert outcomes.total() == count
    assert set(outcomes) - {"taken"} or not ALL[name].refusals


@pytest.mark.parametrize("decoder", ALL.values(), ids=ALL)
def test_nothing_and_noise(decoder: Decoder) -> None:
    for data in (b"", b"\0", b"\xff" * 100, b"\x9b" + b"\xff" * 8, b"\x81" * 5000):
        outcome(decoder, data)
