"""Keeps what was typed after a short pause, without ever losing what arrived meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.models.facade import FieldValue, Item, Items
from desktop.tasks import Tasks
from sync.errors import Problem
from sync.model import kinds
from sync.model.kinds.declaration import Field, FieldType, union

PAUSE_MS = 400  # shorter and each word becomes a change, longer and a crash costs a sentence


@dataclass(frozen=True, slots=True)
class Looked:
    """What the person had before them when they typed: the fields' texts, and what had arrived by then."""

    known: dict[str, str]
    seen: Mapping[bytes, int]


class Autosave(QObject):
    """Knows each field as it was last shown or typed; what is kept is the typing since then."""

    saved = Signal(str, object)
    """Item, and its fields as they were kept (another's words may have slipped in)."""
    failed = Signal(object)

    def __init__(self, items: Items, tasks: Tasks, by: object, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items, self._tasks, self._by = items, tasks, by
        self._item = ""
        self._last = ""
        self._known: dict[str, str] = {}
        self._seen: Mapping[bytes, int] = {}
        self._typed: dict[str, str] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.flush)

    def begin(self, item: Item) -> dict[str, str]:
        """Watch another item, and return what to show; what was typed in the one before is kept first."""
        self.clear()
        self._item = item.id
        return self.learn(item)

    def clear(self) -> None:
        """Keep what was typed, and watch nothing."""
        self.flush()
        self._item = self._last = ""
        self._known = {}
        self._typed = {}

    def type(self, field: str, text: str) -> None:
        if field not in self._typed and text == self._known.get(field, ""):
            return  # styling looks like typing to Qt
        self._typed[field] = text
        self._last = field
        self._pause.start()

    def learn(self, item: Item) -> dict[str, str]:
        """Take note of what the notebook holds now, and return what to show of it; not amid typing.

        Where the value that was typed last has got another beside it, the typed one stays in its line, and
        who types on there adds to it without deciding against the other.
        """
        known = values(item)
        typed = self._known.get(self._last, "")
        texts = [each.value for each in item.fields.get(self._last, ())]
        if len(texts) > 1 and typed in texts:
            known[self._last] = typed
        else:
            self._seen = item.seen
        self._known.update(known)
        return known

    def is_typing(self) -> bool:
        return bool(self._typed)

    def flush(self) -> None:
        """Keep now what waits for a pause."""
        self._pause.stop()
        if not self._typed or not self._item:
            return
        item, typed = self._item, dict(self._typed)
        looked = Looked({name: self._known.get(name, "") for name in typed}, self._seen)
        self._typed.clear()
        self._known.update(typed)
        work = partial(_keep, self._items, item, typed, looked, self._by)
        self._tasks.run(work, partial(self._on_kept, item), partial(self._on_failed, item, typed, looked))

    def _on_kept(self, item: str, kept: dict[str, str]) -> None:
        self.saved.emit(item, kept)

    def _on_failed(self, item: str, typed: dict[str, str], looked: Looked, problem: Problem) -> None:
        """Hold on to the words: the next pause tries again."""
        if item == self._item:
            self._typed = {**typed, **self._typed}
            self._known.update(looked.known)
            self._seen = looked.seen
        self.failed.emit(problem)


def _keep(items: Items, item: str, typed: dict[str, str], looked: Looked, by: object) -> dict[str, str]:
    """Set the fields, and return what the notebook holds of them now (runs off the Qt thread)."""
    items.set(item, typed, base=looked.known, seen=looked.seen, by=by)
    now = values(items.show(item))
    return {name: now.get(name, "") for name in typed}


def values(item: Item) -> dict[str, str]:
    """Return the shown value of every field."""
    kind = kinds.find(item.kind)
    return {name: _shown(each, kind.field(name) if kind else None) for name, each in item.fields.items()}


def _shown(found: tuple[FieldValue, ...], field: Field | None) -> str:
    if field is not None and field.type is FieldType.TAGS and len(found) > 1:
        return union(tuple(each.value for each in found))
    return found[0].value if found else ""
