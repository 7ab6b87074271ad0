"""Recovery sheets: made, tried, used; what is said of those that do not fit, when nothing changes."""

import shutil
from pathlib import Path

import pytest

import i18n
from crypto import shares
from i18n import sheets as shown
from sync.engine import person_log, recovered, session, sheets
from sync.engine.session import Session
from sync.engine.sheets import Sheet
from sync.errors import PassphraseTooShort, Problem, WordsTaken, WrongPassphrase
from sync.recovery_refusals import (
    SheetLength,
    SheetMisspelt,
    SheetRepeated,
    SheetsForeign,
    SheetsMixed,
    SheetsTooFew,
    SheetUnsound,
)
from tests.sync.engine.notebook_folder import OTHER_WORDS, WORDS, picture

NEW = "saddle comet ribbon walnut glacier tulip"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Sheet, ...]]:
    """A notebook with a set of sheets, and another notebook beside it."""
    profile = tmp_path_factory.mktemp("made") / "notebook"
    opened = session.create(profile, WORDS, name="Amal", cost=session.quick_cost())
    opened.compartments.add(OTHER_WORDS, keep=[])
    opened.spaces.new("Field team")
    given = opened.recovery.make()
    opened.close()
    return profile, given


@pytest.fixture
def notebook(made: tuple[Path, tuple[Sheet, ...]], tmp_path: Path) -> Path:
    return Path(shutil.copytree(made[0], tmp_path / "notebook"))


@pytest.fixture
def given(made: tuple[Path, tuple[Sheet, ...]]) -> tuple[Sheet, ...]:
    return made[1]


def person(opened: Session) -> str:
    with_name = opened.me.person
    opened.close()
    return with_name


def altered(sheet: Sheet, place: int, word: str) -> str:
    words = list(sheet.words)
    words[place - 1] = word
    return " ".join(words)


def other_word(sheet: Sheet, place: int) -> str:
    known = shares.every_word()
    return known[(known.index(sheet.words[place - 1]) + 1) % len(known)]


# ---------------------------------------------------------------- making
def test_a_set_is_two_of_three_unless_asked_otherwise(notebook: Path, given: tuple[Sheet, ...]) -> None:
    assert [(one.number, one.of, one.need, len(one.words)) for one in given] == [
        (1, 3, 2, 33), (2, 3, 2, 33), (3, 3, 2, 33),
    ]  # fmt: skip
    assert len({one.set_id for one in given}) == 1
    opened = session.unlock(notebook, WORDS)
    kept = opened.recovery.current
    assert kept is not None
    assert (kept.set_id, kept.shares, kept.need, kept.rehearsed_ms) == (given[0].set_id, 3, 2, 0)

    more = opened.recovery.make(5, 3, holders=["Bo  ", "Cleo"])

    assert [one.holder for one in more] == ["Bo", "Cleo", "", "", ""]
    again = opened.recovery.current
    assert again is not None
    assert (again.set_id, again.shares, again.need) == (more[0].set_id, 5, 3)
    opened.close()


@pytest.mark.parametrize(("count", "need"), [(3, 1), (2, 3), (17, 2)])
def test_what_is_no_sharing_is_refused_before_anything_happens(notebook: Path, count: int, need: int) -> None:
    opened = session.unlock(notebook, WORDS)
    before = opened.recovery.current
    with pytest.raises(ValueError, match="2 to 16"):
        opened.recovery.make(count, need)
    assert opened.recovery.current == before
    opened.close()


def test_a_notebook_without_sheets_says_so(tmp_path: Path) -> None:
    opened = session.create(tmp_path / "plain", WORDS, cost=session.quick_cost())
    assert opened.recovery.current is None
    opened.recovery.make()
    assert opened.recovery.current is not None
    opened.recovery.forget()
    assert opened.recovery.current is None
    opened.close()


def test_the_recovery_key_stands_in_the_persons_log_and_every_space_knows_it(notebook: Path) -> None:
    opened = session.unlock(notebook, WORDS)
    book = opened._book
    elders = person_log.state(book.me.acts).recovery

    (space,) = opened.spaces.all()
    known = book.read(lambda db: book.state(db, bytes.fromhex(space.id))).person_state(book.me.person)

    assert len(elders) == 1
    assert known.recovery == elders
    opened.close()


# ---------------------------------------------------------------- what is on a sheet
@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_a_sheet_is_read_again_from_its_file_its_picture_and_by_hand(
    given: tuple[Sheet, ...], language: str
) -> None:
    i18n.set_language(language)
    try:
        files = [shown.text(one) for one in given]
    finally:
        i18n.set_language("en")
    secret = sheets.combine([given[0].text, given[1].text])

    assert sheets.combine([files[0], given[1].qr_text]) == secret
    assert sheets.combine([files[2].replace("\n", "\r\n"), given[1].text.title()]) == secret
    assert all(letter in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:" for letter in given[0].qr_text)


def test_nobody_is_named_on_a_sheet_unless_typed(given: tuple[Sheet, ...]) -> None:
    assert "Amal" not in shown.text(given[0])
    assert "Bo" in shown.text(sheets.split(bytes(32), 3, 2, 0, ["Bo"])[0])
    assert given[0].text not in repr(given[0])
    assert sheets.split(bytes(32), 3, 2, 0)[0].date == "1970-01-01"


# ---------------------------------------------------------------- rehearsing
def test_trying_them_tells_whether_they_fit_and_when_they_did(
    notebook: Path, given: tuple[Sheet, ...]
) -> None:
    opened = session.unlock(notebook, WORDS)
    texts = [given[2].text, shown.text(given[0])]

    assert opened.recovery.rehearse(texts)
    kept = opened.recovery.current
    assert kept is not None
    assert kept.rehearsed_ms > 0
    opened.recovery.make()
    assert not opened.recovery.rehearse(texts)
    kept = opened.recovery.current
    assert kept is not None
    assert kept.rehearsed_ms == 0
    opened.close()


def test_sheets_of_the_notebook_beside_do_not_fit(notebook: Path, given: tuple[Sheet, ...]) -> None:
    opened = session.unlock(notebook, OTHER_WORDS)
    assert not opened.recovery.rehearse([one.text for one in given])
    opened.close()


# ---------------------------------------------------------------- using
def test_forgotten_words_are_cured_with_enough_sheets(notebook: Path, given: tuple[Sheet, ...]) -> None:
    known = person(session.unlock(notebook, WORDS))

    opened = recovered.use(notebook, [given[1].text, given[2].text], NEW)
    assert person(opened) == known

    assert person(session.unlock(notebook, NEW)) == known
    with pytest.raises(WrongPassphrase):
        session.unlock(notebook, WORDS)
    session.unlock(notebook, OTHER_WORDS).close()
    person(recovered.use(notebook, [given[0].text, given[2].text], WORDS))


def test_a_travel_lock_ends_with_sheets(notebook: Path, given: tuple[Sheet, ...]) -> None:
    session.unlock(notebook, WORDS).travel_lock()
    recovered.use(notebook, [one.text for one in given], NEW).close()
    session.unlock(notebook, NEW).close()


def bad_sheets(given: tuple[Sheet, ...]) -> list[tuple[list[str], type[Problem], dict[str, str | int]]]:
    first, second, third = given
    foreign = sheets.split(bytes(32), 3, 2, 0)
    return [
        ([first.text], SheetsTooFew, {"have": 1, "need": 2}),
        ([], SheetsTooFew, {"have": 0, "need": 2}),
        ([first.text, foreign[1].text], SheetsMixed, {}),
        ([first.text, third.text, first.qr_text], SheetRepeated, {"first": 1, "second": 3}),
        ([first.text, altered(second, 9, "zzz")], SheetMisspelt, {"sheet": 2, "word": 9}),
        (
            [altered(first, 12, other_word(first, 12)), second.text], SheetMisspelt, {"sheet": 1, "word": 12},
        ),
        ([first.text, " ".join(second.words[:-1])], SheetLength, {"sheet": 2, "count": 32, "expected": 33}),
        ([" ".join(reversed(first.words)), second.text], SheetUnsound, {"sheet": 1}),
        ([foreign[0].text, foreign[1].text], SheetsForeign, {}),
    ]  # fmt: skip


def test_sheets_that_do_not_fit_are_told_apart_and_change_nothing(
    notebook: Path, given: tuple[Sheet, ...]
) -> None:
    before = picture(notebook)
    for texts, problem, holes in bad_sheets(given):
        with pytest.raises(problem) as raised:
            recovered.use(notebook, texts, NEW)
        assert raised.value.holes == holes
    with pytest.raises(PassphraseTooShort):
        recovered.use(notebook, [one.text for one in given], " ")
    assert picture(notebook) == before


def test_words_of_another_notebook_are_not_taken(notebook: Path, given: tuple[Sheet, ...]) -> None:
    with pytest.raises(WordsTaken):
        recovered.use(notebook, [one.text for one in given], OTHER_WORDS)
    session.unlock(notebook, WORDS).close()


def test_sheets_made_before_open_nothing(notebook: Path, given: tuple[Sheet, ...]) -> None:
    opened = session.unlock(notebook, WORDS)
    opened.recovery.make()
    opened.close()
    with pytest.raises(SheetsForeign):
        recovered.use(notebook, [one.text for one in given], NEW)


def test_a_re_key_makes_them_void(notebook: Path, given: tuple[Sheet, ...]) -> None:
    opened = session.unlock(notebook, WORDS)
    assert opened.words.rekey(WORDS).sheets_void
    assert opened.recovery.current is None
    assert not opened.recovery.rehearse([one.text for one in given])
    opened.close()


def test_one_sheet_alone_can_be_looked_at(given: tuple[Sheet, ...]) -> None:
    looked = sheets.check(shown.text(given[1]), 2)
    assert (looked.number, looked.need, sheets.set_id(looked)) == (2, 2, given[1].set_id)
    with pytest.raises(SheetMisspelt):
        sheets.check(altered(given[1], 3, "zzz"))


# ---------------------------------------------------------------- an older set
def test_an_older_set_loses_its_say_by_itself_alone(notebook: Path, given: tuple[Sheet, ...]) -> None:
    opened = session.unlock(notebook, WORDS)
    newer = opened.recovery.make()
    assert len(person_log.state(opened._book.me.acts).recovery) == 2

    opened.recovery.retire([one.text for one in given])

    assert len(person_log.state(opened._book.me.acts).recovery) == 1
    for again in (given, sheets.split(bytes(32), 3, 2, 0)):
        with pytest.raises(SheetsForeign):
            opened.recovery.retire([one.text for one in again])
    assert opened.recovery.rehearse([one.text for one in newer])
    opened.close()
