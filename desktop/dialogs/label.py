"""How the notebook shows outside: its name on windows and papers, and its picture."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QWidget

from desktop.dialogs.sheet import Sheet
from desktop.models import label
from desktop.models.label import ICONS, Label
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.theme.icons import Role, icon
from desktop.theme.look import em, space
from i18n import tr

IN_A_ROW = 3
FEW, LARGE_PX = 2, 20  # fewer beside each other where text is large


def icon_words(name: str) -> str:
    return {
        "notebook": tr("Notebook"),
        "book-open": tr("Open book"),
        "folder": tr("Folder"),
        "calendar": tr("Calendar"),
        "clipboard": tr("Clipboard"),
        "library": tr("Books"),
        "house": tr("House"),
        "star": tr("Star"),
    }[name]


class LabelDialog(Sheet):
    """Emits what was chosen; somebody else keeps it."""

    chosen = Signal(object)

    def __init__(self, now: Label, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tr("How it shows outside"), tasks, parent, width_em=42)
        self.body.addWidget(
            parts.label(
                tr("This name and picture stand on windows, the task bar and in the list of the printer.")
            )
        )
        self.name = parts.line(tr("Name"), hint=now.name)
        self.name.setMaxLength(label.LONGEST)
        self.name.setText(now.name)
        self.body.addWidget(parts.labelled(tr("Name"), self.name))
        self.body.addWidget(parts.label(tr("Picture"), "strong"))
        self.body.addLayout(self._pictures(now.icon))
        self.body.addWidget(
            parts.label(
                tr("It can be read without your words. Choose something that says nothing about people."),
                "hint",
            )
        )
        self.body.addStretch(1)
        self.add_close(tr("Cancel"))
        self.go = self.add_primary(tr("Show it like this"), self._on_go_clicked)
        self.name.textChanged.connect(self._on_changed)

    def choose(self, icon_name: str) -> None:
        self._group.button(ICONS.index(icon_name)).setChecked(True)

    def _pictures(self, now: str) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(space(3))
        grid.setVerticalSpacing(space(2))
        self._group = QButtonGroup(self)
        side = round(1.6 * em())
        across = FEW if em() >= LARGE_PX else IN_A_ROW
        for number, name in enumerate(ICONS):
            button = QRadioButton(icon_words(name))
            button.setAccessibleName(icon_words(name))
            button.setIcon(icon(name, Role.WindowText, gap=True))
            button.setIconSize(parts.beside_words())
            button.setMinimumHeight(side)
            button.setChecked(name == now)
            self._group.addButton(button, number)
            grid.addWidget(button, number // across, number % across)
        return grid

    def _on_changed(self, text: str) -> None:
        self.go.setEnabled(bool(label.tidied(text)))

    def _on_go_clicked(self) -> None:
        self.chosen.emit(Label(label.tidied(self.name.text()), ICONS[self._group.checkedId()]))
        self.accept()
