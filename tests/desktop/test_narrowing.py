"""Long lists of other things than items are put in order and narrowed as well."""

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.dialogs.narrowing import USUAL, Card, CardList, Narrowing
from desktop.dialogs.network_words_form import WordsForm
from desktop.dialogs.past import PastSheet, Told
from desktop.dialogs.sending_log import LogDialog
from desktop.dialogs.services import ServicesDialog
from desktop.dialogs.tags import TagsDialog
from desktop.models.worddraft import Draft
from desktop.models.wording import USUAL as WORDING
from desktop.tasks import Tasks
from sync.engine.past import Change
from sync.engine.tags import Word
from sync.model.kinds import ALL
from tests.desktop import stand_in
from tests.desktop.rows import NOW_MS
from tests.desktop.settling import settled
from tests.desktop.sheet_of_space import words
from tests.desktop.stand_in_relays import RelayRow
from tests.desktop.stand_in_sending import Round

DAY_MS = 86_400_000


def turn(narrowing: Narrowing, order: str) -> None:
    narrowing.order.setCurrentIndex(narrowing.order.findData(order))
    narrowing.order.activated.emit(0)


def listed(cards: CardList) -> list[str]:
    """Return the words of the boxes that are seen, from above."""
    boxes = [each for each in cards.findChildren(QCheckBox) if each.isVisible()]
    return [each.text() for each in sorted(boxes, key=lambda box: box.y())]


def test_cards_keep_what_is_ticked_while_they_are_narrowed(qtbot: QtBot) -> None:
    cards = CardList("Find", [("By name", "name")])
    qtbot.addWidget(cards)
    names = ["Zoë", "Émile", "amina", *(f"n{number}" for number in range(7))]
    boxes = {name: QCheckBox(name) for name in names}
    cards.show_cards([Card(box, name, {"name": name.casefold()}) for name, box in boxes.items()])
    cards.show()
    cards.narrowing.words.setText("e mi")
    assert cards.shown() == [boxes["Émile"]], "all words, without their accents"
    cards.narrowing.words.setText("nobody")
    assert not cards.shown() and "Nothing here says this." in said(cards)
    boxes["Zoë"].setChecked(True)
    cards.narrowing.words.setText("amin")
    assert cards.shown() == [boxes["amina"], boxes["Zoë"]], "what is ticked is always seen"
    cards.narrowing.clear()
    assert "Nothing here says this." not in said(cards)
    turn(cards.narrowing, "name")
    qtbot.waitUntil(lambda: listed(cards)[0] == "amina" and len(listed(cards)) == 10)
    assert boxes["Zoë"].isChecked()
    cards.drop_card(boxes["amina"])
    assert boxes["amina"].isHidden() and len(cards.shown()) == 9
    cards.add_card(Card(QCheckBox("Ben"), "Ben", {"name": "ben"}))
    qtbot.waitUntil(lambda: listed(cards)[0] == "Ben")
    cards.show_cards([])
    assert cards.narrowing.isHidden() and "Nothing here says this." not in said(cards)


def said(window: QWidget) -> str:
    return "\n".join(each.text() for each in window.findChildren(QLabel) if each.isVisible())


def test_few_things_need_no_looking_for(qtbot: QtBot) -> None:
    cards = CardList("Find")
    qtbot.addWidget(cards)
    cards.show()
    cards.show_cards([Card(QCheckBox(name), name) for name in "abc"])
    assert cards.narrowing.isHidden()
    cards.show_cards([Card(QCheckBox(name), name) for name in "abcdefgh"])
    assert cards.narrowing.isVisible() and cards.narrowing.order.isHidden()
    cards.narrowing.words.setText("a")
    cards.show_cards([Card(QCheckBox(name), name) for name in "ab"])
    assert cards.narrowing.isVisible(), "what leaves something out is never hidden"


def test_services_stand_as_somebody_wants_them(session: stand_in.Session, tasks: Tasks, qtbot: QtBot) -> None:
    session.relays.there = [
        RelayRow("a" * 64, "https://zebra.example.org#1", reached_ms=NOW_MS),
        RelayRow("b" * 64, "https://apple.example.org#2", reached_ms=None, problem="relay-too-slow"),
        RelayRow("c" * 64, "https://mango.example.org#3", reached_ms=NOW_MS - DAY_MS),
        RelayRow("d" * 64, "https://cedar.example.org#4", reached_ms=NOW_MS + DAY_MS, notice="Closed soon"),
    ]
    page = ServicesDialog(session, tasks, "space-1")
    qtbot.addWidget(page)
    page.show()
    settled(tasks, qtbot)

    def order() -> str:
        return "".join(card.service.row.key[0] for card in page.list.shown())

    assert page.list.narrowing.isVisible() and order() == "abcd"
    for name, expected in (("address", "bdca"), ("reached", "dacb"), ("needs", "bdca"), (USUAL, "abcd")):
        turn(page.list.narrowing, name)
        assert order() == expected, name
    page.list.narrowing.words.setText("closed")
    assert order() == "d"
    session.relays.there = [replace(each, spare=9) for each in session.relays.there]
    page.reload()
    settled(tasks, qtbot)
    assert order() == "d", "what is looked for stays"


def test_tags_are_found_in_every_language(session: stand_in.Session, tasks: Tasks, qtbot: QtBot) -> None:
    many = [Word(f"tag{number}", f"id-{number}", count=number) for number in range(8)]
    session.tags.kept = [Word("coast", "id-coast", {"fr": "côte"}), *many]
    page = TagsDialog(session.tags, "space-1", "Field team", tasks)
    qtbot.addWidget(page)
    page.show()
    settled(tasks, qtbot)
    page.list.narrowing.words.setText("cote")
    assert page.list.shown() == [page.rows[0]]
    page.list.narrowing.words.setText("tag")
    turn(page.list.narrowing, "used")
    assert page.list.shown()[0] is page.rows[-1]
    page.read()
    settled(tasks, qtbot)
    assert page.list.shown()[0] is page.rows[-1] and len(page.list.shown()) == 8


def test_what_happened_is_found_and_shown_in_parts(
    session: stand_in.Session, tasks: Tasks, qtbot: QtBot
) -> None:
    session.delivery.traffic.rounds = [
        Round(NOW_MS - number * DAY_MS, NOW_MS - number * DAY_MS, up=number * 100_000) for number in range(59)
    ] + [Round(NOW_MS - 99 * DAY_MS, NOW_MS - 99 * DAY_MS, up=500, problem="relay-too-slow")]
    page = LogDialog(session, tasks)
    qtbot.addWidget(page)
    page.show()
    settled(tasks, qtbot)
    assert page._list.count() == 50 and page.more.isVisible()
    page.show_more()
    assert page._list.count() == 60 and page.more.isHidden()
    turn(page.narrowing, "largest")
    qtbot.waitUntil(lambda: "5.8" in said(page._list.itemAt(0).widget()))
    turn(page.narrowing, "oldest")
    qtbot.waitUntil(lambda: "too long" in said(page._list.itemAt(0).widget()))
    page.narrowing.words.setText("too long")
    assert page._list.count() == 1
    page.narrowing.words.setText("never said")
    qtbot.waitUntil(lambda: "Nothing here says this." in words(page))


def test_the_history_is_narrowed_with_its_days(session: stand_in.Session, tasks: Tasks, qtbot: QtBot) -> None:
    session.past.changes = [
        Change(f"c{number}", NOW_MS - number * DAY_MS, author, "", "set", "title", "", f"Plan {number}", "e")
        for number, author in enumerate(["Amina", "Badu", *["Jean"] * 8])
    ]
    page = PastSheet(Told(session.past, session.items, ALL["note"], WORDING), "item-5", tasks, None)
    qtbot.addWidget(page)
    page.show()
    settled(tasks, qtbot)
    assert page.narrowing.isVisible() and page.chosen().id == "c0"
    page.narrowing.words.setText("badu")
    shown = [row for row in range(page.list.count()) if not page.list.isRowHidden(row)]
    assert len(shown) == 2 and page.chosen().id == "c1", "one change below its day"
    page.narrowing.words.setText("nobody")
    assert page.chosen() is None and not page.back.isEnabled()
    page.narrowing.clear()
    assert page.chosen().id == "c0"


def test_words_of_a_network_are_found_by_ours_and_by_theirs(qtbot: QtBot) -> None:
    form = WordsForm()
    qtbot.addWidget(form)
    form.show()
    form.show_draft(Draft({"en": {"field.contact.phone": ("Number to ring",)}}), may_set=True)
    form.group.setCurrentIndex(form.group.findData("fields"))
    form.group.activated.emit(0)
    assert form.narrowing.isVisible()
    every = len(form.lines)

    def seen() -> list[str]:
        return [name for (name, _), line in form.lines.items() if line.isVisible()]

    form.narrowing.words.setText("number to ring")
    assert seen() == ["field.contact.phone"]
    form.narrowing.words.setText("phone")
    assert 0 < len(seen()) < every
    form.narrowing.clear()
    assert len(seen()) == every
