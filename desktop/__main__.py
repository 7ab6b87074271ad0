"""Opens the window: the home folder, and what a first run or a trial may ask for."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import platformdirs
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from desktop.application.application import Application, Surroundings
from desktop.models.preferences import Preferences
from sync.engine import process, session

LABEL = "Karkade"


def main(arguments: Sequence[str] | None = None) -> int:
    process.harden()
    chosen = _parser().parse_args(arguments)
    app = QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    around = Surroundings(session, chosen.home, process.replace_process)
    language = chosen.language or os.environ.get("LC_ALL") or QLocale.system().name()
    application = Application(app, around, Preferences(language=language))
    application.start()
    return app.exec()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="karkade", description="A shared notebook that works offline.")
    home = Path(platformdirs.user_data_dir("notebook", appauthor=False))
    parser.add_argument("--home", "--profile", type=Path, default=home, help="folder of the notebook")
    parser.add_argument("--throwaway", action="store_true", help="new home, own relay, gone when you quit")
    parser.add_argument("--tour", action="store_true", help="show two laptops at work, without a person")
    parser.add_argument("--language", default="", help="language of the window, such as en, fr or ar")
    return parser


if __name__ == "__main__":
    sys.exit(main())
