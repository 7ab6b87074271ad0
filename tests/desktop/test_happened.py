"""What happened in a space and what was set aside there, with the engine handed in."""

import pytest
from pytestqt.qtbot import QtBot

from desktop.application.application import Application
from desktop.dialogs import happened
from i18n.happened import SAID, WHY, outcome
from tests.desktop import stand_in
from tests.desktop.sheet_of_space import opened_sheet, words
from tests.desktop.stand_in_belonging import OutcomeRow
from tests.desktop.stand_in_organisations import AsideRow
from tests.desktop.test_application import assert_can_be_heard_and_hit


def test_removals_of_each_other_are_understood(
    opened: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    session.stewardship.said = [
        OutcomeRow("founded", "Amina"),
        OutcomeRow("removed", "Amina", "Badu", who_id="a", subject_id="b"),
        OutcomeRow("removed", "Badu", "Amina", who_id="b", subject_id="a"),
        OutcomeRow("voted", "Jean", "Otis", detail="remove", organisation="Peace House"),
        OutcomeRow("removed", "Jean", "Grace", effect=False, reason="senior"),
    ]
    sheet = opened_sheet(opened, session, qtbot)
    sheet.show_page("happened")
    qtbot.waitUntil(lambda: "made this space" in words(sheet))
    said = words(sheet)
    assert said.count("Both took each other out at the same time. Both are out.") == 2
    assert "This had no effect. Nobody alone decides" in said and "Peace House" in said
    assert said.index("Grace\u2069 out.") < said.index("made this space")
    assert_can_be_heard_and_hit(sheet)


def test_who_came_back_in_between_removed_later_and_not_at_once(
    opened: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    session.stewardship.said = [
        OutcomeRow("removed", "Amina", "Badu", who_id="a", subject_id="b"),
        OutcomeRow("added", "Amina", "Badu", detail="member", who_id="a", subject_id="b"),
        OutcomeRow("removed", "Badu", "Amina", who_id="b", subject_id="a"),
    ]
    sheet = opened_sheet(opened, session, qtbot)
    sheet.show_page("happened")
    qtbot.waitUntil(lambda: "let \u2068Badu" in words(sheet))
    assert "Both" not in words(sheet)


def test_a_long_history_is_shown_in_parts(
    opened: Application, session: stand_in.Session, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(happened, "SHOWN", 3)
    session.stewardship.said = [OutcomeRow("policy", f"P{number}.") for number in range(5)]
    sheet = opened_sheet(opened, session, qtbot)
    sheet.show_page("happened")
    qtbot.waitUntil(lambda: sheet.happened.more.isVisible() and "P4." in words(sheet))
    assert "P1.\u2069" not in words(sheet)
    sheet.happened.more.click()
    qtbot.waitUntil(lambda: "P1.\u2069" in words(sheet) and not sheet.happened.more.isVisible())


def test_every_reason_has_its_own_sentence() -> None:
    said = {outcome(OutcomeRow("removed", "A", "B", effect=False, reason=reason)) for reason in (*WHY, "new")}
    assert len(said) == len(WHY) + 1
    assert {
        "senior", "concurrent", "overruled", "no-authority", "suspended", "other-device", "not-sent"
    } == set(WHY)  # fmt: skip
    assert {"founded", "added", "removed", "left", "raised", "lowered", "recovered"} < set(SAID)


def test_late_work_is_let_in_one_by_one_or_all_at_once(
    opened: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    session.quarantine.aside = [
        AsideRow("e-1"), AsideRow("e-2", titles=()), AsideRow("e-3", "suspended", titles=(), reason="fork"),
        AsideRow("e-4", "refused", "", 0, (), "lamport", admissible=False),
    ]  # fmt: skip
    sheet = opened_sheet(opened, session, qtbot)
    sheet.show_page("late")
    page = sheet.late
    qtbot.waitUntil(lambda: "nobody can let it count" in words(sheet))
    assert "Nothing of this is lost" in words(sheet) and page.boxes["e-1"].isVisible()
    assert set(page.boxes) == {"e-1", "e-2", "e-3"} and not page.some.isEnabled()
    assert_can_be_heard_and_hit(sheet)
    page.boxes["e-1"].click()
    page.some.click()
    qtbot.waitUntil(lambda: "1 change counts now." in sheet.banner.text() and len(page.rows) == 3)
    page.every.click()
    qtbot.waitUntil(lambda: "2 changes count now." in sheet.banner.text() and len(page.rows) == 1)
    page.admit(None)
    assert not page.every.isEnabled() and "Working" in words(sheet)
    qtbot.waitUntil(page.isEnabled)
    qtbot.waitUntil(lambda: "nobody can let it count" in words(sheet) and not page.every.isVisible())
