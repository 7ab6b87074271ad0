"""Locking in the middle of things: drafts are kept, work under way ends, all is there afterwards (L02)."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog

from desktop import problems
from desktop.application.surroundings import Surroundings
from desktop.dialogs.settings import SettingsDialog
from desktop.dialogs.transfer import ImportDialog
from desktop.models.locks import Trigger
from desktop.models.preferences import Preferences
from desktop.tour import walk
from desktop.tour.stage import WORDS, Stage, until
from desktop.views.wishes import Wish
from sync.engine import session
from tests.desktop.real.hands import ask
from tests.scenarios.laptops import Relay

NOTES = 600
SOON_S = 8.0
IDLE = "idle"
DRAFT = "Typed a moment ago"


@pytest.fixture
def bugs(monkeypatch: pytest.MonkeyPatch) -> list[BaseException]:
    found: list[BaseException] = []
    monkeypatch.setattr(problems, "note_bug", found.append)
    return found


class Locking(Stage):
    """A window whose process would be replaced when it locks."""

    def __init__(self, app: QApplication, profile: Path, now: Preferences) -> None:
        super().__init__(app, profile, now)
        self.began: list[Preferences] = []
        self.application._around = Surroundings(session, profile, self.began.append)

    def draft(self) -> str:
        """Open a note and type in it, without the pause that would keep it."""
        note = self.write_note("Plan", "Bring water.")
        editor = self.window.desk.panes.editors["note"]
        editor.fields["title"].set_text(DRAFT)
        editor.autosave.type("title", DRAFT)
        return note

    def leave(self, by: str) -> None:
        """Let the time without a touch be over, or the system say *by*, and wait until it is locked."""
        began = time.monotonic()
        if by == IDLE:
            self.application.idle.idled.emit()
        else:
            self.application.locks._on_triggered(by)
        assert not [each for each in QApplication.topLevelWidgets() if each.isVisible()]
        until(lambda: bool(self.began))
        assert time.monotonic() - began < SOON_S
        assert (self.application.session, self.application.window) == (None, None)


@pytest.fixture
def stage(qapp: QApplication, tmp_path: Path, bugs: list[BaseException]) -> Iterator[Locking]:
    now = Preferences(scheme="light")
    made = Locking(qapp, walk.made(tmp_path / "notebook", "Amal", now), now)
    space = made.session.spaces.new("Field team").id
    made.open_space(space)
    yield made
    assert bugs == []
    made.application.end()


def kept(profile: Path, note: str) -> tuple[str, set[str]]:
    """Open the notebook anew; return the title of the draft, and all titles."""
    opened = session.unlock(profile, WORDS)
    try:
        assert opened.doctor().ok
        spaces = opened.spaces.all()
        return opened.items.show(note).title, {row.title for s in spaces for row in opened.items.rows(s.id)}
    finally:
        opened.close()


@pytest.mark.parametrize("by", [IDLE, Trigger.AWAY])
def test_with_a_dialog_open(stage: Locking, tmp_path: Path, by: str) -> None:
    note = stage.draft()
    sheet = ask(stage, Wish.SETTINGS, SettingsDialog)
    assert isinstance(sheet, QDialog) and sheet.isModal()
    stage.leave(by)
    assert kept(tmp_path / "notebook", note)[0] == DRAFT


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    for number in range(NOTES):
        (folder / f"{number}.md").write_text(f"# Paper {number}\n\nBring water.\n", encoding="utf-8")
    return folder


def test_in_the_middle_of_an_import(stage: Locking, papers: Path, tmp_path: Path) -> None:
    note = stage.draft()
    bringing = ask(stage, Wish.BRING_IN, ImportDialog)
    bringing.bring_in([papers])
    until(lambda: bringing.progress._numbers[0] > 0)
    stage.leave(Trigger.SLEEP)
    title, titles = kept(tmp_path / "notebook", note)
    assert title == DRAFT
    papers_in = {each for each in titles if each.startswith("Paper ")}
    assert len(papers_in) % 100 == 0 and len(papers_in) <= NOTES, "whole batches, or none of one"


@pytest.fixture
def deaf() -> Iterator[Callable[[int], threading.Event]]:
    """Return who listens on a port and never says anything; the event is set when somebody asked."""
    made: list[socket.socket] = []

    def listen(port: int) -> threading.Event:
        reached = threading.Event()
        listener = socket.create_server(("127.0.0.1", port))
        made.append(listener)

        def hear() -> None:
            with suppress(OSError):
                while True:
                    plug, _ = listener.accept()
                    made.append(plug)
                    reached.set()

        threading.Thread(target=hear, daemon=True).start()
        return reached

    yield listen
    for each in made:
        with suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)
        each.close()


def test_while_sending_to_a_relay_that_says_nothing(
    stage: Locking, relay: Relay, deaf: Callable[[int], threading.Event], tmp_path: Path
) -> None:
    stage.session.spaces.add_relay(stage.window.desk.space, relay.url)
    note = stage.draft()
    relay.stop()
    reached = deaf(relay.port)
    stage.grant(Wish.SEND)
    until(reached.is_set)
    stage.leave(Trigger.SCREEN)
    assert kept(tmp_path / "notebook", note)[0] == DRAFT
