"""Language, direction and look, set on the whole application at once."""

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from desktop.application.qtwords import QtWords
from desktop.models.preferences import Preferences
from desktop.theme import look
from i18n import direction, formats, set_formats, set_language, tried

QT_CODES = {"pt": "pt_BR"}


class Speech:
    """Qt's own words come from Qt's catalogues where there are some, and from ours where not."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._translator, self._words = QTranslator(app), QtWords(app)

    def apply(self, preferences: Preferences) -> None:
        code = set_language(preferences.language)
        set_formats(preferences.formats)
        QLocale.setDefault(_locale(code))
        rightward = Qt.LayoutDirection.LeftToRight
        leftward = Qt.LayoutDirection.RightToLeft
        self._say_what_qt_says(code)
        self._app.setLayoutDirection(leftward if direction() == "rtl" else rightward)
        look.apply(self._app, preferences.look)

    def _say_what_qt_says(self, code: str) -> None:
        for each in (self._translator, self._words):
            self._app.removeTranslator(each)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        known = tried() is None and self._translator.load(f"qtbase_{QT_CODES.get(code, code)}", folder)
        self._app.installTranslator(self._translator if known else self._words)


def _locale(code: str) -> QLocale:
    """Return the locale for what Qt writes itself: its country decides about the digits of Arabic."""
    if code != "ar":
        return QLocale(code)
    country = QLocale.Country.Egypt if formats.has_arabic_digits() else QLocale.Country.Morocco
    return QLocale(QLocale.Language.Arabic, country)
