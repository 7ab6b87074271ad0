"""Every way out of a notebook, one by one: what never leaves, what stays until its day, what is confidential.

Whoever adds a command that writes a file, a form of file, or a place in the windows where words leave, lists
it here, or these tests fail.
"""

import argparse
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

import desktop
from desktop.dialogs import printing
from desktop.models import printed
from sync.cli import exchange, grammar
from sync.cli.answer import Answer
from sync.engine import session
from sync.engine.session import Session
from sync.exchange import going, icalendar, icalendar_writing, references, vcard
from sync.item_refusals import StaysUntil
from sync.model import kinds
from tests.desktop.test_ways_out import held

SOURCE, HELD, FILE, CLOSE = "QZsourceQZ", "QZheldQZ", "QZfileQZ", "QZcloseQZ"

ITEMS = {"export", "export-all", "fetch-attachment", "item copy"}
"""Commands by which words of items leave: each is tried below."""
SEALED = {"backup write", "bundle write", "bundle want", "relay proofs"}
KEYS = {
    "space invite", "space join", "space admit", "space add-org", "org new", "org delegate", "me card",
    "device card", "device add", "recovery make", "recovery card", "recovery enrol", "recovery let-in",
    "recovery seal", "recovery hand-out",
}  # fmt: skip
"""Commands that write files without a word of any item."""
READ = {
    "attach", "backup check", "backup restore", "bundle read", "feed read", "folder add", "folder remove",
    "import", "import-all", "import-joplin", "recovery keep", "relay tickets", "route",
}  # fmt: skip
FORMS = {
    vcard.KIND: vcard.ENDINGS,
    icalendar_writing.KIND: icalendar.ENDINGS,
    icalendar_writing.TASK: icalendar.ENDINGS,
    references.KIND: going.REFERENCES,
}
WINDOWS = {
    "application/attaching.py": "a file, which check_file asks about",
    "dialogs/notyet.py": "asks before copying",
    "dialogs/printing.py": "items, tried below",
    "dialogs/saving.py": "items, by Transfer and Tables as the command line",
    "dialogs/whole.py": "items, by Whole as the command line",
    "views/rows.py": "a drag without words",
    "models/items.py": "a drag without words",
    "dialogs/uncopied.py": "nothing at all",
    "dialogs/clipboard.py": "keys", "dialogs/invite.py": "keys", "dialogs/room_inside.py": "keys",
    "dialogs/services.py": "keys", "dialogs/newwords.py": "keys", "dialogs/requests.py": "keys",
    "dialogs/backup.py": "sealed", "dialogs/packages.py": "sealed", "dialogs/comeback.py": "keys",
    "dialogs/computers_add.py": "keys", "dialogs/organisations.py": "keys", "dialogs/join.py": "keys",
    "dialogs/organisations_bring.py": "keys", "dialogs/organisations_found.py": "keys",
    "dialogs/sheets_make.py": "keys", "dialogs/sheets_kept.py": "keys", "dialogs/sheets_print.py": "keys",
    "dialogs/guide.py": "the guide",
}  # fmt: skip
PARSER = grammar.grammar()
LEAVING = re.compile(
    r"files\.choose_save\(|\.lend\(|setMimeData\(|QMimeData\(\)|QPrinter\(|clipboard\(\)\.\w*set"
    r"|selectionChanged\.connect\(self\._on_marked|QPdfWriter|new folder goes"
)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    home = tmp_path_factory.mktemp("made")
    made = session.create(home / "n", "six words", name="A", cost=session.quick_cost())
    space = made.spaces.new("Out").id
    made.spaces.new("Other")
    stays = {"title": HELD, "worked": HELD, "embargo": "9999-01-01", "known_from": SOURCE}
    (lesson,) = made.items.new(space, "lesson", stays).ids
    (home / "map.txt").write_text(FILE)
    made.attachments.add(lesson, home / "map.txt")
    leading = f"See [{HELD}](item:{lesson})."
    for kind in kinds.ALL.values():
        fields = {"title": "Wells", "name": "Office", "body": leading, "note": CLOSE, "notes": leading}
        fields |= dict.fromkeys(("tried", "actor", "partners"), CLOSE)
        fields |= {"known_from": SOURCE, "papers": lesson}
        own = {name: text for name, text in fields.items() if kind.field(name) is not None}
        made.items.new(space, kind.name, own)
    yield made
    made.close()


def run(opened: Session, *words: str) -> Answer:
    arguments = PARSER.parse_args(list(words))
    answer: Answer = arguments.run(opened, arguments)
    return answer


def verbs(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for each in action.choices.values():
                yield from verbs(each)
    if parser.get_default("verb"):
        yield parser


def test_every_command_that_names_a_file_is_listed() -> None:
    named = {"to", "file", "files", "folder", "path", "paths"}
    found = {
        str(each.get_default("verb"))
        for each in verbs(PARSER)
        if named & {action.dest for action in each._actions}
    }
    assert found == ITEMS | SEALED | KEYS | READ


def test_every_form_of_file_and_each_place_in_the_windows_is_listed() -> None:
    assert sorted(exchange.WRITTEN) == [".csv", ".xlsx"]
    endings = set[str]().union(*FORMS.values())
    formed = {
        kind
        for kind in kinds.ALL
        if any(going.form_of(kind, Path(f"out{ending}")) != going.FOLDER for ending in endings)
    }
    assert formed == set(FORMS)
    root = Path(desktop.__file__).parent
    found = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        if LEAVING.search(path.read_text("utf-8")) and path.parts[-2] != "tour"
    }
    assert found == set(WINDOWS)


def doors() -> Iterator[tuple[str, str]]:
    """Each way of writing once; every field of every kind goes through them in test_ways_out."""
    for kind, endings in FORMS.items():
        written = endings & {".vcf", ".ics", ".bib", ".ris", ".json"}
        yield from ((kind, ending) for ending in sorted(written))
    for kind in ("contact", "event"):
        yield from ((kind, ending) for ending in (*sorted(exchange.WRITTEN), ""))
    yield from (("lesson", ".csv"), ("lesson", ""), ("note", ""))


def test_no_form_of_export_lets_out_what_stays(opened: Session, tmp_path: Path) -> None:
    for kind, ending in doors():
        target, table = tmp_path / f"out{ending}", ending in exchange.WRITTEN
        for careful in (True, False):
            how = () if table and careful else ("--with-all",) if table else ()
            how = how if table or not careful else ("--without-confidential",)
            if table and careful and all(each.confidential for each in kinds.ALL[kind].fields):
                continue
            run(opened, "export", "Out", "--kind", kind, "--to", str(target), *how)
            text = held(target)
            assert SOURCE not in text and HELD not in text, (kind, ending)
            assert not careful or CLOSE not in text or not table, (kind, ending)
            shutil.rmtree(target) if target.is_dir() else target.unlink()


def test_neither_do_the_other_commands(opened: Session, tmp_path: Path) -> None:
    run(opened, "export-all", "--to", str(tmp_path / "all"))
    text = held(tmp_path / "all")
    assert CLOSE in text and not any(sign in text for sign in (SOURCE, HELD, FILE))
    ids = [row.id for row in opened.items.rows(opened.spaces.find("Out").id)]
    copied = run(opened, "item", "copy", *ids, "--to", "Other").document
    assert isinstance(copied, dict) and copied["copied"] and copied["left"]
    fully = run(opened, "item", "copy", *ids, "--to", "Other", "--confidential").document
    assert isinstance(fully, dict)
    for answer, signs in ((copied, (SOURCE, HELD, CLOSE)), (fully, (SOURCE, HELD))):
        for one in answer["copied"]:
            shown = str(run(opened, "item", "show", one["copy"]).document)
            assert not any(sign in shown for sign in signs)
    (lesson,) = (one.id for one in opened.items.lists.held(ids))
    with pytest.raises(StaysUntil):
        run(opened, "fetch-attachment", lesson, "--to", str(tmp_path / "map.txt"))
    assert not (tmp_path / "map.txt").exists()


@pytest.mark.usefixtures("screen")
def test_neither_does_paper(opened: Session, qapp: QApplication) -> None:
    assert qapp is not None
    ids = [row.id for row in opened.items.rows(opened.spaces.find("Out").id)]
    read = printing._shown(opened.items, ids)
    assert len(read.items) == len(ids) - 1
    every = frozenset(one for asked in printed.asked(read.items).values() for one in asked)
    all_of_it, open_only = (
        printing.document(read.items, read.titles, printed.Without(out, read.unnamed)).toPlainText()
        for out in ((), every)
    )
    assert CLOSE in all_of_it and CLOSE not in open_only
    assert not any(sign in all_of_it for sign in (SOURCE, HELD))
