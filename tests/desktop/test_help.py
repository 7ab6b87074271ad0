"""Help is there in every language, about the screen one is on, and on one page of paper."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

import i18n
import resources
from desktop.application.application import Application
from desktop.application.speech import Speech
from desktop.dialogs.attach import AttachDialog
from desktop.dialogs.attachview import ViewDialog
from desktop.dialogs.guide import PICTURES, GuideDialog, document, printer
from desktop.dialogs.help import KEYS_PAGE, HelpDialog, open_help, show_guide_help
from desktop.dialogs.moveseries import MoveSeriesDialog
from desktop.dialogs.settings import SettingsDialog
from desktop.dialogs.spaces import NewSpaceDialog
from desktop.models import helppages
from desktop.models.preferences import Preferences
from desktop.views.heldback import HeldBack
from desktop.views.wishes import Wish
from tests.desktop import stand_in

LANGUAGES = sorted(each.name for each in resources.path("help").iterdir() if each.is_dir())
NAMES = (*helppages.PAGES, helppages.GUIDE)
SENTENCE = re.compile(r"(?<=[.!?؟:…])\s+|\n+")
WORDS_MOST, WORDS_MOST_OF = 12, {"fr": 16}
CATALOGUES = Path(i18n.__file__).parent / "catalogues"


def source(code: str, name: str) -> str:
    return resources.path(f"help/{code}/{name}.md").read_text(encoding="utf-8")


def labels(code: str) -> set[str]:
    with (CATALOGUES / f"{code}.po").open("rb") as file:
        said = list(read_po(file))
    texts = [each.string if code != "en" else each.id for each in said]
    return {each for each in texts if isinstance(each, str)}


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_has_all_pages_with_the_same_parts(code: str) -> None:
    for name in NAMES:
        own, english = source(code, name), source("en", name)
        assert own.count("\n#") == english.count("\n#"), name
        assert own.count("\n- ") == english.count("\n- "), name
        assert own.startswith("# "), name


@pytest.mark.parametrize("code", LANGUAGES)
def test_sentences_are_short(code: str) -> None:
    most = WORDS_MOST_OF.get(code, WORDS_MOST)
    for name in NAMES:
        plain = re.sub(r"[*#]|^- ", "", source(code, name), flags=re.MULTILINE)
        assert not [each for each in SENTENCE.split(plain) if len(each.split()) > most], name


@pytest.mark.parametrize("name", helppages.PAGES)
def test_a_page_is_short(name: str) -> None:
    assert 60 <= len(re.findall(r"[\w’'+]+", source("en", name))) <= 120


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_is_bold_is_written_so_on_a_button_or_in_a_menu(code: str) -> None:
    known = labels(code)
    for name in set(NAMES) - {"words"}:
        for label in re.findall(r"\*\*(.+?)\*\*", source(code, name)):
            assert label in known, (name, label)


def test_a_page_that_is_missing_is_shown_in_english_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(helppages, "language", lambda: "xx")
    page = helppages.page("start")
    assert not page.own
    assert page.shown.startswith("# First steps\n\n*This page is not in your language yet.*")
    assert "Press **New**" in page.shown


def test_a_search_finds_words_in_pages_whatever_their_accents() -> None:
    assert [each.name for each in helppages.having("STICK hand")] == ["packages"]
    assert len(helppages.having("")) == len(helppages.PAGES)
    assert not helppages.having("zzz")
    i18n.set_language("fr")
    assert "lost" in {each.name for each in helppages.having("sauvegarde ecrire")}
    i18n.set_language("ar")
    assert "invite" in {each.name for each in helppages.having("الحاسوب الجديد")}


def test_help_lists_its_pages_and_finds_in_them(qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    shown = open_help("rooms", owner)
    assert "Close the room" in shown.text.toPlainText()
    assert open_help("lock", owner) is shown
    assert "Learn your words" in shown.text.toPlainText()
    shown.search.setText("letters")
    assert shown.text.extraSelections()
    assert shown.pages.count() < len(helppages.PAGES)
    shown.search.setText("zzz")
    assert shown.nothing.isVisibleTo(shown) and not shown.text.toPlainText()
    shown.search.clear()
    shown.show_page(KEYS_PAGE)
    assert "Ctrl+K" in shown.text.toPlainText()


def test_f1_and_the_corner_open_the_page_of_the_screen(opened: Application, qtbot: QtBot) -> None:
    window = opened.window
    assert window is not None
    window.top.help.click()
    shown = window.findChild(HelpDialog)
    assert "Notes are for texts" in shown.text.toPlainText()
    shown.close()
    window.ask(Wish.HELP)
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(HelpDialog)))


def test_a_dialog_opens_the_page_about_itself(opened: Application, session: stand_in.Session) -> None:
    dialog = NewSpaceDialog(session.spaces, opened.tasks, opened.window)
    dialog.open()
    dialog.help.click()
    shown = dialog.findChild(HelpDialog)
    assert shown.text.toPlainText().startswith("Spaces")
    shown.close()
    dialog.close()


def test_each_page_of_the_settings_has_its_own(opened: Application) -> None:
    errands = opened.errands
    errands.grant(Wish.SENDING)
    dialog = next(each for each in QApplication.topLevelWidgets() if isinstance(each, SettingsDialog))
    dialog.help.click()
    shown = dialog.findChild(HelpDialog)
    assert shown.text.toPlainText().startswith("Send and receive")
    dialog.show_page("backup")
    dialog.help.click()
    assert shown.text.toPlainText().startswith("If something is lost")
    shown.close()
    dialog.close()


def test_the_way_to_the_help_is_there_before_a_notebook_is_open(
    launch: Callable[..., Application], session: stand_in.Session
) -> None:
    window = launch(stand_in.Door(session, words="right words")).gate.window
    window.menuWidget().findChild(QToolButton).click()
    assert "Learn your words" in window.findChild(HelpDialog).text.toPlainText()


def test_the_way_to_the_help_is_on_the_cover_of_what_could_not_lock(qtbot: QtBot) -> None:
    cover = HeldBack(tuple, tuple)
    qtbot.addWidget(cover)
    cover.show()
    cover.findChild(QToolButton).click()
    assert "Learn your words" in cover.findChild(HelpDialog).text.toPlainText()


def test_the_page_of_a_dialog_is_there() -> None:
    assert set(helppages.ABOUT) <= set(helppages.PAGES)
    assert helppages.of_dialog(QWidget) == "start"
    assert [helppages.of_section(each) for each in ("home", "note", "event", "topic", "")] == [
        "start", "notes", "calendar", "kinds", "start",
    ]  # fmt: skip
    assert [helppages.of_dialog(each) for each in (AttachDialog, ViewDialog, MoveSeriesDialog)] == [
        "files", "files", "calendar",
    ]  # fmt: skip


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_guide_is_one_page_of_paper(code: str, speech: Speech, tmp_path: Path) -> None:
    speech.apply(Preferences(language=code, scheme="dark"))
    made = document()
    onto = printer()
    onto.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    onto.setOutputFileName(str(tmp_path / "guide.pdf"))
    made.print_(onto)
    written = (tmp_path / "guide.pdf").read_bytes()
    assert len(re.findall(rb"/Type\s*/Page\b", written)) == 1
    assert made.toPlainText().count("\ufffc") == len(PICTURES)


def test_the_guide_is_shown_before_it_is_printed(qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    shown = GuideDialog(owner, show_guide_help)
    shown.show()
    assert shown.page.pageCount() == 1
    shown.close()
