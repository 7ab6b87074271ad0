"""What every editor of one field has: a value that is shown, and one that is handed on."""

from abc import abstractmethod
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget
from typing_extensions import override

from desktop.models import field_wrong
from desktop.models.facade import Item, Items
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.theme.icons import Role, pixmap
from desktop.theme.look import em, space
from i18n import tr
from sync.model.kinds import values
from sync.model.kinds.declaration import Field


@dataclass(frozen=True, slots=True)
class Around:
    """Whom an editor asks for what lies outside its own field."""

    items: Items
    tasks: Tasks


class Framed(QWidget):
    """Where one field is shown; ``edited`` is emitted for typing, never for showing."""

    edited = Signal(str)
    item_wanted = Signal(str)

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.inner = parts.column(self, gap=1)

    @abstractmethod
    def text(self) -> str:
        """Return the value as it is to be kept."""

    @abstractmethod
    def set_text(self, text: str) -> None:
        """Show *text*, leaving the cursor where it is if that can be."""

    def begin(self, text: str) -> None:
        """Show *text* as the value of another item."""
        self.set_text(text)

    def draft(self) -> str:
        """Return what was typed and is no value yet."""
        return ""

    def resume(self, draft: str) -> None:
        """Go on with what was typed before."""

    def finish(self) -> None:
        """Hand on what stands in a line of its own and waits for Enter: the window may be about to go."""

    def meet(self, item: Item) -> None:
        """Take note of the item whose field this is."""

    def heed(self, field: str, text: str) -> None:
        """Take note of what was typed in another field of the same item."""

    def say(self, label: str, help_text: str) -> None:
        """Be called so by those who hear it."""

    def _tell(self) -> None:
        self.edited.emit(self.field.name)


class Sign(QWidget):
    """One sentence beside its picture, only while there is something to say."""

    def __init__(self) -> None:
        super().__init__()
        inner = parts.row(self, gap=1.5)
        self._picture = parts.picture("circle-alert", round(em() * 1.1))
        self.words = parts.label("", "strong")
        inner.addWidget(self._picture)
        inner.addWidget(self.words, 1)
        self.hide()

    def show_words(self, text: str, *, wrong: bool = True) -> None:
        picture, role = ("circle-alert", Role.LinkVisited) if wrong else ("info", Role.PlaceholderText)
        self._picture.setPixmap(pixmap(picture, self._picture.width(), role))
        self.words.setProperty("role", "strong" if wrong else "hint")
        self.words.style().polish(self.words)
        self.words.setText(text)
        self.setVisible(bool(text))


class Typed(Framed):
    """A value with a form of its own: what is none yet is marked, stays, and is not handed on."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self._kept = ""
        self._filled: str | None = None  # what the parts made of it, where they show it
        self._quiet = False
        self.sign = Sign()
        self.setAccessibleName(tr(field.label))

    # ------------------------------------------------------------ of each type
    @abstractmethod
    def raw(self) -> str:
        """Return what stands in the parts, as near to a value as it is."""

    @abstractmethod
    def show_value(self, text: str) -> None:
        """Put a value into the parts, or show plainly what is none."""

    def _wrong(self) -> str:
        """Return what to do where something typed is no value yet."""
        return field_wrong.sentence(self.field.type)

    # ------------------------------------------------------------ of all
    @override
    def text(self) -> str:
        found = self.value()
        return self._kept if found is None else found

    def value(self) -> str | None:
        """Return the value in its one form, or None while it is none; what came so from elsewhere stays."""
        raw = self.raw()
        if raw == self._filled:
            return self._kept
        try:
            return values.checked(self.field, raw)
        except values.BadValue:
            return None

    @override
    def set_text(self, text: str) -> None:
        if self.value() is None:
            self._kept, self._filled = text, None
        elif text != self.text():
            self.begin(text)

    @override
    def begin(self, text: str) -> None:
        self._kept = text
        self._fill(text)
        self._filled = self.raw()
        self.judge()

    @override
    def draft(self) -> str:
        return self.raw() if self.value() is None else ""

    @override
    def resume(self, draft: str) -> None:
        self._fill(draft)
        self.judge()

    def judge(self) -> None:
        """Say what is missing, where something is."""
        found = self.value()
        if found is None:
            self.sign.show_words(" ".join((self._wrong(), tr("It is not kept yet."))))
        elif found and not self._is_sound(found):
            self.sign.show_words(tr("This is kept as it was written elsewhere."), wrong=False)
        else:
            self.sign.show_words("")
        stop = self.focusProxy() or self
        stop.setAccessibleDescription("" if self.sign.isHidden() else self.sign.words.text())

    def on_typed(self, *_what: object) -> None:
        """Hand on what is a value already; what is none is only marked when typing ends."""
        if not self._quiet:
            if self._take_over():
                self.judge()
            self._tell()

    def on_done(self, *_what: object) -> None:
        """The same, and say at once what is missing."""
        if not self._quiet:
            self._take_over()
            self._tell()
            self.judge()

    def _take_over(self) -> bool:
        """Take what stands in the parts for the value, where it is one."""
        found = self.value()
        if found is None:
            return False
        self._kept, self._filled = found, self.raw()
        return True

    def _fill(self, text: str) -> None:
        self._quiet = True
        self.show_value(text)
        self._quiet = False

    def _is_sound(self, text: str) -> bool:
        try:
            values.checked(self.field, text)
        except values.BadValue:
            return False
        return True


def choice_of(name: str) -> QComboBox:
    made = parts.ChoiceBox()
    made.setAccessibleName(name)
    made.setMinimumHeight(space(8))
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(8)
    return made
