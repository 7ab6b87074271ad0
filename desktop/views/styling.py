"""Styles Markdown source while it is typed: marks step back, words step forward."""

import re

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument
from typing_extensions import override

from desktop.theme.icons import Role
from desktop.theme.look import colour, em

LINE_MAX = 4_000  # longer lines stay unstyled, so that no line can slow the typing
HEADING = re.compile(r"^(#{1,6}) +\S")
LIST = re.compile(r"^\s*(?:[-*+]|\d{1,9}[.)])(?: \[[ xX]\])? ")
QUOTE = re.compile(r"^\s*> ?")
SPANS = (
    ("strong", re.compile(r"\*\*(?=\S)(?:[^*]|\*(?!\*)){1,400}?\*\*"), 2),
    ("emphasis", re.compile(r"(?<![*\w])\*(?=[^\s*])[^*]{1,400}?\*(?![*\w])"), 1),
    ("struck", re.compile(r"~~(?=\S)[^~]{1,400}?~~"), 2),
    ("code", re.compile(r"`[^`]{1,400}`"), 1),
)
LINK = re.compile(r"\[[^\]]{1,400}\]\([^)\s]{1,1000}\)")
SIZES = {1: 1.5, 2: 1.3, 3: 1.15}


class Styling(QSyntaxHighlighter):
    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._mark = QTextCharFormat()
        self._mark.setForeground(colour(Role.PlaceholderText))
        self._accent = QTextCharFormat()
        self._accent.setForeground(colour(Role.Accent))
        self._formats = {name: QTextCharFormat() for name, _, _ in SPANS}
        self._formats["strong"].setFontWeight(QFont.Weight.Bold)
        self._formats["emphasis"].setFontItalic(True)
        self._formats["struck"].setFontStrikeOut(True)
        self._formats["code"].setFontFamilies(["monospace"])
        self._formats["code"].setBackground(colour(Role.AlternateBase))

    @override
    def highlightBlock(self, text: str) -> None:
        if len(text) > LINE_MAX:
            return
        heading = HEADING.match(text)
        if heading:
            self._heading(text, len(heading.group(1)))
            return
        for pattern, style in ((LIST, self._accent), (QUOTE, self._mark)):
            found = pattern.match(text)
            if found:
                self.setFormat(0, found.end(), style)
        for name, pattern, marks in SPANS:
            for found in pattern.finditer(text):
                self._span(found.start(), found.end(), self._formats[name], marks)
        for found in LINK.finditer(text):
            self.setFormat(found.start(), found.end() - found.start(), self._accent)

    def _heading(self, text: str, level: int) -> None:
        style = QTextCharFormat()
        style.setFontWeight(QFont.Weight.Bold)
        style.setProperty(QTextCharFormat.Property.FontPixelSize, round(em() * SIZES.get(level, 1.05)))
        self.setFormat(0, len(text), style)
        faint = QTextCharFormat(style)
        faint.setForeground(colour(Role.PlaceholderText))
        self.setFormat(0, level, faint)

    def _span(self, start: int, end: int, style: QTextCharFormat, marks: int) -> None:
        self.setFormat(start, end - start, style)
        faint = QTextCharFormat(style)
        faint.setForeground(colour(Role.PlaceholderText))
        self.setFormat(start, marks, faint)
        self.setFormat(end - marks, marks, faint)
