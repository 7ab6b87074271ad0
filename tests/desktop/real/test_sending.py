"""The page of sending and receiving, in windows on real notebooks and a real relay."""

from collections.abc import Callable

import pytest

from desktop.dialogs.sending import SendingPage
from desktop.dialogs.sending_log import LogDialog, WaitingDialog
from desktop.dialogs.sending_pace import PaceDialog
from desktop.dialogs.settings import SettingsDialog
from desktop.tour.stage import Stage, heard, until
from desktop.views.wishes import Wish
from tests.desktop.real.hands import dialog, words
from tests.scenarios.laptops import Relay

Two = tuple[Stage, Stage, str]
One = tuple[Stage, str]


@pytest.fixture
def one(person: Callable[[str], Stage]) -> One:
    """A window on a space that nobody else is in."""
    amal = person("Amal")
    space = amal.session.spaces.new("Field team").id
    amal.open_space(space)
    return amal, space


def page(stage: Stage) -> SendingPage:
    stage.window.status.page.click()
    found = dialog(SettingsDialog)
    until(lambda: found.sending.now is not None)
    return found.sending


def choose(page: SendingPage, box_name: str, chosen: str) -> None:
    box = getattr(page, box_name)
    box.setCurrentIndex(box.findData(chosen))
    box.activated.emit(box.currentIndex())


def test_what_waits_is_said_and_sent(two: Two) -> None:
    amal, badu, space = two
    amal.session.items.new(space, "note", {"title": "On its way"})
    shown = page(amal)
    until(lambda: "at most" in shown.facts["send"].text())
    assert shown.facts["receive"].text() == "Unknown until connected"
    shown.show_waiting()
    until(lambda: "Field team" in words(dialog(WaitingDialog)))
    dialog(WaitingDialog).reject()
    shown.send.click()
    until(lambda: shown.facts["send"].text() == "Nothing waits to be sent.")
    until(shown.send.isEnabled)
    assert "Today" in shown.facts["traffic"].text()
    shown.show_log()
    until(lambda: "change sent" in words(dialog(LogDialog)) or "changes sent" in words(dialog(LogDialog)))
    assert "Field team" in words(dialog(LogDialog))
    dialog(LogDialog).reject()
    dialog(SettingsDialog).reject()
    badu.session.delivery.sync()
    assert {row.title for row in badu.session.items.rows(space)} == {"On its way"}


def test_the_line_at_the_bottom_counts_what_waits_as_one_writes(two: Two) -> None:
    amal, _, space = two
    amal.session.delivery.set_mode("pressed")
    amal.window.status.send.click()
    until(lambda: "Up to date" in amal.window.status.text())
    for edits in (2, 4):  # a note and its title, each
        amal.session.items.new(space, "note", {"title": "Tea"})
        until(lambda said=f"{edits} changes are waiting": said in amal.window.status.text())
    assert amal.window.status.text().startswith("Saved on this computer.")
    amal.window.status.send.click()
    until(lambda: "Up to date" in amal.window.status.text() and "wait" not in amal.window.status.text())


def test_never_stops_everything_and_says_so(one: One) -> None:
    amal, _ = one
    shown = page(amal)
    choose(shown, "mode", "never")
    until(lambda: amal.session.delivery.mode == "never")
    until(lambda: not shown.send.isEnabled())
    until(lambda: "paused" in amal.window.status.text())
    assert not amal.window.status.send.isEnabled()
    choose(shown, "mode", "pressed")
    until(amal.window.status.send.isEnabled)
    dialog(SettingsDialog).reject()


def test_a_size_above_which_files_wait_is_chosen(one: One) -> None:
    amal, _ = one
    shown = page(amal)
    box, rules = shown.files.box, amal.session.attachments.rules
    assert box.currentText() == "Up to 1 MB, by themselves"
    for data, said, meaning in (
        ("ask 20", ("ask", 20), "What is larger waits until you ask for it or send it."),
        ("never 0", ("never", 0), "Each file waits until you ask for it or send it."),
        ("always 0", ("always", 0), "They go where the connection costs, too."),
    ):
        box.setCurrentIndex(box.findData(data))
        box.activated.emit(box.currentIndex())
        until(lambda said=said: (rules.said.way, rules.said.above_mb) == said)
        heard(amal.application.tasks)  # the page is read anew after each choice
        assert shown.files.meaning.text().startswith(meaning)
    rules.say("ask", 7)
    shown.reload()
    until(lambda: box.currentText() == "Up to 7 MB, by themselves")
    dialog(SettingsDialog).reject()


def test_where_bytes_cost_the_size_is_said_first(two: Two) -> None:
    amal, badu, space = two
    amal.session.rhythm.stop()  # only what is asked for here
    shown = page(amal)
    choose(shown, "cost", "yes")
    choose(shown, "mode", "always")
    until(lambda: amal.session.delivery.metered.said == "yes" and amal.session.delivery.mode == "always")
    dialog(SettingsDialog).reject()
    amal.session.items.new(space, "note", {"title": "Long", "body": "many words " * 9000})
    amal.session.delivery.by_itself()
    until(lambda: "To send it takes at most" in amal.window.status.text())
    until(amal.window.status.send.isEnabled)
    amal.window.status.send.click()
    until(lambda: "Up to date" in amal.window.status.text())
    badu.session.delivery.sync()
    assert {row.title for row in badu.session.items.rows(space)} == {"Long"}


def test_a_problem_is_told_in_words(one: One, relay: Relay) -> None:
    amal, space = one
    amal.session.spaces.add_relay(space, relay.url)
    relay.stop()
    shown = page(amal)
    shown.send.click()
    until(lambda: "cannot be reached" in shown.facts["problem"].text())
    until(lambda: "Your work is safe" in shown.state.text())
    relay.start()
    shown.send.click()
    until(lambda: "Up to date" in shown.state.text() and shown.facts["problem"].text() == "None")
    dialog(SettingsDialog).reject()


def test_a_space_gets_fixed_times(one: One) -> None:
    amal, space = one
    shown = page(amal)
    shown.show_paces()
    paces = dialog(PaceDialog)
    until(lambda: space in paces.boxes)
    box = paces.boxes[space]
    box.setCurrentIndex(box.findData(15))
    box.activated.emit(box.currentIndex())
    until(lambda: [row.minutes for row in amal.session.delivery.steady.rows()] == [15])
    paces.reject()
    dialog(SettingsDialog).reject()


def test_the_way_is_chosen(one: One) -> None:
    amal, _ = one
    shown = page(amal)
    choose(shown, "route", "tor")
    until(lambda: amal.session.ways.route == "tor")
    until(shown.found.isVisible)
    choose(shown, "route", "direct")
    until(lambda: amal.session.ways.route == "direct")
    dialog(SettingsDialog).reject()


def test_the_menu_leads_there_too(one: One) -> None:
    amal, _ = one
    amal.grant(Wish.SENDING)
    assert dialog(SettingsDialog).pages.current == "sending"
    dialog(SettingsDialog).reject()
