"""Packages: news of a space as a file, carried by hand, and the file that asks for what is missing."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QWidget
from typing_extensions import override

from desktop.dialogs import files
from desktop.dialogs.invite import save_bytes
from desktop.dialogs.join import read_small
from desktop.dialogs.progress import Progress
from desktop.dialogs.sheet import Sheet
from desktop.models.facade import Packages, Read, Written
from desktop.models.facade_belonging import SpaceRow
from desktop.models.plain import isolated
from desktop.tasks import Tasks
from desktop.theme import parts
from i18n import tr, tr_n
from sync.errors import PackageForeign, PackagePartClosed, Problem


class MakePackageDialog(Sheet):
    def __init__(
        self, packages: Packages, space: SpaceRow, tasks: Tasks, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Make a package"), tasks, parent)
        self._packages, self._space = packages, space
        self._want: Path | None = None
        text = tr(
            "A package is one file with what is written in {space}. Only people in this space can open it.",
            space=isolated(space.name),
        )
        self.body.addWidget(parts.label(text))
        self.only = QCheckBox(tr("Only what is on their list of wishes"))
        self.only.setAccessibleName(self.only.text())
        self.only.clicked.connect(self._on_only_clicked)
        self.body.addWidget(self.only)
        self._want_name = parts.label("", "hint")
        self._want_name.hide()
        self.body.addWidget(self._want_name)
        self.body.addWidget(
            parts.label(
                tr("Carry it on a stick or send it any way you like. Opening it twice does no harm."), "hint"
            )
        )
        wish = parts.button(tr("Save my own list of wishes"), "list-checks", then=self._on_want_wanted)
        line = parts.row()
        line.addWidget(wish)
        line.addStretch(1)
        self.body.addLayout(line)
        self.progress = Progress()
        self.body.addWidget(self.progress)
        self.body.addStretch(1)
        self._close = self.add_close(tr("Cancel"))
        self.write = self.add_primary(tr("Save the package"), self._on_write_wanted, "package")

    @override
    def reject(self) -> None:
        self.progress.stop()
        super().reject()

    def _on_only_clicked(self) -> None:
        if not self.only.isChecked():
            self._want = None
            self._want_name.hide()
            return
        self.only.setChecked(False)
        kinds = files.kinds(tr("Lists of wishes"), "*.pack")
        files.choose_open(self, tr("Choose their list of wishes"), kinds, self._on_want_chosen)

    def _on_want_chosen(self, paths: list[Path]) -> None:
        self._want = paths[0]
        self.only.setChecked(True)
        self._want_name.setText(isolated(paths[0].name))
        self._want_name.show()

    def _on_want_wanted(self) -> None:
        files.choose_save(self, tr("Save my list of wishes"), "wishes.pack", self._on_want_place_chosen)

    def _on_want_place_chosen(self, paths: list[Path]) -> None:
        self.tasks.run(
            lambda: save_bytes(paths[0], self._packages.want(self._space.id)),
            self._on_want_saved,
            self.show_problem,
        )

    def _on_want_saved(self, path: Path) -> None:
        self.banner.show_words(
            tr("Saved as {name}.", name=isolated(path.name)),
            tr("Give it to someone in this space: their package then holds only what you are missing."),
        )

    def _on_write_wanted(self) -> None:
        files.choose_save(self, tr("Save the package"), "notes.pack", self._on_place_chosen)

    def _on_place_chosen(self, paths: list[Path]) -> None:
        want = self._want

        def work() -> Written:
            wish = read_small(want) if want is not None else None
            return self._packages.write(
                self._space.id,
                paths[0],
                want=wish,
                progress=self.progress.tell,
                cancelled=self.progress.is_stopped,
            )

        self.write.setEnabled(False)
        self.progress.begin()
        self.tasks.run(work, self._on_written, self._on_failed, long=True)

    def _on_written(self, written: Written) -> None:
        self.progress.end()
        self._close.setText(tr("Close"))
        self._close.setAccessibleName(tr("Close"))
        self.write.setEnabled(True)
        self.banner.show_words(
            tr_n(
                "The package is saved, with {count} change.",
                "The package is saved, with {count} changes.",
                written.entries,
            ),
            _all_of(written.files),
        )
        self.fit_soon()

    def _on_failed(self, problem: Problem) -> None:
        self.progress.end()
        self.write.setEnabled(True)
        self.show_problem(problem)


def _all_of(written: Sequence[str]) -> str:
    """What to say where there are several files: one alone may be closed to who gets it."""
    if len(written) == 1:
        return ""
    names = isolated(" · ".join(Path(each).name for each in written))
    return tr("It has several files. Hand them over together: {names}", names=names)


class OpenPackageDialog(Sheet):
    """Says what came out of the packages at *paths*."""

    def __init__(
        self, packages: Packages, paths: list[Path], tasks: Tasks, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Open a package"), tasks, parent)
        self._packages = packages
        self._left = list(paths)
        self._closed: list[Path] = []
        self._key_came = self._any_read = self._working = False
        self._said = parts.column(gap=3)
        self.body.addWidget(
            parts.label(
                tr("Nothing in it is run, and nothing is sent. Changes are put into their space."), "hint"
            )
        )
        self.body.addLayout(self._said)
        self.progress = Progress()
        self.body.addWidget(self.progress)
        self.body.addStretch(1)
        self.add_close()
        self._next()

    @override
    def reject(self) -> None:
        self.progress.stop()
        super().reject()

    def is_done(self) -> bool:
        return not self._left and not self._working

    def _next(self) -> None:
        self._working = False
        if not self._left and self._key_came:  # one file may hold the key of another (A7.2)
            self._left, self._closed, self._key_came = self._closed, [], False
        if not self._left or self.progress.is_stopped():
            self._end()
            return
        path = self._left.pop(0)
        self._working = True
        self.progress.begin()
        self.tasks.run(
            lambda: self._packages.read(
                path, progress=self.progress.tell, cancelled=self.progress.is_stopped
            ),
            lambda read: self._on_read(path, read),
            lambda problem: self._on_failed(path, problem),
            long=True,
        )

    def _end(self) -> None:
        self.progress.end()
        for path in self._closed:
            self._say(isolated(path.name), "strong")
            self._say(tr("Closed to this notebook."), "hint")
        if self._closed:
            self.show_problem(PackagePartClosed() if self._any_read else PackageForeign())
        self.fit_soon()

    def _on_read(self, path: Path, read: Read) -> None:
        self._any_read = self._key_came = True
        self._say(isolated(path.name), "strong")
        self._say(tr_n("{count} change is new.", "{count} changes are new.", read.new))
        if read.known:
            text = tr_n("{count} change was here already.", "{count} changes were here already.", read.known)
            self._say(text, "hint")
        refused = read.refused if isinstance(read.refused, int) else len(read.refused)
        if refused:
            text = tr_n(
                "{count} change could not be taken in.", "{count} changes could not be taken in.", refused
            )
            self._say(text, "hint")
        self._next()

    def _on_failed(self, path: Path, problem: Problem) -> None:
        if isinstance(problem, PackageForeign):
            self._closed.append(path)
        else:
            self._say(isolated(path.name), "strong")
            self.show_problem(problem)
        self._next()

    def _say(self, text: str, role: str = "") -> None:
        self._said.addWidget(parts.label(text, role))
        self.fit_soon()
