"""Everything can be read and told apart in every set of colours: contrasts are computed."""

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.theme import look, parts
from desktop.theme.colours import SCHEMES, Colours, palette
from desktop.theme.look import Look

TEXT_LEAST, CONTROL_LEAST, HIGH_LEAST = 4.5, 3.0, 7.0
GROUNDS = ("window", "surface", "sunken", "soft", "notice")
TEXTS = [
    *(("text", ground) for ground in GROUNDS),
    *(("muted", ground) for ground in GROUNDS),
    *(("accent", ground) for ground in ("window", "surface", "sunken", "soft")),
    ("on_accent", "accent"),
]
CONTROLS = [
    *(("outline", ground) for ground in ("window", "surface", "sunken")),
    *(("accent", ground) for ground in GROUNDS),
    ("on_accent", "accent"),
]
"""What surrounds a control, and the ring of the focus: the last is the ring in a primary button."""


def luminance(colour: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    made = QColor(colour)
    return 0.2126 * linear(made.redF()) + 0.7152 * linear(made.greenF()) + 0.0722 * linear(made.blueF())


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def too_little(colours: Colours, pairs: list[tuple[str, str]], least: float) -> dict[tuple[str, str], float]:
    found = {pair: contrast(getattr(colours, pair[0]), getattr(colours, pair[1])) for pair in pairs}
    return {pair: round(ratio, 2) for pair, ratio in found.items() if ratio < least}


@pytest.mark.parametrize("name", sorted(SCHEMES))
def test_text_can_be_read_on_every_ground(name: str) -> None:
    least = HIGH_LEAST if name.startswith("contrast") else TEXT_LEAST
    assert not too_little(SCHEMES[name], TEXTS, least)


@pytest.mark.parametrize("name", sorted(SCHEMES))
def test_edges_of_controls_and_the_ring_of_the_focus_can_be_seen(name: str) -> None:
    assert not too_little(SCHEMES[name], CONTROLS, CONTROL_LEAST)


@pytest.mark.parametrize("name", sorted(SCHEMES))
def test_what_qt_paints_by_itself_can_be_read_too(name: str) -> None:
    made = palette(SCHEMES[name])
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    pairs = [
        (role.WindowText, role.Window), (role.Text, role.Base), (role.Text, role.AlternateBase),
        (role.ButtonText, role.Button), (role.ToolTipText, role.ToolTipBase),
        (role.PlaceholderText, role.Base), (role.HighlightedText, role.Highlight),
        (role.Link, role.Base), (role.BrightText, role.Window),
    ]  # fmt: skip
    for state in (group.Active, group.Inactive):
        for text, ground in pairs:
            ratio = contrast(made.color(state, text).name(), made.color(state, ground).name())
            assert ratio >= TEXT_LEAST, (state, text, ground, ratio)


@pytest.mark.parametrize("name", sorted(SCHEMES))
def test_a_hint_in_an_empty_field_can_be_read(name: str, qapp: QApplication, qtbot: QtBot) -> None:
    look.apply(qapp, Look(name))
    line = parts.line("Name", hint="A hint")
    qtbot.addWidget(line)
    line.ensurePolished()
    hint = line.palette().color(QPalette.ColorRole.PlaceholderText)
    assert hint.alpha() == 255
    assert contrast(hint.name(), SCHEMES[name].surface) >= TEXT_LEAST


def test_the_measure_is_the_known_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
