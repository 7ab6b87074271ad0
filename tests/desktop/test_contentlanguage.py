"""A space is written in a language of its own, whatever the window speaks."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.application.application import Application
from desktop.dialogs.places_sections import SectionsDialog
from desktop.models import contentlanguage
from desktop.views.board_reply import ReplyBox
from desktop.views.fields import LineField, LinesField
from desktop.views.leaning import Leaning, LineLeaning
from desktop.views.wishes import Wish
from i18n import direction
from tests.desktop import stand_in

RIGHT, LEFT = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft


def side(box: QPlainTextEdit) -> Qt.AlignmentFlag:
    return box.document().defaultTextOption().alignment()


def kept_boxes(application: Application) -> list[QWidget]:
    """Return where something is written that is kept in the space."""
    panes = application.window.desk.panes
    fields = [each for kind in ("note", "contact") for each in panes.editors[kind].fields.values()]
    lines = [each.box for each in fields if isinstance(each, LineField | LinesField)]
    replies = [each.source for each in application.window.findChildren(ReplyBox)]
    return [*lines, *replies, panes.editors["note"].fields["body"].source]


def begins(box: QWidget) -> str:
    """Return the way that an empty box runs."""
    if isinstance(box, QLineEdit):
        return "rtl" if box.alignment() & RIGHT else "ltr"
    return "rtl" if side(box) == RIGHT else "ltr"


def sections_dialog() -> SectionsDialog | None:
    shown = [each for each in QApplication.topLevelWidgets() if isinstance(each, SectionsDialog)]
    return next((each for each in shown if each.isVisible()), None)


def test_what_is_empty_runs_as_the_space_and_what_is_written_as_it_began() -> None:
    box = QPlainTextEdit()
    leaning = Leaning(box)
    assert side(box) == LEFT
    leaning.set_base("rtl")
    assert side(box) == RIGHT
    assert box.document().defaultTextOption().textDirection() == Qt.LayoutDirection.RightToLeft
    box.setPlainText("12. Plan\nسلام")
    assert side(box) == LEFT
    assert box.document().defaultTextOption().textDirection() == Qt.LayoutDirection.LayoutDirectionAuto
    box.setPlainText("\n\n- سلام\nPlan")
    assert side(box) == RIGHT
    box.clear()
    assert side(box) == RIGHT
    leaning.set_base("ltr")
    assert side(box) == LEFT


def cursor(box: QLineEdit) -> int:
    """Return where the cursor stands, which Qt finds when it draws."""
    box.grab()
    return box.cursorRect().left()


def test_a_line_begins_as_the_space_until_something_is_written(qtbot: QtBot) -> None:
    box = QLineEdit()
    qtbot.addWidget(box)
    box.resize(300, 30)
    leaning = LineLeaning(box)
    leaning.set_base("rtl")
    assert cursor(box) > 200
    box.setText("Plan")
    box.setCursorPosition(0)
    assert cursor(box) < 100
    box.setText("سلام")
    box.setCursorPosition(0)
    assert cursor(box) > 200
    box.clear()
    leaning.set_base("ltr")
    assert cursor(box) < 100


@pytest.mark.parametrize("text", ["", "…" * 5000, "1" * 100_000, "\u2066\u202e" * 3000, "\n" * 10_000])
def test_a_text_without_letters_runs_as_the_space(text: str) -> None:
    box = QPlainTextEdit(text)
    Leaning(box).set_base("rtl")
    assert side(box) == RIGHT


def test_each_language_has_a_name_of_its_own_and_a_way() -> None:
    names = contentlanguage.names()
    assert len({name for name, _ in names}) == len(names) == len(contentlanguage.WRITTEN)
    ways = {code for code in contentlanguage.WRITTEN if contentlanguage.base(code) == "rtl"}
    assert ways == {"ar", "ckb", "fa", "ps", "ur"}
    assert contentlanguage.base(contentlanguage.AS_THE_WINDOW) == direction()


def test_it_is_chosen_for_one_space_and_kept_in_the_notebook(
    opened: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    written, first = opened.errands.written, opened.window.desk.space
    assert all(opened.window.desk.panes.editors[kind] for kind in ("note", "contact"))  # made when asked for
    other = next(row.id for row in session.spaces.all() if row.id != first)
    opened.window.requested.emit(Wish.SECTIONS)
    qtbot.waitUntil(lambda: sections_dialog() is not None)
    boxes = kept_boxes(opened)
    assert len(boxes) > 3
    written.choose(first, "ur")
    assert {begins(box) for box in boxes} == {"rtl"}
    qtbot.waitUntil(lambda: session.settings.get(f"content-language/{first}") == "ur")
    sections_dialog().close()
    opened.errands.open_space(other)
    qtbot.waitUntil(lambda: written.code == contentlanguage.AS_THE_WINDOW)
    assert {begins(box) for box in boxes} == {"ltr"}
    opened.errands.open_space(first)
    qtbot.waitUntil(lambda: written.code == "ur")


def test_what_cannot_be_read_is_as_the_window(session: stand_in.Session) -> None:
    session.settings.put("content-language/space-1", "../../klingon")
    assert contentlanguage.read(session.settings, "space-1") == contentlanguage.AS_THE_WINDOW
