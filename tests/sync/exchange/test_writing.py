"""Folders and files written for others: whole under their name or not there, and safe names only."""

import errno
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from card_samples import ALL

from sync.errors import DiskFailing, DiskFull, FileUnwritable, Problem, UnknownKind
from sync.exchange import lasting, names, writing
from sync.exchange.outcome import Imported
from sync.exchange.reading import read_path
from sync.exchange.writing import write_items


def note(title: str, body: str = "text", tags: str = "") -> dict[str, str]:
    return {"title": title, "body": body, "tags": tags, "extra": ""}


def brought(path: Path) -> list[Mapping[str, str]]:
    return [item.fields for item in read_path(path) if isinstance(item, Imported)]


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_folder_goes_round_whole(tmp_path: Path) -> None:
    (tmp_path / "in" / "minutes" / "2026").mkdir(parents=True)
    files = {
        "Plain.md": "just text\n",
        "One.md": "# One\n\ntext",
        "minutes/One.md": "---\ntitle: One\nstate: open\n---\n",
        "minutes/2026/Plain.md": "---\ntags: [a, b]\n---\nmore",
    }
    for name, text in files.items():
        (tmp_path / "in" / name).write_text(text)
    assert write_items("note", brought(tmp_path / "in"), tmp_path / "out") == 4
    assert tree(tmp_path / "out") == {name: text.encode() for name, text in files.items()}


def test_notes_of_one_name_stay_apart_and_keep_their_titles(tmp_path: Path) -> None:
    notes = [note("Day"), note("Day", "second"), note("DAY", "third"), note("day/"), note("Day", tags="x/")]
    assert write_items("note", notes, tmp_path / "out") == 5
    names_written = sorted(tree(tmp_path / "out"))
    assert len({name.casefold() for name in names_written}) == 5
    key = sorted(map(sorted, (map(str, fields.items()) for fields in notes)))
    assert sorted(map(sorted, (map(str, fields.items()) for fields in brought(tmp_path / "out")))) == key


@pytest.mark.parametrize(
    "title", ["../up", "/etc/passwd", "C:\\x", "..", "a\0b", "COM1", "lpt9.txt", "x" * 4_000, "\u202ecod.exe"]
)
@pytest.mark.parametrize("tags", ["", "../../up/", "/abs/", "con/", "a/../../b/", "./"])
def test_nothing_gets_out_of_the_folder(title: str, tags: str, tmp_path: Path) -> None:
    write_items("note", [note(title, tags=tags)], tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert len(tree(tmp_path / "out")) == 1
    for path in (tmp_path / "out").rglob("*"):
        assert path.stem == names.safe_name(path.stem)


def test_cards_go_round_whole(tmp_path: Path) -> None:
    (tmp_path / "in.vcf").write_bytes(b"".join(ALL.values()))
    contacts = brought(tmp_path / "in.vcf")
    assert write_items("contact", contacts, tmp_path / "out.vcf") == len(ALL)
    assert brought(tmp_path / "out.vcf") == contacts
    assert write_items("contact", contacts[:1], tmp_path / "out.vcf") == 1
    assert brought(tmp_path / "out.vcf") == contacts[:1]


def test_an_empty_folder_may_be_filled_and_a_full_one_not(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert write_items("note", [note("a")], tmp_path / "empty") == 1
    with pytest.raises(FileUnwritable):
        write_items("note", [note("b")], tmp_path / "empty")
    assert tree(tmp_path / "empty") == {"a.md": b"text"}
    (tmp_path / "file").write_text("mine")
    with pytest.raises(FileUnwritable):
        write_items("note", [note("b")], tmp_path / "file")
    with pytest.raises(FileUnwritable):
        write_items("contact", [], tmp_path / "empty")
    with pytest.raises(FileUnwritable):
        write_items("contact", [], tmp_path / "nowhere" / "out.vcf")
    with pytest.raises(UnknownKind):
        write_items("dream", [], tmp_path / "x")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "file"]


@pytest.mark.parametrize("kind", ["note", "contact"])
def test_what_fails_half_way_leaves_all_as_it_was(kind: str, tmp_path: Path) -> None:
    def items() -> Iterator[dict[str, str]]:
        yield note("a")
        raise KeyboardInterrupt

    (tmp_path / "out.vcf").write_text("before")
    target = tmp_path / ("out.vcf" if kind == "contact" else "out")
    with pytest.raises(KeyboardInterrupt):
        write_items(kind, items(), target)
    assert tree(tmp_path) == {"out.vcf": b"before"}


@pytest.mark.parametrize("kind", ["note", "contact"])
@pytest.mark.parametrize(
    ("code", "problem"), [(errno.ENOSPC, DiskFull), (errno.EIO, DiskFailing), (errno.EROFS, FileUnwritable)]
)
def test_a_disk_that_says_no(
    kind: str, code: int, problem: type[Problem], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_descriptor: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(writing.os, "fsync", refuse)
    with pytest.raises(problem):
        write_items(kind, [note("a") | {"name": "a"}], tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_files_are_confirmed_as_windows_wants_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It confirms no file that is open for reading alone, and has no call for folders."""
    (tmp_path / "kept").write_bytes(b"x")
    asked: list[tuple[str, int]] = []
    monkeypatch.setattr(lasting, "WINDOWS", True)
    real = os.open

    def opened(path: Path, flags: int) -> int:
        asked.append((path.name, flags))
        return real(path, flags)

    with monkeypatch.context() as spied:
        spied.setattr(os, "open", opened)
        lasting.flush(tmp_path)
        lasting.flush(tmp_path / "kept")
    assert asked == [("kept", os.O_RDWR)]
