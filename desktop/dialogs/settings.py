"""Settings, kept inside the notebook: language, text, colours, locking, sending."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QSpinBox, QWidget

from desktop.dialogs.checkwords import CheckWords
from desktop.dialogs.sheet import Sheet
from desktop.models.facade import Me
from desktop.models.preferences import Preferences
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.theme.look import SCALES
from i18n import languages, tr


class SettingsDialog(Sheet):
    """Emits the preferences as they shall be; somebody else keeps them."""

    chosen = Signal(object)

    def __init__(self, now: Preferences, me: Me, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tr("Settings"), tasks, parent)
        self._me = me
        self.name = parts.line(tr("Your name"))
        self.name.setMaxLength(100)
        self.name.setText(me.name)
        self.language = _combo([(name, code) for code, name in languages().items()], now.language)
        self.scale = _combo([(f"{each} %", each) for each in SCALES], now.scale)
        self.scheme = _combo(
            [
                (tr("As the computer says"), "system"),
                (tr("Light"), "light"),
                (tr("Dark"), "dark"),
                (tr("High contrast"), "contrast"),
            ],
            now.scheme,
        )
        self.idle = QSpinBox()
        self.idle.setRange(1, 120)
        self.idle.setValue(now.idle_minutes)
        self.sending = _combo(
            [
                (tr("By itself"), "always"),
                (tr("Only when I press the button"), "pressed"),
                (tr("Never; packages only"), "never"),
            ],
            now.sending,
        )
        for text, widget in (
            (tr("Your name"), self.name),
            (tr("Language"), self.language),
            (tr("Text size"), self.scale),
            (tr("Colours"), self.scheme),
            (tr("Lock after this many minutes without a key or a click"), self.idle),
            (tr("Send and receive"), self.sending),
        ):
            self.body.addWidget(parts.labelled(text, widget))
        self.body.addWidget(parts.label(tr("Your check words"), "strong"))
        self.body.addWidget(CheckWords(me.check_words, me.digits))
        self.body.addStretch(1)
        self.add_close(tr("Cancel"))
        self.add_primary(tr("Keep these settings"), self._on_keep_clicked)

    def _on_keep_clicked(self) -> None:
        name = self.name.text().strip()
        if name and name != self._me.name:
            self.tasks.run(lambda: self._me.rename(name))
        self.chosen.emit(
            Preferences(
                language=self.language.currentData(),
                scale=self.scale.currentData(),
                scheme=self.scheme.currentData(),
                idle_minutes=self.idle.value(),
                sending=self.sending.currentData(),
            )
        )
        self.accept()


def _combo(choices: list[tuple[str, str]] | list[tuple[str, int]], chosen: str | int) -> QComboBox:
    made = QComboBox()
    for text, data in choices:
        made.addItem(text, data)
    made.setCurrentIndex(max(0, made.findData(chosen)))
    return made
