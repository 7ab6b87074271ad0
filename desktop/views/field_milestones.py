"""Dated lines that can be ticked off."""

import re

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.theme import parts
from desktop.theme.look import em, space
from desktop.views.field_days import DayLine
from desktop.views.field_rows import FieldRow, RowsField
from i18n import tr
from sync.model.kinds.values import MILESTONE

TICK = re.compile(r"\[([ xX])\] ?(.*)")


class MilestoneRow(FieldRow):
    def __init__(self) -> None:
        super().__init__()
        self.tick = parts.box("")
        self.tick.setMinimumSize(space(7), space(7))
        self.days = DayLine("")
        self.days.line.setMaximumWidth(9 * em())
        self.words = parts.line("")
        self.words.setMinimumWidth(6 * em())
        self.outer.addWidget(self.tick)
        self.outer.addWidget(self.days)
        self.outer.addWidget(self.words, 1)
        self.tick.toggled.connect(lambda _on: self.done.emit())
        self.days.done.connect(self.done)
        self.number(1)

    @override
    def line(self) -> str:
        day, words = self.days.text(), self.words.text().strip()
        if not (day or words):
            return ""
        return f"[{'x' if self.tick.isChecked() else ' '}] {' '.join(each for each in (day, words) if each)}"

    @override
    def show_line(self, text: str) -> None:
        """Show what is no milestone as words alone."""
        found, ticked = MILESTONE.fullmatch(text), TICK.fullmatch(text)
        self.tick.setChecked(bool(ticked) and ticked[1] in "xX" if ticked else False)
        self.days.set_text(found[2] if found else "")
        self.words.setText(((found[3] or "") if found else ticked[2] if ticked else text).strip())

    @override
    def stops(self) -> list[QWidget]:
        return [self.days.line, self.words, self.tick]

    @override
    def number(self, at: int) -> None:
        self.tick.setAccessibleName(tr("Done, line {number}", number=at))
        self.days.say(tr("Day, line {number}", number=at))
        self.words.setAccessibleName(tr("What, line {number}", number=at))
        self.remove.setAccessibleName(tr("Remove line {number}", number=at))


class MilestonesField(RowsField):
    @override
    def made_row(self) -> FieldRow:
        return MilestoneRow()

    @override
    def words_of_add(self) -> str:
        return tr("Add a line")
