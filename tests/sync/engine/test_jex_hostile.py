"""Tar files that lie about their members: no going back, no huge numbers, no names without end."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.engine import session
from sync.engine.session import Session
from sync.exchange import jex_tar
from sync.exchange.outcome import Reason
from tests.sync.engine import jex_samples as samples

WORDS = "lamp river seven mango table window"
FOLDER, EXTENDED, LONG_NAME = b"5", b"x", b"L"


def head(name: str, size: bytes, kind: bytes = b"0") -> bytes:
    """Return a head with a right sum, whatever is in it."""
    raw = bytearray(jex_tar.BLOCK)
    raw[0 : len(name)] = name.encode()
    raw[124:136] = size.ljust(12, b"\0")
    raw[148:156] = b" " * 8
    raw[156:157] = kind
    raw[148:156] = b"%06o\0 " % sum(raw)
    return bytes(raw)


def block(raw: bytes) -> bytes:
    return raw + b"\0" * (-len(raw) % jex_tar.BLOCK)


def looked(path: Path, raw: bytes) -> tuple[list[jex_tar.Member], list[str]]:
    path.write_bytes(raw)
    begun = time.process_time()
    with jex_tar.Tar(path) as tar:
        found = tar.members, [str(one.reason) for one in tar.refused]
    assert time.process_time() - begun < 5
    return found


@pytest.mark.parametrize("size", [b"-0000001000", b"-1", b"\xff" * 12, b"1_0", b"+7", b"0x10"])
@pytest.mark.parametrize("kind", [b"0", FOLDER, LONG_NAME])
def test_nothing_leads_back(size: bytes, kind: bytes, tmp_path: Path) -> None:
    good = head("a.md", b"3") + block(b"one")
    members, refused = looked(tmp_path / "a.jex", good + head("b.md", size, kind) + good)
    assert [one.name for one in members] == ["a.md"]
    assert refused == [Reason.CUT_SHORT]


@pytest.mark.parametrize(
    "said",
    [
        b"9" * 6_000 + b" path=x\n",
        b"6017 size=" + b"9" * 6_000 + b"\n",
        b"12 size=-99\n",
        b"1 a=b\n" * 1_000,
        b"0 a=b\n",
        b"7 path\n",
        b"\xff" * 1_000,
    ],
    ids=["length", "size", "less than nothing", "short", "nought", "no value", "bytes"],
)
def test_records_that_lie_say_nothing(said: bytes, tmp_path: Path) -> None:
    raw = head("p", b"%o" % len(said), EXTENDED) + block(said) + head("a.md", b"3") + block(b"one")
    members, _ = looked(tmp_path / "a.jex", raw)
    assert [(one.name, one.size) for one in members] == [("a.md", 3)]


def test_names_end_somewhere(tmp_path: Path) -> None:
    said = b"x" * 60_000
    raw = head("p", b"%o" % len(said), LONG_NAME) + block(said) + head("a.md", b"0")
    (member,), _ = looked(tmp_path / "a.jex", raw * 1)
    assert len(member.name) == jex_tar.NAME_MAX


def test_more_than_anybody_has_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jex_tar, "MEMBERS_MAX", 5)
    members, refused = looked(tmp_path / "a.jex", head("a.md", b"0") * 9)
    assert (len(members), refused) == (5, [Reason.TOO_LARGE])
    monkeypatch.setattr(jex_tar, "HEADS_MAX", 5)
    assert looked(tmp_path / "b.jex", head("a", b"0", FOLDER) * 9) == ([], [Reason.TOO_LARGE])


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Session]:
    one = session.create(tmp_path / "notebook", WORDS, name="Amal", cost=session.quick_cost())
    yield one
    one.close()


def test_two_notes_of_one_id_are_two_notes_and_one_step(opened: Session, tmp_path: Path) -> None:
    space = opened.spaces.new("Twice").id
    twice = [samples.thing("note", 1, "First", "one"), samples.thing("note", 1, "Second", "two")]
    path = samples.tar(tmp_path / "a.jex", twice)
    for times in (1, 2):
        assert opened.whole.bring_in_joplin(path, space).added == len(twice)
        titles = sorted(row.title for row in opened.items.rows(space))
        assert titles == sorted(["First", "Second"] * times)
    opened.items.history.undo()
    assert sorted(row.title for row in opened.items.rows(space)) == ["First", "Second"]
