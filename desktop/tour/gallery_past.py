"""Pictures of what was and of what is attached: history, the trash, and files below an item."""

import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget

from desktop.dialogs.attach import AttachDialog
from desktop.dialogs.attachsave import SaveFileDialog
from desktop.dialogs.attachview import ViewDialog
from desktop.dialogs.flow import open_over
from desktop.dialogs.past import PastSheet, Told
from desktop.dialogs.trashempty import EmptyTrashDialog
from desktop.models import pictures
from desktop.tour.stage import Stage, settle, until
from desktop.views.attachments import AttachmentStrip
from i18n import tr
from sync.model import kinds

Take = Callable[[str, QWidget], None]
SETTLED_S = 0.3
SIDE = 480


def pages(stage: Stage, take: Take) -> None:
    """Write in a note, attach two files to it, and look back."""
    stage.choose("note")
    note = stage.write_note(tr("Text"), tr("Write here…"))
    stage.type(note, "body", tr("The text as it will look"))
    _files(stage, note, take)
    kind = kinds.find("note")
    if kind is not None:
        told = Told(stage.session.past, stage.session.items, kind, stage.window.wording)
        past = PastSheet(told, note, stage.application.tasks, stage.window)
        open_over(past)
        until(lambda: past.chosen() is not None)
        settle(SETTLED_S)
        take("past", past)
        past.reject()
    empty = EmptyTrashDialog(
        stage.session.trash, stage.window.desk.space, stage.application.tasks, stage.window
    )
    open_over(empty)
    settle(SETTLED_S)
    take("trash-empty", empty)
    empty.reject()
    stage.session.items.drop(note)
    settle(SETTLED_S)


def _files(stage: Stage, note: str, take: Take) -> None:
    attachments = stage.session.attachments
    drawn = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    for at in range(SIDE):
        for along in range(SIDE):
            drawn.setPixelColor(along, at, QColor.fromHsv((at + along) * 359 // (2 * SIDE), 90, 230))
    one = attachments.add_pieces(note, "picture.png", "image/png", [pictures.written(drawn)])
    attachments.add_pieces(note, "notes.txt", "text/plain", [b"1, 2, 3"])
    (strip,) = stage.window.desk.panes.editors["note"].findChildren(AttachmentStrip)
    until(lambda: len(strip.rows) > 1)
    settle(SETTLED_S)
    take("attachments", stage.window)
    tasks, window = stage.application.tasks, stage.window
    _attach(stage, drawn, take)
    looking = ViewDialog(attachments, one, tasks, window)
    open_over(looking)
    until(lambda: looking.picture is not None)
    settle(SETTLED_S)
    take("attachment-picture", looking)
    looking.reject()
    saving = SaveFileDialog(one, tasks, window)
    open_over(saving)
    settle(SETTLED_S)
    take("attachment-save", saving)
    saving.reject()


def _attach(stage: Stage, drawn: QImage, take: Take) -> None:
    """Ask about a picture, an office file and another one, before they are attached."""
    with tempfile.TemporaryDirectory() as folder:
        picture, sheet, paper = (Path(folder, name) for name in ("picture.png", "sheet.xlsx", "paper.pdf"))
        picture.write_bytes(pictures.written(drawn))
        paper.write_bytes(b"%PDF-1.7")
        with zipfile.ZipFile(sheet, "w") as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
        asking = AttachDialog((picture, sheet, paper), stage.application.tasks, stage.window)
        open_over(asking)
        until(asking.go.isEnabled)
        settle(SETTLED_S)
        take("attach", asking)
        asking.reject()
