"""Bringing things in from ordinary files of many sorts, and taking them out again."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.dialogs import files, reasons
from desktop.dialogs.careful import Found
from desktop.dialogs.flow import open_over
from desktop.dialogs.letters import LettersPage
from desktop.dialogs.mapping import MappingDialog
from desktop.dialogs.progress import Progress
from desktop.dialogs.saving import SavingSheet
from desktop.dialogs.sheet import Sheet
from desktop.dialogs.whole import BringBackDialog, TakeEverythingDialog
from desktop.models.facade import Brought, Session
from desktop.models.facade_belonging import SpaceRow
from desktop.models.facade_words import Forms
from desktop.models.plain import isolated
from desktop.models.staying import Held
from desktop.models.wording import Wording
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.theme.look import em
from desktop.theme.report import Report
from i18n import brought_in, language, tr, tr_n
from sync.engine.bringing import Assumed
from sync.engine.mapping_out import Sheet as TableSheet
from sync.errors import Problem
from sync.exchange import feeds, going, icalendar, markdown, vcard
from sync.exchange.tables import ENDINGS
from sync.model.kinds import ALL
from sync.model.kinds.declaration import NOWHERE


class ImportDialog(Sheet):
    def __init__(
        self, session: Session, space: SpaceRow, tasks: Tasks, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Bring things into {space}", space=isolated(space.name)), tasks, parent)
        self._session, self._space = session, space
        self._waiting: list[Path] = []
        self.asked: QWidget | None = None
        self._choices = QWidget()
        choices = parts.column(self._choices, gap=3)
        for picture, text, then in (
            ("folder-open", tr("A folder of notes (Markdown or text)"), self._on_folder_wanted),
            ("file-text", tr("Single notes (Markdown or text)"), self._on_notes_wanted),
            ("contact", tr("Contacts (.vcf)"), self._on_contacts_wanted),
            ("calendar", tr("Calendars (.ics)"), self._on_calendars_wanted),
            ("columns-2", tr("Tables (CSV or Excel)"), self._on_tables_wanted),
            ("library", tr("References (BibTeX, RIS, CSL)"), self._on_references_wanted),
            ("newspaper", tr("News of a portal, saved as a file"), self._on_news_wanted),
            ("notebook", tr("A whole export of Joplin (.jex)"), self._on_joplin_wanted),
            ("upload", tr("A whole notebook, from open files"), self._on_notebook_wanted),
        ):
            choices.addWidget(parts.Choice(picture, text, then))
        choices.addWidget(parts.label(tr("The files stay as they are; this makes copies."), "hint"))
        self.body.addWidget(self._choices)
        self.progress = Progress()
        self.body.addWidget(self.progress)
        self.outcome = parts.label("", "heading")
        self.outcome.hide()
        self.body.addWidget(self.outcome)
        self.report = Report()
        self.report.setAccessibleName(tr("What could not be read, and why"))
        self.report.setMinimumHeight(8 * em())
        self.report.hide()
        self.body.addWidget(self.report, 1)
        self.body.addStretch(1)
        self.add_close()

    def bring_in(self, paths: Sequence[Path]) -> None:
        """Bring files in; of tables is asked afterwards, one by one, what their columns are."""
        self._waiting = [path for path in paths if path.suffix.casefold() in ENDINGS]
        others = [path for path in paths if path not in self._waiting]
        if others:
            self._choices.hide()
            then = partial(self._on_assumed, others)
            self.tasks.run(partial(self._session.transfer.assumed, others), then, self._on_failed)
        else:
            self._open_tables()
            self.accept()

    def _open_tables(self) -> None:
        if self._waiting:
            parent = self.parentWidget()
            open_over(MappingDialog(self._session.tables, self._space, self._waiting, self.tasks, parent))
            self._waiting = []

    def _on_assumed(self, paths: Sequence[Path], found: Sequence[Assumed]) -> None:
        """Ask what files are written in that do not say it."""
        if not found:
            self._bring_in(paths)
            return
        self.asked = QWidget()
        inner = parts.column(self.asked, gap=3)
        page = LettersPage(found)
        inner.addWidget(page)
        go = parts.button(
            tr("Bring them in"), role="primary", then=lambda: self._bring_in(paths, page.chosen())
        )
        inner.addWidget(go, 0, Qt.AlignmentFlag.AlignLeading)
        self.body.insertWidget(0, self.asked)
        go.setFocus()
        self.fit_soon()

    def _bring_in(self, paths: Sequence[Path], encoding: str = "") -> None:
        if self.asked is not None:
            self.asked.hide()
            self.asked.deleteLater()
            self.asked = None
        self.progress.begin()
        self.tasks.run(
            partial(
                self._session.transfer.bring_in,
                self._space.id,
                paths,
                progress=self.progress.tell,
                cancelled=self.progress.is_stopped,
                encoding=encoding,
            ),
            self._on_brought,
            self._on_failed,
            long=True,
        )

    @override
    def reject(self) -> None:
        self.progress.stop()
        super().reject()

    def _on_folder_wanted(self) -> None:
        files.choose_folder(self, tr("Choose a folder of notes"), self.bring_in)

    def _on_notes_wanted(self) -> None:
        kinds = files.kinds(tr("Notes"), _patterns(markdown.ENDINGS))
        files.choose_open(self, tr("Choose notes"), kinds, self.bring_in, several=True)

    def _on_contacts_wanted(self) -> None:
        kinds = files.kinds(tr("Contacts"), _patterns(vcard.ENDINGS))
        files.choose_open(self, tr("Choose contacts"), kinds, self.bring_in, several=True)

    def _on_calendars_wanted(self) -> None:
        kinds = files.kinds(tr("Calendars"), _patterns(icalendar.ENDINGS))
        files.choose_open(self, tr("Choose calendars"), kinds, self.bring_in, several=True)

    def _on_tables_wanted(self) -> None:
        kinds = files.kinds(tr("Tables"), _patterns(ENDINGS))
        files.choose_open(self, tr("Choose tables"), kinds, self.bring_in, several=True)

    def _on_references_wanted(self) -> None:
        kinds = files.kinds(tr("References"), _patterns(going.REFERENCES))
        files.choose_open(self, tr("Choose references"), kinds, self.bring_in, several=True)

    def _on_news_wanted(self) -> None:
        kinds = files.kinds(tr("News of a portal"), _patterns(feeds.ENDINGS))
        files.choose_open(self, tr("Choose saved news"), kinds, self.bring_in, several=True)

    def _on_joplin_wanted(self) -> None:
        kinds = files.kinds(tr("Exports of Joplin"), "*.jex")
        files.choose_open(self, tr("Choose the export"), kinds, self.bring_in)

    def _on_notebook_wanted(self) -> None:
        """A whole notebook has spaces of its own, so it is asked about in its own window."""
        self.accept()
        open_over(BringBackDialog(self._session, self.tasks, self.parentWidget()))

    def _on_brought(self, brought: Brought) -> None:
        self.progress.end()
        self._open_tables()
        self.outcome.setText(_told(brought))
        self.outcome.show()
        lines = [f"{isolated(each.name)}: {reasons.words(each.reason)}" for each in brought.refused]
        lines = [tr("These could not be read:"), *lines] if lines else []
        lines += [f"{isolated(each.name)}: {brought_in.remark(each.remark)}" for each in brought.remarks]
        self.report.setPlainText("\n".join(lines))
        self.report.setVisible(bool(lines))
        self.fit_soon()

    def _on_failed(self, problem: Problem) -> None:
        self.progress.end()
        self._choices.show()
        if problem.code == "cancelled":
            self.banner.show_words(tr("Stopped. What was read before stays in your notebook."))
        self.show_problem(problem)
        self.fit_soon()


def _patterns(endings: Iterable[str]) -> str:
    return " ".join(f"*{ending}" for ending in sorted(endings))


def _told(brought: Brought) -> str:
    added, came, here = brought.added, brought.files, brought.here
    if added:
        now = tr_n("{count} item is in your notebook now.", "{count} items are in your notebook now.", added)
    else:
        now = tr("Nothing was brought in.") if brought.refused else tr("Nothing new was in it.")
    said = [now]
    if came:
        said.append(tr_n("{count} file came with them.", "{count} files came with them.", came))
    if here:
        said.append(brought_in.here(here))
    return "\n".join(said)


class ExportDialog(SavingSheet):
    """Takes out all of one kind in a space."""

    def __init__(
        self, session: Session, space: SpaceRow, tasks: Tasks, parent: QWidget | None = None
    ) -> None:
        heading = tr("Take things out of {space}", space=isolated(space.name))
        kinds = [(tr(kind.plural), kind.name) for kind in ALL.values() if kind.section != NOWHERE]
        super().__init__(heading, kinds, tasks, parent)
        self._session, self._space = session, space
        self.whole = parts.Choice("upload", tr("The whole notebook, as open files"), self._on_whole_wanted)
        self.body.insertWidget(0, self.whole)
        tasks.run(partial(session.wording.shown, space.id, language()), self._name_kinds)

    @override
    def check(self) -> Callable[[], Found]:
        return partial(self._session.wording.check_kind, self._space.id, str(self.kind.currentData()))

    @override
    def audiences(self, kind: str) -> Sequence[str]:
        return self._session.transfer.audiences([self._space.id])

    @override
    def held(self, kind: str) -> Sequence[Held]:
        lists = self._session.items.lists
        return lists.held(lists.ids(self._space.id, kind))

    @override
    def write(self, kind: str, target: Path, fields: Sequence[str]) -> int:
        told, stopped, space = self.progress.tell, self.progress.is_stopped, self._space.id
        known = self._session.transfer.known_as(self.known_as)
        return known.take_out(space, kind, target, fields=fields, progress=told, cancelled=stopped)

    @override
    def write_table(self, sheet: TableSheet, target: Path) -> int:
        told, stopped = self.progress.tell, self.progress.is_stopped
        tables = self._session.tables.known_as(self.known_as)
        return tables.take_out_all(self._space.id, target, sheet, progress=told, cancelled=stopped)

    def _on_whole_wanted(self) -> None:
        self.reject()
        open_over(TakeEverythingDialog(self._session, self.tasks, self.parentWidget()))

    def _name_kinds(self, own: Mapping[str, Forms]) -> None:
        """Call what there is here as the space does."""
        wording = Wording(own)
        for at in range(self.kind.count()):
            self.kind.setItemText(at, wording.say(f"kind.{self.kind.itemData(at)}.many"))
