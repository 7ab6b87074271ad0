"""One value, one encoding, and every other refused (A1.1)."""

import json
from pathlib import Path

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.wire import codec
from sync.wire.codec import Malformed

APPENDIX = Path(__file__).resolve().parents[4] / "shared" / "vectors" / "cbor" / "appendix_a.json"
LISTED = json.loads(APPENDIX.read_text()) if APPENDIX.exists() else []
scalars = st.one_of(
    st.integers(-(1 << 64), (1 << 64) - 1),
    st.binary(max_size=300),
    st.text(max_size=300),
    st.booleans(),
    st.none(),
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.integers(-300, 300), inner, max_size=4),
    max_leaves=20,
)


@given(values)
def test_what_is_encoded_comes_back(value: object) -> None:
    data = codec.encode(value)
    assert codec.decode(data) == value
    assert cbor2.loads(data) == value


@given(st.binary(max_size=60))
def test_whatever_is_accepted_has_no_second_form(data: bytes) -> None:
    try:
        value = codec.decode(data)
    except Malformed:
        return
    assert codec.encode(value) == data


@given(values, st.integers(0, 400))
def test_cut_short_is_refused(value: object, cut: int) -> None:
    data = codec.encode(value)
    with pytest.raises(Malformed):
        codec.decode(data[: min(cut, len(data) - 1)])


def test_tuples_are_arrays() -> None:
    assert codec.decode(codec.encode((1, (b"x", "y")))) == [1, [b"x", "y"]]


def test_the_standards_own_examples() -> None:
    """In the subset they round-trip; outside of it they are refused."""
    refused = 0
    for listed in LISTED:
        data = bytes.fromhex(str(listed["hex"]))
        try:
            value = codec.decode(data)
        except Malformed:
            refused += 1
            continue
        assert listed["roundtrip"] and codec.encode(value) == data
    # three more than floats, tags and indefinite lengths make: texts as keys
    assert (len(LISTED), refused) in ((82, 48), (0, 0))


@pytest.mark.parametrize(
    ("why", "data"),
    [
        ("nothing", ""),
        ("bytes after the end", "0000"),
        ("longer head than needed, one byte", "1817"),
        ("longer head than needed, two bytes", "190017"),
        ("longer head than needed, four bytes", "1a0000ffff"),
        ("longer head than needed, eight bytes", "1b00000000ffffffff"),
        ("indefinite bytes", "5f42010243030405ff"),
        ("indefinite array", "9f01ff"),
        ("reserved head", "1c"),
        ("tag", "c11a514b67b0"),
        ("half float", "f93c00"),
        ("double", "fb3ff199999999999a"),
        ("undefined", "f7"),
        ("simple value", "f0"),
        ("simple value in two bytes", "f818"),
        ("text that is not UTF-8", "61ff"),
        ("array longer than the bytes", "9a00100000"),
        ("bytes longer than the bytes", "5b7fffffffffffffff"),
        ("text as a key", "a1616100"),
        ("true as a key", "a1f500"),
        ("keys out of order", "a202000100"),
        ("a key twice", "a201000100"),
        ("seventeen deep", "81" * 17 + "00"),
        ("maps seventeen deep", "a100" * 17 + "00"),
    ],
)
def test_each_other_form_is_refused(why: str, data: str) -> None:
    with pytest.raises(Malformed):
        pytest.fail(f"{why} gave {codec.decode(bytes.fromhex(data))!r}")


def test_sixteen_deep_is_still_fine() -> None:
    data = bytes.fromhex("81" * 16 + "00")
    assert codec.encode(codec.decode(data)) == data


def _nested(depth: int) -> list[object]:
    value: list[object] = []
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    "value",
    [
        1.5,
        {"a": 1},
        {True: 1},
        object(),
        1 << 64,
        -(1 << 64) - 1,
        "\ud800",
        _nested(17),
        {1, 2},
        bytearray(b"x"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_has_no_encoding(value: object) -> None:
    with pytest.raises(Malformed):
        codec.encode(value)
