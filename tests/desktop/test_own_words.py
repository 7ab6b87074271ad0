"""A space's own words in its windows, and nowhere else; careful words before anything is taken out."""

from pathlib import Path
from string import digits

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.application.application import Application
from desktop.dialogs import files
from desktop.dialogs.careful import CarefulDialog
from desktop.dialogs.network_words import NetworkWordsDialog
from desktop.dialogs.transfer import ExportDialog
from desktop.models.worddraft import Draft
from desktop.models.wording import USUAL, Wording
from desktop.theme.look import em
from desktop.views.wishes import Wish
from i18n import everywhere, set_language, tr
from tests.desktop import stand_in
from tests.desktop.sheet_of_space import chosen, one, opened_sheet, words
from tests.desktop.stand_in_words import OwnWords

HERE, THERE = "space-1", "space-2"
OWN = {
    "kind.contact.many": ("Participants",),
    "kind.contact.count": ("{count} participant", "{count} participants"),
    "kind.contact.new": ("New participant",),
    "kind.contact.empty": ("Nobody takes part yet.",),
    "field.contact.organisation": ("Community group",),
    "help.contact.tags": ("Themes, with commas between.",),
    "section.trash": ("Basket",),
}


@pytest.fixture
def spoken(opened: Application, session: stand_in.Session, qtbot: QtBot) -> Application:
    session.wording.put(HERE, {"en": OWN, "fr": {"kind.contact.many": ("Gens d’ici",)}})
    qtbot.waitUntil(lambda: bool(opened.window.wording.own))
    return opened


def sections(application: Application) -> list[str]:
    return [row.label for row in application.window.side.model.rows]


def labels(application: Application) -> set[str]:
    return {each.text() for each in application.window.findChildren(QLabel)}


def test_the_window_says_it_in_the_words_of_its_space(spoken: Application, qtbot: QtBot) -> None:
    window = spoken.window
    window.choose_section("contact")
    window.desk.split.setSizes([30 * em(), 40 * em()])  # where a list is narrow the number stands alone
    qtbot.waitUntil(lambda: "3 participants" in labels(spoken))
    assert {"Participants", "Basket", "Notes"} <= set(sections(spoken))
    assert window.top.new.accessibleName() == window.top.new.text() == "New participant"
    window.desk.open_item("item-6")
    form = window.desk.panes.editors["contact"]
    qtbot.waitUntil(lambda: form.item == "item-6")
    assert form.fields["organisation"].box.accessibleName() == "Community group"
    assert form.fields["tags"].box.placeholderText() == "Themes, with commas between."
    assert "Community group" in labels(spoken) and "Phone" in labels(spoken)
    window.choose_section("note")
    assert window.top.new.text() == "New"


def test_another_space_and_everything_outside_keep_the_usual_words(
    spoken: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    window, title = spoken.window, spoken.window.windowTitle()
    session.items.new(THERE, "contact", {"name": "Somebody else"})
    window.choose_section("contact")
    window.desk.open_item("item-6")
    form = window.desk.panes.editors["contact"]
    qtbot.waitUntil(lambda: form.item == "item-6" and form.wording is window.wording)
    window.desk.open_item("item-9")
    qtbot.waitUntil(lambda: form.item == "item-9")
    assert form.fields["organisation"].box.accessibleName() == "Organisation", "found in another space"
    spoken.errands.open_space(THERE)
    assert "Participants" not in sections(spoken) and "People" in sections(spoken)
    assert window.top.new.text() == "New" and window.windowTitle() == title
    spoken.errands.open_space(HERE)
    qtbot.waitUntil(lambda: "Participants" in sections(spoken))
    session.wording.put(HERE, {"en": dict.fromkeys(OWN, ())})
    session.wording.tables[HERE] = OwnWords()
    spoken.errands.wordings.watch(HERE)
    qtbot.waitUntil(lambda: "People" in sections(spoken))


def test_forms_follow_the_language_and_gaps_are_filled_with_the_usual_words() -> None:
    arabic = ("لا أحد", "مشارك واحد", "مشاركان", "{count} مشاركين", "{count} مشاركًا", "{count} مشارك")
    wording = Wording({"kind.contact.count": arabic}, "ar")
    said = [wording.count("kind.contact.count", count) for count in (0, 1, 2, 3, 11, 100)]
    assert [text.strip(f"{digits} ") for text in said] == [
        "لا أحد", "مشارك واحد", "مشاركان", "مشاركين", "مشاركًا", "مشارك",
    ]  # fmt: skip
    assert USUAL.count("kind.contact.count", 2) == "2 items" and wording.say("role.member") == "عضو"
    set_language("fr")
    assert USUAL.say("role.member") == "Membre"
    set_language("en")


def test_words_read_in_one_language_are_counted_so_when_another_is_spoken_meanwhile(
    spoken: Application,
) -> None:
    set_language("ar")
    assert spoken.window.wording.count("kind.contact.count", 11).endswith("participants")
    set_language("en")


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ({"role.reader": ("organiser",)}, {"role.steward": "Organiser", "role.reader": "Reader"}),
        (
            {"role.member": ("Friend",), "role.steward": ("Fríend",)},
            {"role.member": "Member", "role.steward": "Organiser"},
        ),
        ({"section.trash": ("Notes",)}, {"section.trash": "Trash", "kind.note.many": "Notes"}),
        ({"role.reader": ("Member",), "role.member": ("Guest",)}, {"role.reader": "Member"}),
    ],
)
def test_words_that_would_be_mistaken_for_each_other_are_not_said(
    own: dict[str, tuple[str, ...]], said: dict[str, str]
) -> None:
    wording = Wording(own, "en")
    assert {key: wording.say(key) for key in said} == said


def test_a_sign_for_a_key_in_a_word_marks_none(
    opened: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    session.wording.put(HERE, {"en": {"kind.note.new": ("Tea &Lock",)}})
    qtbot.waitUntil(lambda: opened.window.wording.says("kind.note.new"))
    opened.window.choose_section("note")
    assert opened.window.top.new.accessibleName() == "Tea &Lock"
    assert opened.window.top.new.shortcut().isEmpty()


def test_roles_are_called_as_the_open_space_calls_them(
    spoken: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    session.wording.put(HERE, {"en": {"role.steward": ("Facilitator",)}})
    qtbot.waitUntil(lambda: spoken.window.wording.says("role.steward"))
    sheet = opened_sheet(spoken, session, qtbot)
    chosen(sheet, "p-me", qtbot)
    assert "Facilitator" in words(sheet) and "Organiser" not in words(sheet)
    sheet.close()
    other = spoken.errands.company.sheet(session.spaces.all()[1])
    other.show()
    qtbot.waitUntil(lambda: other.people.detail is not None)
    chosen(other, "p-me", qtbot)
    assert "Organiser" in words(other)
    assert "Facilitator" not in words(other)


# ---------------------------------------------------------------- choosing the words
@pytest.fixture
def dialog(opened: Application, session: stand_in.Session, qtbot: QtBot) -> NetworkWordsDialog:
    sheet = opened_sheet(opened, session, qtbot)
    sheet.show_page("rules")
    sheet.rules.words.click()
    found = one(NetworkWordsDialog)
    qtbot.waitUntil(lambda: found.known is not None)
    return found


def test_an_organiser_takes_a_ready_set_changes_it_and_keeps_it(
    dialog: NetworkWordsDialog, opened: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    dialog.sets.setCurrentIndex(dialog.sets.findData("peace-and-dialogue"))
    dialog.use.click()
    assert "Dialogue partners" in dialog.preview.said()
    line = dialog.form.lines["kind.contact.many", 0]
    line.clear()
    qtbot.keyClicks(line, "Neighbours")
    assert "Neighbours" in dialog.preview.said()
    dialog.form.language.setCurrentIndex(dialog.form.language.findData("ar"))
    dialog.form.language.activated.emit(0)
    arabic = dialog.form.lines["kind.contact.count", 5]
    assert arabic.text().startswith("\u200f"), "it runs its own way though it begins with a number's place"
    arabic.setCursorPosition(len(arabic.text()))
    qtbot.keyClicks(arabic, "!")
    dialog.careful.setPlainText("border\nriver")
    dialog.keep.click()
    qtbot.waitUntil(lambda: "Neighbours" in sections(opened))
    kept = session.wording.tables[HERE]
    assert kept.careful == ("border", "river")
    assert kept.messages["fr"]["role.steward"] == ("Facilitation",)
    said = kept.messages["ar"]["kind.contact.count"]
    assert len(said) == 6 and said[5].startswith("{count}") and said[5].endswith("!")


def test_wrong_holes_are_refused_with_a_sentence_and_the_place_is_shown(
    dialog: NetworkWordsDialog, session: stand_in.Session, qtbot: QtBot
) -> None:
    qtbot.keyClicks(dialog.form.lines["kind.note.count", 0], "{count} leaf")
    qtbot.keyClicks(dialog.form.lines["kind.note.count", 1], "{number} leaves")
    assert "12 items" in dialog.preview.said(), "what does not fit is not shown"
    dialog.form.group.setCurrentIndex(dialog.form.group.findData("roles"))
    dialog.form.group.activated.emit(0)
    dialog.keep.click()
    qtbot.waitUntil(lambda: "lacks a place" in dialog.banner.text())
    assert ("kind.note.count", 0) in dialog.form.lines and HERE not in session.wording.tables


def test_what_is_shown_of_a_language_is_in_that_language_throughout(
    dialog: NetworkWordsDialog, qtbot: QtBot
) -> None:
    form = dialog.form
    for code, usual, several in (("ru", "Читатель", "записей"), ("fr", "Lecteur", "éléments")):
        form.language.setCurrentIndex(form.language.findData(code))
        form.language.activated.emit(0)
        qtbot.waitUntil(lambda: "12 items" not in dialog.preview.said())
        said = " ".join(dialog.preview.said())
        assert usual in said and several in said and "Reader" not in said
        assert tr("People") == "People" and form.lines["kind.contact.many", 0].accessibleName() != "People"
    assert everywhere.say("de", "People") == "People", "none of ours is the source"


def test_a_member_looks_and_changes_nothing(
    opened: Application, session: stand_in.Session, qtbot: QtBot
) -> None:
    session.wording.tables[HERE] = OwnWords({"en": OWN}, ("border",), may_set=False)
    row = session.spaces.all()[0]
    dialog = NetworkWordsDialog(session.wording, row, opened.tasks, opened.window)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.known is not None)
    assert "Organisers choose these words." in words(dialog)
    assert not dialog.keep.isVisible() and not dialog.use.isVisible() and dialog.careful.isReadOnly()
    assert all(line.isReadOnly() for line in dialog.form.lines.values())
    assert dialog.form.lines["kind.contact.many", 0].text() == "Participants"


def test_a_draft_says_only_what_was_changed() -> None:
    draft = Draft({"en": {"role.member": ("Participant",), "of.a.newer.release": ("Later",)}})
    assert draft.changes() == {} and draft.unfit() is None
    draft.write("en", "role.reader", 0, "  Visitor ")
    draft.write("en", "role.member", 0, "")
    assert draft.changes() == {"en": {"role.member": (), "role.reader": ("Visitor",)}}
    draft.write("ru", "kind.note.count", 1, "{count} листа")
    assert draft.unfit() == ("ru", "kind.note.count")
    draft.use({})
    assert draft.changes() == {"en": {"role.member": ()}}, "what a newer release knows stays"
    assert list(draft.languages()) == ["en"]


# ---------------------------------------------------------------- before anything leaves
def test_what_can_be_taken_out_is_called_as_in_the_space(spoken: Application, qtbot: QtBot) -> None:
    spoken.errands.grant(Wish.TAKE_OUT)
    kinds = one(ExportDialog).kind
    qtbot.waitUntil(lambda: kinds.findText("Participants") >= 0)
    assert kinds.itemData(kinds.findText("Participants")) == "contact"


@pytest.fixture
def export(opened: Application, session: stand_in.Session, monkeypatch: pytest.MonkeyPatch) -> ExportDialog:
    monkeypatch.setattr(files, "choose_folder", lambda *words: words[-1]([Path("out")]))
    session.wording.set_careful(HERE, ["kettle", "nowhere"])
    opened.errands.grant(Wish.TAKE_OUT)
    found = one(ExportDialog)
    found.kind.setCurrentIndex(found.kind.findData("note"))
    return found


def test_careful_words_are_listed_before_anything_is_taken_out(export: ExportDialog, qtbot: QtBot) -> None:
    export.save.click()
    qtbot.waitUntil(lambda: bool(export.findChildren(CarefulDialog)))
    (asked,) = export.findChildren(CarefulDialog)
    assert "kettle" in words(asked) and "Field plan" in words(asked) and "nowhere" not in words(asked)
    asked.back.click()
    assert not export.banner.text(), "nothing was taken out"
    export.save.click()
    qtbot.waitUntil(lambda: any(each.isVisible() for each in export.findChildren(CarefulDialog)))
    again = next(each for each in export.findChildren(CarefulDialog) if each.isVisible())
    again.go.click()
    qtbot.waitUntil(lambda: "saved" in export.banner.text())


def test_without_careful_words_nothing_is_asked(
    export: ExportDialog, session: stand_in.Session, qtbot: QtBot
) -> None:
    session.wording.set_careful(HERE, [])
    export.save.click()
    qtbot.waitUntil(lambda: "saved" in export.banner.text())
    assert not export.findChildren(CarefulDialog)
