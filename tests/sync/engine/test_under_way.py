"""Bringing in and attaching that the end of the notebook cut off: it is told of at the next opening."""

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from sync.engine import session
from sync.engine.bringing import HowFar
from sync.engine.session import Session
from sync.engine.transfer import BATCH
from sync.engine.under_way import ATTACHED, FILES, Note
from sync.engine.whole_export import Wish
from sync.errors import Cancelled, NotebookLocked
from sync.exchange.outcome import Imported, Outcome
from sync.store import under_way as table

WORDS = "six words"


class Home:
    """A notebook that is opened again and again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.book = session.create(folder, WORDS, cost=session.quick_cost())

    def again(self) -> Session:
        self.book.close(copying=False)
        self.book = session.unlock(self.folder, WORDS)
        return self.book


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    made = Home(tmp_path / "n")
    yield made
    made.book.close(copying=False)


def cards(folder: Path, count: int) -> Path:
    text = "".join(f"BEGIN:VCARD\nVERSION:3.0\nFN:Person {at}\nEND:VCARD\n" for at in range(count))
    (folder / "people.vcf").write_text(text)
    return folder / "people.vcf"


def closing(book: Session, after: int) -> Callable[[int, int], None]:
    def hear(done: int, _total: int) -> None:
        if done == after:
            book.close(copying=False)

    return hear


def test_what_was_cut_off_is_told_of_until_it_came(home: Home, tmp_path: Path) -> None:
    space, path = home.book.spaces.new("People").id, cards(tmp_path, 130)
    with pytest.raises(NotebookLocked):
        home.book.transfer.bring_in(space, [path], progress=closing(home.book, 101))
    (note,) = home.again().under_way.cut_off()
    assert (note.door, note.name, note.space, note.twice) == (FILES, "people.vcf", space, False)
    assert (note.done, note.total) == (100, 130)
    assert len(home.book.items.rows(space)) == 100
    brought = home.book.transfer.bring_in(space, [path])
    assert (brought.added, brought.here) == (30, 100)
    assert home.book.under_way.cut_off() == []

    (item,) = home.book.items.new(space, "note", {"title": "Report"}).ids
    path = tmp_path / "report.bin"
    path.write_bytes(bytes(3 << 20))

    def lock(done: int, _total: int) -> None:
        if done > 2 << 20:
            home.book.close(copying=False)

    with pytest.raises(NotebookLocked):
        home.book.attachments.add(item, path, progress=lock)
    (note,) = home.again().under_way.cut_off()
    assert (note.door, note.name, note.item) == (ATTACHED, "report.bin", item)
    assert not home.book.attachments.rows(item)
    home.book.attachments.add(item, path)
    assert home.book.under_way.cut_off() == []


def test_what_somebody_stops_or_has_seen_is_not_told_of(home: Home, tmp_path: Path) -> None:
    under_way = home.book.under_way
    space = home.book.spaces.new("People").id
    with pytest.raises(Cancelled):
        home.book.transfer.bring_in(space, [cards(tmp_path, 1)], cancelled=lambda: True)
    assert under_way.cut_off() == []
    for door in ("files", "table"):
        with suppress(KeyboardInterrupt), under_way.going(Note(door, "a.vcf")) as mark:
            assert under_way.cut_off()[1:] == [], "what goes on is not cut off"
            mark.at(100, 300)
            mark.at(199, 300)
            mark.doubles()
            raise KeyboardInterrupt
    told = under_way.cut_off()
    assert [(one.done, one.total, one.twice) for one in told] == [(199, 300, True)] * 2
    under_way.seen(one.id for one in told)
    assert under_way.cut_off() == []


def test_what_would_come_twice_is_noted_before_it_comes(home: Home, tmp_path: Path) -> None:
    space, under_way = home.book.spaces.new("Notes").id, home.book.under_way

    def noted() -> list[tuple[str, bool]]:
        kept = home.book.items._book.read(table.every)
        return [(str(said["name"]), bool(said["twice"])) for said in map(json.loads, kept.values())]

    def things() -> Iterator[Outcome]:
        yield from [Imported("note", {"title": "A"})] * BATCH
        assert noted() == [("notes", True)]
        with under_way.going(Note(ATTACHED, "b.png")) as inner:  # a part of it is not noted beside it
            inner.doubles()
        assert noted() == [("notes", True)]

    with under_way.going(Note(FILES, "notes")) as mark:
        assert noted() == [("notes", False)]
        home.book.transfer.add(space, things(), how_far=HowFar(mark))
    assert noted() == []

    def hear(done: int, _total: int) -> None:
        assert done and noted() == [("out", True)]

    home.book.whole.take_out(tmp_path / "out", Wish("", spaces=(space,)))
    home.book.whole.bring_in(tmp_path / "out", space, progress=hear)
    assert noted() == []
    home.book.items._book.write(lambda db: table.put(db, "newer", b'{"path": 1}'))
    assert under_way.cut_off() == []
