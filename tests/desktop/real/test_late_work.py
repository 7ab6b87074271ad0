"""What somebody wrote after others took them out, and what two organisers did to each other while apart."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QPushButton

from desktop.dialogs.packages import OpenPackageDialog
from desktop.dialogs.people import PeopleDialog
from desktop.dialogs.rolechange import RemoveDialog
from desktop.tour.stage import Stage, until
from desktop.views.wishes import Wish
from tests.desktop.real.hands import ask, dialog, opened, promote, send, titles, words


def take_out(stage: Stage, person: str) -> None:
    """Take somebody out, as far as one may alone."""
    sheet = opened(stage, person)
    sheet.people.detail.show_removal()
    removal = dialog(RemoveDialog)
    until(removal.word.isVisible)
    removal.word.line.setText("remove")
    removal.go.click()
    until(lambda: "no longer in this space" in words(removal) or "have agreed" in words(removal))
    removal.reject()
    sheet.reject()


def turned_to(stage: Stage, page: str) -> PeopleDialog:
    sheet = ask(stage, Wish.PEOPLE, PeopleDialog)
    sheet.show_page(page)
    return sheet


def what_happened(stage: Stage) -> list[str]:
    """Return what the page says, newest first."""
    sheet = turned_to(stage, "happened")
    until(lambda: "made this space" in words(sheet))
    said = words(sheet.happened).splitlines()
    sheet.reject()
    return said


def read_package(stage: Stage) -> None:
    stage.grant(Wish.OPEN_PACKAGE)
    package = dialog(OpenPackageDialog)
    until(package.is_done)
    package.close()


def let_in(sheet: PeopleDialog) -> None:
    ((_, box),) = sheet.late.boxes.items()
    box.click()
    sheet.late.some.click()
    until(lambda: "1 change counts now." in sheet.banner.text())
    until(lambda: "Nothing is set aside here." in words(sheet))


def test_late_work_waits_with_its_reason_until_an_organiser_lets_it_in(
    two: tuple[Stage, Stage, str], person: Callable[[str], Stage], choosing: list[Path], tmp_path: Path
) -> None:
    amal, badu, space = two
    chidi = person("Chidi")
    chidi.session.invitations.join_qr(amal.session.invitations.qr_text(space))
    amal.session.invitations.admit(space)
    send(chidi, amal, badu)
    chidi.open_space(space)
    take_out(amal, badu.session.me.person)
    badu.write_note("Written too late", "The well is dry.")  # nobody has told Badu yet
    package = tmp_path / "late.pack"
    badu.session.packages.write(space, package)
    choosing.append(package)
    read_package(amal)
    sheet = turned_to(amal, "late")
    until(lambda: "It was written by somebody who had been removed." in words(sheet))
    until(lambda: "Badu" in words(sheet))
    (card,) = sheet.late.boxes.values()
    assert "Written too late" in card.text()
    assert "Written too late" not in titles(amal)
    let_in(sheet)
    sheet.reject()
    until(lambda: "Written too late" in titles(amal))
    send(amal, chidi)
    until(lambda: "Written too late" in titles(chidi))
    for each in (amal, chidi):
        said = plain(what_happened(each))
        assert said.index("Amal let late work count.") < said.index("Amal took Badu out.")


def test_organisers_who_take_out_each_other_read_the_same_and_why(two: tuple[Stage, Stage, str]) -> None:
    amal, badu, _ = two
    promote(amal, badu.session.me.person)
    send(amal, badu)
    take_out(badu, amal.session.me.person)
    take_out(amal, badu.session.me.person)
    send(badu, amal, badu, amal)
    until(lambda: "You are no longer in" in badu.window.banner.text())
    (look,) = badu.window.banner.findChildren(QPushButton)
    look.click()
    sheet = dialog(PeopleDialog)
    until(lambda: "made this space" in words(sheet))
    theirs = words(sheet.happened).splitlines()
    sheet.reject()
    assert theirs == what_happened(amal)
    said = plain(theirs)
    assert "Amal took Badu out." in said
    reason = said[said.index("Badu agreed to take Amal out.") + 2]  # below when it was
    assert reason == "This had no effect. At the same time, Badu or that computer was taken out."


def plain(said: Sequence[str]) -> list[str]:
    return [line.replace("\u2068", "").replace("\u2069", "") for line in said]
