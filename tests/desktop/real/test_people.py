"""Three windows on three notebooks decide together, and the one who is out reads it in the own window."""

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton

from desktop.dialogs.people import PeopleDialog
from desktop.dialogs.rolechange import RemoveDialog
from desktop.tour.stage import Stage, until
from tests.desktop.real.hands import dialog, opened, promote, send, titles, words


def propose_removal(stage: Stage, person: str) -> str:
    """Return what the window says then."""
    sheet = opened(stage, person)
    sheet.people.detail.show_removal()
    removal = dialog(RemoveDialog)
    until(removal.word.isVisible)
    assert "stays closed" in words(removal)
    removal.word.line.setText("remove")
    removal.go.click()
    until(lambda: "have agreed" in words(removal))
    said = words(removal)
    removal.reject()
    sheet.reject()
    return said


def agree(stage: Stage) -> None:
    """Follow the quiet line to what waits, and agree."""
    until(lambda: "waits for your decision" in stage.window.banner.text())
    (look,) = stage.window.banner.findChildren(QPushButton)
    look.click()
    sheet = dialog(PeopleDialog)
    until(lambda: len(sheet.decisions.rows) == 1)
    until(lambda: "1 of 2 have agreed." in words(sheet))
    (button,) = [
        each for each in sheet.decisions.findChildren(QPushButton)
        if each.isVisible() and each.accessibleName().startswith("Agree")
    ]  # fmt: skip
    button.click()
    until(lambda: "It is done." in sheet.banner.text())
    sheet.reject()


def test_two_decide_about_the_third_and_all_windows_say_so(
    two: tuple[Stage, Stage, str], person: Callable[[str], Stage]
) -> None:
    amal, badu, space = two
    chidi = person("Chidi")
    chidi.session.invitations.join_qr(amal.session.invitations.qr_text(space))
    amal.session.invitations.admit(space)
    send(chidi)
    chidi.open_space(space)
    for each in (badu, chidi):
        promote(amal, each.session.me.person)
        send(amal, badu, chidi)
    agree(badu)  # two organisers are needed for the third
    send(badu, chidi, amal)
    said = propose_removal(chidi, badu.session.me.person)
    assert "1 of 2 have agreed." in said and "Amal" in said
    send(chidi, amal)
    agree(amal)
    send(amal, chidi, badu)
    until(lambda: "Badu" in chidi.window.banner.text())
    until(lambda: "You are no longer in" in badu.window.banner.text())
    amal.write_note("Only for who is here", "Tea at ten.")
    send(amal, badu, chidi)
    until(lambda: "Only for who is here" in titles(chidi))
    assert "Only for who is here" not in titles(badu)
