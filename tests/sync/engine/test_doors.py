"""Whatever is brought in goes through one door: Joplin exports, open folders and news among other files."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sync.engine import session, transfer
from sync.engine.session import Session
from sync.engine.whole_export import Wish
from sync.errors import Cancelled, DiskFull
from sync.whole_refusals import NotAnExport
from tests.sync.engine import jex_samples as samples

NEWS = "<rss version='2.0'><channel><title>Water</title><item><title>One</title></item></channel></rss>"
CARD = "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Person {}\r\nEND:VCARD\r\n"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    folder = tmp_path_factory.mktemp("doors") / "notebook"
    one = session.create(folder, "lamp river seven mango table window", cost=session.quick_cost())
    yield one
    one.close()


def test_every_sort_comes_in_at_once_by_its_kind(opened: Session, tmp_path: Path) -> None:
    space = opened.spaces.new("All").id
    (tmp_path / "saved.rss").write_text(NEWS)
    (tmp_path / "page.xml").write_text("<html></html>")
    (tmp_path / "one.vcf").write_text(CARD.format(1))
    paths = [tmp_path / name for name in ("saved.rss", "page.xml", "one.vcf")]
    came = opened.transfer.bring_in(space, [*paths, samples.whole(tmp_path / "mine.jex")])
    assert (came.added, came.files) == (8, 3)
    assert {row.kind for row in opened.items.rows(space)} == {"note", "contact", "news"}
    assert {one.name for one in came.refused} == {"page.xml", f"{samples.name(14)}.md"}
    assert opened.transfer.bring_in(space, [paths[0]]).added == 0, "news that is here does not come again"
    (tmp_path / "bad.jex").write_bytes(b"no tar")
    with pytest.raises(NotAnExport):
        opened.transfer.bring_in(space, [tmp_path / "bad.jex"])


def test_an_open_folder_comes_whole_and_another_folder_as_files(opened: Session, tmp_path: Path) -> None:
    space, other = opened.spaces.new("From").id, opened.spaces.new("To").id
    item = opened.items.new(space, "lesson", {"title": "Wells", "known_from": "a friend"}).ids
    opened.attachments.add_pieces(next(iter(item)), "map.txt", "text/plain", [b"map"])
    opened.whole.take_out(tmp_path / "out", Wish("words", spaces=(space,)))
    came = opened.transfer.bring_in(other, [tmp_path / "out"])
    assert (came.added, came.files) == (1, 1)
    (row,) = opened.items.rows(other)
    assert row.kind == "lesson" and opened.attachments.rows(row.id)
    (tmp_path / "out" / "about.json").write_text("{}")
    assert opened.transfer.bring_in(other, [tmp_path / "out"]).added == 3, "what explains it is a note now"


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transfer, "BATCH", 20)


@pytest.mark.usefixtures("small_batches")
def test_of_one_file_it_is_told_how_far_it_is_and_it_can_be_stopped(opened: Session, tmp_path: Path) -> None:
    space = opened.spaces.new("Many").id
    (tmp_path / "many.vcf").write_text("".join(CARD.format(number) for number in range(50)))
    told: list[tuple[int, int]] = []
    with pytest.raises(Cancelled):
        opened.transfer.bring_in(
            space,
            [tmp_path / "many.vcf"],
            progress=lambda *far: told.append(far),
            cancelled=lambda: len(told) >= 30,
        )
    assert told[29] == (30, 50)
    assert len(opened.items.rows(space)) == 20, "whole batches"
    opened.items.history.undo()
    assert opened.items.rows(space) == [], "one step takes back what came"


@pytest.mark.usefixtures("small_batches")
def test_a_disk_that_fills_on_the_way_keeps_whole_batches(
    opened: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """V04: what came before stays, one step takes it back, and once there is room more comes."""
    space, bring = opened.spaces.new("Full").id, opened.items.bring
    (tmp_path / "many.vcf").write_text("".join(CARD.format(f"of many {number}") for number in range(50)))

    def fills(*given: Any, **named: Any) -> Any:
        if len(opened.items.rows(space)) >= 40:
            raise DiskFull
        return bring(*given, **named)

    with monkeypatch.context() as patch:
        patch.setattr(opened.items, "bring", fills)
        with pytest.raises(DiskFull):
            opened.transfer.bring_in(space, [tmp_path / "many.vcf"])
    assert len(opened.items.rows(space)) == 40
    opened.items.history.undo()
    assert opened.items.rows(space) == []
    assert opened.transfer.bring_in(space, [tmp_path / "many.vcf"]).added == 50
