"""An attached file as it looks, drawn from memory: no copy on the disk, no other program, nothing fetched."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget
from typing_extensions import override

from desktop.dialogs.inert import InertPage
from desktop.dialogs.sheet import Sheet
from desktop.models import attachments as said
from desktop.models import pictures
from desktop.models.facade_attachments import Attachments
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.theme.look import em
from i18n import formats, tr
from sync.engine.attach_pages import Page, Paper
from sync.engine.attach_texts import TEXT_MAX
from sync.engine.attachments import Attachment
from sync.errors import Problem

T = TypeVar("T")
WIDTH_EM, HIGH_EM = 60, 40
PAPER_WIDTH = 1_400  # points; sharp at twice the usual size


class PictureLabel(QLabel):
    """A picture as wide as there is room, and never wider than it is."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = QPixmap()
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setMinimumSize(10 * em(), 10 * em())

    def show_image(self, drawn: QImage) -> None:
        self._whole = QPixmap.fromImage(drawn)
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if not self._whole.isNull():
            wide = min(self.width(), self._whole.width())
            self.setPixmap(self._whole.scaledToWidth(wide, Qt.TransformationMode.SmoothTransformation))


class ViewDialog(Sheet):
    link_wanted = Signal(QUrl)
    save_requested = Signal(object)

    def __init__(
        self, attachments: Attachments, one: Attachment, tasks: Tasks, parent: QWidget | None
    ) -> None:
        super().__init__(said.name_of(one), tasks, parent, width_em=WIDTH_EM)
        self.least_em = HIGH_EM
        self._attachments, self._one = attachments, one
        self._paper: Paper | None = None
        self._page, self._pages = 0, 0
        self.picture: PictureLabel | None = None
        self.text: QPlainTextEdit | InertPage | None = None
        self.back = parts.button(tr("Page before"), "chevron-up", then=lambda: self._turn(-1))
        self.on = parts.button(tr("Next page"), "chevron-down", then=lambda: self._turn(1))
        self.number = parts.label("", "hint", wrap=False)
        self._turning = QWidget()
        line = parts.row(self._turning)
        for each in (self.back, self.number, self.on):
            line.addWidget(each)
        line.addStretch(1)
        self._turning.hide()
        self.body.addWidget(self._turning)
        self.waiting = parts.label(tr("Working…"), "hint")
        self.body.addWidget(self.waiting)
        self.buttons.addWidget(
            parts.button(tr("Save as…"), "save", then=lambda: self.save_requested.emit(one))
        )
        self.add_close()
        self.finished.connect(self._on_finished)
        self._read()

    def _read(self) -> None:
        look, name = said.look_of(self._one), self._one.name
        most = TEXT_MAX if look in ("text", "markdown") else said.SHOWN_MAX
        data = partial(self._attachments.data, self._one.id, most)
        if look == "picture":
            self._run(lambda: pictures.decoded(name, data()), self._show_image)
        elif look == "paper":
            self._run(lambda: _opened(name, data()), self._on_paper)
        else:
            self._run(lambda: data().decode("utf-8", "replace"), self._show_text)

    def _run(self, work: Callable[[], T], then: Callable[[T], object]) -> None:
        self.tasks.run(work, then, self._on_failed, long=True)

    def _on_failed(self, problem: Problem) -> None:
        self.waiting.hide()
        self.show_problem(problem)

    def _show_image(self, drawn: QImage) -> None:
        self.waiting.hide()
        if self.picture is None:
            self.picture = PictureLabel()
            self.picture.setAccessibleName(tr("Picture: {name}", name=said.name_of(self._one)))
            self.body.addWidget(self.picture, 1)
        self.picture.show_image(drawn)
        self.fit_soon()

    def _show_text(self, text: str) -> None:
        self.waiting.hide()
        name = tr("Text of {name}", name=said.name_of(self._one))
        if said.look_of(self._one) == "markdown":
            page = InertPage(name)
            page.show_source(text)
            page.link_wanted.connect(self.link_wanted)
            self.text = page
        else:
            plain = QPlainTextEdit(text)
            plain.setReadOnly(True)
            plain.setAccessibleName(name)
            plain.setTabChangesFocus(True)
            self.text = plain
        self.text.setMinimumHeight(HIGH_EM * em() // 2)
        self.body.addWidget(self.text, 1)
        self.text.setFocus()
        self.fit_soon()

    def _on_paper(self, found: tuple[Paper, Page]) -> None:
        self._paper, page = found
        self._show_page(0, page)

    def _turn(self, by: int) -> None:
        wanted = self._page + by
        if self._paper is not None and 0 <= wanted < self._pages:
            self._turning.setEnabled(False)
            work = partial(self._paper.page, wanted, PAPER_WIDTH)
            self._run(work, partial(self._show_page, wanted))

    def _show_page(self, number: int, page: Page) -> None:
        self._page, self._pages = number, page.pages
        self._turning.setEnabled(True)
        self._turning.setVisible(page.pages > 1)
        self.back.setEnabled(number > 0)
        self.on.setEnabled(number + 1 < page.pages)
        said_number = tr(
            "Page {number} of {count}", number=formats.number(number + 1), count=formats.number(page.pages)
        )
        self.number.setText(said_number)
        line = page.width * 3
        self._show_image(
            QImage(page.points, page.width, page.height, line, QImage.Format.Format_RGB888).copy()
        )
        if self.picture is not None:
            self.picture.setAccessibleDescription(said_number)

    def _on_finished(self, _code: int) -> None:
        if self._paper is not None:
            self.tasks.run(self._paper.close, long=True)


def _opened(name: str, data: bytes) -> tuple[Paper, Page]:
    paper = Paper(name, data)
    try:
        return paper, paper.page(0, PAPER_WIDTH)
    except BaseException:
        paper.close()
        raise
