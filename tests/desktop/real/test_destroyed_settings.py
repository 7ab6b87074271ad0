"""Settings that were destroyed: the notebook opens all the same, offline, and locks for everything (5.2)."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop import problems
from desktop.models import locks, preferences
from desktop.models.locks import Leaves, Locking, Trigger
from desktop.models.preferences import Preferences
from desktop.tour import walk
from desktop.tour.stage import WORDS, Stage, heard, until
from i18n import set_language
from sync.engine import identity, session
from sync.store import settings
from sync.store.database import Db

SAFE = Preferences(scheme="light")
LOOSE = Preferences(scheme="light", idle_minutes=120)


def ruin(profile: Path, garbage: bytes) -> None:
    """Write *garbage* over every setting of a notebook that sends by itself and locks for nothing."""
    opened = session.unlock(profile, WORDS)
    opened.spaces.new("Field team")
    opened.delivery.set_mode("always")
    locks.keep(opened.settings, Locking(frozenset(), Leaves.WORDS))
    preferences.keep(opened, LOOSE)
    opened.settings.put("reminded-day", "1")
    opened.settings.put("last-place", "{}")

    def overwrite(db: Db) -> None:
        for (key,) in db.rows("SELECT key FROM setting WHERE key <> ?", identity.SETTING):
            settings.put(db, str(key), garbage)

    opened._book.write(overwrite)
    opened.close()


def assert_offline_and_locking(stage: Stage) -> None:
    until(lambda: stage.window.desk.space != "")
    heard(stage.application.tasks)
    assert stage.session.delivery.mode == "never"
    assert stage.application.now == SAFE
    assert stage.application.idle._timer.interval() == SAFE.idle_minutes * 60_000
    assert stage.application.locks.now == Locking(frozenset(Trigger), Leaves.NOTHING)


def test_it_is_offline_and_locks(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bugs: list[BaseException] = []
    monkeypatch.setattr(problems, "note_bug", bugs.append)
    profile = walk.made(tmp_path / "notebook", "Amal", SAFE)
    for garbage in (b"\xff\x00", b"9" * 5_000, b'{"item": "zz", "space": [1]}', b"--help"):
        ruin(profile, garbage)
        stage = Stage(qapp, profile, SAFE)
        assert_offline_and_locking(stage)
        stage.close()
        assert bugs == [], garbage
    set_language("en")
