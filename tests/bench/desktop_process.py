"""One process with a real window for `desktop_figures.py`: it prints what it measured, line by line."""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import texts  # noqa: E402
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402
from typing_extensions import override  # noqa: E402

from desktop.application import collecting  # noqa: E402
from desktop.application.application import Application, Surroundings  # noqa: E402
from desktop.models.preferences import Preferences  # noqa: E402
from desktop.theme import icons  # noqa: E402
from desktop.tour import walk  # noqa: E402
from desktop.tour.stage import Stage, settle, until  # noqa: E402
from desktop.tour.stopwatch import _since_start  # noqa: E402
from desktop.views.palette import Palette  # noqa: E402
from desktop.views.source import SourceEdit  # noqa: E402
from sync.engine import session  # noqa: E402
from tests.desktop.real import stalls  # noqa: E402
from tests.desktop.real.hands import share  # noqa: E402
from tests.scenarios.laptops import Relay  # noqa: E402

NOW = Preferences(scheme="light")
TIMES, LETTERS, MANY = 20, 200, 500
PAUSE_S = 0.03  # between letters, as hands type
PAGE_BYTES = 4_096
MB = 1_000_000


def tell(what: str, number: float) -> None:
    print(f"={what} {number:.3f}", flush=True)


def timed(work: Callable[[], object], done: Callable[[], bool]) -> float:
    """Return the milliseconds until *done*, painted."""
    began = time.perf_counter()
    work()
    until(done)
    return (time.perf_counter() - began) * 1000


def memory() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * PAGE_BYTES / MB


class Painted(QObject):
    """Counts how often a part of the window is painted."""

    times = 0

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.times += event.type() == QEvent.Type.Paint
        return False


# ---------------------------------------------------------------- what is measured
def gate(app: QApplication, home: Path) -> None:
    application = Application(app, Surroundings(session, home, lambda _: None), NOW)
    application.start()
    until(lambda: application.gate is not None and application.gate.window.isVisible())
    settle(0.0)
    tell("process start to the locked screen, s", _since_start())
    application.end()


def window(app: QApplication, home: Path, count: int) -> None:
    began = time.perf_counter()
    stage = Stage(app, home, NOW)
    stage.choose("note")
    model = stage.window.desk.list.model
    until(lambda: model.rowCount() == count and bool(model.index(0).data()))
    stage.window.repaint()
    tell(f"unlock to a list of {count} notes shown (Argon2id at its floor), s", time.perf_counter() - began)
    settle(0.5)
    tell(f"memory with a list of {count} notes open, MB", memory())
    for _ in range(TIMES):
        tell(f"another section with {count} notes, ms", _section(stage, "contact", 0))
        tell(f"back to {count} notes, ms", _section(stage, "note", count))
    if count > MANY:  # among a few notes there is not every word
        _palette(stage, count)
    stage.close()


def _section(stage: Stage, name: str, count: int) -> float:
    desk = stage.window.desk
    return timed(
        lambda: stage.window.side.select(name),
        lambda: desk.section == name and desk.list.model.rowCount() == count,
    )


def _palette(stage: Stage, count: int) -> None:
    stage.window.ask("search")
    palette = stage.window.findChild(Palette)
    for number in range(TIMES):
        word = texts.WORDS[number + 40]
        tell(
            f"the palette answers among {count} notes, ms",
            timed(partial(palette.line.setText, word), lambda: bool(palette._found)),
        )
        palette.line.clear()
        until(lambda: not palette._found)
    palette.close_it()


@contextmanager
def two(app: QApplication) -> Iterator[tuple[Stage, Stage, str]]:
    with tempfile.TemporaryDirectory() as place:
        relay = Relay(Path(place) / "relay")
        relay.start()
        amal, badu = (Stage(app, walk.made(Path(place) / each, each, NOW), NOW) for each in ("Amal", "Badu"))
        yield amal, badu, share(amal, badu, relay.url)
        for each in (amal, badu):
            each.close()
        relay.stop()


def typing(app: QApplication, arriving: int) -> None:
    """Type into a note of 50 KB while others' notes arrive; then the longest stretches of Qt's thread."""
    with two(app) as (amal, badu, space):
        amal.choose("note")
        amal.write_note("Long", texts.notes(1, 50_000)[0])
        stalls.written(badu, space, arriving)
        badu.session.delivery.sync()
        worker = stalls.begun(amal.session.delivery.sync)
        _type(amal.window.desk.panes.editors["note"].fields["body"].source)
        worker.join()
        until(lambda: amal.window.desk.list.model.rowCount() > arriving)
        stalls.written(badu, space, arriving)
        badu.session.delivery.sync()
        found = stalls.received(amal, amal.session.delivery.sync, 2 * arriving)
        tell(f"longest stretch of Qt's thread with {arriving} notes arriving, ms", found.longest)


def _type(edit: SourceEdit) -> None:
    painted = Painted()
    edit.viewport().installEventFilter(painted)
    edit.setFocus()
    for number in range(LETTERS):
        before = painted.times
        key = Qt.Key.Key_A if number % 6 else Qt.Key.Key_Space
        tell(
            "key press to the letter in a 50 KB note while receiving, ms",
            timed(partial(QTest.keyClick, edit, key), lambda before=before: painted.times > before),
        )
        settle(PAUSE_S)


def main() -> None:
    what, *words = sys.argv[1:]
    app = QApplication([])
    collecting.Collector(app)
    app.setQuitOnLastWindowClosed(False)
    if what == "gate":
        gate(app, Path(words[0]))
    elif what == "window":
        window(app, Path(words[0]), int(words[1]))
    else:
        typing(app, int(words[0]))
    QCoreApplication.processEvents()
    icons.forget()


if __name__ == "__main__":
    main()
