"""Everything out of the notebook as open files, once careful words were looked at; and such a folder back."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.dialogs import files, reasons
from desktop.dialogs.careful import Found, Leaving, ask_first
from desktop.dialogs.flow import Flow, told
from desktop.models.facade_whole import BroughtBack, HoldsAll, TakenOut
from desktop.models.plain import isolated
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.theme.look import em
from desktop.theme.report import Report
from i18n import open_folder, tr, tr_n
from sync.engine.whole_export import Wish
from sync.errors import Problem

NAME = "notebook"
SHOWN_MAX = 20


class TakeEverythingDialog(Flow):
    def __init__(self, session: HoldsAll, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tr("Take everything out"), tasks, parent)
        self._session = session
        self._wish, self._press = Wish(""), 0
        self.show_asked()

    def show_asked(self) -> None:
        self.trash = parts.box(tr("What lies in the trash, too"))
        self.sources = parts.box(tr("Where things are known from, too"))
        self.held = parts.box(tr("What is not to be shared yet, too"))
        self.risk = parts.label(open_folder.sources(), "hint")
        self.risk.setVisible(self._wish.sources)
        self.sources.toggled.connect(self._on_sources_toggled)
        self.trash.setChecked(self._wish.trash)
        self.sources.setChecked(self._wish.sources)
        self.held.setChecked(self._wish.held)
        said = [
            tr("Each space becomes a folder of ordinary files."),
            tr("Any computer can read them, without this program."),
        ]
        warning = parts.label(open_folder.warning(), "strong")
        self.show_step(
            [told(said), warning, self.trash, self.held, self.sources, self.risk],
            tr("Choose where…"),
            self.ask,
        )

    def _on_sources_toggled(self, on: bool) -> None:  # noqa: FBT001 - what Qt sends
        self.risk.setVisible(on)
        self.fit_soon()

    def ask(self) -> None:
        """Look for careful words in all spaces first."""
        sources, trash, held = (box.isChecked() for box in (self.sources, self.trash, self.held))
        self._wish = Wish(open_folder.explained(), sources, trash, held=held)
        self._press += 1
        then = partial(self._choose, self._press)
        leaving = Leaving(partial(_careful, self._session, self._wish), tr("Take out all the same"), then)
        ask_first(leaving, self.tasks, self, self._on_failed)

    def _choose(self, press: int) -> None:
        if press != self._press:
            return  # it was pressed again, and that is looked through
        files.choose_folder(self, tr("Choose where the new folder goes"), self._on_place_chosen)

    def _on_place_chosen(self, paths: list[Path]) -> None:
        progress = self.begin(tr("Writing everything as open files…"))
        target = free(paths[0])
        work: Callable[[], TakenOut] = partial(
            self._session.whole.take_out, target, self._wish,
            progress=progress.tell, cancelled=progress.is_stopped,
        )  # fmt: skip
        self.tasks.run(work, partial(self.show_taken, target.name), self._on_failed, long=True)

    def show_taken(self, name: str, done: TakenOut) -> None:
        said = [
            tr("Saved as {name}.", name=isolated(name)),
            tr_n("{count} item is saved.", "{count} items are saved.", done.items),
        ]
        if done.files:
            said.append(tr_n("{count} file is saved.", "{count} files are saved.", done.files))
        if done.stayed:
            said.append(open_folder.stayed(done.stayed))
        if done.missing:
            said.append(tr("These files are not on this computer:"))
            said += [isolated(each, 60) for each in done.missing[:SHOWN_MAX]]
        self.show_step([parts.label(tr("Everything is taken out."), "heading"), told(said)])

    def _on_failed(self, problem: Problem) -> None:
        self.show_asked()
        if problem.code == "cancelled":
            self.banner.show_words(tr("Stopped. Nothing was saved."))
        else:
            self.show_problem(problem)


class BringBackDialog(Flow):
    """Each space of such a folder becomes a new space; what there is already stays as it is."""

    def __init__(self, session: HoldsAll, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tr("Bring everything in"), tasks, parent)
        self._session = session
        self.show_asked()

    def show_asked(self) -> None:
        said = tr("All of it goes into new spaces. Nothing here is changed by that.")
        folder = parts.Choice("folder-open", tr("A folder that everything was taken out to"), self._folder)
        joplin = parts.Choice("notebook", tr("A whole export of Joplin (.jex)"), self._joplin)
        self.show_step([parts.label(said), folder, joplin])

    def _folder(self) -> None:
        files.choose_folder(self, tr("Choose the folder"), self._on_folder_chosen)

    def _joplin(self) -> None:
        kinds = files.kinds(tr("Exports of Joplin"), "*.jex")
        files.choose_open(self, tr("Choose the export"), kinds, self._on_export_chosen)

    def _on_folder_chosen(self, paths: list[Path]) -> None:
        progress = self.begin(tr("Reading the folder…"))
        self._run(
            partial(
                self._session.whole.bring_in, paths[0],
                progress=progress.tell, cancelled=progress.is_stopped,
            )
        )  # fmt: skip

    def _on_export_chosen(self, paths: list[Path]) -> None:
        progress = self.begin(tr("Reading the export…"))
        whole, spaces = self._session.whole, self._session.spaces

        def work() -> BroughtBack:
            space = spaces.new(paths[0].stem[:60].strip() or NAME)
            return whole.bring_in_joplin(
                paths[0], space.id, progress=progress.tell, cancelled=progress.is_stopped
            )

        self._run(work)

    def _run(self, work: Callable[[], BroughtBack]) -> None:
        self.tasks.run(work, self.show_brought, self._on_failed, long=True)

    def show_brought(self, done: BroughtBack) -> None:
        said = [
            tr_n(
                "{count} item is in your notebook now.", "{count} items are in your notebook now.", done.added
            )
        ]
        if done.files:
            said.append(tr_n("{count} file came with them.", "{count} files came with them.", done.files))
        widgets: list[QWidget] = [parts.label(tr("Everything is brought in."), "heading"), told(said)]
        if done.refused:
            lines = [f"{isolated(each.name)}: {reasons.words(each.reason)}" for each in done.refused]
            report = Report()
            report.setAccessibleName(tr("What could not be read, and why"))
            report.setMinimumHeight(8 * em())
            report.setPlainText("\n".join([tr("These could not be read:"), *lines]))
            widgets.append(report)
        self.show_step(widgets)

    def _on_failed(self, problem: Problem) -> None:
        self.show_asked()
        if problem.code == "cancelled":
            self.banner.show_words(tr("Stopped. What was read before stays in your notebook."))
        else:
            self.show_problem(problem)


def free(folder: Path) -> Path:
    """Return a name of the day in *folder* that nothing has yet."""
    first = f"{NAME}-{dt.datetime.now(tz=dt.UTC).date().isoformat()}"
    number, path = 1, folder / first
    while path.exists():
        number += 1
        path = folder / f"{first}-{number}"
    return path


def _careful(session: HoldsAll, wish: Wish) -> Found:
    check, spaces = session.wording.check_space, [one for one in session.spaces.all() if not one.pending]
    return [one for space in spaces for one in check(space.id, trash=wish.trash)]
