"""The bundled letters cover every language, and a font that is missing or damaged ends nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel import Locale
from PySide6.QtGui import QFontInfo, QRawFont
from PySide6.QtWidgets import QApplication, QLabel

import i18n
import resources
from desktop.theme import look
from i18n import compiled, formats

HAUSA = "ƁɓƊɗƘƙƳƴ"
SAMPLES = {
    "fr": "ÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸàâæçéèêëîïôœùûüÿ«»’", "es": "ÁÉÍÑÓÚÜáéíñóúü¿¡", "pt": "ÁÂÃÀÇÉÊÍÓÔÕÚáâãàçéêíóôõú",
    "ru": "".join(map(chr, range(0x410, 0x450))) + "Ёё№", "ha": HAUSA + "’", "sw": "ABCDabcdŋ",
    "ar": "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهويىًٌٍَُِّْ؟،؛" + formats.ARABIC_INDIC + "\u066a\u066b\u066c",
}  # fmt: skip
UNSEEN = {"\n", "\u200b", "\u200e", "\u200f", "\u2066", "\u2068", "\u2069", "\u202f", "\u00a0"}


@pytest.fixture(scope="module")
def fonts() -> list[QRawFont]:
    return [QRawFont(str(resources.path(f"fonts/{name}")), 14) for name in look.FONTS]


def has(fonts: list[QRawFont], letter: str) -> bool:
    """Whether both the plain and the bold letters are there."""
    return sum(each.supportsCharacter(ord(letter)) for each in fonts) >= 2


@pytest.mark.parametrize("code", list(i18n.OWN_NAMES))
def test_every_letter_that_is_said_can_be_drawn(fonts: list[QRawFont], code: str) -> None:
    said = compiled.read(i18n.CATALOGUES / f"{code}.mo").said.values()
    letters = {letter for forms in said for form in forms for letter in form} | set(SAMPLES.get(code, ""))
    months = Locale.parse(code).months["format"]["wide"].values()
    letters |= {letter for month in months for letter in month} | set(i18n.OWN_NAMES[code])
    lacking = {letter for letter in letters - UNSEEN if not has(fonts, letter)}
    assert not lacking, [f"U+{ord(each):04X}" for each in lacking]


@pytest.fixture
def plain_look(screen: QApplication) -> Iterator[QApplication]:
    yield screen
    look.load_fonts()
    look.apply(screen, look.Look("light"))


def test_a_missing_or_damaged_font_gives_way_to_another(
    plain_look: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / look.FONTS[0]).write_bytes(b"not a font")
    whole = resources.path(f"fonts/{look.FONTS[1]}").read_bytes()
    (tmp_path / "fonts" / look.FONTS[1]).write_bytes(whole[: len(whole) // 2])
    monkeypatch.setattr(resources, "path", lambda name: tmp_path / name)
    look.load_fonts()
    monkeypatch.undo()
    look.apply(plain_look, look.Look("dark", 200))
    label = QLabel("ƙofa дом بيت")
    assert label.sizeHint().width() > 0 and QFontInfo(label.font()).pixelSize() > 0
