"""Files on items: nothing of another space, and nothing beside the file that is saved."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sync.attachment_refusals import AttachmentNotHere
from sync.engine.attachments import Attachments
from sync.model import attaching as log
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
