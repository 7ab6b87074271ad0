"""Recovery sheets: made, shown one at a time, printed or handed to a colleague's notebook, tried once."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLabel, QRadioButton, QWidget
from typing_extensions import override

from desktop.dialogs import files, qrcode, sheets_print
from desktop.dialogs.flow import Flow, told
from desktop.dialogs.invite import save_bytes
from desktop.dialogs.sheets_enter import EnterSheets
from desktop.models.cures import Cures
from desktop.models.facade_security import Recovery, SheetRow, SheetSet
from desktop.models.plain import isolated
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.theme.look import em, space
from i18n import sheets, tr

SETS = ((3, 2), (5, 3))  # sheets, and how many of them are needed
IN_A_ROW = 3


def words_grid(words: Sequence[str]) -> QWidget:
    """Return numbered words, some in a row; they are English and run from left to right."""
    box = parts.frame("soft")
    box.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    grid = QGridLayout(box)
    grid.setHorizontalSpacing(space(4))
    grid.setVerticalSpacing(space(1))
    for number, word in enumerate(words):
        shown = parts.label(f"{number + 1}. {word}", "strong", wrap=False)
        grid.addWidget(shown, number // IN_A_ROW, number % IN_A_ROW)
    box.setAccessibleName(" ".join(words))
    return box


def picture(text: str, side: int) -> QLabel:
    made = QLabel()
    made.setPixmap(qrcode.drawn(text, side))
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    made.setAccessibleName(tr("The same as a QR picture"))
    return made


class MakeSheetsDialog(Flow):
    """*known* is the set that there is already, if there is one."""

    made = Signal()
    handing = Signal(object)

    def __init__(
        self, recovery: Recovery, known: SheetSet | None, cures: Cures, tasks: Tasks, parent: QWidget | None
    ) -> None:
        super().__init__(tr("Recovery sheets"), tasks, parent, width_em=50)
        self._recovery, self._cures = recovery, cures
        self._sheets: Sequence[SheetRow] = ()
        self._group = QButtonGroup(self)
        self.show_step([self._asked(known)], tr("Make the sheets"), self._on_make_clicked)

    def _asked(self, known: SheetSet | None) -> QWidget:
        box = QWidget()
        inner = parts.column(box, gap=3)
        for line in (
            tr("If you forget your words, people you trust bring their sheets together and it opens again."),
            tr("One sheet alone opens nothing. Give each to somebody else, and none to yourself."),
            *([tr("Sheets made before no longer open this notebook.")] if known is not None else []),
        ):
            inner.addWidget(parts.label(line))
        for shares, need in SETS:
            text = tr("{shares} sheets, of which any {need} are enough", shares=shares, need=need)
            button = QRadioButton(text)
            button.setAccessibleName(text)
            button.setChecked((shares, need) == SETS[0])
            self._group.addButton(button, shares)
            inner.addWidget(button)
        hint = tr("They are shown once, one after the other. Have a printer ready, or pen and paper.")
        inner.addWidget(parts.label(hint, "hint"))
        return box

    def choose(self, shares: int) -> None:
        self._group.button(shares).setChecked(True)

    def _on_make_clicked(self) -> None:
        shares = self._group.checkedId()
        need = dict(SETS)[shares]
        self.setEnabled(False)
        self.tasks.run(
            partial(self._recovery.make, shares, need), self._on_made, self.show_problem, long=True
        )

    def _on_made(self, made: Sequence[SheetRow]) -> None:
        self._sheets = made
        self.made.emit()
        self.show_sheet(0)

    def show_sheet(self, number: int) -> None:
        """Show the sheet with this number, counted from 0, and none of the others."""
        sheet = self._sheets[number]
        last = number + 1 == len(self._sheets)
        title = parts.label(sheets.title(sheet), "heading")
        needed = parts.label(
            tr("Any {need} of them together open the notebook. One alone opens nothing.", need=sheet.need),
            "hint",
        )
        words = QWidget()
        line = parts.row(words, gap=5)
        if self.screen().availableSize().width() >= 60 * em():
            line.addWidget(picture(sheet.qr_text, 15 * em()), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(words_grid(sheet.words), 1)
        verb = tr("I have it; try them") if last else tr("I have it; next sheet")
        then = self.show_trial if last else partial(self.show_sheet, number + 1)
        self.banner.clear()
        self.show_step([title, needed, words, self._ways(sheet)], verb, then)
        self.leave_with(tr("Stop here"))

    def _ways(self, sheet: SheetRow) -> QWidget:
        box = QWidget()
        inner = parts.column(box, gap=2)
        line = parts.row(gap=3)
        line.addWidget(parts.button(tr("Print…"), "printer", then=partial(sheets_print.ask, self, sheet)))
        line.addWidget(
            parts.button(tr("Seal for a colleague…"), "users", then=partial(self.handing.emit, sheet))
        )
        line.addStretch(1)
        inner.addLayout(line)
        inner.addWidget(
            parts.button(tr("Save as a file anyone can read…"), role="link", then=partial(self.save, sheet))
        )
        hint = tr("Use a printer you trust. Nothing is saved on this computer unless you save it.")
        inner.addWidget(parts.label(hint, "hint"))
        return box

    def save(self, sheet: SheetRow) -> None:
        name = f"{sheet.set_id}-{sheet.number}.txt"
        files.choose_save(self, tr("Save this sheet"), name, partial(self._on_place_chosen, sheet))

    def _on_place_chosen(self, sheet: SheetRow, paths: list[Path]) -> None:
        data = sheets.text(sheet).encode()
        self.tasks.run(partial(save_bytes, paths[0], data), self._on_saved, self.show_problem)

    def _on_saved(self, path: Path) -> None:
        self.banner.show_words(
            tr("Saved as {name}.", name=isolated(path.name)),
            tr("Remove the file as soon as its keeper has it."),
        )
        self.fit_soon()

    @override
    def reject(self) -> None:
        """Close, but say first what becomes of sheets that nobody has written down."""
        if not self._sheets or self.banner.text():
            super().reject()
            return
        self.banner.show_words(
            tr("Sheets that you do not have on paper now are never shown again."),
            tr("The sheets before these open nothing any more. Press again to stop here all the same."),
        )
        self.fit_soon()

    def show_trial(self) -> None:
        self._sheets = ()
        try_them(self, self._recovery, self._cures)


class TrySheetsDialog(Flow):
    def __init__(self, recovery: Recovery, cures: Cures, tasks: Tasks, parent: QWidget | None) -> None:
        super().__init__(tr("Try the recovery sheets"), tasks, parent)
        try_them(self, recovery, cures)


def try_them(flow: Flow, recovery: Recovery, cures: Cures) -> EnterSheets:
    """Let somebody enter enough sheets in *flow*, as if the words were forgotten."""
    enter = EnterSheets(cures, flow.tasks)
    enter.setObjectName("sheets")
    enter.sized.connect(flow.fit_soon)
    enter.ready_changed.connect(lambda: flow.go.setEnabled(enter.is_ready()))
    said = tr("Enter some of them from paper, as if you had forgotten your words. Nothing is changed.")

    def go() -> None:
        flow.setEnabled(False)
        work = partial(recovery.rehearse, enter.texts())
        flow.tasks.run(work, partial(_on_tried, flow, enter), flow.show_problem)

    flow.show_step([parts.label(said), enter], tr("Try"), go)
    flow.go.setEnabled(False)
    flow.leave_with(tr("Later"))
    return enter


def _on_tried(flow: Flow, enter: EnterSheets, fits: bool) -> None:  # noqa: FBT001 - what the engine answers
    flow.setEnabled(True)
    if fits:
        good = parts.label(tr("These sheets open this notebook."), "heading")
        flow.show_step([good, told([tr("Bring them to the people who keep them, and close this.")])])
        return
    enter.clear()
    flow.banner.show_words(
        tr("These sheets are whole, but they are not for this notebook."),
        tr("Look for the set that was made last, or another notebook."),
    )
