"""A whole Joplin export comes in: notebooks, tags, tasks, links and files; what is bad costs only itself."""

import io
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sync.engine import session
from sync.engine.session import Session
from sync.errors import Cancelled, FileUnreadable
from sync.exchange import feeds_text, jex, jex_tar
from sync.exchange.outcome import Imported, Refused
from sync.whole_refusals import NotAnExport
from tests.sync.engine import jex_samples as samples

WORDS = "lamp river seven mango table window"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    folder = tmp_path_factory.mktemp("joplin") / "notebook"
    one = session.create(folder, WORDS, name="Amal", cost=session.quick_cost())
    yield one
    one.close()


def said(opened: Session, item: str) -> dict[str, str]:
    return {name: values[0].value for name, values in opened.items.show(item).fields.items()}


def test_everything_comes_in(opened: Session, tmp_path: Path) -> None:
    space = opened.spaces.new("Joplin").id
    told: list[tuple[int, int]] = []
    back = opened.whole.bring_in_joplin(
        samples.whole(tmp_path / "mine.jex"), space, progress=lambda *far: told.append(far)
    )
    rows = {row.title: row.id for row in opened.items.rows(space)}
    assert set(rows) == {"First", "Buy paper", "Beside", "Page", "mine"}
    assert [row.title for row in opened.items.rows(space, trashed=True)] == ["Gone"]
    first, task, page = (said(opened, rows[title]) for title in ("First", "Buy paper", "Page"))
    (photo,) = opened.attachments.rows(rows["First"])
    assert (photo.name, photo.size, photo.media_type) == ("photo.png", 3, "image/png")
    assert b"".join(opened.attachments.read(photo.id)) == b"png"
    assert first["body"] == (
        f"See ![a](attachment:{photo.id}) and [that](item:{rows['Buy paper']}).\n\nkey: no line"
    )
    assert first["tags"] == "water, Work all/Minutes/"
    assert "created: " in first["extra"]
    assert "https://portal.example/" in first["extra"]
    assert task["body"].startswith("- [x] Buy paper (2020-09-13)\n\nback to item:")
    assert task["tags"] == "Work all/"
    assert said(opened, rows["Beside"])["tags"] == "conflict"
    (shown,) = opened.attachments.rows(rows["Page"])
    assert page["body"] == f"Hello\n\n[attachment:{shown.id}](attachment:{shown.id})"
    assert [one.name for one in opened.attachments.rows(rows["mine"])] == ["alone.txt"]
    assert [(one.name, str(one.reason)) for one in back.refused] == [(f"{samples.name(14)}.md", "encrypted")]
    assert (back.added, back.files) == (6, 3)
    assert told[-1][0] == told[-1][1]
    opened.items.history.undo()
    assert opened.items.rows(space) == []


def test_it_can_be_stopped(opened: Session, tmp_path: Path) -> None:
    space = opened.spaces.new("Stopped").id
    path = samples.whole(tmp_path / "mine.jex")
    with pytest.raises(Cancelled):
        opened.whole.bring_in_joplin(path, space, cancelled=lambda: True)
    assert opened.items.rows(space) == []


def test_what_is_no_export_says_so(opened: Session, tmp_path: Path) -> None:
    space = opened.spaces.new("None").id
    for raw in (b"", b"text", b"\0" * 2048, b"PK\3\4" + b"x" * 2000):
        (tmp_path / "a.jex").write_bytes(raw)
        with pytest.raises(NotAnExport):
            opened.whole.bring_in_joplin(tmp_path / "a.jex", space)
    with pytest.raises(FileUnreadable):
        opened.whole.bring_in_joplin(tmp_path / "missing.jex", space)


def test_a_hostile_tar_costs_only_its_members(opened: Session, tmp_path: Path) -> None:
    space = opened.spaces.new("Hostile").id
    good = samples.thing("note", 1, "Good", "text", parent_id=samples.name(2))
    around = samples.thing("folder", 2, "Around", parent_id=samples.name(3))
    and_around = samples.thing("folder", 3, "and around", parent_id=samples.name(2))
    path = samples.tar(
        tmp_path / "a.jex",
        [
            good,
            around,
            and_around,
            ("../../up.md", "x"),
            ("/etc/passwd", "x"),
            (f"{samples.name(9)}.md", "no lines"),
        ],
    )
    with tarfile.open(path, "a") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE):
            info = tarfile.TarInfo(f"{samples.name(7)}.md")
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
        huge = tarfile.TarInfo(f"{samples.name(8)}.md")
        huge.size = 1 << 40
        archive.addfile(huge)
    back = opened.whole.bring_in_joplin(path, space)
    (row,) = opened.items.rows(space)
    assert row.title == "Good"
    assert said(opened, row.id)["tags"].endswith("Around/")
    reasons = [str(one.reason) for one in back.refused]
    assert sorted(set(reasons)) == ["cut-short", "link", "not-a-file", "unknown-type", "unreadable"]


def test_long_names_and_large_notes(opened: Session, tmp_path: Path) -> None:
    space = opened.spaces.new("Large").id
    large = samples.thing("note", 1, "Large", "word " * 40_000)
    path = tmp_path / "a.jex"
    for form in (tarfile.GNU_FORMAT, tarfile.PAX_FORMAT):
        with tarfile.open(path, "w", format=form) as archive:
            for member in ("x" * 150 + ".md", large[0]):
                info = tarfile.TarInfo(member)
                info.size = len(large[1])
                archive.addfile(info, io.BytesIO(large[1].encode()))
        with jex_tar.Tar(path) as opened_tar:
            assert [one.name for one in opened_tar.members] == ["x" * 150 + ".md", large[0]]
    opened.whole.bring_in_joplin(samples.tar(path, [large]), space)
    (row,) = opened.items.rows(space)
    assert said(opened, row.id)["body"] == "word " * 40_000


LINE = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)


@given(
    title=LINE, body=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=200)
)
def test_any_note_keeps_its_text(title: str, body: str) -> None:
    _, text = samples.thing("note", 1, title, body)
    (one,) = jex.read("f", text.encode())
    assert isinstance(one, Imported)
    assert one.fields["title"] == title.strip()
    assert one.fields["body"] == body


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.binary(max_size=3000), at=st.integers(0, 5000))
def test_any_bytes_in_a_tar_end_somewhere(raw: bytes, at: int, tmp_path: Path) -> None:
    path = samples.whole(tmp_path / "a.jex")
    whole = path.read_bytes()
    path.write_bytes(whole[:at] + raw + whole[at + len(raw) :])
    try:
        with jex_tar.Tar(path) as one:
            assert all(member.at + member.size <= len(path.read_bytes()) for member in one.members)
    except jex_tar.NotATar:
        pass


@given(raw=st.binary(max_size=200))
def test_any_member_ends_in_outcomes(raw: bytes) -> None:
    for one in jex.read("f", raw):
        assert isinstance(one, Imported | Refused)


def test_html_of_notes_is_not_cut() -> None:
    assert len(feeds_text.plain("<p>" + "word " * 300_000, jex.ITEM_MAX)) > 1_000_000
