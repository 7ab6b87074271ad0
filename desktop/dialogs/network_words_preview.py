"""How the words of a space will look: its sections, its button for something new, its list."""

from PySide6.QtWidgets import QFrame, QLabel, QWidget

from desktop.dialogs.flow import emptied
from desktop.models.wording import Wording
from desktop.theme import parts
from desktop.theme.icons import Role
from desktop.theme.look import em
from i18n import tr
from sync.model.kinds import ALL

MANY = 12


class WordsPreview(QFrame):
    """Nothing in it can be pressed, and nothing in it takes the keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName(tr("How it will look"))
        whole = parts.column(self, gap=2, margin=3)
        whole.addWidget(parts.label(tr("How it will look"), "strong"))
        self._list = parts.column(gap=2)
        whole.addLayout(self._list)
        whole.addStretch(1)

    def show_words(self, wording: Wording) -> None:
        emptied(self._list)
        for name, kind in ALL.items():
            self._list.addWidget(_section(kind.icon, wording.say(f"kind.{name}.many")))
            self._list.addWidget(parts.label(wording.count(f"kind.{name}.count", MANY), "hint"))
            self._list.addWidget(_button(wording.say(f"kind.{name}.new")))
            self._list.addWidget(parts.label(wording.say(f"kind.{name}.empty"), "hint"))
            self._list.addWidget(parts.rule())
        roles = (wording.say(f"role.{role}") for role in ("steward", "member", "reader"))
        self._list.addWidget(parts.label(" · ".join(roles)))

    def said(self) -> list[str]:
        """Return what is shown, for those who hear it."""
        return [each.text() for each in self.findChildren(QLabel) if each.text()]


def _section(picture: str, text: str) -> QWidget:
    box = QWidget()
    inner = parts.row(box, gap=2)
    inner.addWidget(parts.picture(picture, round(em() * 1.2)))
    inner.addWidget(parts.label(text, "strong"), 1)
    return box


def _button(text: str) -> QWidget:
    """Return what looks like a button, and shows its words whole however long they are."""
    made = parts.frame("soft")
    inner = parts.row(made, gap=2, margin=1.5)
    inner.addWidget(parts.picture("plus", em(), Role.PlaceholderText))
    inner.addWidget(parts.label(text, "hint"), 1)
    return made
