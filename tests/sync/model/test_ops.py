"""Operations: each comes back as it was written, and a bad shape raises BadEntry and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.model import ops
from sync.model.entry import BadEntry, Encoded
from sync.wire import codec
from tests.sync.model import samples

R = b"r" * 16
ID = b"i" * 32
POLICY = ["full", "steward", 60, 30, False, 1, "Field team"]
EPOCH = [[ID], ID, ID, ID, ID, [b"d" * 8], [[ID, b"sealed"]], "first"]
GOOD: list[list[object]] = [
    [0, "space", ID, b"card", POLICY],
    [0, "person", ID, ID, bytes(1216)],
    [0, "roster", ID, "Field teams", b"card"],
    [1, ID, "member", b"card", None, None],
    [6, ID, "member", 1, 0, ""],
    [7, ID],
    [10, POLICY],
    [11, [[ID, "http://127.0.0.1", None]]],
    [13, *EPOCH],
    [19, [ID, ID]],
    [4, ["policy", b"", POLICY]],
    [9, ID, True],
    [21, ID, True],
    [32, R, "title", "Wells"],
    [33, R, "title"],
    [34, R, "note"],
    [35, R],
    [36, R, "title", ["Wells", "Springs"]],
    [40, R + b"body", 0, b"update"],
    [50, [[b"d" * 8, 3]], ID, 1],
    [50, [], None, 1],
    [53, b"d" * 8, 0, 4],
    [52, ID, 585, [ID, ID], [[b"d" * 8, 0, 9]]],
    [56, ID, ID, [[ID, "http://127.0.0.1", None]], [[[13, *EPOCH], ID]]],
    [57, ID, [ID], b"sealed"],
    [58, ID, [ID]],
    [59, "en", [["role.member", ["Participant"]]]],
    [60, [["border", True]]],
]
values = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 1 << 40) | st.text(max_size=8) | st.binary(max_size=40),
    lambda inner: st.lists(inner, max_size=8),
    max_leaves=12,
)


def wired(op: ops.Op) -> Encoded:
    """An operation as a header gives it back."""
    found = codec.decode(codec.encode(ops.encode(op)))
    assert isinstance(found, list)
    return tuple(found)


@given(samples.membership | samples.content)
def test_an_operation_comes_back_as_it_was_written(op: ops.Op) -> None:
    assert ops.decode(wired(op)) == op


@given(st.integers(64, 1 << 30), st.lists(values, max_size=4))
def test_an_operation_of_a_newer_release_is_kept_as_it_came(number: int, fields: list[object]) -> None:
    op = ops.decode((number, *fields))
    assert isinstance(op, ops.Unknown) and op.type == number
    assert ops.encode(op) == (number, *fields)


@pytest.mark.parametrize("good", GOOD, ids=lambda good: str(good[0]))
def test_another_number_of_fields_is_refused(good: list[object]) -> None:
    ops.decode(tuple(good))
    for bad in (good[:-1], [*good, 0]):
        with pytest.raises(BadEntry):
            ops.decode(tuple(bad))


@pytest.mark.parametrize("good", GOOD, ids=lambda good: str(good[0]))
@given(data=st.data())
def test_fields_of_any_other_shape_are_refused_or_fit(good: list[object], data: st.DataObject) -> None:
    changed = list(good)
    changed[data.draw(st.integers(1, len(good) - 1))] = data.draw(values)
    try:
        op = ops.decode(tuple(changed))
    except BadEntry:
        return
    assert ops.decode(wired(op)) == op


def test_a_number_that_is_none_is_refused() -> None:
    for bad in ("32", True, -1, None):
        with pytest.raises(BadEntry):
            ops.decode((bad,))


@pytest.mark.parametrize(
    "bad",
    [
        (0, "party", ID, b"card", POLICY),
        (0, "space", ID, b"card", ["all", *POLICY[1:]]),
        (0, "space", ID, b"card", [*POLICY[:-1], 7]),
        (0, "space", ID, b"card", [*POLICY[:2], True, *POLICY[3:]]),
        (1, ID, "owner", b"card", None, None),
        (1, ID, "member", b"card", b"short", None),
        (6, ID, "member", True, 0, ""),
        (4, ["rename", ID, None]),
        (2, ID, [[b"d" * 8, 1]]),
        (19, [ID] * 4),
        (9, ID, 1),
        (21, ID, None),
        (50, [[b"d" * 8, -1]], ID, 1),
        (50, [[b"d" * 8]], ID, 1),
        (50, [[b"e" * 8, 1], [b"d" * 8, 1]], ID, 1),
        (50, [[b"d" * 8, 1 << 63]], None, 1),
        (50, [[number.to_bytes(8, "big"), 1] for number in range(4097)], None, 1),
        (50, [], b"short", 1),
        (53, b"d" * 7, 0, 4),
        (53, b"d" * 8, 0, None),
        (53, b"d" * 8, 0, (1 << 62) + 1),
        (52, ID, 585, [], []),
        (52, ID, 585, [ID] * 65, []),
        (52, ID, 585, [ID], [[b"d" * 8, 0]]),
        (52, ID, 585, [ID], [[b"d", 0, 9]]),
        (50, [], ID, 1 << 63),
        (52, ID, 1 << 63, [ID], []),
        (52, ID, 585, [ID], [[b"d" * 8, 1 << 63, 1 << 63]]),
        (56, ID, ID, [], [[[14], ID]]),
        (56, ID, ID, [], [[[13, *EPOCH], b"short"]]),
        (56, ID, ID, [], [[[13], ID]]),
        (57, ID, [ID] * 65, b""),
        (57, ID, [], bytes((1 << 16) + 1)),
        (57, b"short", [], b""),
        (58, ID, [ID] * 1001),
        (58, ID, [b"short"]),
        (11, [[ID, "url"]]),
        (11, ID),
        (13, [ID], ID, ID, ID, ID, [], [[ID]], "first"),
        (32, R, "", "no field"),
        (32, R, "é", "not ASCII"),
        (32, R, "f" * 65, "too long"),
        (32, R, "title", b"bytes"),
        (36, R, "title", ["one"]),
        (36, R, "title", ["twice", "twice"]),
        (36, R, "title", [str(number) for number in range(65)]),
        (36, R, "title", ["one", b"two"]),
        (32, b"short", "title", "text"),
        (40, R, 0, b"no field"),
        (40, R + b"\xff", 0, b"not ASCII"),
        (40, R + b"body", 1 << 32, b"no such generation"),
    ],
)
def test_a_bad_field_is_refused(bad: Encoded) -> None:
    with pytest.raises(BadEntry):
        ops.decode(bad)


def test_what_is_said_of_one_kind_passes_over_bad_shapes() -> None:
    spent = ops.Spent(ID, (ID,))
    header = [(58, ID), ops.encode(spent), (32, 7), (99,), ops.encode(ops.Leave())]
    assert list(ops.said(header, ops.Spent)) == [spent]
