"""Inviting in one window, joining in another, and carrying notes between them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.dialogs.invite import InviteDialog
from desktop.dialogs.join import JoinDialog
from desktop.dialogs.packages import MakePackageDialog, OpenPackageDialog
from desktop.dialogs.requests import RequestsDialog
from desktop.tour.stage import Stage, settle, until
from desktop.views.versions import Versions
from desktop.views.wishes import Wish
from tests.desktop.real.hands import ask, dialog, send, titles
from tests.scenarios.laptops import Relay


def by_words(amal: Stage, badu: Stage, _path: Path, _choosing: list[Path], address: str) -> None:
    invite = ask(amal, Wish.INVITE, InviteDialog)
    invite.choose_words()
    until(invite.answer.isVisible)
    join = ask(badu, Wish.JOIN, JoinDialog)
    join.words.setText(invite.answer.text())
    join.address.setText(address)
    invite.close()
    join.join_button.click()


def by_picture(amal: Stage, badu: Stage, path: Path, choosing: list[Path], _address: str) -> None:
    invite = ask(amal, Wish.INVITE, InviteDialog)
    invite.choose_picture()
    until(invite.picture.isVisible)
    invite.picture.pixmap().save(str(path / "seen.png"))
    invite.close()
    choosing.append(path / "seen.png")
    ask(badu, Wish.JOIN, JoinDialog).choose_picture()


@pytest.mark.parametrize("way", [by_words, by_picture])
def test_an_invitation_through_the_relay_opens_the_space_in_the_other_window(
    way: Callable[..., None], person: Callable[[str], Stage], relay: Relay, choosing: list[Path],
    tmp_path: Path,
) -> None:  # fmt: skip
    amal, badu = person("Amal"), person("Badu")
    space = amal.session.spaces.new("Field team").id
    amal.session.spaces.add_relay(space, relay.url)
    amal.open_space(space)
    way(amal, badu, tmp_path, choosing, relay.url)
    join = dialog(JoinDialog)
    until(join.is_done)
    join.close()
    send(amal)
    until(lambda: "asks to join" in amal.window.banner.text())
    let_in(ask(amal, Wish.REQUESTS, RequestsDialog), badu)
    send(badu)
    until(lambda: badu.window.desk.space == space)
    amal.write_note("Plan for March", "Bring water.")
    send(amal, badu)
    until(lambda: "Plan for March" in titles(badu))


def let_in(requests: RequestsDialog, badu: Stage) -> None:
    """Compare the words and admit."""
    until(lambda: len(requests.asking()) == 1)
    ((person, words),) = requests.asking().items()
    assert (person, words) == (badu.session.me.person, badu.session.me.check_words)
    requests.choose(person)
    requests.let_in()
    until(lambda: "in the space now" in requests.banner.text())
    requests.close()


def test_an_invitation_file_needs_no_relay(
    person: Callable[[str], Stage], choosing: list[Path], tmp_path: Path
) -> None:
    amal, badu = person("Amal"), person("Badu")
    space = amal.session.spaces.new("Field team").id
    amal.open_space(space)
    note = amal.write_note("Plan for March", "Bring water.")
    invitation, answer, welcome = (tmp_path / name for name in ("invitation", "answer", "welcome"))
    choosing += [invitation, invitation, answer, answer, welcome, welcome]
    invite = ask(amal, Wish.INVITE, InviteDialog)
    invite.choose_file()
    until(lambda: invitation.exists() and invite.isEnabled())
    invite.close()
    join = ask(badu, Wish.JOIN, JoinDialog)
    join.choose_file()
    until(join.is_done)
    join.save.click()
    until(lambda: "Saved" in join.banner.text())
    join.close()
    requests = ask(amal, Wish.REQUESTS, RequestsDialog)
    requests.choose_file()
    until(lambda: len(requests.asking()) == 1)
    assert len(amal.session.spaces.members(space)) == 1
    let_in_by_file(requests, badu, welcome)
    badu.grant(Wish.OPEN_PACKAGE)
    until(lambda: dialog(OpenPackageDialog).is_done())
    dialog(OpenPackageDialog).close()
    badu.open_space(space)
    badu.open_item(note, showing="Plan for March")


def let_in_by_file(requests: RequestsDialog, badu: Stage, welcome: Path) -> None:
    ((person, words),) = requests.asking().items()
    assert words == badu.session.me.check_words
    requests.choose(person)
    requests.let_in()
    until(requests.save.isVisible)
    requests.save.click()
    until(welcome.exists)
    requests.close()


def test_both_windows_show_what_the_other_wrote(two: tuple[Stage, Stage, str]) -> None:
    amal, badu, _ = two
    note = amal.write_note("Plan for March", "Bring water.\n")
    send(amal, badu)
    badu.open_item(note, showing="Plan for March")
    badu.type(note, "body", "Bring water.\nBring tea.\n")
    amal.type(note, "body", "Please.\nBring water.\n")
    send(amal, badu, amal)
    for each in (amal, badu):
        until(lambda each=each: each.shown(note, "body") == "Please.\nBring water.\nBring tea.\n")


def test_two_values_stand_side_by_side_until_somebody_chooses(two: tuple[Stage, Stage, str]) -> None:
    amal, badu, space = two
    (contact,) = amal.session.items.new(space, "contact", {"name": "School office", "phone": "1"}).ids
    send(amal, badu)
    for each, number in ((amal, "+254 711"), (badu, "+254 722")):
        each.choose("contact")
        each.open_item(contact, showing="School office")
        each.type(contact, "phone", number)
    send(amal, badu, amal)
    editor = amal.window.desk.panes.editors["contact"]
    until(lambda: len(editor.findChildren(Versions)) == 1)
    editor.findChildren(Versions)[0].settled.emit("phone", "+254 711")
    until(lambda: not [each for each in editor.findChildren(Versions) if each.isVisible()])
    until(lambda: len(amal.session.items.show(contact).fields["phone"]) == 1)
    send(amal, badu)
    until(lambda: badu.shown(contact, "phone") == "+254 711")
    assert len(badu.session.items.show(contact).fields["phone"]) == 1


def test_a_number_typed_while_another_comes_in_stands_beside_it(two: tuple[Stage, Stage, str]) -> None:
    amal, badu, space = two
    (contact,) = amal.session.items.new(space, "contact", {"name": "School office", "phone": "1"}).ids
    send(amal, badu)
    for each in (amal, badu):
        each.choose("contact")
        each.open_item(contact, showing="School office")
    badu.type(contact, "phone", "+254 722")
    send(badu)
    editor = amal.window.desk.panes.editors["contact"]
    editor.fields["phone"].set_text("+254 71")
    editor.autosave.type("phone", "+254 71")
    amal.session.delivery.sync()  # comes in before the pause after typing is over
    editor.flush()
    until(lambda: len(editor.findChildren(Versions)) == 1)
    assert amal.shown(contact, "phone") == "+254 71"
    amal.type(contact, "phone", "+254 711")  # and goes on typing
    send(amal, badu)
    for each in (amal, badu):
        found = each.session.items.show(contact).fields["phone"]
        assert {value.value for value in found} == {"+254 711", "+254 722"}


def test_a_package_carries_a_note_while_the_relay_is_off(
    two: tuple[Stage, Stage, str], relay: Relay, choosing: list[Path], tmp_path: Path
) -> None:
    amal, badu, _ = two
    relay.stop()
    amal.write_note("Carried on a stick", "Bring water.")
    send(amal)
    until(lambda: "safe on this computer" in amal.window.status.text())
    assert "waiting" in amal.window.status.text()
    choosing += [tmp_path / "notes.pack"] * 2
    make = ask(amal, Wish.MAKE_PACKAGE, MakePackageDialog)
    make.write.click()
    until(lambda: "saved" in make.banner.text())
    make.close()
    badu.grant(Wish.OPEN_PACKAGE)
    opened = dialog(OpenPackageDialog)
    until(opened.is_done)
    opened.close()
    until(lambda: "Carried on a stick" in titles(badu))
    settle()
    assert "Carried on a stick" in titles(amal)
