"""The quiet lines about delivery services: one is caught, its operator speaks, few tickets are left."""

from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.application.application import Application
from desktop.dialogs.services import ServicesDialog
from sync.engine.events import DeliveryChanged, DeliveryState, RelayCaught, RelayNotice
from sync.errors import DiskFull
from sync.relay_refusals import RelayKeyChanged, TicketsLow
from tests.desktop import stand_in
from tests.desktop.sheet_of_space import one
from tests.desktop.stand_in_relays import KEY, RelayState
from tests.desktop.test_application import dialogs

ADDRESS = "https://letters.example.org"
CAUGHT = RelayCaught("space-1", KEY, "rolled-back", offer=True)


def says(opened: Application, text: str) -> Callable[[], bool]:
    return lambda: text in opened.window.banner.text()


def look(opened: Application) -> None:
    banner = opened.window.banner
    next(each for each in banner.findChildren(QPushButton) if each.isVisible() and each.text()).click()


def quiet(opened: Application, qtbot: QtBot) -> None:
    """Wait until all that was begun before is done."""
    done: list[None] = []
    opened.tasks.run(lambda: None, done.append)
    qtbot.waitUntil(lambda: bool(done))


def test_one_that_is_caught_is_said_and_leads_to_the_page(
    opened: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    session.events.tell(CAUGHT)
    qtbot.waitUntil(says(opened, "went back to an earlier state"))
    assert says(opened, "Nothing is lost here.")() and says(opened, "\u2068Horizon network\u2069")()
    session.events.tell(CAUGHT)  # once is enough
    look(opened)
    assert one(ServicesDialog).space == "space-1"
    assert not opened.window.banner.text()


def test_lines_wait_for_each_other_and_for_problems(
    opened: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    opened.show_problem(DiskFull())
    before = opened.window.banner.text()
    session.witness.states = [RelayState("space-2")]
    session.events.tell(CAUGHT)
    session.events.tell(RelayNotice(KEY, ADDRESS, "Away on\nFriday"))
    session.events.tell(RelayCaught("space-9", KEY, "altered", offer=False))  # no space of ours any more
    quiet(opened, qtbot)
    assert opened.window.banner.text() == before
    opened.window.banner.clear()
    assert says(opened, "went back")()
    opened.window.banner.clear()
    assert opened.window.banner.findChildren(QLabel)[1].text().endswith("says: \u2068Away on Friday\u2069")
    look(opened)
    qtbot.waitUntil(lambda: bool(dialogs()))
    assert one(ServicesDialog).space == "space-2", "the space that uses it"
    assert not opened.window.banner.text()


def test_few_tickets_are_said_once(opened: Application, session: stand_in.Session, qtbot: QtBot) -> None:
    session.witness.states = [RelayState()]
    session.relays.warn = [TicketsLow(address=ADDRESS, count=2), RelayKeyChanged(address=ADDRESS)]
    state = DeliveryState("up-to-date")
    session.events.tell(DeliveryChanged(state))
    qtbot.waitUntil(says(opened, "Few tickets are left"))
    assert says(opened, "Everything still travels. Ask whoever runs it")()
    session.relays.warn[0] = TicketsLow(address=ADDRESS, count=1)
    session.events.tell(DeliveryChanged(state))
    look(opened)
    qtbot.waitUntil(says(opened, "shows another key than before"))
    qtbot.waitUntil(lambda: bool(dialogs()))
    assert one(ServicesDialog).space == "space-1"
    one(ServicesDialog).reject()
    opened.window.banner.clear()
    session.events.tell(DeliveryChanged(state))
    quiet(opened, qtbot)
    assert not opened.window.banner.text()


def test_a_service_that_no_space_uses_any_more_opens_nothing(
    opened: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    session.events.tell(RelayNotice(KEY, ADDRESS, "Away"))
    qtbot.waitUntil(says(opened, "Away"))
    look(opened)
    quiet(opened, qtbot)
    assert not dialogs()


def test_the_page_follows_what_happens(opened: Application, session: stand_in.Session, qtbot: QtBot) -> None:
    opened.errands.grant("relay")
    page = one(ServicesDialog)
    qtbot.waitUntil(lambda: len(page.cards) == 1)
    session.relays.add("space-1", "https://other.example.org")
    session.events.tell(DeliveryChanged(DeliveryState("up-to-date")))
    qtbot.waitUntil(lambda: len(page.cards) == 2)
