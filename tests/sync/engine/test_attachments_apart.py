"""Files on items: nothing of another space, and nothing beside the file that is saved."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sync.attachment_refusals import AttachmentNotHere
from sync.engine import attach_keeping, attach_use
from sync.engine.attachments import Attachments
from sync.engine.notebook import Notebook
from sync.errors import Cancelled
from sync.model import attaching as log
from sync.store import blobs
from sync.store.blobs import Held
from sync.store.database import Db
from tests.sync.engine.attached import attaching
from tests.sync.engine.members_of_a_space import Member

People = Callable[..., list[Member]]


@pytest.fixture
def amal(people: People) -> Member:
    (one,) = people("Amal")
    return one


@pytest.fixture
def files(amal: Member, tmp_path: Path) -> Iterator[Attachments]:
    with attaching(amal, tmp_path / "second") as opened:
        yield opened


def test_a_file_of_another_space_is_not_shown_as_here(amal: Member, files: Attachments) -> None:
    """Who knows an id and writes in some space of ours cannot have another space's file shown there."""
    added, other = files.add_pieces(amal.note("Plan"), "a", "", [b"abc"]), amal.note("Other")
    copied = (
        "INSERT INTO value SELECT ?, field, lamport, dev8, seq, value, wall_ms FROM value WHERE field = ?"
    )
    field = log.field_of(bytes.fromhex(added.id))
    amal.book.write(lambda db: db.run("UPDATE attached SET space = ?", bytes(32)))
    amal.book.write(lambda db: db.run(copied, bytes.fromhex(other), field))
    assert [(one.name, one.present, one.size) for one in files.rows(other)] == [("a", False, 0)]


def test_saving_touches_nothing_beside_the_target(amal: Member, files: Attachments, tmp_path: Path) -> None:
    added = files.add_pieces(amal.note("Plan"), "a", "", [b"abc"])
    mine, long = tmp_path / "mine", tmp_path / ("n" * 251 + ".pdf")
    mine.write_bytes(b"mine")
    (tmp_path / "out.part").symlink_to(mine)
    files.save(added.id, tmp_path / "out")
    files.save(added.id, long)
    files._keeping.write(lambda db: db.run("UPDATE chunk SET data = x'00'"))
    with pytest.raises(AttachmentNotHere):
        files.save(added.id, tmp_path / "none")
    assert (mine.read_bytes(), long.read_bytes()) == (b"mine", b"abc")
    assert [path.name for path in tmp_path.glob("*.part")] == ["out.part"]
    assert not (tmp_path / "none").exists()


def test_whoever_writes_to_a_file_that_was_let_go_writes_into_no_other(
    amal: Member, files: Attachments
) -> None:
    keeping, late = files._keeping, Held(0, b"x" * 16, 9, bytes(32), blobs.FETCHING, 0)
    stale = keeping.begin(late)
    attach_keeping.forget(keeping, stale.row)
    item = amal.note("Plan")
    added = files.add_pieces(item, "a", "", [b"abc"])
    attach_keeping.put(keeping, stale.row, [(0, b"late")])
    attach_keeping.forget(keeping, stale.row)
    assert files.data(added.id, 3) == b"abc"


def test_what_goes_wrong_after_a_file_was_said_to_be_there_loses_none(
    amal: Member, files: Attachments, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such as a listener, or a person who presses Ctrl+C at that moment."""
    item, write = amal.note("Plan"), Notebook.write

    def interrupted(book: Notebook, work: Callable[[Db], object]) -> None:
        write(book, work)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Notebook, "write", interrupted)
        with pytest.raises(KeyboardInterrupt):
            files.add_pieces(item, "a", "", [b"abc"])
    assert [one.present for one in files.rows(item)] == [True]


def test_who_waits_for_a_turn_may_stop_waiting(amal: Member, files: Attachments, tmp_path: Path) -> None:
    item, asked = amal.note("Plan"), list[None]()
    (tmp_path / "b").write_bytes(b"other")

    def pieces() -> Iterator[bytes]:
        with ThreadPoolExecutor(1) as other:
            waits = other.submit(
                files.add, item, tmp_path / "b", cancelled=lambda: asked.append(None) is None
            )
            with pytest.raises(Cancelled):
                waits.result()
        yield b"abc"

    assert files.data(files.add_pieces(item, "a", "", pieces()).id, 3) == b"abc"
    assert len(asked) == 1


def test_a_clock_that_is_wrong_for_once_costs_no_file(amal: Member, files: Attachments) -> None:
    item = amal.note("Plan")
    added = files.add_pieces(item, "a", "", [b"abc"])
    amal.items.drop(item)
    right = amal.book.clock
    amal.book.clock = lambda: right() + 400 * attach_use.DAY_MS
    assert attach_use.tidy(amal.book, files._keeping) == 0
    amal.book.clock = right
    amal.items.restore(item)
    assert attach_use.tidy(amal.book, files._keeping) == 0
    assert files.data(added.id, 3) == b"abc"
    amal.items.drop(item)
    for days, gone in ((31, 0), (33, 1)):
        amal.book.clock = lambda days=days: right() + days * attach_use.DAY_MS
        assert attach_use.tidy(amal.book, files._keeping) == gone
    amal.book.clock = right
