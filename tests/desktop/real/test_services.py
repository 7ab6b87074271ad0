"""The delivery services of a space, in windows on real notebooks and a relay with its own certificate."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.dialogs.services import ServicesDialog
from desktop.dialogs.services_add import AddServiceDialog, GiveTicketsDialog
from desktop.dialogs.services_ask import RemoveServiceDialog
from desktop.tour.stage import Stage, until
from desktop.views.wishes import Wish
from sync.engine.events import RelayCaught
from sync.relay import certificates, settings
from tests.desktop.real.hands import ask, dialog, words
from tests.scenarios.ticketed import TicketRelay


class PinnedRelay(TicketRelay):
    """Its certificate is its own, and a mailbox costs a ticket."""

    def __init__(self, data: Path) -> None:
        super().__init__(data)
        data.mkdir(parents=True)
        certificate, key = certificates.make(data, "127.0.0.1")
        settings.write(data, replace(settings.read(data), certificate=str(certificate), key=str(key)))
        self.url = f"https://127.0.0.1:{self.port}#{certificates.pin(certificate).hex()}"


@pytest.fixture
def pinned(tmp_path: Path) -> Iterator[PinnedRelay]:
    made = PinnedRelay(tmp_path / "pinned")
    made.start()
    yield made
    made.stop()


def press(window: QWidget, name: str) -> None:
    """Click the button of this name once it is there."""

    def there() -> list[QPushButton]:
        return [one for one in window.findChildren(QPushButton) if one.isVisible() and one.text() == name]

    until(lambda: len(there()) == 1)
    there()[0].click()


@pytest.fixture
def begun(pinned: PinnedRelay, person: Callable[[str], Stage]) -> tuple[Stage, ServicesDialog, str]:
    """Return a window, the page of its space without a service, and that space."""
    pinned.say("Away on Friday\nfrom six")
    amal = person("Amal")
    space = amal.session.spaces.new("Field team").id
    amal.open_space(space)
    page = ask(amal, Wish.RELAY, ServicesDialog)
    until(lambda: "This space has no delivery service." in words(page))
    return amal, page, space


def test_a_service_is_added_by_its_pinned_address_and_given_tickets(
    pinned: PinnedRelay, begun: tuple[Stage, ServicesDialog, str], choosing: list[Path], tmp_path: Path
) -> None:
    amal, page, space = begun
    page.add.click()
    adding = dialog(AddServiceDialog)
    adding.address.setText(pinned.url)
    adding.go.click()
    until(lambda: "wants a ticket" in page.banner.text())
    until(lambda: "Whoever runs it says: \u2068Away on Friday from six\u2069" in words(page))
    assert "It keeps things for 90 days." in words(page) and "That is few." in words(page)
    assert amal.session.spaces.find(space).relays == (pinned.url,)
    until(lambda: "Away on Friday from six" in amal.window.banner.text())

    (tmp_path / "sheet.txt").write_text(pinned.sheet(6), encoding="utf-8")
    choosing.append(tmp_path / "sheet.txt")
    press(page, "Give tickets…")
    giving = dialog(GiveTicketsDialog)
    giving.tickets.open.click()
    until(giving.go.isEnabled)
    giving.go.click()
    until(lambda: "6 tickets added." in words(giving))
    giving.reject()
    until(lambda: "4 tickets for members. 2 tickets for organisers." in words(page))
    amal.session.delivery.sync()
    assert pinned.mailboxes() == 1
    until(lambda: "wants a ticket" not in words(page))


def test_a_service_is_added_with_a_sheet_and_removed_with_a_typed_word(
    pinned: PinnedRelay, begun: tuple[Stage, ServicesDialog, str]
) -> None:
    amal, page, space = begun
    page.add.click()
    adding = dialog(AddServiceDialog)
    adding.address.setText(pinned.url)
    adding.tickets.box.setPlainText(pinned.sheet(6))
    adding.go.click()
    until(lambda: "uses this delivery service from now on" in page.banner.text())
    assert pinned.mailboxes() == 1
    press(page, "Remove this service…")
    removing = dialog(RemoveServiceDialog)
    until(lambda: "It is the only one." in words(removing))
    removing.word.line.setText("remove")
    removing.go.click()
    until(lambda: "This space has no delivery service." in words(page))
    assert amal.session.spaces.find(space).relays == ()


def test_the_window_says_what_is_seen_and_leads_to_the_page(
    pinned: PinnedRelay, person: Callable[[str], Stage]
) -> None:
    amal = person("Amal")
    space = amal.session.spaces.new("Field team").id
    amal.open_space(space)
    amal.session.relays.add(space, pinned.url, pinned.sheet(1))
    until(lambda: "Few tickets are left" in amal.window.banner.text())
    (row,) = amal.session.relays.all(space)
    amal.session.events.tell(RelayCaught(space, row.key, "altered", offer=True))
    press(amal.window.banner, "Look at it…")
    page = dialog(ServicesDialog)
    until(lambda: page.known is not None and "127.0.0.1" in words(page))
    until(lambda: "gave out something other" in amal.window.banner.text())
    page.reject()
    press(amal.window.banner, "Look at it…")
    assert dialog(ServicesDialog).space == space
    dialog(ServicesDialog).reject()
