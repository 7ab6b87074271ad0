"""What has not arrived, and an archive that is being read: quiet lines, and a page that says more."""

from pytestqt.qtbot import QtBot

from desktop.application.application import Application
from desktop.dialogs.missing import MissingDialog
from desktop.dialogs.settings import SettingsDialog
from desktop.views.wishes import Wish
from sync.engine.events import ArchiveProgress, DeliveryChanged, DeliveryState, GapsChanged
from tests.desktop import stand_in
from tests.desktop.rows import NOW_MS
from tests.desktop.sheet_of_space import button, one, words
from tests.desktop.stand_in_rooms import DifferingRow, GapRow
from tests.desktop.test_application import assert_can_be_heard_and_hit

OTHER = GapRow("Ngozi", "77aa000000112233", 2, asked_ms=NOW_MS)


def test_what_has_not_arrived_is_said_once_and_looked_at(
    opened: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    banner = opened.window.banner
    banner.clear()
    session.repairs.missing["space-1"] = [GapRow()]
    session.events.tell(GapsChanged("space-1"))
    qtbot.waitUntil(lambda: "4 changes by \u2068Jean\u2069 have not arrived." in banner.text())
    assert "It is about \u2068Horizon network\u2069." in banner.text()
    button(banner, "Look at it").click()
    page = one(MissingDialog)
    qtbot.waitUntil(lambda: "Laptop 3f2a 91bc" in words(page))
    assert "Known to be missing since" in words(page) and "asked after a day" in words(page)
    assert_can_be_heard_and_hit(page)
    session.repairs.missing["space-1"] = [GapRow(count=3)]
    session.events.tell(GapsChanged("space-1"))
    qtbot.waitUntil(lambda: "3 changes by" in words(page))
    assert not banner.text(), "it was said before"
    session.repairs.missing["space-1"] = [GapRow(count=3), OTHER]
    session.events.tell(GapsChanged("space-1"))
    qtbot.waitUntil(lambda: "5 changes have not arrived." in banner.text())
    qtbot.waitUntil(lambda: "The others were asked for it:" in words(page))
    page.reject()


def test_what_came_before_it_could_be_said_is_not_said(
    opened: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    banner, heard = opened.window.banner, []
    opened.bridge.gaps_changed.connect(heard.append)
    banner.show_words("Something else.")
    session.repairs.missing["space-1"] = [GapRow()]
    session.events.tell(GapsChanged("space-1"))
    qtbot.waitUntil(lambda: len(heard) == 1)
    session.repairs.missing.clear()
    session.events.tell(GapsChanged("space-1"))
    session.events.tell(GapsChanged("gone"))
    session.events.tell(ArchiveProgress("space-1", 1, 2))
    qtbot.waitUntil(lambda: bool(opened.window.archive.text()))
    banner.clear()
    assert not banner.text()


def test_the_page_says_who_differs_and_where_nothing_is_missing(
    opened: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    opened.errands.grant(Wish.SENDING)
    settings = one(SettingsDialog)
    button(settings, "What has not arrived?").click()
    page = one(MissingDialog)
    qtbot.waitUntil(lambda: "Nothing is known to be missing." in words(page))
    session.repairs.others["space-1"] = [DifferingRow()]
    page.reload()
    qtbot.waitUntil(lambda: "A laptop of \u2068Ngozi\u2069 shows something else" in words(page))


def test_an_archive_shows_how_far_it_is_and_can_wait(
    opened: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    line = opened.window.archive
    session.events.tell(ArchiveProgress("space-1", 1_500_000, 40_000_000))
    qtbot.waitUntil(lambda: "\u2068Horizon network\u2069 come in: 1.5 MB of 40 MB." in line.text())
    assert_can_be_heard_and_hit(line)
    line.later.click()
    qtbot.waitUntil(lambda: session.archive.later == ["space-1"])
    assert "come in later" in opened.window.banner.text() and not line.later.isEnabled()
    session.events.tell(DeliveryChanged(DeliveryState("up-to-date")))
    qtbot.waitUntil(lambda: not line.text())
    session.events.tell(ArchiveProgress("space-1", 2_000, 4_000))
    qtbot.waitUntil(lambda: bool(line.text()))
    assert line.later.isEnabled()
    session.events.tell(ArchiveProgress("space-1", 4_000, 4_000))
    qtbot.waitUntil(lambda: not line.text())
