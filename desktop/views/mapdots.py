"""Which dots a map shows: those of countries from afar, and from near those of their regions."""

import math
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF

from desktop.models import spots
from desktop.models.spots import Dot, Gathered
from desktop.theme.look import em
from desktop.views.mapground import WIDTH
from desktop.views.mapworld import World, around

FAR = 1.3  # times the whole world, from where on a country may be seen as its regions
ROOM_EM = 2.3  # between the dots of regions, so that each can be read
NEAREST = 40.0  # times the whole world, from where on all are there, however narrow


class Dots:
    """``shown`` has all dots that are there now, by their ids."""

    def __init__(self) -> None:
        self.world = World()
        self.shown: dict[str, Dot] = {}
        self.opened = ""
        """The country whose regions are shown as soon as one is near."""
        self._gathered = Gathered()
        self._parts: dict[str, list[str]] = {}
        self._room: dict[str, float] = {}
        self._parted: frozenset[str] | None = None

    def set_world(self, world: World) -> None:
        self.world = world
        self.set(self._gathered)

    def set(self, gathered: Gathered) -> None:
        self._gathered, self._parted = gathered, None
        parts: dict[str, list[str]] = {}
        for each, dot in gathered.parts.items():
            if each in self.world.places:
                parts.setdefault(dot.country, []).append(each)
        self._parts = {code: each for code, each in parts.items() if each != [code]}
        self._room = {code: self._room_in(parts) for code, parts in self._parts.items()}

    def come(self, scale: float, near: float) -> bool:
        """Be seen with *scale* pixels for a degree, *near* times the world; tell whether dots changed."""
        parted = frozenset(code for code in self._parts if self._is_parted(code, scale, near))
        if parted == self._parted:
            return False
        self._parted = parted
        whole = {code: dot for code, dot in self._gathered.countries.items() if code not in parted}
        self.shown = {code: dot for code, dot in whole.items() if code in self.world.places}
        for code in sorted(parted):
            self.shown |= {each: self._gathered.parts[each] for each in self._parts[code]}
        return True

    def instead(self, dot: str) -> str:
        """Return what is shown for *dot* now: itself, all of its country, or the largest part of that."""
        country = dot.partition("/")[0]
        if dot in self.shown or country in self.shown:
            return dot if dot in self.shown else country
        return self.largest(self._parts.get(country, ()))

    def largest(self, among: Iterable[str]) -> str:
        shown = [dot for dot in among if dot in self.shown]
        return max(shown, key=lambda dot: self.shown[dot].count, default="")

    def place(self, dot: str) -> QPointF:
        return self.world.places[dot]

    def is_rest(self, dot: str) -> bool:
        """Say whether *dot* stands only for what is in no region that is known."""
        return "/" not in dot and dot in (self._parted or ())

    def words(self, dot: str) -> str:
        return spots.heard(self.shown[dot], whole=not self.is_rest(dot))

    def reach(self, country: str) -> QRectF | None:
        """Return the part of the map that a country and its dots are in; none where it has no place."""
        drawn = self.world.reach.get(country)
        points = [self.place(part) for part in self._parts.get(country, ())]
        if drawn is None:
            return around(points) if points else None
        whole = drawn.united(around(points)) if points else drawn
        return whole if whole.width() < WIDTH / 2 else drawn

    # ------------------------------------------------------------ from near
    def _is_parted(self, code: str, scale: float, near: float) -> bool:
        if near < FAR:
            return False
        return code == self.opened or near >= NEAREST or scale * self._room[code] >= ROOM_EM * em()

    def _room_in(self, parts: Sequence[str]) -> float:
        """Return how many degrees are between dots, if they lay evenly."""
        box = around([self.place(part) for part in parts])
        return math.sqrt(box.width() * box.height() / len(parts))
