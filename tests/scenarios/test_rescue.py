"""Damaged notebooks: most of the notes are saved, colleagues give back the rest (V07, G3)."""

import shutil
from pathlib import Path

import pytest

from sync.engine import session
from sync.engine.rescue import rescue
from sync.engine.session import Session
from sync.errors import Cancelled, NotebookDamaged, RescueImpossible, WrongPassphrase
from tests.scenarios.damage import (
    NOTES,
    SOME,
    Pair,
    a_hundredth,
    a_tenth,
    by_lot,
    cut_short,
    exchange,
    first_page,
    flip,
    keys_pages,
    notes_file,
    one_page,
    pages_with,
    rubbish_behind,
)
from tests.scenarios.driven import run
from tests.scenarios.laptops import WORDS, Laptop

DAMAGE = {
    one_page: 0.996,
    first_page: 1.0,
    a_hundredth: 0.97,
    a_tenth: 0.80,
    cut_short: 0.996,
    rubbish_behind: 1.0,
}


def saved(opened: Session, space: str) -> float:
    """The share of the notes that are there with title and text."""
    whole = 0
    for row in opened.items.rows(space):
        fields = opened.items.show(row.id).fields
        number = int(row.title.removeprefix("Note "))
        whole += (
            [value.value for value in fields["body"]] == [SOME * (1 + number % 12)] if "body" in fields else 0
        )
    return whole / NOTES


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage.__name__)
def test_what_can_be_read_is_saved_and_colleagues_give_back_the_rest(
    pair: Pair, home: Path, colleague: Session, tmp_path: Path, damage
) -> None:
    file = notes_file(home)
    damage(file, pair)
    before = file.read_bytes()
    done = rescue(home, WORDS)
    assert [(home / name).read_bytes() for name in done.kept_as] == [before]
    opened = session.unlock(home, WORDS)
    report = opened.doctor()
    assert report.ok and not any("refused" in finding for finding in report.findings)
    assert saved(opened, pair.space) >= DAMAGE[damage]
    assert [one.name for one in done.spaces] == ["Field team"]
    exchange(colleague, opened, pair.space, tmp_path / "rest.pack")
    assert opened.spaces.digest(pair.space) == pair.digest
    (note,) = opened.items.new(pair.space, "note", {"title": "Written afterwards"}).ids
    exchange(opened, colleague, pair.space, tmp_path / "news.pack")
    assert colleague.items.show(note).title == "Written afterwards"
    assert colleague.spaces.digest(pair.space) == opened.spaces.digest(pair.space)
    assert [member.state for member in colleague.spaces.members(pair.space)] == ["present"] * 2
    opened.close()


@pytest.mark.parametrize("seed", range(1, 9))
def test_wherever_a_tenth_is_lost(
    pair: Pair, home: Path, colleague: Session, tmp_path: Path, seed: int
) -> None:
    file = notes_file(home)
    flip(file, *by_lot(file, 0.1, seed, pair.keys))
    done = rescue(home, WORDS)
    opened = session.unlock(home, WORDS)
    assert saved(opened, pair.space) >= 0.8
    assert done.missing > 0
    exchange(colleague, opened, pair.space, tmp_path / "rest.pack")
    assert opened.spaces.digest(pair.space) == pair.digest
    opened.close()


def test_a_damaged_salt_costs_nothing(pair: Pair, home: Path) -> None:
    file = notes_file(home)
    file.write_bytes(bytes(16) + file.read_bytes()[16:])
    opened = session.unlock(home, WORDS)
    assert opened.spaces.digest(pair.space) == pair.digest
    opened.close()


def test_the_command_says_what_was_saved_and_what_is_missing(pair: Pair, home: Path) -> None:
    first_page(notes_file(home), pair)
    a_tenth(notes_file(home), pair)
    code, said, spoken = run(home, "digest", "Field team")
    assert (code, said["code"]) == (1, "notebook-damaged") and "save what can still be read" in spoken
    code, said, _ = run(home, "doctor", "--rescue")
    assert code == 0
    (lost,) = said["lost"]
    assert lost["name"] == "Field team" and lost["missing"] > 0
    assert said["rescued"] + lost["missing"] >= NOTES
    assert all((home / name).is_file() for name in said["kept_as"])
    code, said, _ = run(home, "doctor")
    assert (code, said["ok"]) == (0, True)


def test_wrong_words_and_a_stop_change_nothing(pair: Pair, home: Path) -> None:
    a_tenth(notes_file(home), pair)
    before = {path.name: path.read_bytes() for path in home.iterdir()}
    with pytest.raises(WrongPassphrase):
        rescue(home, "other words that open nothing here")
    with pytest.raises(Cancelled):
        rescue(home, WORDS, cancelled=lambda: True)
    assert {path.name: path.read_bytes() for path in home.iterdir()} == before


def test_progress_comes_to_its_end(pair: Pair, home: Path) -> None:
    one_page(notes_file(home), pair)
    heard: list[tuple[int, int]] = []
    rescue(home, WORDS, progress=lambda done, total: heard.append((done, total)))
    assert heard[-1][0] == heard[-1][1] > 0


def test_cut_off_between_the_old_file_and_the_new_it_begins_again(pair: Pair, home: Path) -> None:
    file = notes_file(home)
    before = file.read_bytes()
    file.replace(file.with_name(file.name + ".old"))
    with pytest.raises(NotebookDamaged):
        session.unlock(home, WORDS)
    done = rescue(home, WORDS)
    assert [(home / name).read_bytes() for name in done.kept_as] == [before]
    opened = session.unlock(home, WORDS)
    assert opened.spaces.digest(pair.space) == pair.digest
    opened.close()


def test_nothing_is_left_to_save(home: Path) -> None:
    file = notes_file(home)
    file.write_bytes(bytes(file.stat().st_size))
    with pytest.raises(RescueImpossible):
        rescue(home, WORDS)
    assert not any(file.read_bytes())
    with pytest.raises(NotebookDamaged):
        session.unlock(home, WORDS)


def test_edits_that_waited_are_still_shown_and_still_leave(
    pair: Pair, home: Path, colleague: Session, tmp_path: Path
) -> None:
    opened = session.unlock(home, WORDS)
    (note,) = opened.items.new(pair.space, "note", {"title": "Typed last", "body": "Not signed yet"}).ids
    taken = Path(shutil.copytree(home, tmp_path / "cut-off"))  # as after a power cut, with the log beside it
    opened.close()
    flip(notes_file(taken), 1)
    done = rescue(taken, WORDS)
    assert done.missing == 0
    again = session.unlock(taken, WORDS)
    assert again.items.show(note).fields["body"][0].value == "Not signed yet"
    exchange(again, colleague, pair.space, tmp_path / "news.pack")
    assert colleague.items.show(note).title == "Typed last"
    assert colleague.spaces.digest(pair.space) == again.spaces.digest(pair.space)
    again.close()


def test_a_relay_gives_back_what_was_lost(shared: tuple[Laptop, Laptop, str]) -> None:
    amal, badu, space = shared
    for number in range(120):
        amal.note(space, f"Note {number}", SOME * (1 + number % 12))
        if number % 3 == 0:
            amal.session.delivery.sync()
    amal.session.delivery.sync()
    badu.session.delivery.sync()
    file = notes_file(amal.home)
    keys = keys_pages(amal.session, file)
    amal.session.close()
    flip(file, *by_lot(file, 0.1, 3, keys))
    assert rescue(amal.home, WORDS).missing > 0
    amal.session = session.unlock(amal.home, WORDS)
    amal.session.delivery.sync()
    assert amal.digest(space) == badu.digest(space)
    assert not any("refused" in finding for finding in amal.session.doctor().findings)
    amal.note(space, "Written afterwards")
    amal.session.delivery.sync()
    badu.session.delivery.sync()
    assert amal.digest(space) == badu.digest(space)


def test_what_is_written_after_a_loss_leaves_too(shared: tuple[Laptop, Laptop, str]) -> None:
    """The last entries are lost, and the relay is known to hold them: that says nothing of the next ones."""
    amal, badu, space = shared
    for number in range(12):
        amal.note(space, f"Note {number}", SOME)
        amal.session.delivery.sync()
    file = notes_file(amal.home)
    amal.session.close()
    amal.session = session.unlock(amal.home, WORDS)
    keys = keys_pages(amal.session, file)
    last = pages_with(amal.session, file, lambda row: len(row) == 8 and row[5] >= 12)
    amal.session.close()
    flip(file, *(last - keys))
    assert rescue(amal.home, WORDS).missing > 0
    amal.session = session.unlock(amal.home, WORDS)
    amal.note(space, "Written afterwards")
    amal.session.delivery.sync()
    badu.session.delivery.sync()
    assert "Written afterwards" in badu.titles(space)
    assert amal.digest(space) == badu.digest(space)
