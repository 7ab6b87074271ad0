"""Each field of each kind at each way out: where something is known from never leaves, the rest as said."""

import shutil
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

import pytest

from desktop.models import printed
from i18n import open_folder
from sync.engine import session
from sync.engine.mapping_out import Sheet
from sync.engine.session import Session
from sync.engine.whole_export import Wish
from sync.exchange import going, writing
from sync.model import kinds
from sync.model.kinds.declaration import Field, FieldType, Kind

FORMS: Mapping[FieldType, str] = {
    FieldType.TEXT: "{}",
    FieldType.DOCUMENT: "{}",
    FieldType.TAGS: "{}",
    FieldType.LINES: "{}",
    FieldType.PERSONS: "{}",
    FieldType.MILESTONES: "[ ] 2031-05-06 {}",
    FieldType.QUESTIONS: "one | text | {}",
}
OWN = {"contact": ("vcf",), "event": ("ics",), "tool": ("bib", "ris", "json")}


def sign(kind: Kind, field: Field) -> str:
    return f"QZ{kind.name}{field.name.replace('_', '')}QZ"


def signed(kind: Kind) -> dict[str, str]:
    """Return a sign of its own for each field that can hold words."""
    return {
        each.name: FORMS[each.type].format(sign(kind, each)) for each in kind.fields if each.type in FORMS
    }


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    home = tmp_path_factory.mktemp("made") / "n"
    made = session.create(home, "six words", name="A", cost=session.quick_cost())
    space = made.spaces.new("Out").id
    for kind in kinds.ALL.values():
        made.items.new(space, kind.name, signed(kind))
    yield made
    made.close()


def held(path: Path) -> str:
    """Return all that stands in a file or folder, and what its files are called."""
    if path.is_dir():
        return "\n".join(
            f"{each.relative_to(path)}\n{held(each)}" for each in path.rglob("*") if each.is_file()
        )
    raw = path.read_bytes()
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as sheet:
            raw = b"\n".join(sheet.read(name) for name in sheet.namelist())
    return raw.decode().replace("\r\n ", "")


def space_of(opened: Session) -> str:
    return next(row.id for row in opened.spaces.all() if row.name == "Out")


def item_of(opened: Session, kind: Kind) -> str:
    rows = opened.items.rows(space_of(opened), kind.name)
    return next(row.id for row in rows if row.kind == kind.name)


def out(kind: Kind, text: str) -> set[str]:
    return {each.name for each in kind.fields if sign(kind, each) in text}


def may_be(kind: Kind, allowed: Callable[[Field], bool]) -> set[str]:
    return {each.name for each in kind.fields if each.type in FORMS and allowed(each)}


@pytest.mark.parametrize("kind", kinds.ALL.values(), ids=lambda kind: kind.name)
def test_a_table_holds_what_may_leave_and_what_somebody_ticked(
    opened: Session, kind: Kind, tmp_path: Path
) -> None:
    everything = tuple(each.name for each in kind.fields)
    for ending in ("csv", "xlsx"):
        target = tmp_path / f"t.{ending}"
        if any(not each.confidential for each in kind.fields):
            opened.tables.take_out([item_of(opened, kind)], target, Sheet(kind.name))
            open_ones = may_be(kind, lambda each: not each.confidential and not each.hidden)
            assert out(kind, held(target)) == open_ones
        opened.tables.take_out([item_of(opened, kind)], target, Sheet(kind.name, everything))
        ticked = may_be(kind, lambda each: not each.compartment and not each.hidden)
        assert out(kind, held(target)) == ticked


@pytest.mark.parametrize("kind", kinds.ALL.values(), ids=lambda kind: kind.name)
def test_files_for_other_programs_never_say_where_something_is_known_from(
    opened: Session, kind: Kind, tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    for target in [tmp_path / f"out.{ending}" for ending in OWN.get(kind.name, ())] + [tmp_path / "out"]:
        assert opened.transfer.take_out_items(kind.name, [item_of(opened, kind)], target) == 1
        assert not out(kind, held(target)) & may_be(kind, lambda each: each.compartment)
        assert out(kind, held(target))


@pytest.mark.parametrize("kind", kinds.ALL.values(), ids=lambda kind: kind.name)
def test_files_for_other_programs_hold_what_was_ticked(opened: Session, kind: Kind, tmp_path: Path) -> None:
    for ending in (*OWN.get(kind.name, ()), ""):
        target = tmp_path / f"out.{ending}" if ending else tmp_path / "folder"
        form = f".{ending}" if ending else going.FOLDER
        if not ending:
            target.mkdir()
        usual, item = going.usual(kind, form), item_of(opened, kind)
        assert usual & {kind.title_field}, "what has no name is useful to nobody"
        opened.transfer.take_out_items(kind.name, [item], target, fields=usual)
        assert out(kind, held(target)) <= usual
        every = {each.name for each in going.carried(kind, form)}
        shutil.rmtree(target, ignore_errors=True)
        opened.transfer.take_out_items(kind.name, [item], target, fields=every)
        ways = may_be(kind, lambda _each: True) & every
        assert out(kind, held(target)) <= ways


def test_everything_goes_out_without_what_things_are_known_from_unless_it_is_asked_for(
    opened: Session, tmp_path: Path
) -> None:
    explained = open_folder.explained()
    opened.whole.take_out(tmp_path / "plain", Wish(explained))
    opened.whole.take_out(tmp_path / "sources", Wish(explained, sources=True))
    plain, sources = held(tmp_path / "plain"), held(tmp_path / "sources")
    for kind in kinds.ALL.values():
        assert out(kind, plain) == may_be(kind, lambda each: not each.compartment)
        assert out(kind, sources) == may_be(kind, lambda _: True)


@pytest.mark.parametrize("kind", kinds.ALL.values(), ids=lambda kind: kind.name)
def test_paper_shows_no_source_and_nothing_hidden(opened: Session, kind: Kind) -> None:
    page = printed.pages([opened.items.show(item_of(opened, kind))])
    assert out(kind, page) == may_be(kind, lambda each: not each.compartment and not each.hidden)


@pytest.mark.parametrize("kind", kinds.ALL.values(), ids=lambda kind: kind.name)
def test_no_row_of_a_list_says_where_something_is_known_from(opened: Session, kind: Kind) -> None:
    kept = may_be(kind, lambda each: each.compartment)
    rows = opened.items.rows(space_of(opened), kind.name)
    columns = {column for each in rows for column in (each.title, each.preview, *each.tags)}
    assert not out(kind, "\n".join(columns)) & kept
    assert not set(kind.columns) & kept


def test_even_a_writer_that_is_given_a_source_leaves_it_out(tmp_path: Path) -> None:
    for kind in kinds.ALL.values():
        endings = ["." + each for each in OWN.get(kind.name, ())] or [""]
        for ending in endings:
            target = tmp_path / f"{kind.name}{ending}"
            given = signed(kind) | {"known_from": "QZunheardQZ"}
            writing.write_items(kind.name, iter([given]), target)
            assert "QZunheardQZ" not in held(target)


def test_a_thing_of_another_space_lends_no_title_to_a_table(opened: Session, tmp_path: Path) -> None:
    here, elsewhere = (opened.spaces.new(name).id for name in ("Here", "Elsewhere"))
    (other,) = opened.items.new(elsewhere, "contact", {"name": "QZelsewhereQZ"}).ids
    (plan,) = opened.items.new(here, "plan", {"title": "P", "who": other}).ids
    take = partial(opened.tables.take_out, [plan], tmp_path / "t.csv")
    take(Sheet("plan", ("title", "who")))
    assert "QZelsewhereQZ" not in held(tmp_path / "t.csv")
