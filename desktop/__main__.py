"""Opens the window: the home folder, and what a first run or a trial may ask for."""

import argparse
import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import platformdirs
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from desktop.application.application import Application, Surroundings
from desktop.models.preferences import Preferences
from desktop.theme.colours import SCHEMES
from desktop.theme.look import SCALES
from sync.engine import process, session

LABEL = "Karkade"


def main(arguments: Sequence[str] | None = None) -> int:
    process.harden()
    chosen = _parser().parse_args(arguments)
    app = QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    language = chosen.language or os.environ.get("LC_ALL") or QLocale.system().name()
    around = Surroundings(session, chosen.home, partial(_begin_again, chosen.home))
    application = Application(app, around, Preferences(language, chosen.text_size, chosen.theme))
    application.start()
    return app.exec()


def _begin_again(home: Path, now: Preferences) -> None:
    """Become a process that knows nothing but how to draw the page of the password words."""
    look = ["--language", now.language, "--text-size", str(now.scale), "--theme", now.scheme]
    process.replace_process([sys.executable, "-m", "desktop", "--home", str(home), *look])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="karkade", description="A shared notebook that works offline.")
    home = Path(platformdirs.user_data_dir("notebook", appauthor=False))
    parser.add_argument("--home", "--profile", type=Path, default=home, help="folder of the notebook")
    parser.add_argument("--throwaway", action="store_true", help="new home, own relay, gone when you quit")
    parser.add_argument("--tour", action="store_true", help="show two laptops at work, without a person")
    parser.add_argument("--language", default="", help="language of the window, such as en, fr or ar")
    parser.add_argument("--text-size", type=int, default=100, choices=SCALES, help="in percent")
    parser.add_argument("--theme", default="system", choices=(*SCHEMES, "system"))
    return parser


if __name__ == "__main__":
    sys.exit(main())
