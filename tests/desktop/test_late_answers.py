"""Answers that come when the window part that asked is gone, and parts that are none of a window yet."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from threading import get_ident

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from desktop.dialogs import files
from desktop.dialogs.careful import CarefulDialog
from desktop.dialogs.checkwords import CheckWords
from desktop.dialogs.crossing import CopyDialog
from desktop.dialogs.formats import FormatsBox
from desktop.dialogs.knownas import KnownAs
from desktop.dialogs.narrowing import Narrowing
from desktop.dialogs.room_spaces import SpacesChoice
from desktop.dialogs.takeout import TakeOutDialog
from desktop.dialogs.transfer import ExportDialog
from desktop.dialogs.whole import TakeEverythingDialog
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.views.portals import FeedCard
from i18n import formats
from i18n.speaking import Formats
from sync.engine.portals import FeedRow
from sync.errors import Cancelled, DiskFull
from tests.desktop import stand_in
from tests.desktop.settling import settled
from tests.desktop.stand_in_words import CarefulFound


class Part(QLabel):
    failed = Signal(object)

    def by_lambda(self) -> Callable[[object], object]:
        return lambda answer: self.setText(str(answer))

    def by_function(self) -> Callable[[object], object]:
        return partial(self.show_in, self)

    @staticmethod
    def show_in(part: QLabel, answer: object) -> None:
        part.setText(str(answer))


class Shown(QObject):
    """Notes what becomes a window by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: list[str] = []

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.windows.append(type(watched).__name__)
        return False


@pytest.fixture
def shown(qapp: QApplication) -> Iterator[Shown]:
    made = Shown()
    qapp.installEventFilter(made)
    yield made
    qapp.removeEventFilter(made)


@pytest.fixture
def choosing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("choose_save", "choose_folder"):
        monkeypatch.setattr(files, name, lambda *words: words[-1]([tmp_path / "out"]))


def fail() -> None:
    raise DiskFull


@pytest.mark.parametrize("then", [Part.by_lambda, Part.by_function])
def test_an_answer_for_a_part_that_is_gone_is_dropped(
    then: Callable[[Part], Callable[[object], object]], tasks: Tasks, qtbot: QtBot
) -> None:
    part, gone = Part(), Part()
    qtbot.addWidget(part)
    tasks.run(lambda: "here", then(part))
    tasks.run(lambda: "late", then(gone))
    tasks.run(fail, failed=gone.failed.emit)
    shiboken6.delete(gone)
    settled(tasks, qtbot)
    assert part.text() == "here"


def test_nothing_is_a_window_before_it_is_in_one(
    shown: Shown, session: stand_in.Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formats, "knows_arabic_digits", lambda: True)
    row = FeedRow("feed", "space-1", "News", "https://news.example/feed", "news", "", agreed=False)
    made = [
        Narrowing("Find", [("By name", "name")]),
        KnownAs(),
        FormatsBox(Formats()),
        CheckWords(["a"], "1"),
        FeedCard(row, lambda: None),
        SpacesChoice(session.spaces.all()),
    ]
    assert made and not shown.windows


def test_no_words_are_no_hint(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    parts.tip(label, "<b>")
    assert "&lt;b&gt;" in label.toolTip()
    parts.tip(label, "")
    assert not label.toolTip()


@pytest.mark.usefixtures("choosing")
def test_by_which_names_is_read_on_the_thread_of_the_window(
    session: stand_in.Session, tasks: Tasks, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    chosen = KnownAs.chosen

    def note(known: KnownAs) -> str:
        asked.append(get_ident())
        return chosen(known)

    monkeypatch.setattr(KnownAs, "chosen", note)
    dialog = TakeOutDialog(session, [row.id for row in session.items.rows("space-1", "note")[:1]], tasks)
    qtbot.addWidget(dialog)
    settled(tasks, qtbot)
    dialog.save.click()
    qtbot.waitUntil(lambda: bool(dialog.banner.text()))
    assert set(asked) == {get_ident()}


@pytest.mark.usefixtures("choosing")
def test_only_what_was_looked_through_is_taken_out_and_once(
    session: stand_in.Session, tasks: Tasks, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    taken: list[str] = []
    dialog = ExportDialog(session, session.spaces.all()[0], tasks)
    qtbot.addWidget(dialog)
    settled(tasks, qtbot)

    def write(kind: str, *_what: object) -> int:
        taken.append(kind)
        return 1

    def check_kind(_space: str, kind: str) -> list[object]:
        looked.append(kind)
        return []

    monkeypatch.setattr(dialog, "write", write)
    monkeypatch.setattr(session.wording, "check_kind", check_kind)
    first = str(dialog.kind.currentData())
    dialog.save.click()
    dialog.save.click()
    dialog.kind.setCurrentIndex(dialog.kind.currentIndex() + 1)
    qtbot.waitUntil(lambda: bool(taken) and "saved" in dialog.banner.text())
    settled(tasks, qtbot)
    second = str(dialog.kind.currentData())
    assert first != second and second in looked and taken == [second]


def test_two_presses_copy_once(session: stand_in.Session, tasks: Tasks, qtbot: QtBot) -> None:
    dialog = CopyDialog(session, ["item-1"], tasks)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.asked is not None)
    assert dialog.asked is not None
    dialog.asked.every.click()
    dialog.go.click()
    dialog.go.click()
    qtbot.waitUntil(lambda: bool(session.crossing.asked))
    settled(tasks, qtbot)
    assert len(session.crossing.asked) == 1


@pytest.mark.usefixtures("choosing")
def test_whoever_goes_back_from_careful_words_can_go_on_in_the_dialog(
    session: stand_in.Session, tasks: Tasks, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [CarefulFound("border", ("item-1",), ("Wells",))]
    monkeypatch.setattr(session.wording, "check_space", lambda _space, **_how: found)
    dialog = TakeEverythingDialog(session, tasks)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.go.click()
    qtbot.waitUntil(lambda: bool(dialog.findChildren(CarefulDialog)))
    (asks,) = dialog.findChildren(CarefulDialog)
    asks.back.click()
    assert dialog.isEnabled() and dialog.go.isEnabled()
    found.clear()
    dialog.go.click()
    dialog.go.click()
    qtbot.waitUntil(lambda: bool(session.whole.asked))
    settled(tasks, qtbot)
    assert len(session.whole.asked) == 1


def test_what_was_chosen_for_a_copy_is_chosen_still_when_it_was_stopped(
    session: stand_in.Session, tasks: Tasks, qtbot: QtBot
) -> None:
    session.crossing.problem = Cancelled()
    last = session.spaces.new("Coast network").id
    dialog = CopyDialog(session, ["item-1"], tasks)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.asked is not None)
    before = dialog.asked
    assert before is not None
    before.space.setCurrentIndex(before.space.findData(last))
    before.files.setChecked(False)
    next(iter(before.boxes.values())).setChecked(True)
    wish = before.wish()
    dialog.go.click()
    qtbot.waitUntil(lambda: dialog.asked is not None and dialog.asked is not before)
    assert dialog.asked.wish() == wish and wish.space == last and dialog.go.isEnabled()
