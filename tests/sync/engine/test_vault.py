"""A notebook's files: what is there, what opens them, and what a refusal leaves as it was (L05, L07)."""

import shutil
from pathlib import Path

import pytest

from crypto.errors import Malformed
from crypto.passphrase import FLOOR, Cost
from sync.engine import ballast, vault
from sync.errors import NotebookDamaged, NotebookExists, NotebookMissing, PassphraseTooShort, WrongPassphrase
from sync.store.database import Database
from tests.sync.engine.notebook_folder import EVERYTHING, WORDS, names, picture


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    profile = tmp_path_factory.mktemp("made") / "notebook"
    vault.create(profile, WORDS, cost=FLOOR)
    return profile


@pytest.fixture
def notebook(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "notebook"))


def test_what_was_made_opens_with_the_same_keys_and_the_keys_open_both_files(tmp_path: Path) -> None:
    keys = vault.create(tmp_path / "a" / "b", WORDS, cost=FLOOR)

    again = vault.open_keys(tmp_path / "a" / "b", WORDS)

    assert again == keys
    assert len({keys.db_key, keys.blobs_key, keys.db_salt, keys.blobs_salt}) == 4
    for path, key, salt in (
        (keys.db_path, keys.db_key, keys.db_salt),
        (keys.blobs_path, keys.blobs_key, keys.blobs_salt),
    ):
        database = Database(path, key, salt)
        assert database.check() == []
        database.close()


def test_keys_are_blank_in_a_log(notebook: Path) -> None:
    keys = vault.open_keys(notebook, WORDS)

    shown = repr(keys)

    assert keys.db_key.hex() not in shown and str(keys.db_key) not in shown and "db_key" not in shown


def test_the_same_words_typed_on_another_keyboard_open(tmp_path: Path) -> None:
    vault.create(tmp_path, "cafe\u0301 ﬁlm nu\u0308ss", cost=FLOOR)

    assert vault.open_keys(tmp_path, "caf\u00e9 film n\u00fcss").db_path.is_file()


def test_nothing_stands_there_but_the_slots_four_pairs_and_the_ballast(made: Path) -> None:
    assert names(made) == EVERYTHING
    assert (made / "ballast").stat().st_size == 8 * 1024 * 1024
    sizes = {path.name: path.stat().st_size for path in made.glob("c?.*")}
    assert len(set(sizes.values())) == 1 and min(sizes.values()) >= 1 << 20
    assert made.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("name", EVERYTHING)
def test_every_file_has_evenly_spread_bytes(made: Path, name: str) -> None:
    data = (made / name).read_bytes()[34 if name.startswith("slots") else 0 :]
    expected = len(data) / 256
    spread = sum((data.count(bytes([byte])) - expected) ** 2 / expected for byte in range(256))

    assert 120 < spread < 420  # 255 degrees of freedom: beyond eight standard deviations lies no accident


def test_the_compartment_is_drawn_by_lot_and_does_not_show(tmp_path: Path) -> None:
    drawn = set()
    for number in range(12):
        profile = tmp_path / str(number)
        drawn.add(vault.create(profile, WORDS, cost=FLOOR).compartment)
        assert names(profile) == EVERYTHING
        assert len({path.stat().st_size for path in profile.glob("c?.*")}) == 1
        shutil.rmtree(profile)

    assert len(drawn) > 1


# ---------------------------------------------------------------- refusals
def test_a_wrong_passphrase_changes_no_file_at_all(notebook: Path) -> None:
    before = picture(notebook)

    with pytest.raises(WrongPassphrase):
        vault.open_keys(notebook, WORDS + "s")

    assert picture(notebook) == before


def test_a_wrong_passphrase_does_not_even_heal(notebook: Path) -> None:
    (notebook / "slots.2").unlink()
    (notebook / "ballast").unlink()
    before = picture(notebook)

    with pytest.raises(WrongPassphrase):
        vault.open_keys(notebook, "other words")

    assert picture(notebook) == before


@pytest.mark.parametrize("typed", ["", "   ", "\n"])
def test_nothing_typed_is_said_at_once(notebook: Path, tmp_path: Path, typed: str) -> None:
    with pytest.raises(PassphraseTooShort):
        vault.open_keys(notebook, typed)
    with pytest.raises(PassphraseTooShort):
        vault.create(tmp_path / "other", typed)
    assert not (tmp_path / "other").exists()


def test_where_nothing_is_nothing_opens_and_nothing_is_made(tmp_path: Path) -> None:
    for profile in (tmp_path / "no-folder", tmp_path):
        assert not vault.exists(profile)
        with pytest.raises(NotebookMissing):
            vault.open_keys(profile, WORDS)
    assert names(tmp_path) == []


def test_a_notebook_is_not_made_over_another(notebook: Path) -> None:
    before = picture(notebook)

    with pytest.raises(NotebookExists):
        vault.create(notebook, "new words", cost=FLOOR)

    assert picture(notebook) == before


def test_a_cost_below_the_floor_is_not_written(tmp_path: Path) -> None:
    for cost in (Cost(FLOOR.memory_kib - 1, FLOOR.passes), Cost(FLOOR.memory_kib, FLOOR.passes - 1)):
        with pytest.raises(Malformed):
            vault.create(tmp_path / "notebook", WORDS, cost=cost)
    assert names(tmp_path) == []


def test_a_lost_database_is_damage_and_not_a_wrong_passphrase(notebook: Path) -> None:
    vault.open_keys(notebook, WORDS).db_path.unlink()

    with pytest.raises(NotebookDamaged):
        vault.open_keys(notebook, WORDS)


# ---------------------------------------------------------------- ballast
def test_the_ballast_is_given_up_and_comes_back(notebook: Path) -> None:
    ballast.give_up(notebook)
    assert "ballast" not in names(notebook)
    ballast.give_up(notebook)

    vault.open_keys(notebook, WORDS)

    assert names(notebook) == EVERYTHING
