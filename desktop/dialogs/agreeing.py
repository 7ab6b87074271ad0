"""How many have agreed to something, who has, and who is still missing: said the same way everywhere."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.models.facade_belonging import Decision, DecisionRow
from desktop.models.plain import isolated
from desktop.theme import parts
from i18n import tr

NAMES_MAX = 12


def counted(agreed: int, needed: int) -> str:
    return tr("{agreed} of {needed} have agreed.", agreed=agreed, needed=needed)


def names(people: Sequence[str]) -> str:
    """Return some names in a row, and whether there are more."""
    shown = [isolated(each, 40) if each else tr("No name") for each in people[:NAMES_MAX]]
    more = ["…"] if len(people) > NAMES_MAX else []
    return tr(", ").join(shown + more)


def who(row: DecisionRow) -> list[str]:
    """Return who agreed and who is missing, a line each."""
    lines = [tr("Agreed: {names}", names=names(row.agreed))] if row.agreed else []
    return [*lines, tr("Not yet: {names}", names=names(row.missing))] if row.missing else lines


def view(row: DecisionRow) -> QWidget:
    """Return the count with the names below it."""
    box = QWidget()
    inner = parts.column(box, gap=1)
    inner.addWidget(parts.label(counted(len(row.agreed), row.needed), "strong"))
    for each in who(row):
        inner.addWidget(parts.label(each, "hint"))
    return box


def found(rows: Sequence[DecisionRow], subject: str, what: str, organisation: str = "") -> DecisionRow | None:
    """Return the open decision about *subject*, if there is one."""
    return next(
        (row for row in rows
         if row.subject_id == subject and row.what == what and row.organisation == organisation), None
    )  # fmt: skip


def waits(decision: Decision) -> list[str]:
    """Say that others must agree too."""
    return [
        counted(decision.agreed, decision.needed),
        tr("It happens as soon as enough organisers agree. They see it under “Decisions”."),
    ]
