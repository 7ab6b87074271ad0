"""Names, tags and texts of anybody in every place of the window: one plain line, soon, and still theirs."""

import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QCheckBox, QWidget
from pytestqt.qtbot import QtBot

from desktop.application.application import Application
from desktop.dialogs.compared import Compared
from desktop.dialogs.people import PeopleDialog
from desktop.dialogs.places_sections import SectionsDialog
from desktop.dialogs.requests import RequestsDialog
from desktop.models import printed
from desktop.models.differing import Piece
from desktop.models.facade import Item
from desktop.models.grouped import AsideRole, DetailRole
from desktop.models.items import AuthorRole, PreviewRole, TagsRole
from desktop.models.plain import isolated, one_line
from desktop.models.sections import Section
from desktop.views.fields import LineField
from desktop.views.palette import Palette
from desktop.views.wishes import Wish
from sync.model import kinds
from tests.desktop import furnishing, stand_in
from tests.desktop.access import readable
from tests.desktop.naughty import NAUGHTY
from tests.desktop.settling import settled

LINE_MAX = 400
OWN_MARKS = dict.fromkeys(map(ord, "\u2068\u2069\u200f"))  # set around names by ourselves
PATIENCE_S = 0.4  # of the processor; the goal is 0.2 s
TAGS = ("<img", "<style", "<script", "<form", "<iframe", "<font")


@pytest.fixture
def session() -> stand_in.Session:
    """Return a session in which everybody is called the strangest things."""
    made = furnishing.furnished()
    space = made.spaces.rows[0].id
    for text in NAUGHTY.values():
        made.items.new(space, "note", {"title": text, "tags": text, "body": text})
    made.items.new(space, "note", {"title": "Long", "body": "many words " * 20_000})
    made.spaces.people += [stand_in.MemberRow(f"p-{name}", text, "member") for name, text in NAUGHTY.items()]
    return made


def _body(item: Item) -> str:
    return item.fields["body"][0].value if "body" in item.fields else "-"


def seen(work: Callable[[], object], window: QWidget) -> float:
    """Return how long Qt's thread works until it is painted."""
    began = time.thread_time()
    work()
    window.grab()
    return time.thread_time() - began


@pytest.mark.parametrize("name", sorted(NAUGHTY))
def test_a_name_is_one_line_that_ends(name: str) -> None:
    for shown in (one_line(NAUGHTY[name]), isolated(NAUGHTY[name])):
        assert len(shown) <= 210
        assert len(shown.splitlines()) <= 1
        assert not any(letter in shown for letter in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067")


def test_a_list_of_them_is_painted_soon(opened: Application, qtbot: QtBot) -> None:
    window = opened.window
    qtbot.waitUntil(lambda: window.desk.list.model.rowCount() >= len(NAUGHTY))
    assert seen(lambda: window.resize(900, 5_000), window) < 2 * PATIENCE_S
    assert not list(readable(window))


def bare(model: QAbstractItemModel) -> set[str]:
    """Return what rows would show or say that is more than one plain line."""
    roles = (
        Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole,
        PreviewRole, TagsRole, AuthorRole, DetailRole, AsideRole,
    )  # fmt: skip
    found: set[str] = set()
    for row in range(model.rowCount()):
        for role in roles:
            shown = model.index(row, 0).data(role)
            for text in shown if isinstance(shown, list | tuple) else [str(shown or "")]:
                if len(text) > LINE_MAX or one_line(text.translate(OWN_MARKS), LINE_MAX) != text.translate(
                    OWN_MARKS
                ):
                    found.add(f"{role}: {text[:30]!r}")
    return found


def test_every_row_is_one_plain_line(opened: Application, qtbot: QtBot) -> None:
    window = opened.window
    model = window.desk.list.model
    qtbot.waitUntil(lambda: model.rowCount() >= len(NAUGHTY))
    assert bare(model) == set()
    window.ask(Wish.SEARCH)
    palette = window.findChildren(Palette)[0]
    qtbot.keyClicks(palette.line, "e")
    qtbot.waitUntil(lambda: palette.list.rows.rowCount() > len(NAUGHTY) // 4)
    assert bare(palette.list.rows) == set()
    palette.close_it()


def test_notes_are_opened_soon_and_kept_as_they_are(opened: Application, qtbot: QtBot) -> None:
    window = opened.window
    editor = window.desk.panes.editors["note"]
    changed = set()
    for name, text in NAUGHTY.items():
        item = next(each.id for each in opened.session.items.kept.values() if _body(each) == text)
        window.desk.open_item(item)
        qtbot.waitUntil(lambda item=item: editor.item == item)
        assert seen(lambda: None, window) < PATIENCE_S, name
        if editor.fields["body"].text() != text:
            changed.add(name)
    assert changed <= {"controls", "new lines"}  # ends of lines that are none here
    assert not list(readable(window))


def test_one_of_them_can_be_deleted(opened: Application, qtbot: QtBot) -> None:
    window, items = opened.window, opened.session.items
    item = next(each.id for each in items.kept.values() if _body(each) == NAUGHTY["one long line"])
    window.desk.drop(item)
    qtbot.waitUntil(lambda: item in items.trashed)


def test_the_palette_and_the_list_of_people_read_no_markup(opened: Application, qtbot: QtBot) -> None:
    window, errands = opened.window, opened.errands
    window.ask("search")
    settled(opened.tasks, qtbot)
    assert not list(readable(window))
    row = opened.session.spaces.all()[0]
    sheet = errands.company.sheet(row)
    assert isinstance(sheet, PeopleDialog)
    sheet.show()
    qtbot.waitUntil(lambda: sheet.people.model.rowCount() > len(NAUGHTY))
    assert seen(sheet.repaint, sheet) < PATIENCE_S
    assert not list(readable(sheet))
    sheet.close()


def test_a_sign_in_a_name_lets_no_key_press_its_box(opened: Application, qtbot: QtBot) -> None:
    session, tasks = opened.session, opened.tasks
    session.invitations.waiting = (stand_in.RequestRow("p-jean", "Bad&u"),)
    shown = [
        RequestsDialog(session, session.spaces.rows[0], tasks, opened.window),
        SectionsDialog([Section("note", "Bad&u", "notebook")], (), "Bad&u", tasks, opened.window),
    ]
    for dialog in shown:
        dialog.show()
        qtbot.waitUntil(lambda dialog=dialog: bool(dialog.findChildren(QCheckBox)))
        boxes = dialog.findChildren(QCheckBox)
        assert [box.text() for box in boxes] == ["Bad&&u"] and all(box.shortcut().isEmpty() for box in boxes)
        dialog.close()


def test_a_field_of_one_line_takes_them(qtbot: QtBot) -> None:
    field = LineField(kinds.find("note").fields[0])
    qtbot.addWidget(field)
    field.show()
    for name, text in NAUGHTY.items():
        assert seen(lambda text=text: field.begin(text), field) < PATIENCE_S, name
        field.box.clear()
        assert not field.text()


def test_what_differs_between_two_versions_is_plain(qtbot: QtBot) -> None:
    for name, text in NAUGHTY.items():
        shown = Compared("Amal", text, [Piece(text, differs=True)])
        qtbot.addWidget(shown)
        assert seen(shown.show, shown) < PATIENCE_S, name
        assert not any(tag in shown.toHtml() for tag in ("<script", "<iframe", "<form", "<img"))
        shown.close()


def test_nothing_printed_asks_for_anything(opened: Application) -> None:
    items = list(opened.session.items.kept.values())
    pages = printed.pages([opened.session.items.show(each.id) for each in items])
    assert not any(tag in pages for tag in TAGS)
    assert "Nothing is missing in the text itself." in pages  # a very long one says that it is cut short
