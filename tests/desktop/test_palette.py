"""The palette: what words may mean, in which order, and what becomes of a choice."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop.application.application import Application
from desktop.dialogs.people import PeopleDialog
from desktop.models import palette
from desktop.models.grouped import Entry, Goal, Group, GroupedModel, flat
from desktop.models.palette import BEGINNINGS, NONE, WHOLE, Ground
from desktop.tasks import Tasks
from desktop.views.palette import Palette
from desktop.views.wishes import Wish
from sync.errors import DiskFailing
from tests.desktop import stand_in
from tests.desktop.rows import ItemRow
from tests.desktop.test_models import HOSTILE

SPACES = Group("Spaces", [Entry(name, Goal("space", name)) for name in ("Horizon network", "My own notes")])
DOABLE = Group("What you can do", [Entry(each, Goal("command", each)) for each in ("Send", "New note")])


def texts(groups: Sequence[Group]) -> list[str]:
    return [row.text for row in flat(groups)]


@pytest.mark.parametrize(
    ("words", "text", "fits"),
    [
        ("reun", "Réunion des bénévoles", WHOLE),
        ("BENEVOLES reu", "Réunion des bénévoles", BEGINNINGS),
        ("union", "Réunion des bénévoles", NONE),
        ("القائمه", "القائمة", WHOLE),
        ("e mail", "E-mail to the town", WHOLE),
        ("own", "My own notes", BEGINNINGS),
    ],
)
def test_accents_case_and_spelling_do_not_matter(words: str, text: str, fits: int) -> None:
    assert palette.rank(palette._words(words), text) == fits


def test_what_is_called_so_leads_and_what_resembles_follows() -> None:
    found = [Entry("Field notes", Goal("item", "1"))]
    assert texts(palette.groups("note", (SPACES, DOABLE), found)) == [
        "Found in all spaces", "Field notes", "Spaces", "My own notes", "What you can do", "New note",
    ]  # fmt: skip
    assert texts(palette.groups("new", (SPACES, DOABLE), found))[:2] == ["What you can do", "New note"]
    assert texts(palette.groups("  ", (SPACES, DOABLE), found)) == [
        "Spaces", "Horizon network", "My own notes", "What you can do", "Send", "New note",
    ]  # fmt: skip


def test_more_than_fits_leads_to_the_list() -> None:
    found = [Entry(f"Tea {number}", Goal("item", str(number))) for number in range(palette.ITEMS_SHOWN + 1)]
    (group,) = [each for each in palette.groups(" tea ", (SPACES,), found) if each.entries]
    assert len(group.entries) == palette.ITEMS_SHOWN + 1
    assert group.entries[-1].goal == Goal("all", "tea")


def test_everybody_is_found_once_with_all_their_spaces(session: stand_in.Session) -> None:
    known = palette.ground(session)
    jean = next(each for each in known.people if each.text == "Jean")
    assert jean.detail == "\u2068Horizon network\u2069 · \u2068My own notes\u2069"
    assert jean.goal == Goal("person", "p-jean", "space-1")
    assert "Amina" not in {each.text for each in known.people}, "one does not look for oneself"


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:20])
def test_hostile_text_is_one_plain_line(text: str) -> None:
    model = GroupedModel("untitled")
    row = ItemRow("a", "s", "note", text, text)
    model.set_rows(palette.item_entries([row], Ground(names={"s": text}), {}))
    for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
        shown = model.index(0).data(role)
        assert len(shown) < 500
        assert all(letter.isprintable() or letter in "\u200c\u200d\u2068\u2069" for letter in shown)


def test_headings_cannot_be_chosen(qtmodeltester: ModelTester) -> None:
    model = GroupedModel("untitled")
    model.set_rows(flat((SPACES, Group("Nothing", ()), DOABLE)))
    qtmodeltester.check(model)
    assert model.first().row() == 1
    assert model.goal(model.index(0)) is None
    assert not model.index(0).flags() & Qt.ItemFlag.ItemIsSelectable


# ------------------------------------------------------------ the view alone
@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture
def alone(qtbot: QtBot, tasks: Tasks, asked: list[str]) -> Palette:
    under = QWidget()
    under.resize(900, 600)
    qtbot.addWidget(under)

    def find(words: str, _limit: int) -> Sequence[ItemRow]:
        asked.append(words)
        if words == "broken":
            raise DiskFailing
        return [ItemRow(words, "space-1", "note", f"About {words}")]

    made = Palette(find, Ground, lambda _known: (SPACES,), tasks, under)
    under.show()
    made.open()
    return made


def shown(view: Palette) -> list[str]:
    return [row.text for row in view.list.rows.rows if not row.heading]


def test_an_answer_to_older_words_is_dropped(alone: Palette, asked: list[str], qtbot: QtBot) -> None:
    for words in ("t", "te", "tea"):
        alone.line.setText(words)
    qtbot.waitUntil(lambda: shown(alone) == ["About tea"])
    assert asked == ["t", "tea"], "one question at a time, and the newest next"
    alone._on_found("te", [ItemRow("x", "s", "note", "too late")])
    qtbot.waitUntil(lambda: shown(alone) == ["About tea"])


def test_a_notebook_that_cannot_answer_leaves_the_rest(alone: Palette, qtbot: QtBot) -> None:
    alone.line.setText("broken")
    alone.line.setText("my own")
    qtbot.waitUntil(lambda: "About my own" in shown(alone))
    assert shown(alone)[0] == "My own notes"


def test_keys_choose_and_escape_changes_nothing(alone: Palette, qtbot: QtBot) -> None:
    chosen: list[Goal] = []
    alone.chosen.connect(chosen.append)
    qtbot.keyClick(alone.line, Qt.Key.Key_Down)
    qtbot.keyClick(alone.line, Qt.Key.Key_Return)
    assert chosen == [Goal("space", "My own notes")]
    assert alone.isHidden() and alone.line.text() == "" and not alone.list.rows.rows
    alone.open("hor")
    qtbot.keyClick(alone.line, Qt.Key.Key_Tab)
    assert alone.isVisible()
    qtbot.keyClick(alone.line, Qt.Key.Key_Escape)
    assert alone.isHidden() and len(chosen) == 1


def test_words_that_find_nothing_say_so(alone: Palette, qtbot: QtBot) -> None:
    alone._find = lambda _words, _limit: []
    alone.line.setText("zzz")
    qtbot.waitUntil(alone._nothing.isVisible)
    alone.list.choose_current()
    assert alone.isVisible()


# ------------------------------------------------------------ over the window
def ask_for(application: Application, words: str) -> Palette:
    application.window.ask(Wish.SEARCH)
    view = application.errands.places.palette
    view.line.setText(words)
    return view


def choose(application: Application, words: str, text: str, qtbot: QtBot) -> None:
    view = ask_for(application, words)
    qtbot.waitUntil(lambda: text in shown(view))
    row = next(number for number, each in enumerate(view.list.rows.rows) if each.text == text)
    view.list.setCurrentIndex(view.list.rows.index(row))
    view.list.choose_current()


def test_an_item_opens_in_its_section(opened: Application, qtbot: QtBot) -> None:
    choose(opened, "reading", "Reading room desk", qtbot)
    editor = opened.window.desk.panes.editors["contact"]
    qtbot.waitUntil(editor.isVisible)
    assert (opened.window.section, editor.item) == ("contact", "item-8")


def test_an_item_of_another_space_opens_there(
    opened: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    (item,) = session.items.new("space-2", "note", {"title": "Only for me"}).ids
    choose(opened, "only for", "Only for me", qtbot)
    qtbot.waitUntil(lambda: opened.window.desk.panes.editors["note"].item == item)
    assert opened.window.desk.space == opened.errands.space == "space-2"


def test_sections_spaces_commands_and_all_of_it(opened: Application, qtbot: QtBot) -> None:
    window = opened.window
    choose(opened, "tra", "Trash", qtbot)
    assert window.section == "trash"
    choose(opened, "my own", "My own notes", qtbot)
    assert window.desk.space == "space-2"
    choose(opened, "new", "New", qtbot)
    qtbot.waitUntil(window.desk.panes.editors["note"].isVisible)
    opened.errands.places.go(Goal("all", "hibiscus"))
    qtbot.waitUntil(lambda: window.desk.list.model.rowCount() == 1)
    opened.errands.places.go(Goal("of a newer release"))


def test_somebody_is_shown_among_the_people(opened: Application, qtbot: QtBot) -> None:
    choose(opened, "ngozi", "Ngozi Adeyemi", qtbot)
    (sheet,) = [each for each in opened.window.findChildren(PeopleDialog) if each.isVisible()]
    qtbot.waitUntil(lambda: sheet.people.detail is not None)
    assert sheet.people.detail.member.person == "p-ngozi"


def test_typing_and_pressing_in_the_line_lead_to_the_palette(opened: Application, qtbot: QtBot) -> None:
    window, view = opened.window, opened.errands.places.palette
    qtbot.mouseClick(window.top.search, Qt.MouseButton.LeftButton)
    assert view.isVisible()
    view.close_it()
    window.top.search.setFocus()
    qtbot.keyClicks(window.top.search, "k")
    assert view.line.text() == "k" and window.top.search.text() == ""
    view.close_it()
    window.ask(Wish.FIND_HERE)
    qtbot.keyClicks(window.top.search, "hibiscus")
    assert not view.isVisible() and window.top.search.text() == "hibiscus"
    qtbot.waitUntil(lambda: window.desk.list.model.rowCount() == 1)


def test_what_was_opened_lately_is_offered_first(opened: Application, qtbot: QtBot) -> None:
    for item, kind in (("item-5", "note"), ("item-8", "contact"), ("item-5", "note")):
        opened.window.open_item(kind, item)
        qtbot.waitUntil(lambda item=item, kind=kind: opened.window.desk.panes.editors[kind].item == item)
    view = ask_for(opened, "")
    assert shown(view)[:2] == ["Field plan", "Reading room desk"]
    view.line.setText("field")
    qtbot.waitUntil(lambda: shown(view)[:1] == ["Field plan"])
    assert shown(view).count("Field plan") == 1


def test_keys_go_back_to_where_they_were_or_to_an_empty_first_page(opened: Application, qtbot: QtBot) -> None:
    window, view = opened.window, opened.errands.places.palette
    window.activateWindow()
    window.open_item("note", "item-5")
    editor = window.desk.panes.editors["note"]
    qtbot.waitUntil(lambda: editor.item == "item-5")
    title = editor.fields[editor.kind.title_field]
    title.setFocus()
    qtbot.waitUntil(title.hasFocus)
    ask_for(opened, "tea")
    qtbot.keyClick(view.line, Qt.Key.Key_Escape)
    assert title.hasFocus()
    window.choose_section("home")
    window.home.show_groups(())
    ask_for(opened, "tea")
    qtbot.keyClick(view.line, Qt.Key.Key_Escape)
    focused = QApplication.focusWidget()
    assert focused is not None and window.home.isAncestorOf(focused) and focused.isVisible()


def test_what_was_opened_lately_is_called_as_it_is_now_and_gone_once_it_is_trash(
    opened: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    for item, kind in (("item-5", "note"), ("item-8", "contact")):
        opened.window.open_item(kind, item)
        qtbot.waitUntil(lambda item=item, kind=kind: opened.window.desk.panes.editors[kind].item == item)
    session.items.set("item-5", {"title": "Plan for the hall"})
    session.items.drop("item-8")
    view = ask_for(opened, "")
    qtbot.waitUntil(lambda: shown(view)[:2] == ["Plan for the hall", "Home"])
