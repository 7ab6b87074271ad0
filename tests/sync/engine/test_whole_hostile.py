"""Open folders that somebody wrote to do harm: bounded, told in words that can be shown, nothing outside."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.engine import session
from sync.engine.session import Session
from sync.engine.whole_import import BroughtBack
from sync.exchange import openfolder
from sync.exchange.outcome import Reason

WORDS = "lamp river seven mango table window"
OUTSIDE = "outside.txt"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    folder = tmp_path_factory.mktemp("hostile") / "notebook"
    one = session.create(folder, WORDS, name="Amal", cost=session.quick_cost())
    yield one
    one.close()


def brought(opened: Session, folder: Path, items: dict[str, str], about: str = "") -> BroughtBack:
    (folder / "Water" / "note").mkdir(parents=True)
    (folder / "Water" / "files").mkdir()
    (folder / "Water" / "files" / "large.bin").write_bytes(b"x" * 1000)
    (folder.parent / OUTSIDE).write_text("secret")
    spaces = [{"folder": "Water", "name": "Water"}]
    said = {"format": openfolder.FORMAT, "version": openfolder.VERSION, "spaces": spaces}
    (folder / openfolder.ABOUT).write_text(about or json.dumps(said))
    for name, text in items.items():
        (folder / "Water" / "note" / name).write_text(text)
    return opened.whole.bring_in(folder, opened.spaces.new(folder.name).id)


def item(number: int, *paths: str, more: str = "", name: str = "file.txt") -> str:
    files = [
        {"id": f"{at:032x}", "name": name, "size": 1, "type": "text/plain", "path": path}
        for at, path in enumerate(paths, number * 1_000)
    ]
    about = json.dumps({"texts": ["body"], "files": files})
    return f'---\nid: {number:032x}\nkind: "note"\nabout: {about}\n{more}title: "Item {number}"\n---\nbody\n'


def test_a_file_comes_with_one_item_and_never_from_outside(opened: Session, tmp_path: Path) -> None:
    ways = (
        f"../../{OUTSIDE}",
        str(tmp_path / OUTSIDE),
        "/etc/passwd",
        "files/../files/large.bin",
        "note/a.md",
    )
    folder = tmp_path / "folder"
    items = {"a.md": item(1, *["files/large.bin"] * 50, *ways), "b.md": item(2, "files/large.bin")}
    back = brought(opened, folder, items)
    assert (back.added, back.files) == (2, 1)
    assert {str(one.reason) for one in back.refused} == {Reason.MISSING}
    assert len(back.refused) == 49 + len(ways) + 1


def test_half_letters_and_odd_names_can_be_told(opened: Session, tmp_path: Path) -> None:
    half = item(1, "files/none", more='="odd\\ud800": "x"\n"\\ud800": "x"\n', name="\ud800\u202etxt.exe")
    plain = item(2, more='body2: "\\ud800"\n')
    back = brought(opened, tmp_path / "folder", {"a.md": half, "b.md": plain})
    for one in back.refused:
        one.name.encode()
    assert back.added >= 1
    (tmp_path / "second").mkdir()
    shown = item(1, "files/large.bin", name="../\u202ephoto\ud800gpj.exe")
    back = brought(opened, tmp_path / "second" / "folder", {"a.md": shown})
    (new,) = back.ids.values()
    (attached,) = opened.attachments.rows(new)
    assert attached.name == "_photo_gpj.exe"


@pytest.mark.parametrize(
    "more",
    [
        f'"deep": {"[" * 50_000}\n',
        f"deep: {'9' * 50_000}\n",
        "number: 1e999999\n",
        "number: NaN\n",
        '"a": ' + '{"a":' * 5_000 + "\n",
    ],
    ids=["depth", "digits", "exponent", "nan", "objects"],
)
def test_json_without_end_costs_only_its_file(opened: Session, tmp_path: Path, more: str) -> None:
    back = brought(opened, tmp_path / "folder", {"a.md": item(1, more=more), "b.md": item(2)})
    assert back.added + len(back.refused) == 2
    titles = [row.title for row in opened.items.rows(back.spaces[0])]
    assert "Item 2" in titles


def test_the_same_twice_is_two_steps(opened: Session, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    back = brought(opened, folder, {"a.md": item(1, "files/large.bin"), "b.md": item(2)})
    (space,) = back.spaces
    assert opened.whole.bring_in(folder, space).added == 2
    assert len(opened.items.rows(space)) == 4
    opened.items.history.undo()
    assert len(opened.items.rows(space)) == 2


def test_a_text_that_is_too_long_is_refused_before_it_comes_over() -> None:
    raw = item(1).replace("body\n", "x" * ((16 << 20) + 1)).encode()
    (one,) = openfolder.read("Water/note/a.md", raw)
    assert one.reason == Reason.TOO_LARGE  # type: ignore[union-attr]
