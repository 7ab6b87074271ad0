"""What passes between the program and its limited process: whole, no larger than it is, never believed."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.exchange import frames
from sync.exchange.outcome import Imported, Outcome, Refused

WORD = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
OUTCOME = st.builds(Refused, WORD, WORD) | st.builds(
    Imported, WORD, st.dictionaries(WORD, WORD, max_size=3), WORD, WORD,
    st.dictionaries(WORD, WORD, max_size=2),
)  # fmt: skip


def passed(outcomes: list[Outcome]) -> bytes:
    pipe = io.BytesIO()
    frames.answer(pipe, outcomes)
    return pipe.getvalue()


@given(outcomes=st.lists(OUTCOME, max_size=4))
def test_outcomes_arrive_as_they_were(outcomes: list[Outcome]) -> None:
    assert frames.answered(io.BytesIO(passed(outcomes))) == outcomes


def test_no_text_grows_on_the_way_and_half_letters_cost_themselves_alone() -> None:
    heavy = Imported("note", {"body": "\x1b" * 100_000, "title": "a\ud800b"})
    raw = passed([heavy])
    assert len(raw) < 101_000
    one = (frames.answered(io.BytesIO(raw)) or [Refused("", "")])[0]
    assert isinstance(one, Imported)
    assert one.fields == {"body": "\x1b" * 100_000, "title": "a?b"}


@given(raw=st.binary(max_size=40))
def test_any_bytes_are_an_answer_or_broken(raw: bytes) -> None:
    for lie in (raw, len(raw).to_bytes(4, "little") + bytes(4) + raw):
        try:
            frames.answered(io.BytesIO(lie))
        except frames.Broken:
            continue


@pytest.mark.parametrize(
    ("head", "values"),
    [
        (b'[["a", "", "note", {"body": 9}]]', b"four"),
        (b'[["a", "", "note", {"body": -1}]]', b"four"),
        (b'[["a", "", "note", {"body": "4"}]]', b"four"),
        (b'[["a", "", "note", {"body": 3}]]', b"four"),
        (b'[["a", "", "note", {"body": 4}]]', b"\xff\xff\xff\xff"),
        (b"[[]]", b""),
        (b"[" * 100_000, b""),
    ],
)
def test_answers_that_lie_are_broken(head: bytes, values: bytes) -> None:
    with pytest.raises(frames.Broken):
        frames.answered(io.BytesIO(frames.LENGTHS.pack(len(head), len(values)) + head + values))
    for size in ((frames.HEAD_MAX + 1, 0), (2, frames.VALUES_MAX + 1)):
        with pytest.raises(frames.Broken):
            frames.answered(io.BytesIO(frames.LENGTHS.pack(*size) + b"[]"))
