"""Files below an item: names that mislead do not, each says where it is, and looking at one hurts nothing."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.dialogs.attach import AttachDialog
from desktop.dialogs.attachview import ViewDialog
from desktop.dialogs.inert import InertPage
from desktop.models import attachments as said
from desktop.tasks import Tasks
from desktop.views.attachments import AttachmentStrip
from sync.engine import attach_texts
from sync.engine.attachments import Attachment
from tests.desktop import access, stand_in
from tests.desktop.stand_in_past import Attachments
from tests.sync.exchange import papers, pictures

MEGABYTES_44 = 44_000_000


def attachment(name: str, *, media: str = "text/plain", size: int = 10, here: int = 10) -> Attachment:
    return Attachment(
        name.encode().hex()[:32].ljust(32, "0"), "item-1", name, size, media, here == size, here
    )


@pytest.fixture
def strip(qtbot: QtBot) -> AttachmentStrip:
    made = AttachmentStrip()
    made.setAccessibleName("Files")
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show()
    return made


def labels(widget: QWidget) -> list[str]:
    return [each.text() for each in widget.findChildren(QLabel) if each.isVisible() and each.text()]


def test_each_file_says_what_and_where_it_is(strip: AttachmentStrip, qtbot: QtBot) -> None:
    strip.show_rows([
        attachment("notes.txt"),
        attachment("film.mp4", media="video/mp4", size=MEGABYTES_44, here=0),
        attachment("half.mp4", media="video/mp4", size=MEGABYTES_44, here=MEGABYTES_44 // 4),
    ])  # fmt: skip
    qtbot.waitUntil(lambda: "44 MB · not here yet" in labels(strip))
    assert {"3 files", "10 B · here", "11 MB of 44 MB here"} <= set(labels(strip))
    gets = [each for each in strip.findChildren(QPushButton) if each.text().startswith("Get it")]
    assert [each.text() for each in gets] == ["Get it (44 MB)", "Get it (33 MB)"]
    assert not access.faults(strip)
    with qtbot.waitSignal(strip.fetch_requested) as asked:
        gets[0].click()
    assert asked.args[0].name == "film.mp4"
    looks = [each for each in strip.findChildren(QToolButton) if each.accessibleName().startswith("Look at")]
    assert len(looks) == 1  # what is not here, and what only another program could show, is not looked at
    strip.forget()
    assert not [each for each in labels(strip) if "mp4" in each]


@pytest.mark.parametrize("name", ["photo\u202egpj.exe", "a\nb.txt", "x" * 300 + ".txt", "<b>bold</b>.txt"])
def test_a_name_is_one_plain_line_that_turns_nothing(strip: AttachmentStrip, name: str) -> None:
    strip.show_rows([attachment(name)])
    shown = said.name_of(strip.rows[0])
    assert "\u202e" not in shown and "\n" not in shown and len(shown) < 90
    assert all(
        each.textFormat() == Qt.TextFormat.PlainText for each in strip.findChildren(QLabel) if each.text()
    )


@pytest.mark.parametrize(
    ("media", "size", "look"),
    [
        ("image/png", 10, "picture"),
        ("image/png", said.SHOWN_MAX + 1, ""),
        ("image/svg+xml", 10, ""),
        ("text/html", 10, ""),
        ("text/markdown", 10, "markdown"),
        ("text/plain", attach_texts.TEXT_MAX + 1, ""),
        ("application/pdf", said.SHOWN_MAX + 1, ""),
        ("application/vnd.ms-excel", 10, ""),
    ],
)
def test_only_what_can_be_shown_safely_is(media: str, size: int, look: str) -> None:
    assert said.look_of(attachment("a", media=media, size=size, here=size)) == look


@pytest.fixture
def kept() -> Attachments:
    return Attachments()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def looked(kept: Attachments, tasks: Tasks, window: QWidget, name: str, data: bytes) -> ViewDialog:
    shown = ViewDialog(kept, kept.add_pieces("item-1", name, "", [data]), tasks, window)
    shown.open()
    return shown


def test_texts_are_shown_as_they_stand(
    kept: Attachments, tasks: Tasks, window: QWidget, qtbot: QtBot
) -> None:
    plain = looked(kept, tasks, window, "notes.txt", b"<img src=file:///etc/hostname> \xff")
    qtbot.waitUntil(lambda: plain.text is not None)
    assert isinstance(plain.text, QPlainTextEdit) and plain.text.isReadOnly()
    assert plain.text.toPlainText().startswith("<img src=file") and not access.faults(plain)
    plain.reject()
    page = looked(
        kept, tasks, window, "plan.md", b"# Plan\n![x](https://example.org/x.png) [go](https://example.org)"
    )
    qtbot.waitUntil(lambda: page.text is not None)
    assert isinstance(page.text, InertPage) and "Plan" in page.text.toPlainText()
    page.reject()


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.pdf", b"%PDF-1.7 torn"), ("a.png", pictures.png(1)[:50]), ("a.jpg", b"<svg/>")],
)
def test_what_is_torn_says_so_and_shows_nothing(
    kept: Attachments, tasks: Tasks, window: QWidget, qtbot: QtBot, name: str, data: bytes
) -> None:
    shown = looked(kept, tasks, window, name, data)
    qtbot.waitUntil(lambda: not shown.banner.isHidden(), timeout=20_000)
    assert "cannot be shown here" in shown.banner.text() and shown.picture is None
    shown.reject()


def test_pages_are_turned_by_key(kept: Attachments, tasks: Tasks, window: QWidget, qtbot: QtBot) -> None:
    shown = looked(kept, tasks, window, "a.pdf", papers.pdf((20, 30), (30, 20), (9, 9)))
    qtbot.waitUntil(lambda: shown.number.text() == "Page 1 of 3", timeout=20_000)
    assert not shown.back.isEnabled() and not access.faults(shown)
    shown.on.setFocus()
    QTest.keyClick(shown.on, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: shown.number.text() == "Page 2 of 3", timeout=20_000)
    shown.back.click()
    qtbot.waitUntil(lambda: shown.number.text() == "Page 1 of 3", timeout=20_000)
    shown.reject()


def test_before_a_file_is_attached_it_says_what_is_hidden_in_it(
    tasks: Tasks, window: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    film = b"\x00\x00\x00\x18ftyp"
    for name, data in (("a.mp4", film + b"mp42"), ("b.txt", b"plain"), ("c.heic", film + b"heic")):
        (tmp_path / name).write_bytes(data)
    asked = AttachDialog([tmp_path / "a.mp4", tmp_path / "b.txt"], tasks, window)
    asked.open()
    qtbot.waitUntil(asked.go.isEnabled)
    assert asked.stay.isVisible() and not asked.keep.isVisible() and not access.faults(asked)
    stays = "· hidden details stay"
    qtbot.waitUntil(lambda: sum(text.endswith(stays) for text in labels(asked)) == 1)
    asked.reject()
    phone = AttachDialog([tmp_path / "c.heic"], tasks, window)
    phone.open()
    qtbot.waitUntil(phone.go.isEnabled)
    assert phone.hidden.isVisible() and phone.keep.isVisible() and not phone.stay.isVisible()
    phone.reject()
    gone = AttachDialog([tmp_path / "not there"], tasks, window)
    gone.open()
    qtbot.waitUntil(lambda: not gone.banner.isHidden())
    assert not gone.go.isEnabled()
    gone.reject()
    assert stand_in.Session().attachments.rows("item-1") == []
