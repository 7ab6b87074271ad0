"""Opens the window: the home folder, and what a first run or a trial may ask for."""

import gc

if __name__ == "__main__":
    gc.disable()  # what is loaded now stays: looking through it for garbage is a sixth of the time it takes

import argparse
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import platformdirs
from PySide6.QtCore import QLocale, QTimer, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from desktop.application import collecting, example, lock_sources, motion_sources
from desktop.application.application import Application
from desktop.application.example import Example
from desktop.application.screens import Screens
from desktop.application.surroundings import Surroundings
from desktop.application.systemlook import SystemLook
from desktop.models import label
from desktop.models.label import Label
from desktop.models.preferences import Preferences
from desktop.models.whereabouts import Whereabouts
from desktop.theme.colours import SCHEMES
from desktop.theme.look import SCALES
from desktop.tour import gallery, gallery_each, stopwatch, walk
from desktop.tour.trial import Trial
from sync.engine import process, session

LISTEN_MS = 300
NAME = "notebook"  # what the system shows of the program before there is a label


def main(arguments: Sequence[str] | None = None) -> int:
    process.harden()
    process.show_as(NAME)
    chosen = _parser().parse_args(arguments)
    if chosen.tour or chosen.gallery or chosen.time_to_window:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        qInstallMessageHandler(gallery_each.overhear)
    if chosen.gallery:
        return _make_gallery(chosen.gallery, (chosen.language,) if chosen.language else gallery.LANGUAGES)
    app = QApplication([NAME])
    app.setQuitOnLastWindowClosed(False)
    collecting.Collector(app)
    language = chosen.language or os.environ.get("LC_ALL") or QLocale.system().name()
    return _run(app, chosen, Preferences(language, chosen.text_size, chosen.theme))


def _run(app: QApplication, chosen: argparse.Namespace, now: Preferences) -> int:
    if chosen.tour:
        walk.run(app, now)
    elif chosen.time_to_window:
        stopwatch.run(app, chosen.home or _usual_home(), now)
    elif chosen.throwaway:
        return _try_out(app, chosen, now)
    else:
        place = Whereabouts(_usual_home(), chosen.home)
        if chosen.example:
            return _show_example(app, place.profile, place.again, now)
        return _open_notebook(app, place, now)
    return 0


def _make_gallery(folder: Path, languages: Sequence[str]) -> int:
    made = gallery_each.run(folder, languages)
    print(f"{made.pictures} pictures were made.")  # noqa: T201 - whoever asked for them waits for it
    print(f"{len(made.flaws)} flaws are named in {gallery_each.FLAWS}.")  # noqa: T201
    return 0


def _open_notebook(app: QApplication, place: Whereabouts, now: Preferences) -> int:
    example.sweep()
    around = Surroundings(
        session,
        place.profile,
        lambda then: _begin_again(place.again(), then),
        place=place,
        sources=lock_sources.of_this_system,
        look_at_example=lambda then: _begin_again(["--example", *place.again()], then),
    )
    return _open(app, around, now)


def _show_example(app: QApplication, profile: Path, back: Callable[[], list[str]], now: Preferences) -> int:
    """Show the example until it is thrown away; then go *back* to the notebook in *profile*."""
    shown = Example()

    def go_on(then: Preferences) -> None:
        shown.end()
        _begin_again(back(), then)

    try:
        around = Surroundings(
            session,
            shown.profile,
            go_on,
            label=label.read(profile, Label()),
            sources=lock_sources.of_this_system,
            example=shown,
        )
        return _open(app, around, now)
    finally:
        shown.end()


def _open(app: QApplication, around: Surroundings, now: Preferences) -> int:
    application = Application(app, around, now)
    _show_as_chosen(application)
    application.labelling.changed.connect(lambda: _show_as_chosen(application))
    Screens(app)
    SystemLook(app, application, motion_sources.of_this_system)
    app.lastWindowClosed.connect(application.quit)
    _end_when_told(app, application.quit)
    application.start()
    collecting.spare(application)
    return app.exec()


def _show_as_chosen(application: Application) -> None:
    """Be in the list of processes what a person chose to have shown, or what says nothing."""
    chosen = application.labelling.now.name
    process.show_as(chosen if chosen != Label().name else NAME)


def _end_when_told(app: QApplication, end: Callable[[], object]) -> None:
    """A wish of the system to end is granted in order; Python hears it only when Qt lets it run."""
    for wish in (signal.SIGTERM, signal.SIGINT):
        signal.signal(wish, lambda *_: end())
    ear = QTimer(app)
    ear.timeout.connect(lambda: None)
    ear.start(LISTEN_MS)


def _try_out(app: QApplication, chosen: argparse.Namespace, now: Preferences) -> int:
    trial = Trial.begin(chosen.home, chosen.port)
    try:
        if chosen.example:
            return _show_example(app, trial.profile, trial.again, now)
        around = Surroundings(
            trial,
            trial.profile,
            lambda then: _begin_again(trial.again(), then),
            sources=lock_sources.of_this_system,
            look_at_example=lambda then: _begin_again(["--example", *trial.again()], then),
        )
        return _open(app, around, now)
    finally:
        trial.end()


def _usual_home() -> Path:
    return Path(platformdirs.user_data_dir("notebook", appauthor=False))


def _begin_again(where: Sequence[str], now: Preferences) -> None:
    """Become a process that knows nothing but how to draw the page of the password words."""
    look = ["--language", now.language, "--text-size", str(now.scale), "--theme", now.scheme]
    safely = ["-P"] if sys.flags.safe_path else []
    process.replace_process([sys.executable, *safely, "-m", "desktop", *where, *look])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="karkade", description="A shared notebook that works offline.")
    parser.add_argument("--home", "--profile", type=Path, help="folder of the notebook")
    parser.add_argument("--throwaway", action="store_true", help="new home, own relay, gone when you quit")
    parser.add_argument("--example", action="store_true", help="look at a notebook that is thrown away")
    parser.add_argument("--tour", action="store_true", help="show two laptops at work, without a person")
    parser.add_argument("--gallery", type=Path, metavar="DIR", help="save pictures of the windows")
    parser.add_argument("--time-to-window", action="store_true", help="print how long opening takes")
    parser.add_argument("--port", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--language", default="", help="language of the window, such as en, fr or ar")
    parser.add_argument("--text-size", type=int, default=100, choices=SCALES, help="in percent")
    parser.add_argument("--theme", default="system", choices=(*SCHEMES, "system"))
    return parser


if __name__ == "__main__":
    sys.exit(main())
