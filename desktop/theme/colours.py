"""Four sets of colours, each with the same names; hibiscus is the one accent, used sparingly."""

from dataclasses import dataclass

from PySide6.QtGui import QColor, QPalette


@dataclass(frozen=True, slots=True)
class Colours:
    window: str
    surface: str
    sunken: str
    border: str
    outline: str
    """Around what can be typed in: at least 3:1 against the surface."""
    text: str
    muted: str
    accent: str
    on_accent: str
    soft: str
    """A breath of the accent, behind what is chosen."""
    notice: str
    notice_edge: str


LIGHT = Colours(
    window="#fbf9f7",
    surface="#ffffff",
    sunken="#f4f0ed",
    border="#e6dfdb",
    outline="#8f8287",
    text="#2b2327",
    muted="#6a5f64",
    accent="#a8164a",
    on_accent="#ffffff",
    soft="#fbe9f0",
    notice="#fff6e3",
    notice_edge="#d9a93b",
)
DARK = Colours(
    window="#1b1719",
    surface="#231e21",
    sunken="#161214",
    border="#3a3236",
    outline="#7f7379",
    text="#f1eaec",
    muted="#b5a9ae",
    accent="#f48fb1",
    on_accent="#2a0a16",
    soft="#40242f",
    notice="#352b1a",
    notice_edge="#a8822f",
)
CONTRAST = Colours(
    window="#000000",
    surface="#000000",
    sunken="#000000",
    border="#ffffff",
    outline="#ffffff",
    text="#ffffff",
    muted="#ffffff",
    accent="#ffd60a",
    on_accent="#000000",
    soft="#3a3300",
    notice="#000000",
    notice_edge="#ffd60a",
)
CONTRAST_LIGHT = Colours(
    window="#ffffff",
    surface="#ffffff",
    sunken="#ffffff",
    border="#000000",
    outline="#000000",
    text="#000000",
    muted="#000000",
    accent="#7a0034",
    on_accent="#ffffff",
    soft="#ffe3ee",
    notice="#ffffff",
    notice_edge="#000000",
)
SCHEMES = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST, "contrast-light": CONTRAST_LIGHT}


def palette(colours: Colours) -> QPalette:
    """Return the eighteen roles that Fusion draws with."""
    made = QPalette()
    role = QPalette.ColorRole
    for roles, value in (
        ((role.Window,), colours.window),
        ((role.Base, role.ToolTipBase, role.Button), colours.surface),
        ((role.AlternateBase, role.Midlight), colours.sunken),
        ((role.Light,), colours.soft),
        ((role.Mid, role.Dark), colours.border),
        ((role.Shadow,), colours.outline),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText, role.BrightText), colours.text),
        ((role.PlaceholderText,), colours.muted),
        ((role.Highlight, role.Accent, role.Link, role.LinkVisited), colours.accent),
        ((role.HighlightedText,), colours.on_accent),
    ):
        for each in roles:
            made.setColor(each, QColor(value))
    for each in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, each, QColor(colours.muted))
    return made
