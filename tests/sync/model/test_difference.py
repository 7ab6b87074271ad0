"""Small changes stay small, whatever the text; and no text takes long to compare."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.model import difference

LINE = st.sampled_from(["", "a", "a b", "water", "water and tea", "أحضر الماء", "😀 😀", "-", "  x"])
TEXT = st.lists(LINE, max_size=12).map("\n".join) | st.text("ab \n", max_size=60)


def patched(old: str, new: str) -> str:
    parts, at = [], 0
    for start, end, said in difference.splices(old, new):
        assert at <= start <= end and (start < end or said)
        parts += [old[at:start], said]
        at = end
    return "".join(parts) + old[at:]


def numbered(count: int) -> list[str]:
    return [f"{at} bring water to the place where line {at % 7} begins\n" for at in range(count)]


@given(TEXT, TEXT)
def test_the_changes_make_the_new_text(old: str, new: str) -> None:
    assert patched(old, new) == new


@given(TEXT)
def test_the_same_text_has_no_changes(text: str) -> None:
    assert not list(difference.splices(text, text))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("bring water", "bring cold water", [(6, 6, "cold ")]),
        ("bring cold water", "bring water", [(6, 11, "")]),
        ("one two three", "ONE two THREE", [(0, 3, "ONE"), (8, 13, "THREE")]),
        ("", "all new", [(0, 0, "all new")]),
        ("all gone", "", [(0, 8, "")]),
        ("a\nb\nc\nd\n", "a\nB\nc\nD\n", [(2, 3, "B"), (6, 7, "D")]),
        ("نلتقي يوم الاثنين", "نلتقي يوم الثلاثاء", [(12, 17, "ثلاثاء")]),
    ],
)
def test_only_what_differs_is_named(old: str, new: str, expected: list[difference.Splice]) -> None:
    assert list(difference.splices(old, new)) == expected


def test_distant_changes_in_a_long_text_are_small_ones() -> None:
    lines = numbered(60_000)
    changed = list(lines)
    changed[10] = "another line\n"
    changed[30_000] = changed[30_000].replace("water", "tea")
    del changed[50_000]
    changes = list(difference.splices("".join(lines), "".join(changed)))
    assert patched("".join(lines), "".join(changed)) == "".join(changed)
    assert sum(end - start + len(said) for start, end, said in changes) < 200


def test_distant_changes_in_one_long_line_are_small_ones() -> None:
    line = " ".join(letter * 3 for letter in string.ascii_letters * 150)
    changed = line[:199] + " first" + line[199:19_999] + " second" + line[19_999:]
    changes = list(difference.splices(line, changed))
    assert len(changes) == 2 and patched(line, changed) == changed


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ab " * 20_000, "ba " * 20_000),
        ("a\n" * 20_000, "b\na\n" * 20_000),
        ("a" * 600_000, "b" * 600_000),
        ("".join(numbered(4_000)), "".join(reversed(numbered(4_000)))),
    ],
    ids=["words", "lines", "one-word", "moved"],
)
@pytest.mark.timeout(20)
def test_texts_with_little_in_common_do_not_take_long(old: str, new: str) -> None:
    assert patched(old, new) == new


@pytest.mark.parametrize(
    ("old", "new", "gap"),
    [
        ("", "", (0, 0, 0, 0)),
        ("water", "water", (5, 5, 5, 5)),
        ("bring water", "bring hot water", (6, 6, 6, 10)),
        ("aa", "aaa", (2, 2, 2, 3)),
        ("tea", "water", (0, 3, 0, 5)),
    ],
)
def test_where_two_texts_differ(old: str, new: str, gap: difference.Gap) -> None:
    assert difference.apart(old, new) == gap
    assert old[: gap[0]] + new[gap[2] : gap[3]] + old[gap[1] :] == new
