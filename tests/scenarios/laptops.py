"""A laptop and a relay as a scenario meets them."""

from pathlib import Path

from crypto.passphrase import FLOOR
from sync.engine import session
from sync.engine.own_relay import OwnRelay, free_port
from sync.engine.session import Session

WORDS = "lamp river seven mango table window"


class Laptop:
    """One person's computer: a notebook that can be locked, opened and looked at."""

    def __init__(self, home: Path, name: str) -> None:
        self.home = home
        self.name = name
        self.session: Session = session.create(home, WORDS, name=name, cost=FLOOR)

    def reopen(self) -> None:
        self.session.close()
        self.session = session.unlock(self.home, WORDS)

    def note(self, space: str, title: str, body: str = "") -> str:
        fields = {"title": title} | ({"body": body} if body else {})
        (item,) = self.session.items.new(space, "note", fields).ids
        return item

    def value(self, item: str, field: str) -> str | list[str]:
        said = [value.value for value in self.session.items.show(item).fields.get(field, ())]
        return said[0] if len(said) == 1 else said

    def digest(self, space: str) -> str:
        return self.session.spaces.digest(space)

    def titles(self, space: str) -> set[str]:
        return {row.title for row in self.session.items.rows(space)}


class Relay:
    """A relay whose plug can be pulled: it comes back at the same address, or empty."""

    def __init__(self, data: Path, port: int = 0) -> None:
        self.data = data
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._own: OwnRelay | None = None

    def start(self) -> None:
        self._own = OwnRelay(self.data, port=self.port)
        self._own.start()

    def stop(self) -> None:
        if self._own is not None:
            self._own.stop()
            self._own = None

    def erase(self) -> None:
        for path in self.data.glob("relay.db*"):
            path.unlink()
