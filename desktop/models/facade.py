"""What the windows ask of the engine, as shapes: a stand-in with the same shapes serves them as well."""

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from desktop.models.facade_assess import Assesses
from desktop.models.facade_crossing import Crosses
from desktop.models.facade_cutoff import Notes
from desktop.models.facade_found import Finds
from desktop.models.facade_gathered import Gathers
from desktop.models.facade_home import Tells
from desktop.models.facade_items import History, Lists, Many
from desktop.models.facade_items import ItemRow as ItemRow  # noqa: PLC0414 - its place for all who ask here
from desktop.models.facade_past import Remembers
from desktop.models.facade_relays import Serves
from desktop.models.facade_repairs import Mends
from desktop.models.facade_rooms import Folders, Rooms
from desktop.models.facade_security import Secured
from desktop.models.facade_sending import Ways
from desktop.models.facade_tables import Tabled
from sync.engine.bringing import Assumed
from sync.engine.events import ItemsChanged, Listener

Progress = Callable[[int, int], None]
Stopped = Callable[[], bool]


class FieldValue(Protocol):
    @property
    def value(self) -> str: ...
    @property
    def author(self) -> str: ...
    @property
    def when_ms(self) -> int: ...
    @property
    def checked(self) -> str: ...


class Item(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def space(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def fields(self) -> Mapping[str, tuple[FieldValue, ...]]: ...
    @property
    def trashed(self) -> bool: ...
    @property
    def changed_ms(self) -> int: ...
    @property
    def seen(self) -> Mapping[bytes, int]: ...


class Written(Protocol):
    @property
    def files(self) -> Sequence[str]: ...
    @property
    def entries(self) -> int: ...


class Read(Protocol):
    @property
    def new(self) -> int: ...
    @property
    def known(self) -> int: ...
    @property
    def refused(self) -> Any: ...


class Refused(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def reason(self) -> str: ...


class Remarked(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def remark(self) -> str: ...


class Brought(Protocol):
    @property
    def added(self) -> int: ...
    @property
    def files(self) -> int: ...
    @property
    def here(self) -> int: ...
    @property
    def remarks(self) -> Sequence[Remarked]: ...
    @property
    def refused(self) -> Sequence[Refused]: ...


class Me(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def check_words(self) -> tuple[str, ...]: ...
    @property
    def digits(self) -> str: ...
    def rename(self, name: str) -> object: ...


class Items(Protocol):
    @property
    def lists(self) -> Lists: ...
    @property
    def many(self) -> Many: ...
    @property
    def history(self) -> History: ...
    def new(self, space: str, kind: str, fields: Mapping[str, str], *, by: object = None) -> ItemsChanged: ...
    def set(
        self,
        item: str,
        fields: Mapping[str, str],
        *,
        base: Mapping[str, str] | None = None,
        seen: Mapping[bytes, int] | None = None,
        by: object = None,
    ) -> ItemsChanged: ...
    def show(self, item: str) -> Item: ...
    def rows(self, space: str, kind: str | None = None, *, trashed: bool = False) -> Sequence[ItemRow]: ...
    def drop(self, item: str, *, by: object = None) -> ItemsChanged: ...
    def restore(self, item: str, *, by: object = None) -> ItemsChanged: ...
    def find(self, words: str, *, space: str | None = None, limit: int = 50) -> Sequence[ItemRow]: ...
    def settle(self, item: str, field: str, value: str) -> object: ...


class Rhythm(Protocol):
    """Sends and receives by itself, where that is wanted."""

    def start(self) -> object: ...
    def stop(self) -> object: ...


class Packages(Protocol):
    def write(
        self,
        space: str,
        target: Path,
        *,
        want: bytes | None = None,
        progress: Progress | None = None,
        cancelled: Stopped | None = None,
    ) -> Written: ...
    def want(self, space: str) -> bytes: ...
    def read(
        self, path: Path, *, progress: Progress | None = None, cancelled: Stopped | None = None
    ) -> Read: ...


class Transfer(Protocol):
    def known_as(self, audience: str) -> "Transfer": ...
    def audiences(self, spaces: Collection[str]) -> Sequence[str]: ...
    def assumed(self, paths: Sequence[Path]) -> Sequence[Assumed]: ...
    def bring_in(
        self,
        space: str,
        paths: Sequence[Path],
        *,
        progress: Progress | None = None,
        cancelled: Stopped | None = None,
        encoding: str = "",
    ) -> Brought: ...
    def take_out(
        self,
        space: str,
        kind: str,
        target: Path,
        *,
        fields: Collection[str] | None = None,
        progress: Progress | None = None,
        cancelled: Stopped | None = None,
    ) -> int: ...
    def take_out_items(
        self,
        kind: str,
        items: Sequence[str],
        target: Path,
        *,
        fields: Collection[str] | None = None,
        progress: Progress | None = None,
        cancelled: Stopped | None = None,
    ) -> int: ...


class Settings(Protocol):
    def get(self, key: str) -> str | None: ...
    def put(self, key: str, value: str) -> object: ...


class Events(Protocol):
    def subscribe(self, listener: Listener) -> Callable[[], None]: ...


class Session(
    Secured, Serves, Mends, Tells, Remembers, Finds, Tabled, Assesses, Gathers, Crosses, Notes, Protocol
):
    """An open notebook."""

    @property
    def me(self) -> Me: ...
    @property
    def items(self) -> Items: ...
    @property
    def ways(self) -> Ways: ...
    @property
    def rooms(self) -> Rooms: ...
    @property
    def folders(self) -> Folders: ...
    @property
    def rhythm(self) -> Rhythm: ...
    @property
    def packages(self) -> Packages: ...
    @property
    def transfer(self) -> Transfer: ...
    @property
    def settings(self) -> Settings: ...
    @property
    def events(self) -> Events: ...
    def close(self) -> object: ...
