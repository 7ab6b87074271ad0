"""The first page tells what is new and what waits, and each row leads there."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from desktop.application.application import Application
from desktop.models import home
from desktop.models import sections as section_models
from desktop.models.grouped import Entry, Goal, flat
from desktop.models.home import Home
from desktop.views.wishes import Wish
from i18n import set_language
from sync.engine.events import ItemsChanged
from sync.engine.outlook import Outlook
from sync.model import kinds
from tests.desktop import stand_in
from tests.desktop.rows import ItemRow, SpaceRow
from tests.desktop.settling import settled
from tests.desktop.stand_in_home import NewItem, SpaceNews

FIELD, OWN = SpaceRow("space-1", "Field team", relays=("https://a.example",)), SpaceRow("space-2", "Own")
NEW = SpaceNews("space-1", (NewItem("item-5", "space-1", "note", "Field plan", "Jean"),))


def said(now: Home) -> list[tuple[str, str]]:
    plain = str.maketrans("", "", "\u2068\u2069")
    rows = flat(home.groups(now, {}))
    return [(row.text.translate(plain), row.detail.translate(plain)) for row in rows]


def test_what_is_empty_is_not_there() -> None:
    assert said(Home([FIELD], [])) == []


def test_news_say_who_and_whether_they_were_checked() -> None:
    sure = replace(NEW.rows[0], id="b", title="Tea", who="Badu", checked="call")
    unknown = replace(NEW.rows[0], id="c", title="Tea", who="", checked="call")
    now = Home([FIELD], [SpaceNews("space-1", (NEW.rows[0], sure, unknown))])
    assert said(now) == [
        ("Field team: 3 new", ""),
        ("Field plan", "Changed by Jean · not checked yet"),
        ("Tea", "Changed by Badu"),
        ("Tea", "Changed by somebody"),
        ("I have seen all of this", ""),
    ]
    assert now.unread == 3
    assert said(Home([FIELD], [replace(NEW, more=True)]))[0][0] == "Field team: more than 1 new"


def test_what_needs_this_person_comes_first() -> None:
    two = ItemRow("x", "space-1", "contact", "Office")
    now = Home([FIELD, OWN], [NEW], [two], [home.Needs(FIELD, 2, 1, 3), home.Needs(OWN, 0, 0, 0)])
    assert said(now)[:5] == [
        ("Needs you", ""),
        ("Office", "Two versions: choose one · Field team"),
        ("2 people ask to join", "Field team"),
        ("1 decision waits for you", "Field team"),
        ("3 people are not checked yet", "Field team"),
    ]


def test_what_waits_says_where_it_is_and_what_it_costs() -> None:
    now = Home([FIELD, OWN], [], waiting=[(FIELD, Outlook(2, 3000)), (OWN, Outlook(1))])
    assert said(now)[1:] == [
        ("Field team", "2 changes wait to be sent"),
        ("Own", "Only on this computer: no delivery service yet"),
    ]


def test_dates_have_their_place_once_a_kind_declares_one() -> None:
    soon = [Entry(f"Call {number}", Goal("item", str(number))) for number in range(9)]
    assert len(said(Home([FIELD], [], due=soon))) == 1 + home.DUE_SHOWN


def test_it_is_read_from_the_notebook(session: stand_in.Session) -> None:
    session.news.kept = [NEW]
    session.delivery.outlook = lambda space: Outlook(int(space == "space-2"))
    now = home.taken(session)
    assert [row.id for row, _ in now.waiting] == ["space-2"]
    assert (now.needs[0].asking, now.needs[0].unchecked) == (2, 1)


# ------------------------------------------------------------ in the window
def texts(application: Application) -> list[str]:
    return [row.text for row in application.window.home.list.rows.rows]


def test_a_notebook_opens_with_it_and_a_row_leads_to_its_item(
    opened: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    window = opened.window
    assert window.section == "home" and window.home.isVisible()
    session.news.kept = [NEW]
    session.events.tell(ItemsChanged(frozenset({"item-5"})))
    qtbot.waitUntil(lambda: "Field plan" in texts(opened))
    assert window.side.model.index(0).data() == "Home (1)"
    row = texts(opened).index("Field plan")
    window.home.list.setCurrentIndex(window.home.list.rows.index(row))
    qtbot.keyClick(window.home.list, Qt.Key.Key_Return)
    qtbot.waitUntil(window.desk.panes.editors["note"].isVisible)
    assert window.section == "note"
    qtbot.waitUntil(lambda: window.side.model.index(0).data() == "Home")
    assert session.news.looked == ["item-5"]


def test_what_changes_before_ones_eyes_is_not_new(
    opened: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    opened.window.desk.open_item("item-5")
    qtbot.waitUntil(lambda: session.news.looked == ["item-5"])
    session.events.tell(ItemsChanged(frozenset({"item-5"})))
    qtbot.waitUntil(lambda: len(session.news.looked) == 2)
    opened.window.choose_section("home")
    session.events.tell(ItemsChanged(frozenset({"item-5"})))
    settled(opened.tasks, qtbot)
    assert len(session.news.looked) == 2


def test_all_of_a_space_can_be_seen_at_once(
    opened: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    session.news.kept = [NEW]
    opened.errands.places.home.reload()
    opened.errands.places.home.reload()
    qtbot.waitUntil(lambda: "Field plan" in texts(opened))
    opened.window.choose_section("note")
    opened.errands.places.home.reload()
    assert home.unread(session) == 1
    opened.window.choose_section("home")
    opened.errands.places.go(Goal("seen", "space-1", "space-1"))
    qtbot.waitUntil(lambda: "Field plan" not in texts(opened))


def test_rows_lead_to_the_sheet_the_requests_and_the_services(opened: Application, qtbot: QtBot) -> None:
    go, window = opened.errands.places.go, opened.window
    for goal in (
        Goal("people", "space-1", "space-1"),
        Goal("decisions", "space-1", "space-1"),
        Goal("requests", "space-2", "space-2"),
        Goal("only-here", "space-2", "space-2"),
    ):
        go(goal)
        (dialog,) = [each for each in window.findChildren(QDialog) if each.isVisible()]
        dialog.close()
        settled(opened.tasks, qtbot)
    assert window.desk.space == "space-2"


# ------------------------------------------------------------ sections
def sections(application: Application) -> list[str]:
    return [row.name for row in application.window.side.model.rows]


def test_a_section_is_switched_off_in_one_space_and_found_all_the_same(
    opened: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    window = opened.window
    window.choose_section("contact")
    opened.errands.grant(Wish.SECTIONS)
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(QDialog)))
    (dialog,) = [each for each in window.findChildren(QDialog) if each.isVisible()]
    own = [name for name, kind in kinds.ALL.items() if kind.is_section]
    assert list(dialog.boxes) == own, "the first page and the trash stay"
    assert sections(opened) == ["home", "note", "contact", "tool", "event", "trash"]
    dialog.boxes["contact"].click()
    assert window.section == "contact", "what is open stays open"
    assert "contact" in sections(opened), "one sees where one is"
    dialog.close()
    window.side.select("note")
    qtbot.waitUntil(lambda: sections(opened) == ["home", "note", "tool", "event", "trash"])
    said = {name: name in ("note", "tool", "event") for name in own}
    qtbot.waitUntil(lambda: session.settings.kept.get("sections/space-1") == section_models.kept(said))
    opened.errands.open_space("space-2")
    qtbot.waitUntil(lambda: "contact" in sections(opened))
    opened.errands.open_space("space-1")
    qtbot.waitUntil(lambda: "contact" not in sections(opened))
    opened.errands.places.go(Goal("section", "contact"))
    assert window.section == "contact"
    assert window.side.list.currentIndex().data() == "People"
    opened.errands.places.go(Goal("section", "of a newer release"))
    assert window.section == "contact"


def test_numbers_are_those_of_the_language(opened: Application) -> None:
    set_language("ar")
    opened.window.side.show_unread(3)
    assert opened.window.side.model.index(0).data() != "Home"
