"""Names as long as anybody makes them: they end in dots or break, stand whole in tips, and widen nothing."""

from dataclasses import replace

from desktop.application.application import Application
from tests.desktop import stand_in

NAME = "Посещение & общинная группа северных сёл на озере"


def test_the_name_of_a_space_is_known_by_how_it_begins(
    opened: Application, session: stand_in.Session
) -> None:
    top, (first, *_) = opened.window.top, session.spaces.all()
    top.show_spaces([replace(first, name=NAME)], first.id)
    top.set_compact(compact=True)
    top.chooser.setFixedWidth(top.chooser.sizeHint().width() // 2)
    shown = top.chooser.shown_text()
    assert NAME.startswith(shown.removesuffix("…")) and shown.endswith("…") and len(shown) > 4
    assert NAME in top.chooser.accessibleName()
    assert NAME.replace("&", "&amp;") in top.chooser.toolTip()
    drawn = top.chooser.grab().toImage()
    top.chooser.setText("Посе")
    assert drawn != top.chooser.grab().toImage()
    top.chooser.setFixedWidth(top.chooser.sizeHint().width())
    assert top.chooser.shown_text() == "Посе"
