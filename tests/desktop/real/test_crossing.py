"""A real window: a lesson goes to another space without where it is known from, and back by one step."""

from collections.abc import Callable

from desktop.dialogs.crossing import CopyDialog
from desktop.tour.stage import Stage, until
from desktop.views.wishes import Wish
from tests.desktop.real.hands import ask, words


def test_a_lesson_is_copied_and_taken_back(person: Callable[[str], Stage]) -> None:
    amal = person("Amal")
    spaces, items = amal.session.spaces, amal.session.items
    here, there = spaces.new("Horizon").id, spaces.new("Coast").id
    fields = {"title": "Evening talks", "worked": "Short talks", "known_from": "The office"}
    (item,) = items.new(here, "lesson", fields).ids
    amal.session.attachments.add_pieces(item, "notes.txt", "", [b"abc"])
    amal.open_space(here)
    amal.window.open_item("lesson", item)
    until(lambda: amal.window.desk.item == item)
    shown = ask(amal, Wish.COPY, CopyDialog)
    until(lambda: "Never copied: Known from" in words(shown))
    assert shown.asked is not None and shown.asked.space.count() == 1
    assert "Only you can read it there." in words(shown)
    assert "it still lies in the trash there for 30 days." in words(shown)
    shown.asked.every.click()
    shown.go.click()
    until(lambda: "1 item was copied." in words(shown))
    assert "1 file was copied." in words(shown)
    shown.go.click()
    until(lambda: amal.window.desk.space == there)
    (copy,) = items.rows(there)
    assert {name: each[0].value for name, each in items.show(copy.id).fields.items()} == {
        "title": "Evening talks", "worked": "Short talks",
    }  # fmt: skip
    (file,) = amal.session.attachments.rows(copy.id)
    assert amal.session.attachments.data(file.id, 10) == b"abc"
    amal.window.ask(Wish.UNDO)
    until(lambda: not items.rows(there))
    until(
        lambda: amal.window.banner.text().startswith("It is in the trash of that space. Whoever receives it")
    )
    assert items.rows(here)
