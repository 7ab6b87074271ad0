"""A real window: in a space with fixed times a large file goes along, or at once after a sentence."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QPushButton

from desktop.tour.stage import Stage, until
from desktop.views.attachments import AttachmentStrip
from tests.desktop.real.hands import words

Person = Callable[[str], Stage]


def test_a_large_file_waits_for_its_times_unless_somebody_says_so(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    amal = person("Amal")
    session = amal.session
    amal.open_space(session.spaces.new("Horizon").id)
    amal.write_note("Well", "The old pump.")
    (item,) = (row.id for row in session.items.rows(session.spaces.all()[0].id))
    session.delivery.set_mode("always")
    session.delivery.steady.set(session.spaces.all()[0].id, 5)
    session.attachments.rules.say("ask", 0)
    session.attachments.add_pieces(item, "plan.bin", "", [bytes(20_000)])
    asked: list[bool] = []
    real = session.attachments.send

    def send(attachments: object, *, at_once: bool = False, **how: object) -> int:
        asked.append(at_once)
        # What came by name is handed on as it came.
        return real(attachments, at_once=at_once, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(session.attachments, "send", send)
    (strip,) = amal.window.desk.panes.editors["note"].findChildren(AttachmentStrip)
    until(lambda: bool(strip.rows) and strip.rows[0].waits)

    strip.send_requested.emit(strip.rows[0])

    banner = amal.window.banner
    until(lambda: "fixed times" in words(banner))
    assert "others may see when and how large" in words(banner)
    (button,) = [each for each in banner.findChildren(QPushButton) if each.text() == "Send it at once"]
    button.click()
    until(lambda: asked == [False, True])
    until(lambda: "No delivery service" in words(banner))
