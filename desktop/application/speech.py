"""Language, direction and look, set on the whole application at once."""

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from desktop.models.preferences import Preferences
from desktop.theme import look
from i18n import direction, formats, set_formats, set_language


class Speech:
    """Qt's own words come from Qt's catalogues where there are some."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._translator = QTranslator(app)

    def apply(self, preferences: Preferences) -> None:
        code = set_language(preferences.language)
        set_formats(preferences.formats)
        QLocale.setDefault(_locale(code))
        rightward = Qt.LayoutDirection.LeftToRight
        leftward = Qt.LayoutDirection.RightToLeft
        self._app.removeTranslator(self._translator)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._translator.load(f"qtbase_{code}", folder):
            self._app.installTranslator(self._translator)
        self._app.setLayoutDirection(leftward if direction() == "rtl" else rightward)
        look.apply(self._app, preferences.look)


def _locale(code: str) -> QLocale:
    """Return the locale for what Qt writes itself: its country decides about the digits of Arabic."""
    if code != "ar":
        return QLocale(code)
    country = QLocale.Country.Egypt if formats.has_arabic_digits() else QLocale.Country.Morocco
    return QLocale(QLocale.Language.Arabic, country)
