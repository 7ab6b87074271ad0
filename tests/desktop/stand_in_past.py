"""The history of items and the trash, as the stand-in has them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sync.engine import attach_names
from sync.engine.attach_carriage import Fetched
from sync.engine.attach_rules import Rule
from sync.engine.attachments import Attachment
from sync.engine.events import ItemsChanged
from sync.engine.past import Change


class Past:
    def __init__(self) -> None:
        self.changes: list[Change] = []
        self.states: dict[str, tuple[dict[str, str], dict[str, str]]] = {}
        self.restored: list[tuple[str, int, str]] = []

    def of(self, _item: str, **_how: object) -> Sequence[Change]:
        return list(self.changes)

    def around(
        self, _item: str, change: Change, **_how: object
    ) -> tuple[Mapping[str, str], Mapping[str, str]]:
        return self.states.get(change.id, ({}, {}))

    def restore_at(self, item: str, time_ms: int, *, change: str = "", by: object = None) -> ItemsChanged:
        self.restored.append((item, time_ms, change))
        return ItemsChanged(frozenset({item}), by)


class Trash:
    def __init__(self) -> None:
        self.days: dict[str, int] = {}
        self.emptied: list[str] = []

    def days_left(self, _space: str) -> Mapping[str, int]:
        return dict(self.days)

    def empty(self, space: str, *, by: object = None) -> ItemsChanged:
        self.emptied.append(space)
        return ItemsChanged(frozenset(self.days), by)


@dataclass
class Rules:
    said: Rule = field(default_factory=Rule)

    def say(self, way: str, above_mb: int = 1) -> None:
        self.said = Rule(way, above_mb)


class Attachments:
    """Keeps bytes by id; ``problem`` is raised by whatever is asked next."""

    def __init__(self) -> None:
        self.kept: dict[str, Attachment] = {}
        self.bytes: dict[str, bytes] = {}
        self.rules = Rules()
        self.fetched: list[str] = []
        self.saved: list[Path] = []

    def rows(self, item: str) -> list[Attachment]:
        return [one for one in self.kept.values() if one.item == item]

    def add(self, item: str, path: Path, **_how: object) -> Attachment:
        return self.add_pieces(item, path.name, "", [path.read_bytes()])

    def add_pieces(
        self, item: str, name: str, media_type: str, pieces: Iterable[bytes], **_how: object
    ) -> Attachment:
        data, media = b"".join(pieces), media_type or attach_names.media_of(name)
        one = Attachment(f"{len(self.kept):032x}", item, name, len(data), media, True, len(data))
        self.kept[one.id], self.bytes[one.id] = one, data
        return one

    def data(self, attachment: str, _most: int) -> bytes:
        return self.bytes[attachment]

    def save(self, attachment: str, target: Path, **_how: object) -> None:
        target.write_bytes(self.bytes[attachment])
        self.saved.append(target)

    def remove(self, _item: str, attachment: str, *, by: object = None) -> None:  # noqa: ARG002
        del self.kept[attachment]

    def rename(self, _item: str, attachment: str, name: str, *, by: object = None) -> None:  # noqa: ARG002
        self.kept[attachment] = replace(self.kept[attachment], name=name)

    def fetch(self, attachments: Iterable[str], **_how: object) -> Fetched:
        for each in attachments:
            self.fetched.append(each)
            self.kept[each] = replace(self.kept[each], present=True, here=self.kept[each].size)
        return Fetched(len(self.fetched))


def furnish(session: Any) -> None:
    session.past, session.trash, session.attachments = Past(), Trash(), Attachments()
