"""One word in a discussion: who said it and when, and the text as high as it is."""

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget
from typing_extensions import override

from desktop.dialogs import trust
from desktop.dialogs.inert import InertPage
from desktop.models import board as told
from desktop.models.facade_board import Word
from desktop.models.plain import one_line
from desktop.theme import parts
from desktop.theme.look import em
from i18n import tr

HEARD_MAX = 2_000
TALLEST_EM = 400  # what is longer scrolls within
Bar = Qt.ScrollBarPolicy


class WordPage(InertPage):
    def __init__(self, name: str, source: str) -> None:
        super().__init__(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(em() * 0.2)
        self.show_source(source)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        edges = self.contentsMargins().top() + self.contentsMargins().bottom()
        high, tallest = round(self.document().size().height()) + edges + 2, TALLEST_EM * em()
        bar = Bar.ScrollBarAsNeeded if high > tallest else Bar.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(bar)  # one that stood for a moment would stay
        self.setFixedHeight(min(high, tallest))


class WordView(QFrame):
    link_wanted = Signal(QUrl)
    change_wanted = Signal(str)

    def __init__(self, word: Word, *, new: bool, opening: bool = False) -> None:
        super().__init__()
        self.word = word
        self.setProperty("role", "" if opening else "card")
        name, written = told.who(word.author, word.checked), told.written(word)
        inner = parts.column(self, gap=1, margin=0 if opening else 3)
        head = parts.row(gap=1.5)
        head.addWidget(trust.mark(trust.of(word.checked, me=word.checked == "me")))
        said = tr("{name}, {when}", name=name, when=written)
        head.addWidget(parts.label(said, "hint"), 1)
        if new:
            head.addWidget(parts.label(tr("new"), "chip", wrap=False))
        if word.checked == "me" and not opening:
            head.addWidget(parts.tool("pencil", tr("Change this reply"), self._on_change_clicked))
        inner.addLayout(head)
        heard = tr("{said}: {text}", said=said, text=one_line(word.text, HEARD_MAX))
        self.page = WordPage(heard, word.text)
        self.page.link_wanted.connect(self.link_wanted)
        if word.text.strip():
            inner.addWidget(self.page)

    def _on_change_clicked(self) -> None:
        self.change_wanted.emit(self.word.id)


def divider(words: str) -> QWidget:
    """Return a line with words in it, which parts what is known from what is new."""
    box = QWidget()
    inner = parts.row(box, gap=2)
    inner.addWidget(parts.label(words, "strong", wrap=False))
    inner.addWidget(parts.rule(), 1)
    return box
