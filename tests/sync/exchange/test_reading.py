"""Folders and files that somebody chose: what is read, what is left out, and what never gets out of hand."""

import os
import socket
import sys
import time
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from card_samples import ALL

from sync.errors import Cancelled
from sync.exchange.limited import LimitedReader
from sync.exchange.outcome import Imported, Outcome, Reason, Refused, Remark
from sync.exchange.reading import read_path


def sorted_out(outcomes: Iterator[Outcome]) -> tuple[dict[str, Imported], dict[str, str]]:
    everything = list(outcomes)
    imported = {item.name: item for item in everything if isinstance(item, Imported)}
    return imported, {item.name: item.reason for item in everything if isinstance(item, Refused)}


def test_a_folder_of_everything(tmp_path: Path) -> None:
    (tmp_path / "minutes").mkdir()
    (tmp_path / "minutes" / "May.md").write_text("# May\n")
    (tmp_path / "plain.TXT").write_text("text")
    (tmp_path / "old.txt").write_bytes(b"caf\xe9")
    (tmp_path / "cards.vcf").write_bytes(ALL["iphone"] + ALL["arabic"] + b"BEGIN:VCARD\n")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "inside.md").write_text("no")
    (tmp_path / "link.md").symlink_to(tmp_path / "plain.TXT")
    (tmp_path / "around").symlink_to(tmp_path)
    (tmp_path / "gone.md").symlink_to(tmp_path / "nowhere")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / "binary.md").write_bytes(b"\0\1")
    os.mkfifo(tmp_path / "pipe.md")
    imported, refused = sorted_out(read_path(tmp_path))
    assert sorted(imported) == ["cards.vcf #1", "cards.vcf #2", "minutes/May.md", "old.txt", "plain.TXT"]
    assert imported["minutes/May.md"].fields["tags"] == "minutes/"
    assert imported["old.txt"].remark == Remark.LATIN_1
    assert refused == {
        ".git": Reason.HIDDEN,
        "link.md": Reason.LINK,
        "around": Reason.LINK,
        "gone.md": Reason.LINK,
        "picture.png": Reason.UNKNOWN_TYPE,
        "binary.md": Reason.NOT_TEXT,
        "pipe.md": Reason.NOT_A_FILE,
        "cards.vcf #3": Reason.CUT_SHORT,
    }


def test_one_file_alone(tmp_path: Path) -> None:
    (tmp_path / "cards.vcf").write_bytes(ALL["android"])
    (card,) = read_path(tmp_path / "cards.vcf")
    assert isinstance(card, Imported) and card.fields["name"] == "Leitung Büro"
    (tmp_path / "shortcut.vcf").symlink_to(tmp_path / "cards.vcf")
    assert list(read_path(tmp_path / "shortcut.vcf")) == [card]  # chosen by hand, so followed


def test_what_is_not_there_or_no_file(tmp_path: Path) -> None:
    assert list(read_path(tmp_path / "no.md")) == [Refused("no.md", Reason.MISSING)]
    os.mkfifo(tmp_path / "pipe.md")
    assert list(read_path(tmp_path / "pipe.md")) == [Refused("pipe.md", Reason.NOT_A_FILE)]
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "s.md"))
        assert list(read_path(tmp_path / "s.md")) == [Refused("s.md", Reason.NOT_A_FILE)]


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.md")).write_text("x")
    (found,) = read_path(tmp_path)
    assert isinstance(found, Imported) and found.fields["title"] == "caf?"


def test_five_megabytes_are_read_and_seventeen_refused(tmp_path: Path) -> None:
    (tmp_path / "five.md").write_text("# Five\n" + "x é\n" * 1_250_000)
    (tmp_path / "seventeen.md").write_bytes(b"x" * (16 * 1024 * 1024 + 1))
    imported, refused = sorted_out(read_path(tmp_path))
    assert len(imported["five.md"].fields["body"]) == 5_000_007
    assert refused == {"seventeen.md": Reason.TOO_LARGE}


def test_a_deep_folder_ends(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d"] * 20)
    deep.mkdir(parents=True)
    (deep / "note.md").write_text("x")
    assert [type(item) for item in read_path(tmp_path)] == [Refused]


def test_progress_and_stopping(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"{number}.md").write_text("x")
    heard: list[tuple[int, int]] = []
    assert len(list(read_path(tmp_path, lambda done, total: heard.append((done, total))))) == 5
    assert heard == [(1, 5), (2, 5), (3, 5), (4, 5), (5, 5)]
    with pytest.raises(Cancelled):
        list(read_path(tmp_path, cancelled=lambda: True))


def test_listening_no_more_ends_the_process(tmp_path: Path) -> None:
    (tmp_path / "cards.vcf").write_bytes(ALL["gmail"] * 2_000)
    outcomes = read_path(tmp_path)
    assert isinstance(next(outcomes), Imported)
    assert isinstance(outcomes, Generator)
    outcomes.close()


READY = b"\2" + bytes(7) + b"[]"


def scripted(code: str) -> tuple[str, ...]:
    """A worker that says it is ready and then runs *code*."""
    return (
        sys.executable,
        "-c",
        f"import sys, threading\nsys.stdout.buffer.write({READY!r})\nsys.stdout.flush()\n{code}",
    )


@pytest.mark.parametrize(
    "code",
    [
        "sys.stdin.buffer.read(13); threading.Event().wait()",
        "sys.exit(1)",
        "sys.stdin.buffer.read(13); sys.stdout.buffer.write(b'\\1\\0\\0\\0\\0\\0\\0\\0{')",
        "sys.stdin.buffer.read(13); sys.stdout.buffer.write(b'\\xff\\xff\\xff\\xff\\0\\0\\0\\0{')",
        "sys.stdin.buffer.read(13); sys.stdout.buffer.write(b'\\7\\0\\0\\0\\0\\0\\0\\0[[1,2]]')",
        "sys.stdin.buffer.read(13); sys.stdout.buffer.write(b'\\3\\0\\0\\0\\0\\0\\0\\0[1]')",
        "sys.stdin.buffer.read(13)\nwhile True: sys.stdout.buffer.write(b'\\2\\0\\0\\0\\0\\0\\0\\0[]')",
    ],
)
def test_a_process_that_hangs_ends_or_talks_nonsense(code: str) -> None:
    began = time.monotonic()
    with LimitedReader(scripted(code), silence=1.0, whole=2.0) as reader:
        assert list(reader.read("a.md", b"x" * 1_000_000)) == [Refused("a.md", Reason.STOPPED)]
    assert time.monotonic() - began < 10


def test_after_a_stopped_process_comes_a_new_one() -> None:
    """Where it ended between two files, that is no fault of the second one."""
    probe = (
        "import os\nfrom sync.exchange import foreign, worker\n"
        "from sync.exchange.outcome import Refused\n"
        "def ends(name, raw):\n"
        "    if name == 'end.md': os._exit(3)\n"
        "    yield Refused(name, 'read')\n"
        "foreign.read = ends\nworker.serve()\n"
    )
    with LimitedReader((sys.executable, "-P", "-c", probe)) as reader:
        assert list(reader.read("a.md", b"x")) == [Refused("a.md", "read")]
        assert list(reader.read("end.md", b"x")) == [Refused("end.md", Reason.STOPPED)]
        assert list(reader.read("b.md", b"x")) == [Refused("b.md", "read")]
        assert reader._process is not None
        reader._process.kill()
        reader._process.wait()
        assert list(reader.read("c.md", b"x")) == [Refused("c.md", "read")]


def test_the_process_has_little_memory_and_no_files() -> None:
    probe = (
        "import resource\nfrom sync.exchange import foreign, worker\n"
        "from sync.exchange.outcome import Refused\n"
        "worker.confine()\n"
        "def greedy(name, raw):\n"
        "    if name == 'memory.md': bytearray(600 * 1024 * 1024)\n"
        "    if name == 'file.md': open('/tmp/never', 'wb', buffering=0).write(b'x')\n"
        "    yield Refused(name, str(resource.getrlimit(resource.RLIMIT_CORE)[0]))\n"
        "foreign.read = greedy\nworker.serve()\n"
    )
    with LimitedReader((sys.executable, "-P", "-c", probe)) as reader:
        assert list(reader.read("ok.md", b"")) == [Refused("ok.md", "0")]
        assert list(reader.read("memory.md", b"")) == [Refused("memory.md", Reason.STOPPED)]
        assert list(reader.read("ok.md", b"")) == [Refused("ok.md", "0")]
        (outcome,) = reader.read("file.md", b"")
        assert outcome == Refused("file.md", Reason.STOPPED)


@pytest.mark.parametrize(
    "raw",
    [
        b"BEGIN:VCARD\nFN:x\nPHOTO;ENCODING=b:" + b"A" * 20_000_000 + b"\nEND:VCARD\n",
        b"BEGIN:VCARD\n" * 500_000,
        b"\n" * 10_000_000,
        b"BEGIN:VCARD\nFN:x\n" + b" \n" * 5_000_000 + b"END:VCARD\n",
        b"BEGIN:VCARD\nTEL;" + b'"' * 10_000_000 + b"\nEND:VCARD\n",
    ],
    ids=["picture", "nested", "empty", "folds", "quotes"],
)
def test_bombs_end_in_time(raw: bytes, tmp_path: Path) -> None:
    (tmp_path / "bomb.vcf").write_bytes(raw)
    began = time.monotonic()
    outcomes = list(read_path(tmp_path / "bomb.vcf"))
    assert time.monotonic() - began < 15
    assert 1 <= len(outcomes) <= 50_001
