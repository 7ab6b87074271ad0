"""A network in one window, an organisation in the other: brought by cards, seen by both, and let go."""

import secrets
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QDialog, QLabel, QPushButton

from desktop.dialogs.organisations_ask import AskDialog
from desktop.dialogs.organisations_bring import AddOrganisationDialog, BringDialog, Carded
from desktop.dialogs.organisations_found import FoundDialog
from desktop.dialogs.packages import OpenPackageDialog
from desktop.dialogs.people import PeopleDialog
from desktop.dialogs.spaces import NewSpaceDialog
from desktop.tour.stage import Stage, until
from desktop.views.wishes import Wish
from sync.engine import identity
from tests.desktop.real.hands import ask, dialog, send
from tests.scenarios.laptops import Relay


def words(window: QDialog) -> str:
    return "\n".join(each.text() for each in window.findChildren(QLabel) if each.isVisible())


def press(window: QDialog, name: str) -> None:
    """Press a button as soon as it is there."""
    found: list[QPushButton] = []

    def is_there() -> bool:
        found[:] = [
            each for each in window.findChildren(QPushButton)
            if each.isVisible() and each.isEnabled() and each.accessibleName().startswith(name)
        ]  # fmt: skip
        return len(found) == 1

    until(is_there)
    found[0].click()


def found_network(stage: Stage, address: str) -> str:
    """Make the network in the window, and return it."""
    making = ask(stage, Wish.NEW_SPACE, NewSpaceDialog)
    making.name.setText("Coast network")
    making.address.setText(address)
    making.network.setChecked(True)
    press(making, "Make the space")
    until(lambda: len(stage.session.spaces.all()) == 1)
    (row,) = stage.session.spaces.all()
    assert row.network
    stage.open_space(row.id)
    return row.id


def organisations(stage: Stage) -> PeopleDialog:
    sheet = ask(stage, Wish.PEOPLE, PeopleDialog)
    sheet.show_page("organisations")
    return sheet


def make_organisation(stage: Stage) -> tuple[str, ...]:
    """Make it in a window with nothing but an own space, and return its words."""
    sheet = organisations(stage)
    press(sheet, "Make an organisation")
    making = dialog(FoundDialog)
    making.name.setText("Garden club")
    press(making, "Make it")
    until(lambda: "Both compare" in words(making))
    press(making, "Save the card")
    until(lambda: "Saved as" in making.banner.text())
    making.reject()
    sheet.reject()
    (own,) = stage.session.organisations.own()
    return stage.session.organisations.look(own.card).check_words


def save_package(bringing: Carded) -> None:
    until(lambda: "is in the space" in words(bringing))
    press(bringing, "Save the file")
    until(lambda: "Saved as" in bringing.banner.text())
    bringing.reject()


def come_in(stage: Stage, space: str) -> None:
    stage.grant(Wish.OPEN_PACKAGE)
    until(lambda: dialog(OpenPackageDialog).is_done())
    dialog(OpenPackageDialog).close()
    stage.open_space(space)


def add_by_card(stage: Stage, compared: tuple[str, ...]) -> None:
    """The network's organiser compares the words, and adds the organisation."""
    sheet = organisations(stage)
    press(sheet, "Add an organisation")
    adding = dialog(AddOrganisationDialog)
    adding.choose_card()
    until(lambda: "   ".join(compared[:5]) in words(adding))
    press(adding, "Add it")
    save_package(adding)
    until(lambda: "Only" in words(sheet) and "Garden club" in words(sheet))
    sheet.reject()


def send_somebody(stage: Stage, name: str) -> None:
    sheet = organisations(stage)
    press(sheet, "Send somebody more")
    bringing = dialog(BringDialog)
    bringing.choose_card()
    save_package(bringing)
    until(lambda: name in words(sheet))
    sheet.reject()


def release(stage: Stage, name: str) -> None:
    sheet = organisations(stage)
    press(sheet, "Send no longer")
    asking = dialog(AskDialog)
    until(lambda: "stays closed" in words(asking))
    press(asking, "Send no longer")
    until(lambda: "is no longer sent by" in words(asking))
    asking.reject()
    until(lambda: name not in words(sheet))
    sheet.reject()


def listed(stage: Stage) -> str:
    """Return what an organiser reads who cannot change whom the organisation sends."""
    sheet = organisations(stage)
    until(lambda: "all of it out" in words(sheet))
    buttons = [each.accessibleName() for each in sheet.findChildren(QPushButton) if each.isVisible()]
    assert not [each for each in buttons if each.startswith("Send no longer")]
    said = words(sheet)
    sheet.reject()
    return said


def test_an_organisation_joins_a_network_and_lets_its_delegate_go(
    person: Callable[[str], Stage], relay: Relay, choosing: list[Path], tmp_path: Path
) -> None:
    amal, badu = person("Amal"), person("Badu")
    network = found_network(amal, relay.url)
    badu.open_space(badu.session.spaces.new("Our garden").id)
    card, chidis, first, second = (
        tmp_path / each for each in ("club.card", "chidis.card", "1.pack", "2.pack")
    )
    chidis.write_bytes(identity.found("Chidi", secrets.token_bytes(32), int(time.time() * 1000)).card)
    choosing += [card, card, first, first, chidis, second]
    add_by_card(amal, make_organisation(badu))
    send(amal)
    come_in(badu, network)
    send(badu)
    send_somebody(badu, "Chidi")
    send(badu, amal)
    said = listed(amal)
    assert "Badu" in said and "Chidi" in said
    release(badu, "Chidi")
    send(badu, amal)
    assert "Chidi" not in listed(amal)
