"""An example to look at: a sealed notebook in a folder of its own, whose words nobody ever sees."""

import contextlib
import os
import shutil
import tempfile
from pathlib import Path

from PySide6.QtCore import QLockFile

from desktop.application import example_texts
from desktop.models import places
from desktop.models.facade import Session
from desktop.models.places import Place
from i18n import language, tr
from sync.engine import session

PREFIX = "notebook-example-"
LOCK = "open"
OFFLINE = "never"


class Example:
    """Made anew each time; what a power cut leaves is sealed, and removed at the next start."""

    def __init__(self, place: Path | None = None) -> None:
        self._place = place or Path(tempfile.gettempdir())
        self._folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=self._place))
        self._lock = _lock_of(self._folder)
        self._lock.tryLock(0)
        self.step = 0
        """How far the guided tour is; it outlives a window that is drawn anew."""

    @property
    def profile(self) -> Path:
        return self._folder / "notebook"

    def make(self) -> Session:
        """Make the notebook with words that are drawn here, kept nowhere, and gone with this call."""
        words = session.generated_passphrase(language())
        made = session.create(self.profile, words, cost=session.quick_cost())
        try:
            _fill(made)
        except BaseException:
            made.close()
            raise
        return made

    def end(self) -> None:
        """Leave nothing."""
        self._lock.unlock()
        shutil.rmtree(self._folder, ignore_errors=True)


def sweep(place: Path | None = None) -> None:
    """Remove what examples left behind that ended without a word; one that somebody looks at stays."""
    for folder in (place or Path(tempfile.gettempdir())).glob(f"{PREFIX}*"):
        if _is_ours(folder) and (lock := _lock_of(folder)).tryLock(0):
            lock.unlock()
            shutil.rmtree(folder, ignore_errors=True)


def _is_ours(folder: Path) -> bool:
    """Say whether it is a folder, not a link to one, and belongs to this person."""
    with contextlib.suppress(OSError):
        found = folder.lstat()
        mine = not hasattr(os, "getuid") or found.st_uid == os.getuid()
        return mine and folder.is_dir() and not folder.is_symlink()
    return False


def _lock_of(folder: Path) -> QLockFile:
    lock = QLockFile(str(folder / LOCK))
    lock.setStaleLockTime(0)  # only the end of its process lets go of it
    return lock


def _fill(made: Session) -> None:
    made.delivery.set_mode(OFFLINE)
    shared = made.spaces.new(tr("Field team")).id
    own = made.spaces.new(tr("My own notes")).id
    if language() in made.starter.languages():
        made.starter.add(shared, language())
    last = ""
    for space, notes in ((shared, example_texts.shared_notes()), (own, example_texts.own_notes())):
        for fields in notes:
            (last,) = made.items.new(space, "note", fields).ids
    for fields in example_texts.contacts():
        made.items.new(shared, "contact", fields)
    places.keep(made, Place(space=own, section="note", item=last))
