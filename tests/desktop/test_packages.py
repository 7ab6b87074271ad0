"""Packages of several files: whichever is opened first, all that can be read is read."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.dialogs.packages import OpenPackageDialog
from desktop.tasks import Tasks
from sync.errors import PackageForeign
from tests.desktop.carried import Packages
from tests.desktop.rows import PackageRead

NEWS, KEYS = Path("notes.pack"), Path("notes-2.pack")


class InTwoFiles(Packages):
    """Nothing opens the news before the keys came, as after the key of a space was changed."""

    def __init__(self, *, for_us: bool) -> None:
        self.for_us = for_us
        self.opened: list[Path] = []

    def read(
        self,
        path: Path,
        *,
        progress: Callable[[int, int], None] | None = None,  # noqa: ARG002
        cancelled: Callable[[], bool] | None = None,  # noqa: ARG002
    ) -> PackageRead:
        if path == NEWS and not (self.for_us and KEYS in self.opened):
            raise PackageForeign
        self.opened.append(path)
        return PackageRead()


@pytest.mark.parametrize("order", [[NEWS, KEYS], [KEYS, NEWS]])
def test_the_file_with_the_keys_may_come_last(order: list[Path], tasks: Tasks, qtbot: QtBot) -> None:
    packages = InTwoFiles(for_us=True)
    dialog = OpenPackageDialog(packages, order, tasks)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(dialog.is_done)
    assert packages.opened == [KEYS, NEWS]
    assert not dialog.banner.text()


@pytest.mark.parametrize(
    ("paths", "what"),
    [
        ([NEWS, KEYS], "A part of this package is closed to this notebook."),
        ([NEWS], "This package is not for this notebook."),
    ],
)
def test_what_stays_closed_is_said(paths: list[Path], what: str, tasks: Tasks, qtbot: QtBot) -> None:
    dialog = OpenPackageDialog(InTwoFiles(for_us=False), paths, tasks)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(dialog.is_done)
    assert what in dialog.banner.text()
