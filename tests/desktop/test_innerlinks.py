"""Links in texts that lead to another item, or to a file of the same one."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QUrl
from pytestqt.qtbot import QtBot

from desktop.application.application import Application
from desktop.dialogs.link import LinkDialog
from desktop.models import markdown

ID = "0123456789abcdef" * 2


def test_a_text_shows_where_its_links_lead() -> None:
    html = markdown.shown(f"[that](item:{ID}) ![plan](attachment:{ID}) ![](attachment:{ID})").html
    assert html.count(f'href="attachment:{ID}"') == 2
    assert f'<a href="item:{ID}">that</a>' in html
    assert ">plan</a>" in html and ">Picture</a>" in html
    assert "img" not in html
    assert "href" not in markdown.shown(f"[a](items:{ID}) [b](file:{ID})").html


def test_a_link_opens_the_item(opened: Application, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    errands, window = opened.errands, opened.window
    assert errands is not None and window is not None
    session = errands._session
    row = session.items.rows(window.desk.space, "note")[0]
    real = session.items.show
    monkeypatch.setattr(session.items, "show", lambda name: real(row.id if name == ID else name))
    errands.ask_about_link(QUrl(f"item:{ID}"))
    qtbot.waitUntil(lambda: window.desk.item == row.id)
    monkeypatch.setattr(session.items, "show", lambda _name: replace(real(row.id), space="other"))
    errands.ask_about_link(QUrl(f"item:{ID}"))
    qtbot.waitUntil(lambda: "another space" in window.banner.text())


@pytest.mark.parametrize("address", [f"attachment:{ID}", "item:x", "attachment:../x"])
def test_what_is_not_here_is_said(address: str, opened: Application, qtbot: QtBot) -> None:
    errands, window = opened.errands, opened.window
    assert errands is not None and window is not None
    errands.ask_about_link(QUrl(address))
    qtbot.waitUntil(lambda: "is not here" in window.banner.text())
    assert not window.findChildren(LinkDialog)
