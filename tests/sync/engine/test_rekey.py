"""A re-key that ends anywhere leaves one key that opens, and the words open it (V09, A2.6.5)."""

import errno
import itertools
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import run
from typing import Any

import pytest

from sync.engine import folder, session, vault
from sync.errors import Cancelled, DiskFull, NotebookDamaged, WrongPassphrase
from sync.store import database
from tests.sync.engine.notebook_folder import EVERYTHING, OTHER_WORDS, ROOT, WORDS, names, picture

RECOVERY = bytes(range(32))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A notebook with something in it, and another one beside it."""
    profile = tmp_path_factory.mktemp("made") / "notebook"
    opened = session.create(profile, WORDS, name="Amal", cost=session.quick_cost())
    opened.settings.put("mark", "here")
    opened.compartments.add(OTHER_WORDS, keep=[])
    opened.close()
    return profile


@pytest.fixture
def notebook(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "notebook"))


def tried(mode: str, work: str, profile: Path, place: Path) -> list[dict[str, Any]]:
    place.mkdir()
    command = [sys.executable, "-m", "tests.sync.engine.cut_off", mode, work, str(profile), str(place)]
    done = run(command, check=False, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    said = [json.loads(line) for line in done.stdout.splitlines()]
    assert all(one["whole"] for one in said), (said, done.stderr)
    return said


@pytest.mark.timeout(300)
@pytest.mark.parametrize("work", ["rekey", "add"])
def test_cut_off_at_any_step_exactly_one_key_works(made: Path, tmp_path: Path, work: str) -> None:
    said = tried("steps", work, made, tmp_path / "place")

    assert [one["status"] for one in said] == [9] * (len(said) - 1) + [0]
    assert len(said) > 20
    if work == "rekey":
        changed = [one["changed"] for one in said]
        assert changed == sorted(changed) and changed[-1] and not changed[0], "once decided, never undone"


@pytest.mark.timeout(300)
def test_cut_off_at_any_moment_exactly_one_key_works(made: Path, tmp_path: Path) -> None:
    said = tried("moments", "rekey", made, tmp_path / "place")

    assert len(said) == 81 and said[0]["changed"]
    assert sum(one["status"] == -14 for one in said) > 20


@pytest.mark.timeout(120)
def test_on_a_full_disk_it_is_reported_and_the_old_key_goes_on(made: Path, tmp_path: Path) -> None:
    said = tried("full-disks", "rekey", made, tmp_path / "place")

    assert [one["status"] for one in said] == [7] * (len(said) - 1) + [0]
    assert [one["changed"] for one in said] == [False] * (len(said) - 1) + [True]


class Disk:
    """Shows what a power cut may leave: names that changed since the last sync are there or not."""

    def __init__(self, profile: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._profile, self._place = profile, place
        self._pending: list[tuple[str, str, bytes]] = []
        self._synced: dict[str, bytes] = {}
        self.states: list[Path] = []
        self._replace, self._unlink, self._sync = Path.replace, Path.unlink, folder.sync_folder

        def replaced(path: Path, other: Path) -> Path:
            self._note(path.name, other.name, path.read_bytes())
            return self._replace(path, other)

        def unlinked(path: Path, **how: bool) -> None:
            if path.exists():
                self._note(path.name, "", b"")
            self._unlink(path, **how)

        monkeypatch.setattr(Path, "replace", replaced)
        monkeypatch.setattr(Path, "unlink", unlinked)
        monkeypatch.setattr(folder, "sync_folder", lambda _: self._cut())

    def _note(self, source: str, name: str, data: bytes) -> None:
        if not self._pending:
            files = (path for path in self._profile.iterdir() if path.name != "ballast")
            self._synced = {path.name: path.read_bytes() for path in files}
        self._pending.append((source, name, data))

    def _cut(self) -> None:
        self._sync(self._profile)
        pending, self._pending = self._pending, []
        for there in itertools.product((False, True), repeat=len(pending)):
            files = dict(self._synced)
            for (source, name, data), done in zip(pending, there, strict=True):
                if done:
                    files.pop(source, None)
                    files |= {name: data} if name else {}
            state = self._place / str(len(self.states))
            state.mkdir(parents=True)
            for name, data in files.items():
                (state / name).write_bytes(data)
            self.states.append(state)


@pytest.mark.timeout(200)
def test_after_a_power_cut_at_any_sync_exactly_one_key_works(
    notebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = vault.open_keys(notebook, WORDS)
    opened = session.unlock(notebook, WORDS)
    disk = Disk(notebook, tmp_path / "states", monkeypatch)
    opened.words.rekey(WORDS)
    monkeypatch.undo()
    opened.close()

    changed = []
    for number, state in enumerate(disk.states):
        if number % 2:
            session.unlock(state, OTHER_WORDS).close()
        again = session.unlock(state, WORDS)
        assert again.settings.get("mark") == "here" and again.doctor().ok
        again.close()
        keys = vault.open_keys(state, WORDS)
        assert database.is_whole(keys.blobs_path, keys.blobs_key, keys.blobs_salt)
        changed.append(keys.vault_key != before.vault_key)
        if changed[-1]:
            assert not database.opens(keys.db_path, before.db_key, before.db_salt)
            assert not database.opens(keys.blobs_path, before.blobs_key, before.blobs_salt)
        assert set(names(state)) >= set(EVERYTHING) - {"ballast"}
        assert set(names(state)) <= set(EVERYTHING)
    assert len(changed) > 12 and {True, False} == set(changed)


def test_what_a_rescue_kept_goes_with_the_key_that_opened_it(notebook: Path) -> None:
    kept = [Path(f"{vault.open_keys(notebook, WORDS).db_path}.old{end}") for end in ("", "1")]
    for path in kept:
        path.write_bytes(b"damaged")
    opened = session.unlock(notebook, WORDS)

    opened.words.rekey(WORDS)

    opened.close()
    assert not any(path.exists() for path in kept)


def full(monkeypatch: pytest.MonkeyPatch, fails: Callable[[int], bool]) -> None:
    """Let the disk be full for some of the writings of a copy of the slots, counted from 0."""
    writes = itertools.count()
    real = folder.write_whole

    def write_whole(path: Path, data: bytes) -> None:
        if fails(next(writes)):
            raise OSError(errno.ENOSPC, "full")
        real(path, data)

    monkeypatch.setattr(folder, "write_whole", write_whole)


@pytest.mark.parametrize("failing", [{0}, {1}, {1, 2, 3}, {1, 3}])
def test_the_ballast_makes_room_for_the_slots_or_half_of_them_is_enough(
    notebook: Path, monkeypatch: pytest.MonkeyPatch, failing: set[int]
) -> None:
    before = vault.open_keys(notebook, WORDS)
    opened = session.unlock(notebook, WORDS)

    full(monkeypatch, failing.__contains__)
    opened.words.rekey(WORDS)
    monkeypatch.undo()

    assert "ballast" not in names(notebook)
    assert opened.settings.get("mark") == "here"
    opened.close()
    assert vault.open_keys(notebook, WORDS).vault_key != before.vault_key
    assert names(notebook) == EVERYTHING
    assert (notebook / "slots").read_bytes() == (notebook / "slots.2").read_bytes()


def test_where_the_slots_cannot_be_written_the_old_key_goes_on(
    notebook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = vault.open_keys(notebook, WORDS)
    opened = session.unlock(notebook, WORDS)

    full(monkeypatch, lambda _: True)
    with pytest.raises(DiskFull):
        opened.words.rekey(WORDS)
    monkeypatch.undo()

    opened.settings.put("mark", "goes on")
    opened.close()
    assert vault.open_keys(notebook, WORDS) == before
    assert names(notebook) == EVERYTHING


def test_afterwards_no_old_copy_of_the_slots_opens_anything(notebook: Path) -> None:
    old_slots = (notebook / "slots").read_bytes()
    before = vault.open_keys(notebook, WORDS)
    opened = session.unlock(notebook, WORDS)
    told: list[tuple[int, int]] = []

    assert not opened.words.rekey(WORDS, progress=lambda done, total: told.append((done, total))).sheets_void
    opened.settings.put("after", "it goes on")
    opened.close()

    assert told[-1][0] == told[-1][1] and told == sorted(told)
    after = vault.open_keys(notebook, WORDS)
    kept = (after.vault_key, after.db_salt, after.blobs_salt, after.db_key, after.blobs_key)
    assert not set(kept) & {
        before.vault_key,
        before.db_salt,
        before.blobs_salt,
        before.db_key,
        before.blobs_key,
    }
    for path, key, salt in (
        (after.db_path, before.db_key, before.db_salt),
        (after.blobs_path, before.blobs_key, before.blobs_salt),
    ):
        assert not database.opens(path, key, salt)
    assert names(notebook) == EVERYTHING
    again = session.unlock(notebook, WORDS)
    assert (again.settings.get("mark"), again.settings.get("after")) == ("here", "it goes on")
    assert again.doctor().ok
    again.close()
    for name in ("slots", "slots.2"):
        (notebook / name).write_bytes(old_slots)
    with pytest.raises(NotebookDamaged):
        session.unlock(notebook, WORDS)


def test_it_can_be_done_twice_and_words_changed_between(notebook: Path) -> None:
    opened = session.unlock(notebook, WORDS)
    opened.words.rekey(WORDS)
    opened.words.change(WORDS, "some newer words")
    opened.words.rekey("some newer words")
    opened.close()

    again = session.unlock(notebook, "some newer words")
    assert again.settings.get("mark") == "here"
    again.close()
    with pytest.raises(WrongPassphrase):
        session.unlock(notebook, WORDS)


def test_sheets_made_before_are_void_and_it_says_so(notebook: Path) -> None:
    opened = session.unlock(notebook, WORDS)
    opened.words.put_recovery(RECOVERY)

    assert opened.words.rekey(WORDS).sheets_void

    assert not opened.words.has_recovery
    opened.close()
    with pytest.raises(WrongPassphrase):
        session.unlock_with_recovery(notebook, RECOVERY)


def test_with_other_words_nothing_is_touched(notebook: Path) -> None:
    opened = session.unlock(notebook, WORDS)
    before = picture(notebook)

    for words in (OTHER_WORDS, "no words of this folder"):
        with pytest.raises(WrongPassphrase):
            opened.words.rekey(words)

    assert picture(notebook) == before
    opened.close()


def test_stopped_in_the_middle_everything_stays_as_it_was(notebook: Path) -> None:
    before = vault.open_keys(notebook, WORDS)
    opened = session.unlock(notebook, WORDS)

    with pytest.raises(Cancelled):
        opened.words.rekey(WORDS, cancelled=lambda: True)

    opened.settings.put("mark", "still here")
    opened.close()
    assert vault.open_keys(notebook, WORDS) == before
    assert names(notebook) == EVERYTHING
