"""A notebook of an older release is opened: what it could not know is shown, and nothing is done twice."""

import datetime as dt
from pathlib import Path

import pytest

from sync.engine import departure, indexing, merge, opening, session
from sync.engine.editing import Edit
from sync.engine.session import Session
from sync.store import holes, migrations, past_table, records
from sync.store import settings as kept
from sync.store.database import Db
from sync.wire import codec

WORDS = "six words"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "n"


@pytest.fixture
def filled(home: Path) -> dict[str, str]:
    """Make a notebook, and return the ids of what is in it."""
    with_all = session.create(home, WORDS, name="A", cost=session.quick_cost())
    space = with_all.spaces.new("Field team").id
    notes = [{"title": f"Note {number}", "body": "pump", "tags": "water"} for number in range(7)]
    with_all.items.bring(space, "note", notes)
    fields = {"name": "Jean", "safely": "by the harbour", "places": "KE"}
    ids = {
        "space": space,
        "contact": next(iter(with_all.items.new(space, "contact", fields).ids)),
        "event": next(iter(with_all.items.new(space, "event", {"title": "M", "begins": "2031-05-06"}).ids)),
    }
    paper = home.with_name("paper.txt")
    paper.write_text("what was agreed")
    with_all.attachments.add(ids["event"], paper)
    with_all.items.drop(next(row.id for row in with_all.items.rows(space, "note")))
    with_all._book.write(as_before)
    with_all.close()
    return ids


def as_before(db: Db) -> None:
    """Leave what a release knew that had notes and contacts, and no days, facets or files."""
    rows = [row for (row,) in db.rows("SELECT row FROM entry WHERE membership = 0")]
    db.run("DELETE FROM facet")
    db.run("DELETE FROM facet_name")
    db.run("DELETE FROM dated")
    db.run("DELETE FROM attached")
    db.run("DELETE FROM search WHERE rowid IN (SELECT search_row FROM record WHERE kind != 'note')")
    db.run("UPDATE record SET title = '', search_row = NULL WHERE kind != 'note'")
    kept.remove(db, indexing.SETTING)
    kept.put(db, past_table.WITH_FILES, codec.encode(rows))


def check_whole(opened: Session, ids: dict[str, str]) -> None:
    facets = {one.field: dict(one.values) for one in opened.items.lists.facets(ids["space"], "note")}
    assert facets["tags"] == {"water": 6}
    assert [row.id for row in opened.items.find("harbour")] == [ids["contact"]]
    assert [row.id for row in opened.items.find("paper")] == [ids["event"]]
    (file,) = opened.attachments.rows(ids["event"])
    assert b"".join(opened.attachments.read(file.id)) == b"what was agreed"
    day = dt.date(2031, 5, 6)
    assert [one.title for one in opened.agenda.between(day, day)] == ["M"]
    assert opened._book.read(lambda db: kept.get(db, indexing.PLACE)) is None


def test_it_is_told_how_far_that_is(
    home: Path, filled: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "AT_ONCE", 2)
    told: list[tuple[int, int]] = []
    opened = session.unlock(home, WORDS, progress=lambda done, total: told.append((done, total)))
    check_whole(opened, filled)
    opened.close()
    assert told == sorted(told) and {total for _, total in told} == {opening.RENEWING}
    assert len(told) > 2 and told[-1][0] == opening.RENEWING
    told.clear()
    session.unlock(home, WORDS, progress=lambda done, total: told.append((done, total))).close()
    assert told == []


def test_whoever_is_cut_off_goes_on(
    home: Path, filled: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "AT_ONCE", 2)

    def cut_off(done: int, _total: int) -> None:
        if done > opening.RENEWING * 3 // 4:
            raise ArithmeticError

    with pytest.raises(ArithmeticError):
        session.unlock(home, WORDS, progress=cut_off)
    opened = session.unlock(home, WORDS)
    check_whole(opened, filled)
    opened.close()


def test_only_what_says_something_new_is_worked_out_again(
    home: Path, filled: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    again: list[bytes] = []
    refresh = merge.refresh
    monkeypatch.setattr(
        merge, "refresh", lambda db, record, ms: (again.append(record), refresh(db, record, ms))
    )
    opened = session.unlock(home, WORDS)
    assert {record.hex() for record in again} == {filled["contact"], filled["event"]}
    opened.close()


@pytest.mark.parametrize("lost", [False, True], ids=["whole", "while something is lost"])
def test_values_that_an_older_release_passed_over_stand_side_by_side(home: Path, *, lost: bool) -> None:
    first = session.create(home, WORDS, name="A", cost=session.quick_cost())
    book, spaces = first._book, [first.spaces.new(name).id for name in ("One", "Two")]
    notes = {space: next(iter(first.items.new(space, "note", {"title": "Old"}).ids)) for space in spaces}

    def as_older(db: Db) -> None:
        for name, note in notes.items():
            space, record = bytes.fromhex(name), bytes.fromhex(note)
            departure.depart(db, book, space)
            before = records.values(db, record, "title")
            edit = Edit(db, book, space)
            edit.several(record, "title", ["Both", "And"])
            edit.finish()
            departure.depart(db, book, space)
            records.clear(db, [(record, "title")])
            records.add(db, [(record, "title", before)])
            db.run("DELETE FROM touched WHERE record = ?", record)
            holes.put(db, space, {book.me.device: {9}} if lost else {})
        db.run(f"PRAGMA user_version = {migrations.STEPS.index(past_table.note_unheard)}")

    book.write(as_older)
    first.close()
    opened = session.unlock(home, WORDS)
    for note in notes.values():
        said = [each.value for each in opened.items.show(note).fields["title"]]
        assert said == (["Old"] if lost else ["Both", "And"])
    assert opened._book.read(lambda db: kept.get(db, past_table.UNHEARD)) is None
    opened.close()
