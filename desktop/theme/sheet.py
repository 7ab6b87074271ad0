"""The small style sheet over Fusion, filled with the colours and with the size of the text."""

from string import Template

from desktop.theme.colours import Colours

_SHEET = Template("""
QWidget#backdrop, QMainWindow, QDialog { background: $window; }
QFrame[role="card"] { background: $surface; border: 1px solid $border; border-radius: ${r3}px; }
QFrame[role="sidebar"] { background: $sunken; border: none; }
QFrame[role="bar"] { background: $window; border: none; border-bottom: 1px solid $border; }
QFrame[role="foot"] { background: $window; border: none; border-top: 1px solid $border; }
QFrame[role="pane"] { background: $surface; border: none; }
QFrame[role="notice"] { background: $notice; border: 1px solid $notice_edge; border-radius: ${r2}px; }
QFrame[role="line"] { background: $border; border: none; }
QFrame[role="soft"] { background: $sunken; border: 1px solid $border; border-radius: ${r2}px; }

QLabel { background: transparent; }
QLabel[role="title"] { font-size: ${f4}px; font-weight: 600; }
QLabel[role="heading"] { font-size: ${f3}px; font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="hint"] { color: $muted; }
QLabel[role="words"] { font-size: ${f3}px; font-weight: 600; color: $accent; }
QLabel[role="chip"] { background: $sunken; color: $muted; border-radius: ${r1}px; padding: 1px ${p2}px; }

QPushButton, QToolButton {
    background: $surface; color: $text; border: 1px solid $outline; border-radius: ${r2}px;
    padding: ${p1}px ${p3}px; min-height: ${h}px; min-width: 24px;
}
QPushButton:hover, QToolButton:hover { background: $sunken; border-color: $accent; }
QPushButton:pressed, QToolButton:pressed { background: $soft; }
QPushButton:focus, QToolButton:focus { border: 2px solid $accent; padding: ${p1f}px ${p3f}px; }
QPushButton:disabled, QToolButton:disabled { color: $muted; border-color: $border; background: $window; }
QPushButton:checked { background: $soft; color: $accent; border-color: $accent; }
QPushButton[role="primary"] {
    background: $accent; color: $on_accent; border-color: $accent; font-weight: 600;
}
QPushButton[role="primary"]:focus { border: 1px solid $accent; padding: ${p1}px ${p3}px; }
QPushButton[role="primary"]:disabled { background: $sunken; color: $muted; border-color: $border; }
QPushButton[role="quiet"], QToolButton[role="quiet"] { background: transparent; border-color: transparent; }
QPushButton[role="quiet"]:hover, QToolButton[role="quiet"]:hover { background: $soft; }
QPushButton[role="quiet"]:focus, QToolButton[role="quiet"]:focus { border-color: $accent; }
QPushButton[role="link"] {
    background: transparent; border: none; color: $accent; padding: ${p1}px ${p1}px; text-align: left;
}
QPushButton[role="link"]:focus { border: 2px solid $accent; padding: ${p1f}px ${p1f}px; }
QPushButton[role="choice"] {
    background: $surface; border-color: $outline; padding: 0px;
}
QPushButton[role="choice"]:hover { border-color: $accent; background: $soft; }
QPushButton[role="choice"]:focus { border: 2px solid $accent; padding: 0px; }
QToolButton[role="quiet"] { padding: ${p1}px; }
QToolButton[role="quiet"]:focus { padding: ${p1f}px; }
QToolButton[role="quiet"]:checked { background: $soft; color: $accent; }
QToolButton[role="chooser"] { font-weight: 600; padding: ${p1}px ${p3}px; border-color: $outline; }
QToolButton[role="chooser"]:focus { border: 2px solid $accent; padding: ${p1f}px ${p3f}px; }
QToolButton { min-width: ${i}px; }
QToolButton::menu-indicator { image: none; width: 0px; }

QLineEdit, QPlainTextEdit, QTextBrowser, QSpinBox {
    background: $surface; color: $text; border: 1px solid $outline; border-radius: ${r2}px;
    padding: ${p1}px ${p2}px; placeholder-text-color: $muted;
    selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit { min-height: ${h}px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextBrowser:focus, QSpinBox:focus {
    border: 2px solid $accent; padding: ${p1f}px ${p2f}px;
}
QLineEdit:read-only { background: $sunken; }
QLineEdit[role="headline"] {
    font-size: ${f4}px; min-height: ${h4}px; font-weight: 600;
    border: 1px solid transparent; background: transparent;
    padding: ${p1}px 0px;
}
QLineEdit[role="headline"]:focus {
    border-bottom: 2px solid $accent; border-radius: 0px; padding: ${p1}px 0px;
}
QLineEdit[role="whisper"] { border: 1px solid transparent; background: transparent; padding: ${p1}px 0px; }
QLineEdit[role="whisper"]:focus {
    border-bottom: 2px solid $accent; border-radius: 0px; padding: ${p1}px 0px;
}
QLineEdit[role="search"] { border-color: $outline; background: $surface; border-radius: ${r3}px; }
QLineEdit[role="search"]:focus { border: 2px solid $accent; }
QPlainTextEdit[role="page"], QTextBrowser[role="page"] {
    border: 2px solid transparent; background: transparent; padding: 0px; border-radius: 0px;
}
QPlainTextEdit[role="page"]:focus, QTextBrowser[role="page"]:focus {
    border-left: 2px solid $accent; padding: 0px;
}
QPlainTextEdit[role="code"] { font-family: monospace; }

QComboBox {
    background: $surface; color: $text; border: 1px solid $outline; border-radius: ${r2}px;
    padding: 0px ${p2}px;
}
QComboBox:focus { border: 2px solid $accent; }
QComboBox::down-arrow { image: none; }
QComboBox::drop-down { border: none; width: ${h}px; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $border; padding: ${p1}px; }

QListView, QTableView { border: 2px solid transparent; background: transparent; outline: none; }
QTableView { selection-background-color: transparent; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section {
    background: transparent; color: $muted; border: none; border-bottom: 1px solid $border;
    padding: ${p1}px ${p2}px;
}
QListView[role="framed"] { border: 1px solid $border; border-radius: ${r2}px; background: $surface; }
QListView:focus, QListView[role="framed"]:focus { border: 2px solid $accent; border-radius: ${r2}px; }
QListView[role="sections"]:focus, QListView[role="bare"]:focus { border-color: transparent; }
QListView[role="framed"]::item { padding: ${p2}px; border-radius: ${r1}px; }
QListView[role="framed"]::item:selected { background: $soft; color: $text; }
QListView[role="sections"]::item { padding: ${p2}px ${p3}px; border-radius: ${r2}px; margin: 1px ${p1}px; }
QListView[role="sections"]::item:hover { background: $soft; color: $text; }
QListView[role="sections"]::item:selected { background: $soft; color: $accent; }
QListView[role="sections"]::item:selected:focus { border: 2px solid $accent; }

QMenu { background: $surface; border: 1px solid $border; padding: ${p1}px; }
QMenu::item { padding: ${p2}px ${p4}px; border-radius: ${r1}px; min-height: ${h}px; }
QMenu::item:selected { background: $soft; color: $text; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $border; margin: ${p1}px ${p2}px; }
QMenu::icon { padding-left: ${p2}px; }
QMenu::indicator, QMenu::right-arrow { width: ${p4}px; height: ${p4}px; }
QMenu::indicator { margin-left: ${p1}px; margin-right: ${p1}px; }
QToolTip { background: $surface; color: $text; border: 1px solid $border; padding: ${p1}px; }

QProgressBar { border: none; background: $sunken; border-radius: ${r1}px; height: ${p2}px; }
QProgressBar::chunk { background: $accent; border-radius: ${r1}px; }
QSplitter::handle { background: $border; }
QScrollArea { border: none; background: transparent; }
QScrollArea > QWidget > QWidget#body { background: transparent; }
QScrollBar:vertical { background: transparent; width: ${bar}px; margin: 0px; }
QScrollBar:horizontal { background: transparent; height: ${bar}px; margin: 0px; }
QScrollBar::handle {
    background: $outline; border-radius: ${barr}px; min-height: 36px; min-width: 36px; margin: 2px;
}
QScrollBar::handle:hover { background: $accent; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0px; height: 0px; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QToolBar { background: transparent; border: none; spacing: 2px; padding: 0px; }
""")


def text(colours: Colours, em: int) -> str:
    """Return the style sheet for text of *em* pixels."""
    unit = em / 14
    sizes = {
        "f3": round(em * 1.22), "f4": round(em * 1.6), "h": max(24, round(em * 1.5)), "h4": round(em * 2.2),
        "i": max(24, round(em * 1.4)),
        "p1": round(4 * unit), "p2": round(8 * unit), "p3": round(12 * unit), "p4": round(18 * unit),
        "p1f": max(0, round(4 * unit) - 1), "p2f": round(8 * unit) - 1, "p3f": round(12 * unit) - 1,
        "r1": 6, "r2": 8, "r3": 14, "bar": 14, "barr": 5,
    }  # fmt: skip
    names = {name: getattr(colours, name) for name in Colours.__dataclass_fields__}
    return _SHEET.substitute(names, **{name: str(size) for name, size in sizes.items()})
