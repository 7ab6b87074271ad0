"""What a section shows besides its list, and what comes and goes as a whole."""

from typing import Protocol

from desktop.models.facade_board import Board
from desktop.models.facade_whole import Portals, Whole
from desktop.models.spots import Spots


class Gathers(Protocol):
    @property
    def spots(self) -> Spots: ...
    @property
    def board(self) -> Board: ...
    @property
    def whole(self) -> Whole: ...
    @property
    def portals(self) -> Portals: ...
