"""Everything at once, and portals, without a notebook behind them."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sync.engine.portals import FeedRow, Fetched
from sync.engine.whole_export import TakenOut, Wish
from sync.engine.whole_import import BroughtBack
from sync.errors import Problem
from sync.exchange.outcome import Reason, Refused

Progress = Callable[[int, int], None]
Stopped = Callable[[], bool]


@dataclass
class Whole:
    """Notes what it was asked for, and fails where a test wants that."""

    asked: list[tuple[object, ...]] = field(default_factory=list)
    problem: Problem | None = None
    brought: BroughtBack = field(
        default_factory=lambda: BroughtBack(3, 1, (Refused("S/note/x.md", Reason.LINK),))
    )

    def take_out(
        self, target: Path, wish: Wish, *,
        progress: Progress | None = None, cancelled: Stopped | None = None,  # noqa: ARG002
    ) -> TakenOut:  # fmt: skip
        self._note(target, wish)
        return TakenOut(3, 1, ("plan.pdf",))

    def bring_in(
        self, folder: Path, space: str | None = None, *,
        progress: Progress | None = None, cancelled: Stopped | None = None,  # noqa: ARG002
    ) -> BroughtBack:  # fmt: skip
        self._note(folder, space)
        return self.brought

    def bring_in_joplin(
        self, path: Path, space: str, *,
        progress: Progress | None = None, cancelled: Stopped | None = None,  # noqa: ARG002
    ) -> BroughtBack:  # fmt: skip
        self._note(path, space)
        return self.brought

    def _note(self, *said: object) -> None:
        if self.problem is not None:
            raise self.problem
        self.asked.append(said)


@dataclass
class Portals:
    every: list[FeedRow] = field(default_factory=list)
    came: Fetched = field(default_factory=lambda: Fetched(2, 1))
    problem: Problem | None = None

    def add(self, space: str, address: str, *, title: str = "", sort: str = "news") -> str:
        if self.problem is not None:
            raise self.problem
        row = FeedRow(f"feed-{len(self.every)}", space, title or "Portal", address, sort, "", agreed=True)
        self.every.append(row)
        return row.id

    def agree(self, feed: str) -> None:
        self.every = [replace(one, agreed=one.agreed or one.id == feed) for one in self.every]

    def rows(self, _space: str) -> list[FeedRow]:
        return list(self.every)

    def fetch(self, _space: str, **_watch: object) -> Fetched:
        if self.problem is not None:
            raise self.problem
        return self.came


def furnish(session: Any) -> None:
    session.whole, session.portals = Whole(), Portals()
