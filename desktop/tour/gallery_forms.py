"""Pictures of forms with fields of every type, and of the board."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QScrollArea, QWidget

from desktop.tour.stage import Stage, settle, until
from desktop.views.board import BoardLook
from desktop.views.field_calendar import CalendarSheet
from desktop.views.field_days import DateField
from i18n import formats, tr

Take = Callable[[str, QWidget], None]
SETTLED_S = 0.3
NOW = formats.local(1_790_000_000_000)


def pages(stage: Stage, take: Take) -> None:
    """Show one form of each length, and a topic with its replies."""
    _programme(stage, take)
    _meeting(stage, take)
    _answers(stage, take)
    _board(stage, take)
    stage.window.desk.close_item()


def _made(stage: Stage, kind: str, **fields: str) -> str:
    (item,) = stage.session.items.new(stage.window.desk.space, kind, {"title": tr("Title"), **fields}).ids
    stage.window.choose_section(kind)
    settle()
    stage.window.desk.open_item(item)
    editor = stage.window.desk.panes.editors[kind]
    until(lambda: editor.item == item and editor.isVisible())
    settle(SETTLED_S)
    return item


def _programme(stage: Stage, take: Take) -> None:
    _made(
        stage, "programme", title=tr("What it does"), actor="Amina\nJean Mukasa", places="KE\nSN/Thiès",
        state="active", period="2026-01-01/", participants="1250", budget="20000 KES", tags="water, youth",
        confirmed="2026-05-01",
    )  # fmt: skip
    editor = stage.window.desk.panes.editors["programme"]
    take("form-programme", stage.window)
    confirmed = editor.fields["confirmed"]
    if isinstance(confirmed, DateField):
        confirmed.days.line.setText("?")
        confirmed.on_done()
        settle()
        _scroll(editor, confirmed)
        take("form-unfinished", stage.window)
        confirmed.days.line.setText("")
        confirmed.on_done()
        confirmed.days.button.click()
        settle()
        sheet = confirmed.days.button.findChild(CalendarSheet)
        if sheet is not None:
            take("form-calendar", sheet)
            sheet.close()


def _meeting(stage: Stage, take: Take) -> None:
    day = NOW.date()
    _made(
        stage, "event", title=tr("Meeting"), begins=f"{day}T14:30 Africa/Nairobi", ends=f"{day}T16:00",
        rule="FREQ=MONTHLY", where="Kisumu", state="planned", people="Amina",
        actions=f"[x] {day} 1\n[ ] {day + timedelta(days=7)} 2",
    )  # fmt: skip
    take("form-meeting", stage.window)
    editor = stage.window.desk.panes.editors["event"]
    _scroll(editor, editor.fields["actions"])
    take("form-meeting-lower", stage.window)


def _answers(stage: Stage, take: Take) -> None:
    words = {"scale": tr("How it stands"), "yes-no": tr("Yes or no"), "number": "1 + 1"}
    asked = "\n".join(f"q-{way} | {way} | {question}" for way, question in words.items())
    form = _made(stage, "form", questions=asked, every="quarter")
    take("form-questions", stage.window)
    _made(stage, "answer", form=form, answers="q-scale: 4\nq-yes-no: yes", period="2026-01-01/2026-03-31")
    editor = stage.window.desk.panes.editors["answer"]
    _scroll(editor, editor.fields["answers"])
    take("form-answers", stage.window)


def _board(stage: Stage, take: Take) -> None:
    session = stage.session
    words = tr("Nothing was said here yet. Begin a topic with “New”.")
    (topic,) = session.items.new(stage.window.desk.space, "topic", {"title": tr("Topic"), "body": words}).ids
    for text in (tr("Yes"), "**{no}**\n\n- 1\n- 2".format(no=tr("No")), words * 3):
        session.board.reply(topic, text)
    stage.window.choose_section("topic")
    look = stage.window.desk.looks.look
    until(lambda: isinstance(look, BoardLook) and look.list.rows.rowCount() > 0)
    settle(SETTLED_S)
    take("board", stage.window)
    stage.window.desk.open_item(topic)
    page = stage.window.desk.panes.readers.pages["topic"]
    until(page.isVisible)
    settle(SETTLED_S)
    take("topic", stage.window)
    bar = page.findChildren(QScrollArea)[0].verticalScrollBar()
    bar.setValue(bar.maximum())
    settle()
    take("topic-end", stage.window)


def _scroll(editor: QWidget, part: QWidget) -> None:
    area = editor.findChildren(QScrollArea)[0]
    inside = area.widget()
    if inside is not None:
        area.verticalScrollBar().setValue(part.mapTo(inside, QPoint(0, 0)).y() - 60)
    settle(SETTLED_S)
