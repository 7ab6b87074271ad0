"""What is being brought in or attached: noted meanwhile, so that one that is cut off can be told of."""

import json
import secrets
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import asdict, dataclass, replace

from sync.engine.notebook import Notebook
from sync.errors import NotebookLocked, Problem
from sync.store import under_way as table
from sync.store.database import Db

FILES, TABLE, ATTACHED = "files", "table", "attached"
STEP = 100  # things after which the note is written anew
NAMES_MAX = 3


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that went on when the notebook was closed, or the power went."""

    door: str
    """FILES, TABLE or ATTACHED."""
    name: str
    """What the file is called, or the first of several."""
    space: str = ""
    item: str = ""
    """What a file was to be attached to."""
    done: int = 0
    total: int = 0
    """Things in all; 0 where nobody knew."""
    twice: bool = False
    """What came in would be there a second time if it were brought in again."""
    since_ms: int = 0
    id: str = ""


class Mark:
    """How far something is, told by whoever does it."""

    def __init__(self, note: Note, write: Callable[[Note], object]) -> None:
        self._note, self._write = note, write
        self._written = note.done

    def at(self, done: int, total: int) -> None:
        """So much is in the notebook."""
        self._note = replace(self._note, done=done, total=total)
        if done >= self._written + STEP:
            self._written = done
            self._write(self._note)

    def doubles(self) -> None:
        """What comes next would be there a second time if it came again: noted before it comes."""
        if not self._note.twice:
            self._note = replace(self._note, twice=True)
            self._write(self._note)


Going = Callable[[Note], AbstractContextManager[Mark]]


class UnderWay:
    def __init__(self, book: Notebook) -> None:
        self._book = book
        self._now: dict[str, int] = {}
        """What goes on now, and on which thread."""

    @contextmanager
    def going(self, note: Note) -> Iterator[Mark]:
        """Note that something goes on; what a part of something else does is not noted beside it.

        Where it ends, however it does, whoever asked for it hears so, and the note goes: but not where the
        notebook is closed meanwhile, or this process ends.
        """
        if threading.get_ident() in self._now.values():
            yield Mark(note, _nowhere)
            return
        name = secrets.token_hex(8)
        note = replace(note, id=name, since_ms=self._book.clock())
        self._now[name] = threading.get_ident()
        try:
            self._keep(note)
            yield Mark(note, self._keep)
        except NotebookLocked:
            raise
        except Problem:
            self._end([name])
            raise
        else:
            self._end([name, *(one.id for one in self.cut_off() if _again(one, note))])
        finally:
            del self._now[name]

    def _keep(self, note: Note) -> None:
        said = json.dumps(asdict(note)).encode()
        self._book.write(lambda db: table.put(db, note.id, said))

    def _end(self, names: Iterable[str]) -> None:
        with suppress(Problem):  # the note stays, and what it says is true
            self.seen(names)

    def cut_off(self) -> list[Note]:
        """Return what was cut off, the newest first."""
        kept = self._book.read(table.every)
        found = (_read(said) for name, said in kept.items() if name not in self._now)
        return sorted(filter(None, found), key=lambda one: -one.since_ms)

    def seen(self, names: Iterable[str]) -> None:
        """Somebody knows of these: they are not told again."""
        gone = list(names)

        def remove(db: Db) -> None:
            for name in gone:
                table.remove(db, name)

        self._book.write(remove)


@contextmanager
def unnoted(note: Note) -> Iterator[Mark]:
    yield Mark(note, _nowhere)


def _nowhere(_note: Note) -> None:
    pass


def named(names: Iterable[str]) -> str:
    """Return what several files are called, in one line."""
    every = list(names)
    return ", ".join(every[:NAMES_MAX]) + (", …" if len(every) > NAMES_MAX else "")


def _again(before: Note, now: Note) -> bool:
    return (before.door, before.name, before.space, before.item) == (now.door, now.name, now.space, now.item)


def _read(said: bytes) -> Note | None:
    try:
        return Note(**json.loads(said))
    except (ValueError, TypeError):
        return None  # of a newer release
