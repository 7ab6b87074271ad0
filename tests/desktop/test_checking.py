"""What opening a notebook says where it takes longer."""

from pytestqt.qtbot import QtBot

from desktop.views.checking import Checking
from sync.engine import opening


def test_it_says_why_it_takes_longer_and_how_far_it_is(qtbot: QtBot) -> None:
    made = Checking()
    qtbot.addWidget(made)
    made.begin()
    made.look()
    assert made.isHidden()
    made.tell(1, opening.STEPS)
    with qtbot.waitSignal(made.came):
        made.look()
    assert "not closed last time" in made.words.text() and made.bar.value() == 1
    made.tell(opening.RENEWING // 2, opening.RENEWING)
    made.look()
    assert "newer version" in made.words.text() and made.bar.value() == made.bar.maximum() // 2
    made.end()
    assert made.isHidden()
