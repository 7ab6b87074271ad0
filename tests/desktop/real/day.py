"""A day at a window in a process of its own: everything that is typed, looked for and shown is marked."""

import logging
import sys
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from desktop.application.surroundings import Surroundings
from desktop.dialogs.careful import CarefulDialog
from desktop.dialogs.printing import PrintDialog
from desktop.models.preferences import Preferences
from desktop.tour import walk
from desktop.tour.stage import Stage, settle, until
from desktop.views.fields import DocumentField
from desktop.views.palette import Palette
from desktop.views.wishes import Wish
from sync.engine import process, session
from tests.desktop.real.hands import dialog

STEM = "kzx7131"
NAMES = (
    *("person", "space", "title", "body", "tag", "contact", "word", "careful"),
    *("query", "undone", "copied", "line"),
)
LOCKED = "import sys; print('locked', flush=True); sys.stdin.readline()"
SHEETS = (Wish.PEOPLE, Wish.WORDS)


def mark(name: str) -> str:
    return f"{STEM}{name}"


def write(stage: Stage) -> str:
    """Write in a space that has its own words; return the note."""
    opened = stage.session
    space = opened.spaces.new(mark("space")).id
    own = {"kind.note.many": (mark("word"),), "kind.contact.new": (mark("word"),)}
    opened.wording.put(space, {"en": own})
    opened.wording.set_careful(space, [mark("careful")])
    stage.open_space(space)
    until(lambda: stage.window.wording.says("kind.note.many"))
    note = stage.write_note(mark("title"), f"**{mark('body')}** {mark('careful')}")
    opened.items.set(note, {"tags": mark("tag")})
    opened.items.new(space, "contact", {"name": mark("contact")})
    return note


def look(stage: Stage) -> None:
    """Search, go home, and look at several dialogs; what was typed stays in their lines."""
    window = stage.window
    palette = window.findChildren(Palette)[0]
    stage.window.ask(Wish.SEARCH)
    QTest.keyClicks(palette.line, mark("query"))
    settle(0.1)
    palette.close_it()
    stage.choose("home")
    settle(0.1)
    for wish in SHEETS:
        stage.grant(wish)
        for each in QApplication.topLevelWidgets():
            if isinstance(each, QDialog) and each.isVisible():
                each.grab()
                each.reject()
    stage.choose("note")
    window.top.search.setText(mark("line"))


def print_and_copy(stage: Stage, note: str) -> None:
    stage.open_item(note, showing=mark("title"))
    field = stage.window.desk.panes.editors["note"].fields["body"]
    assert isinstance(field, DocumentField)
    source = field.source
    source.insertPlainText(mark("undone"))
    source.undo()
    source.insertPlainText(mark("copied"))
    source.selectAll()
    source.copy()
    source.undo()
    pages = PrintDialog(stage.session, [note], stage.application.tasks, stage.window)
    pages.open()
    until(pages.go.isEnabled)
    pages.grab()
    pages.go.click()
    dialog(CarefulDialog).reject()
    pages.reject()


def main(folder: Path) -> None:
    logging.basicConfig(level=logging.NOTSET)
    app = QApplication(["notebook"])
    now = Preferences(scheme="light")
    stage = Stage(app, walk.made(folder, mark("person"), now), now)
    begin = [sys.executable, "-c", LOCKED]
    stage.application._around = Surroundings(session, folder, lambda _: process.replace_process(begin))
    note = write(stage)
    look(stage)
    print_and_copy(stage, note)
    sys.stdout.write("open\n")
    sys.stdout.flush()
    sys.stdin.readline()
    stage.application.lock()
    until(lambda: False)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
