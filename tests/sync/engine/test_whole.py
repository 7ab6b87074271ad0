"""Everything out as an open folder and back: the same items, texts and links; hostile folders refused."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sync.engine import session
from sync.engine.session import Session
from sync.engine.whole_export import TakenOut, Wish
from sync.engine.whole_import import BroughtBack
from sync.errors import Cancelled, DiskFull
from sync.exchange import names, openfolder_new
from sync.model import kinds
from sync.model.kinds.declaration import FieldType
from sync.whole_refusals import FolderNotEmpty, NotAnOpenFolder

WORDS = "lamp river seven mango table window"
EXPLAINED = "Read me.\n"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """One notebook for all tests, each with spaces of its own."""
    folder = tmp_path_factory.mktemp("whole") / "notebook"
    one = session.create(folder, WORDS, name="\u0639\u0645\u0644", cost=session.quick_cost())
    yield one
    one.close()


def out(opened: Session, folder: Path, space: str, *, sources: bool = False, trash: bool = False) -> TakenOut:
    return opened.whole.take_out(folder, Wish(EXPLAINED, sources, trash, (space,)))


def content(opened: Session, space: str, ids: dict[str, str] | None = None) -> list[object]:
    """Return all that is shown, with the ids that things had before."""
    back = {new: old for old, new in (ids or {}).items()}

    def before(text: str) -> str:
        for new, old in back.items():
            text = text.replace(new, old)
        return text

    said = []
    for trashed in (False, True):
        for row in opened.items.rows(space, trashed=trashed):
            item = opened.items.show(row.id)
            fields = {name: [before(one.value) for one in values] for name, values in item.fields.items()}
            said.append((before(item.id), item.kind, trashed, sorted(fields.items())))
    return sorted(said, key=str)


def test_links_texts_and_trash_come_back(opened: Session, tmp_path: Path) -> None:
    space = opened.spaces.new("Water / group").id
    (one,) = opened.items.new(space, "note", {"title": "First", "body": "# Hello\n---\nid: none\n"}).ids
    event = {
        "title": "Meeting",
        "begins": "2026-12-01T09:00 Africa/Nairobi",
        "papers": one,
        "agenda": f"see item {one}\n<!-- text: notes -->\n",
        "notes": "said",
        "rule": "FREQ=WEEKLY",
    }
    (two,) = opened.items.new(space, "event", event).ids
    (gone,) = opened.items.new(space, "note", {"title": "Gone"}).ids
    opened.items.drop(gone)
    done = out(opened, tmp_path / "all", space, trash=True)
    assert (done.items, done.files, done.missing) == (3, 0, ())
    back = opened.whole.bring_in(tmp_path / "all")
    assert back.added == 3
    assert back.refused == ()
    (new,) = back.spaces
    assert opened.spaces.find(new).name == "Water / group 2"
    assert content(opened, new, dict(back.ids)) == content(opened, space)
    assert opened.items.show(back.ids[two]).fields["papers"][0].value == back.ids[one]
    assert back.ids[one] in opened.items.show(back.ids[two]).fields["agenda"][0].value


def test_what_is_out_is_read_without_the_program(opened: Session, tmp_path: Path) -> None:
    space = opened.spaces.new("Water").id
    opened.items.new(space, "note", {"title": "Wells", "body": "Two of them.", "tags": "water"})
    out(opened, tmp_path / "all", space)
    text = (tmp_path / "all" / "Water" / "note" / "Wells.md").read_text()
    assert text.endswith("---\nTwo of them.")
    assert '\ntitle: "Wells"\n' in text
    assert "\u0639\u0645\u0644" in text
    about = json.loads((tmp_path / "all" / "about.json").read_text())
    assert about["spaces"] == [{"folder": "Water", "id": space, "name": "Water", "items": 1}]
    assert (tmp_path / "all" / "README.txt").read_text() == EXPLAINED
    assert sorted(path.name for path in tmp_path.iterdir()) == ["all"]


def test_sources_stay_unless_they_are_asked_for(opened: Session, tmp_path: Path) -> None:
    space = opened.spaces.new("Water").id
    opened.items.new(space, "tool", {"title": "Pump", "known_from": "a neighbour"})
    for folder, sources in (("without", False), ("with", True)):
        out(opened, tmp_path / folder, space, sources=sources)
        (path,) = (tmp_path / folder / "Water" / "tool").iterdir()
        assert ("a neighbour" in path.read_text()) is sources


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"), max_size=60)


@st.composite
def things(draw: st.DrawFn) -> tuple[str, dict[str, str]]:
    kind = draw(st.sampled_from(sorted(kinds.ALL)))
    declared = kinds.ALL[kind]
    fields = [one for one in declared.fields if one.type is not FieldType.LINKS]
    chosen = draw(st.lists(st.sampled_from(fields), unique=True, max_size=5))
    return kind, {one.name: draw(TEXTS) for one in chosen}


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(every=st.lists(things(), min_size=4, max_size=10))
def test_any_notebook_goes_round(
    every: list[tuple[str, dict[str, str]]], opened: Session, tmp_path_factory: pytest.TempPathFactory
) -> None:
    space = opened.spaces.new("Round").id
    for kind, fields in every:
        opened.items.bring(space, kind, [fields])
    folder = tmp_path_factory.mktemp("out") / "all"
    out(opened, folder, space, sources=True)
    back = opened.whole.bring_in(folder)
    assert back.refused == ()
    assert content(opened, back.spaces[0], dict(back.ids)) == content(opened, space)


@pytest.mark.parametrize(
    "title", ["../up", "CON", "a" * 300, "\u202egnp.exe", "NUL.txt", ".", "e\u0301", "/etc"]
)
def test_names_are_safe_everywhere(title: str, opened: Session, tmp_path: Path) -> None:
    space = opened.spaces.new(title[:200]).id
    for _ in range(2):
        opened.items.new(space, "note", {"title": title})
    opened.items.new(space, "note", {"title": title.upper()})
    out(opened, tmp_path / "all", space)
    paths = [path.relative_to(tmp_path / "all") for path in (tmp_path / "all").rglob("*.md")]
    assert len({names.folded(str(path)) for path in paths}) == 3
    for path in paths:
        assert all(names.safe_name(part) == part for part in path.parts)
        assert len(str(path)) < 200
    assert opened.whole.bring_in(tmp_path / "all").added == 3


def test_a_folder_in_use_is_left_alone(opened: Session, tmp_path: Path) -> None:
    space = opened.spaces.new("In use").id
    (tmp_path / "all").mkdir()
    (tmp_path / "all" / "mine").write_text("x")
    with pytest.raises(FolderNotEmpty):
        out(opened, tmp_path / "all", space)
    assert [path.name for path in (tmp_path / "all").iterdir()] == ["mine"]


def test_half_a_folder_never_stays(opened: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    space = opened.spaces.new("Water").id
    for number in range(3):
        opened.items.new(space, "note", {"title": str(number)})
    told: list[int] = []

    def stop() -> bool:
        return len(told) > 1

    with pytest.raises(Cancelled):
        opened.whole.take_out(
            tmp_path / "all",
            Wish("", spaces=(space,)),
            progress=lambda done, _: told.append(done),
            cancelled=stop,
        )
    assert [path.name for path in tmp_path.iterdir()] == []

    def full(*_: object) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr(openfolder_new.NewFolder, "write", full)
    with pytest.raises(DiskFull):
        out(opened, tmp_path / "all", space)
    assert [path.name for path in tmp_path.iterdir()] == []


def brought(opened: Session, folder: Path) -> BroughtBack:
    (folder / "about.json").write_text(
        '{"format": "open-notebook-folder", "version": 1, "spaces": [{"folder": "S", "name": "Named"}]}'
    )
    return opened.whole.bring_in(folder)


def test_hostile_folders_cost_one_file_each(opened: Session, tmp_path: Path) -> None:
    folder = tmp_path / "in" / "S" / "note"
    folder.mkdir(parents=True)
    outside = tmp_path / "secret.md"
    outside.write_text("---\nid: " + "1" * 32 + '\nkind: "note"\nabout: {}\n---\nsecret')
    (folder / "link.md").symlink_to(outside)
    (folder / "up").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe.md")
    head = '---\nid: {}\nkind: "note"\nabout: {}\n'
    (folder / "a.md").write_text(head.format("a" * 32, "{}") + 'title: "Good"\n---\n')
    (folder / "b.md").write_text(head.format("b" * 32, "[" * 50_000) + "---\n")
    (folder / "c.md").write_text(head.format("c" * 32, "{}") + f'title: "{"x" * 400_000}"\n---\n')
    (folder / "d.md").write_text(head.format("a" * 32, "{}") + "title: by hand\n---\n")
    (folder / "e.md").write_bytes(b"\xff\xfe\x00\x00")
    files = '{"files": [{"id": "' + "f" * 32 + '", "name": "x", "type": "", "path": "../../secret.md"}]}'
    (folder / "f.md").write_text(head.format("d" * 32, files) + "---\n")
    deep = tmp_path / "in" / "S" / "/".join("abcdefghij")
    deep.mkdir(parents=True)
    back = brought(opened, tmp_path / "in")
    titles = {row.title for row in opened.items.rows(back.spaces[0])}
    assert titles >= {"Good", "by hand"}
    assert opened.spaces.find(back.spaces[0]).name.startswith("Named")
    reasons = {one.name.rpartition("/")[2]: str(one.reason) for one in back.refused}
    assert reasons["link.md"] == reasons["up"] == "link"
    assert reasons["pipe.md"] == "not-a-file"
    assert reasons["c.md"] == "too-large"
    assert reasons["x"] == "missing"
    assert "too-deep" in reasons.values()
    assert not any("secret" in str(one) for one in content(opened, back.spaces[0]))


def test_a_folder_of_something_else_is_not_taken(opened: Session, tmp_path: Path) -> None:
    for said in (None, "[", '{"format": "open-notebook-folder", "version": 2}'):
        folder = tmp_path / "in"
        folder.mkdir(exist_ok=True)
        if said is not None:
            (folder / "about.json").write_text(said)
        with pytest.raises(NotAnOpenFolder):
            opened.whole.bring_in(folder)


def test_files_go_round_and_texts_still_show_them(opened: Session, tmp_path: Path) -> None:
    space = opened.spaces.new("Water").id
    (item,) = opened.items.new(space, "note", {"title": "Wells"}).ids
    raw = os.urandom(300_000)
    files = [
        opened.attachments.add_pieces(item, "map.PNG", "image/png", [raw[:7], raw[7:]]) for _ in range(2)
    ]
    opened.attachments.add_pieces(item, "empty", "", [])
    body = f"![](attachment:{files[0].id}) and item:{item}"
    opened.items.set(item, {"body": body})
    done = out(opened, tmp_path / "all", space)
    assert (done.items, done.files, done.missing) == (1, 3, ())
    folder = tmp_path / "all" / "Water" / "files" / "Wells"
    assert sorted(path.name for path in folder.iterdir()) == ["empty", "map ~2.PNG", "map.PNG"]
    assert (folder / "map.PNG").read_bytes() == raw
    (folder / "map ~2.PNG").unlink()
    back = opened.whole.bring_in(tmp_path / "all")
    assert (back.added, back.files) == (1, 2)
    assert [str(one.reason) for one in back.refused] == ["missing"]
    new = back.ids[item]
    shown = {one.name: one for one in opened.attachments.rows(new)}
    text = opened.items.show(new).fields["body"][0].value
    assert text.endswith(f"and item:{new}")
    for one in shown.values():
        assert b"".join(opened.attachments.read(one.id)) == (raw if one.name == "map.PNG" else b"")
    if shown["map.PNG"].id in text:
        assert text == f"![](attachment:{shown['map.PNG'].id}) and item:{new}"
