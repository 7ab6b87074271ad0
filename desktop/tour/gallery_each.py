"""The gallery of several languages, each in a process of its own: Qt draws on one core alone."""

import os
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from desktop.application import collecting
from desktop.tour import gallery, samples
from desktop.tour.gallery import Report

FLAWS = "flaws.txt"
WITHOUT_SCREEN = "This plugin does not support"


def run(folder: Path, languages: Sequence[str]) -> Report:
    """Make the pictures of *languages*, as many at once as there are cores, and name all flaws in a file."""
    folder.mkdir(parents=True, exist_ok=True)
    whole = Report()
    with ProcessPoolExecutor(
        os.cpu_count(), mp_context=get_context("spawn"), max_tasks_per_child=1
    ) as processes:
        for made in processes.map(partial(_one, folder), languages):
            whole.pictures += made.pictures
            whole.flaws += made.flaws
    whole.write(folder / FLAWS)
    for language in languages:
        (folder / f"flaws-{language}.txt").unlink()
    return whole


def overhear(_: QtMsgType, __: QMessageLogContext, message: str) -> None:
    """Pass on what Qt says, but not that a screen that is none cannot do what screens do."""
    if WITHOUT_SCREEN not in message:
        print(message, file=sys.stderr)  # noqa: T201 - Qt's own words go where they always go


def _one(folder: Path, language: str) -> Report:
    described = samples.screens(folder, f"screens-{language}.json")
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={described}"
    qInstallMessageHandler(overhear)
    app = QApplication([])
    described.unlink()
    app.setQuitOnLastWindowClosed(False)
    collecting.Collector(app)
    return gallery.run(app, folder, language)
