"""Everything out and back in by windows: what it means is said first, and how it went is said after."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.dialogs import files
from desktop.dialogs.careful import CarefulDialog
from desktop.dialogs.whole import BringBackDialog, TakeEverythingDialog, free
from desktop.tasks import Tasks
from desktop.views.portals import PortalLook
from sync.engine.portals import FeedRow, Fetched
from sync.errors import Cancelled, DiskFull
from sync.whole_refusals import BadPortal, PortalAway
from tests.desktop import stand_in
from tests.desktop.settling import settled
from tests.desktop.stand_in_whole import Portals

Chosen = Callable[[list[Path]], object]


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Whatever is asked for, this folder is chosen."""

    def choose(*given: object) -> None:
        then = next(one for one in given if callable(one))
        then([tmp_path])

    monkeypatch.setattr(files, "choose_folder", choose)
    monkeypatch.setattr(files, "choose_open", choose)
    return tmp_path


def words(dialog: TakeEverythingDialog | BringBackDialog) -> str:
    from PySide6.QtWidgets import QLabel  # noqa: PLC0415

    return "\n".join(one.text() for one in dialog.findChildren(QLabel) if not one.isHidden())


def test_everything_goes_out(session: stand_in.Session, chosen: Path, tasks: Tasks, qtbot: QtBot) -> None:
    dialog = TakeEverythingDialog(session, tasks)
    qtbot.addWidget(dialog)
    assert "Everybody who finds this folder can read all of it." in words(dialog)
    assert not dialog.risk.isVisibleTo(dialog)
    dialog.sources.setChecked(True)
    assert dialog.risk.isVisibleTo(dialog)
    dialog.go.click()
    qtbot.waitUntil(lambda: bool(dialog.findChildren(CarefulDialog) or session.whole.asked))
    for each in dialog.findChildren(CarefulDialog):
        each.go.click()
    qtbot.waitUntil(lambda: "Everything is taken out." in words(dialog))
    ((target, wish),) = session.whole.asked
    assert target == free(chosen)
    assert (wish.sources, wish.trash) == (True, False)
    assert "This folder holds notes" in wish.explained
    assert "Everything is taken out." in words(dialog)
    assert "plan.pdf" in words(dialog)


@pytest.mark.usefixtures("chosen")
@pytest.mark.parametrize(
    ("problem", "said"),
    [(Cancelled(), "Stopped. Nothing was saved."), (DiskFull(), "The disk is full")],
)
def test_what_goes_wrong_is_said(
    problem: Cancelled | DiskFull, said: str, session: stand_in.Session, tasks: Tasks,
    qtbot: QtBot,
) -> None:  # fmt: skip
    session.whole.problem = problem
    for dialog in (TakeEverythingDialog(session, tasks), BringBackDialog(session, tasks)):
        qtbot.addWidget(dialog)
        if isinstance(dialog, TakeEverythingDialog):
            dialog.go.click()
            settled(tasks, qtbot)
            for each in dialog.findChildren(CarefulDialog):
                each.go.click()
        else:
            dialog._folder()
            said = said.replace("Nothing was saved", "What was read before")
        settled(tasks, qtbot)
        assert said.partition(".")[0] in dialog.banner.text()


def test_it_comes_back(session: stand_in.Session, chosen: Path, tasks: Tasks, qtbot: QtBot) -> None:
    dialog = BringBackDialog(session, tasks)
    qtbot.addWidget(dialog)
    dialog._folder()
    settled(tasks, qtbot)
    assert session.whole.asked == [(chosen, None)]
    assert "3 items are in your notebook now." in words(dialog)
    dialog._joplin()
    settled(tasks, qtbot)
    path, space = session.whole.asked[1]
    assert path == chosen
    assert space in {one.id for one in session.spaces.all()}


def test_a_name_of_the_day_is_free(tmp_path: Path) -> None:
    for _ in range(3):
        free(tmp_path).mkdir()
    assert len(list(tmp_path.iterdir())) == 3


@pytest.fixture
def look(tasks: Tasks, qtbot: QtBot) -> PortalLook:
    made = PortalLook(Portals(), tasks)
    qtbot.addWidget(made)
    made.show_space("space")
    settled(tasks, qtbot)
    return made


def test_a_portal_is_added_and_asked(look: PortalLook, tasks: Tasks, qtbot: QtBot) -> None:
    assert not look.fetch.isEnabled()
    look.address.setText("https://portal.example/feed")
    look.add.click()
    settled(tasks, qtbot)
    (card,) = look.cards
    assert card.agree.isHidden()
    look.fetch.click()
    settled(tasks, qtbot)
    assert look.said.text() == "2 items are new."
    look.address.setText("https://portal.example/days")
    look.sort.setCurrentIndex(look.sort.findData("calendar"))
    look.add.click()
    settled(tasks, qtbot)
    portals = look._portals
    assert isinstance(portals, Portals)
    assert [row.sort for row in portals.every] == ["news", "calendar"]
    portals.problem = Cancelled()
    look.fetch.click()
    assert not look.progress.isHidden()
    settled(tasks, qtbot)
    assert look.said.text().startswith("Stopped.") and look.progress.isHidden()


def test_what_others_added_is_asked_once_one_agrees(tasks: Tasks, qtbot: QtBot) -> None:
    portals = Portals([FeedRow("f", "space", "Theirs", "https://portal.example", "news", "", agreed=False)])
    portals.came = Fetched(0, 0, (("f", PortalAway()),), ("f",))
    look = PortalLook(portals, tasks)
    qtbot.addWidget(look)
    look.show_space("space")
    settled(tasks, qtbot)
    assert not look.fetch.isEnabled()
    look.cards[0].agree.click()
    settled(tasks, qtbot)
    look.fetch.click()
    settled(tasks, qtbot)
    assert "1 address was added by others" in look.said.text()
    assert "does not answer" in look.banner.text()
    look.forget()
    assert look.cards == []


def test_a_bad_address_is_refused_in_words(look: PortalLook, tasks: Tasks, qtbot: QtBot) -> None:
    portals = look._portals
    assert isinstance(portals, Portals)
    portals.problem = BadPortal(address="x")
    look.address.setText("x")
    look.add.click()
    settled(tasks, qtbot)
    assert "is not an address of a portal" in look.banner.text()
    assert look.address.text() == "x"
