"""The page of language, text, colours and locking."""

from PySide6.QtWidgets import QWidget

from desktop.dialogs.checkwords import CheckWords
from desktop.dialogs.formats import FormatsBox
from desktop.models.facade import Me
from desktop.models.preferences import Preferences
from desktop.theme import parts
from desktop.theme.look import SCALES
from i18n import formats, languages, tr, tr_n

IDLE_CHOICES = (1, 2, 5, 10, 15, 30, 60)


class PreferencesPage(QWidget):
    def __init__(self, now: Preferences, me: Me) -> None:
        super().__init__()
        self.name = parts.line(tr("Your name"))
        self.name.setMaxLength(100)
        self.name.setText(me.name)
        self.language = parts.choice(
            tr("Language"), [(name, code) for code, name in languages().items()], now.language
        )
        self.scale = parts.choice(
            tr("Text size"), [(formats.percent(each), each) for each in SCALES], now.scale
        )
        self.scheme = parts.choice(
            tr("Colours"),
            [
                (tr("As the computer says"), "system"),
                (tr("Light"), "light"),
                (tr("Dark"), "dark"),
                (tr("High contrast"), "contrast"),
                (tr("High contrast, light"), "contrast-light"),
            ],
            now.scheme,
        )
        self.motion = parts.choice(
            tr("Movement on the screen"),
            [(tr("As the computer says"), "system"), (tr("Nothing moves by itself"), "still")],
            now.motion,
        )
        minutes = [(tr_n("{count} minute", "{count} minutes", each), each) for each in IDLE_CHOICES]
        self.idle = parts.choice(tr("Lock when nobody touches a key"), minutes, now.idle_minutes)
        inner = self._inner = parts.column(self, gap=3)
        for text, widget in (
            (tr("Your name"), self.name),
            (tr("Language"), self.language),
            (tr("Text size"), self.scale),
            (tr("Colours"), self.scheme),
            (tr("Movement on the screen"), self.motion),
            (tr("Lock when nobody touches a key"), self.idle),
        ):
            inner.addWidget(parts.labelled(text, widget))
        self.formats = FormatsBox(now.formats)
        inner.addWidget(self.formats)
        inner.addWidget(parts.label(tr("Your check words"), "strong"))
        inner.addWidget(CheckWords(me.check_words, me.digits))

    def add(self, part: QWidget) -> None:
        """Show something more below."""
        self._inner.addWidget(part)

    def choose(self, name: str, wanted: Preferences) -> None:
        """Show these choices as if they had been made here."""
        self.name.setText(name)
        for box, value in (
            (self.language, wanted.language),
            (self.scale, wanted.scale),
            (self.scheme, wanted.scheme),
            (self.motion, wanted.motion),
            (self.idle, wanted.idle_minutes),
        ):
            box.setCurrentIndex(box.findData(value))
        self.formats.choose(wanted.formats)

    def chosen(self) -> Preferences:
        return Preferences(
            language=self.language.currentData(),
            scale=self.scale.currentData(),
            scheme=self.scheme.currentData(),
            motion=self.motion.currentData(),
            idle_minutes=self.idle.currentData(),
            formats=self.formats.chosen(),
        )
