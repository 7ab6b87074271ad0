"""What was being brought in when the notebook was closed is said at the next opening, until it is seen."""

from pytestqt.qtbot import QtBot

from desktop.application.cutoffs import CutOffs
from desktop.tasks import Tasks
from desktop.views.window import MainWindow
from i18n import END_ISOLATE, ISOLATE
from sync.engine.under_way import Note
from sync.model.kinds import ALL
from tests.desktop import stand_in
from tests.desktop.settling import settled

TABLE = Note("table", "calls.csv", done=300, total=1_000, id="1")
NOTES = Note("files", "notes", done=100, twice=True, id="2")
FILE = Note("attached", "film.mp4", item="a", id="3")


def test_each_is_said_until_somebody_closes_it(tasks: Tasks, qtbot: QtBot) -> None:
    session = stand_in.Session()
    session.under_way.notes = [TABLE, NOTES, FILE]
    window = MainWindow(ALL, session.items, tasks)
    qtbot.addWidget(window)
    CutOffs(session, tasks, window)
    settled(tasks, qtbot)

    def said() -> str:
        return window.banner.text().replace(ISOLATE, "").replace(END_ISOLATE, "")

    assert said() == (
        "Bringing in calls.csv was cut off. At least 300 of 1000 came in."
        " Bring the same in again: nothing is doubled."
    )
    window.banner.show_words("Moved to the trash.")
    assert len(session.under_way.notes) == 3
    window.banner.clear()
    assert "calls.csv" in said(), "what something else took the place of is said again"
    window.banner.clear()
    settled(tasks, qtbot)
    assert said().endswith("At least 100 came in. Brought in again, what came before is there twice.")
    window.banner.clear()
    assert said() == "Attaching film.mp4 was cut off. It is not attached yet. Attach it again."
    window.banner.clear()
    settled(tasks, qtbot)
    assert not said() and not session.under_way.notes
