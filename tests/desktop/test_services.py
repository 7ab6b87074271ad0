"""The page of delivery services with the engine handed in: what it shows, and what organisers change."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop.application.application import Application
from desktop.dialogs import files, qrcode
from desktop.dialogs.sending import SendingPage
from desktop.dialogs.services import ServicesDialog
from desktop.dialogs.services_add import SHEET_MAX, AddServiceDialog, GiveTicketsDialog
from desktop.dialogs.services_ask import AddressPictureDialog, RemoveServiceDialog
from desktop.dialogs.settings import SettingsDialog
from desktop.tasks import Tasks
from desktop.views.wishes import Wish
from sync.errors import BadAddress, RelayWantsTicket
from sync.relay_refusals import NoTickets
from tests.desktop import stand_in
from tests.desktop.settling import settled
from tests.desktop.sheet_of_space import button, one, words
from tests.desktop.stand_in_relays import KEY, PIN, ProofRow, RelayRow, RelayState
from tests.desktop.test_application import assert_can_be_heard_and_hit

ADDRESS = "https://post.example.org#" + "0c" * 32


@pytest.fixture
def show(session: stand_in.Session, tasks: Tasks, qtbot: QtBot) -> Callable[[], ServicesDialog]:
    def open_page() -> ServicesDialog:
        found = ServicesDialog(session, tasks, "space-1")
        qtbot.addWidget(found)
        found.show()
        qtbot.waitUntil(lambda: found.known is not None and is_drawn(found))
        settled(tasks, qtbot)  # what stands below the cards is shown with the next events
        return found

    return open_page


def is_drawn(page: ServicesDialog) -> bool:
    return page.list.isVisible() and all(
        each.height() for card in page.cards for each in card.findChildren(QPushButton)
    )


@pytest.fixture
def choosing(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Return the paths that the next file dialogs will be given, in turn."""
    paths: list[Path] = []
    for name in ("choose_open", "choose_save"):
        monkeypatch.setattr(files, name, lambda *given: given[-1]([paths.pop(0)]))
    return paths


def buttons(page: ServicesDialog) -> set[str]:
    return {each.text() for each in page.findChildren(QPushButton) if each.isVisible() and each.text()}


# ---------------------------------------------------------------- what is shown
def test_a_service_says_what_is_known_of_it(
    show: Callable[[], ServicesDialog], session: stand_in.Session
) -> None:
    session.relays.there = [RelayRow(notice="Closed on\nSunday.", spare=1, kept=1, problem="relay-too-slow")]
    page = show()
    said = words(page)
    assert "letters.example.org" in said and "Last reached" in said and "Reliable" in said
    assert "Whoever runs it says: \u2068Closed on Sunday.\u2069" in said, "one quiet line"
    assert "It keeps things for 90 days." in said
    assert "1 ticket for members. 1 ticket for organisers." in said
    assert "That is few." in said and "took too long" in said
    assert "With a second one" in said
    assert_can_be_heard_and_hit(page)


def test_what_speaks_against_it_is_said_with_its_proof(
    show: Callable[[], ServicesDialog], session: stand_in.Session, choosing: list[Path], tmp_path: Path,
    qtbot: QtBot,
) -> None:  # fmt: skip
    session.witness.states = [RelayState()]
    session.witness.kept = [ProofRow("rolled-back", worth="proved"), ProofRow("rolled-back")]
    page = show()
    said = words(page)
    assert "Not always in order" in said and "3 times" in said
    assert "left out something" in said and "Nothing is lost here." in said
    assert "went back to an earlier state" in said and "Anybody can check this proof." in said
    assert "You may change the delivery services" in said
    assert_can_be_heard_and_hit(page)
    choosing.append(tmp_path / "kept.cbor")
    button(page, "Save the proof").click()
    qtbot.waitUntil(lambda: "kept.cbor" in page.banner.text())
    assert (tmp_path / "kept.cbor").read_bytes() == b"proofs"


def test_proofs_against_a_former_service_are_kept(
    show: Callable[[], ServicesDialog], session: stand_in.Session
) -> None:
    session.relays.there = []
    session.witness.kept = [ProofRow("altered")]
    page = show()
    assert "This space has no delivery service." in words(page)
    assert "1 proof against a former delivery service is kept." in words(page)
    assert button(page, "Save the proof").isEnabled()


def test_members_see_the_same_and_change_nothing(
    show: Callable[[], ServicesDialog], session: stand_in.Session
) -> None:
    session.spaces.rows = [replace(each, role="member") for each in session.spaces.rows]
    session.relays.there = [RelayRow(kept=None)]
    page = show()
    assert {"Copy the address", "Show as a picture"} <= buttons(page)
    assert not buttons(page) & {"Give tickets…", "Remove this service…"}
    assert not page.add.isVisible()
    assert "4 tickets for members." in words(page) and "for organisers" not in words(page)
    assert "Organisers choose" in words(page)


def test_somebody_who_is_not_let_in_yet_sees_none(
    show: Callable[[], ServicesDialog], session: stand_in.Session
) -> None:
    session.spaces.rows = [replace(each, pending=True) for each in session.spaces.rows]
    page = show()
    assert page.known.services == () and not page.add.isVisible()


def test_an_address_is_copied_whole_and_drawn(show: Callable[[], ServicesDialog], tmp_path: Path) -> None:
    page = show()
    button(page, "Copy the address").click()
    assert QApplication.clipboard().text() == f"https://letters.example.org#{PIN}"
    button(page, "Show as a picture").click()
    drawn = one(AddressPictureDialog)
    assert_can_be_heard_and_hit(drawn)
    drawn.picture.pixmap().save(str(tmp_path / "it.png"))
    assert qrcode.read(tmp_path / "it.png") == f"https://letters.example.org#{PIN}"


def test_another_space_is_chosen(show: Callable[[], ServicesDialog], qtbot: QtBot) -> None:
    page = show()
    assert page.spaces.count() == 2 and page.spaces.isVisible()
    page.spaces.setCurrentIndex(1)
    page.spaces.activated.emit(1)
    qtbot.waitUntil(lambda: page.known.space.id == "space-2")
    assert "My own notes" in page.spaces.currentText()


def test_the_menu_and_the_page_of_sending_lead_here(opened: Application, qtbot: QtBot) -> None:
    opened.errands.grant(Wish.RELAY)
    qtbot.waitUntil(lambda: one(ServicesDialog).known is not None)
    assert one(ServicesDialog).known.space.id == "space-1"
    one(ServicesDialog).reject()
    opened.errands.grant(Wish.SENDING)
    sending: SendingPage = one(SettingsDialog).sending
    button(sending, "Delivery services").click()
    qtbot.waitUntil(lambda: one(ServicesDialog).known is not None)
    assert one(ServicesDialog).known.space.id == "space-1"


# ---------------------------------------------------------------- what organisers change
def test_a_service_is_added_with_its_tickets(
    show: Callable[[], ServicesDialog], session: stand_in.Session, choosing: list[Path], tmp_path: Path,
    qtbot: QtBot,
) -> None:  # fmt: skip
    page = show()
    page.add.click()
    adding = one(AddServiceDialog)
    assert_can_be_heard_and_hit(adding)
    assert not adding.go.isEnabled()
    (tmp_path / "sheet.txt").write_text("ticket one\n", encoding="utf-8")
    choosing += [tmp_path / "sheet.txt", tmp_path / "address.png"]
    adding.tickets.open.click()
    qtbot.waitUntil(lambda: adding.tickets.text() == "ticket one\n")
    qrcode.drawn(ADDRESS, 400).save(str(tmp_path / "address.png"))
    adding.picture.click()
    qtbot.waitUntil(lambda: adding.address.text() == ADDRESS)
    session.relays.problem = BadAddress(address="x")
    adding.go.click()
    qtbot.waitUntil(lambda: bool(adding.banner.text()) and adding.isEnabled())
    session.relays.problem = None
    adding.go.click()
    qtbot.waitUntil(lambda: len(page.cards) == 2)
    assert session.relays.calls == [("add", "space-1", ADDRESS, "ticket one\n")]
    assert "uses this delivery service from now on" in page.banner.text()


def test_a_picture_or_file_of_something_else_says_so(
    show: Callable[[], ServicesDialog], choosing: list[Path], tmp_path: Path, qtbot: QtBot
) -> None:
    show().add.click()
    adding = one(AddServiceDialog)
    qrcode.drawn("karkade:a1", 400).save(str(tmp_path / "other.png"))
    choosing += [tmp_path / "other.png", tmp_path / "not there.txt", tmp_path / "large.txt"]
    adding.picture.click()
    qtbot.waitUntil(lambda: "There is no address in this picture." in adding.banner.text())
    adding.banner.clear()
    adding.tickets.open.click()
    qtbot.waitUntil(lambda: "not there.txt" in adding.banner.text())
    adding.banner.clear()
    (tmp_path / "large.txt").write_bytes(bytes(SHEET_MAX + 1))
    adding.tickets.open.click()
    qtbot.waitUntil(lambda: "large.txt" in adding.banner.text())
    assert not adding.address.text() and not adding.tickets.text()


def test_a_service_that_wants_a_ticket_is_there_all_the_same(
    show: Callable[[], ServicesDialog], session: stand_in.Session, qtbot: QtBot
) -> None:
    page = show()
    page.add.click()
    one(AddServiceDialog).address.setText(ADDRESS)
    session.relays.problem = RelayWantsTicket()
    one(AddServiceDialog).go.click()
    qtbot.waitUntil(lambda: "wants a ticket" in page.banner.text())
    assert page.isEnabled()


def test_tickets_are_given_and_counted(
    show: Callable[[], ServicesDialog], session: stand_in.Session, qtbot: QtBot
) -> None:
    page = show()
    button(page, "Give tickets").click()
    giving = one(GiveTicketsDialog)
    assert_can_be_heard_and_hit(giving)
    assert not giving.go.isEnabled()
    giving.tickets.box.setPlainText("one two three")
    session.relays.problem = NoTickets()
    giving.go.click()
    qtbot.waitUntil(lambda: "There is no ticket in this text." in giving.banner.text())
    session.relays.problem = None
    giving.go.click()
    qtbot.waitUntil(lambda: "3 tickets added." in words(giving))
    assert "1 ticket was known." in words(giving) and "2 tickets could not be read." in words(giving)
    assert session.relays.calls == [("give", "space-1", KEY, "one two three")]


def test_a_service_is_removed_with_a_typed_word(
    show: Callable[[], ServicesDialog], session: stand_in.Session, qtbot: QtBot
) -> None:
    page = show()
    button(page, "Remove this service").click()
    asking = one(RemoveServiceDialog)
    qtbot.waitUntil(lambda: "It is the only one." in words(asking))
    assert_can_be_heard_and_hit(asking)
    assert not asking.go.isEnabled()
    asking.word.line.setText("remove")
    asking.go.click()
    qtbot.waitUntil(lambda: "This space has no delivery service." in words(page))
    assert session.relays.calls == [("remove", "space-1", KEY)] and not page.cards
