"""What every part of the sheet of a space is handed: the space, who answers about it, where problems go."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from desktop.dialogs.banner import Banner
from desktop.models.facade_belonging import SpaceRow
from desktop.models.facade_spaces import Belonging
from desktop.tasks import Tasks


@dataclass(frozen=True, slots=True)
class Here:
    belonging: Belonging
    space: SpaceRow
    tasks: Tasks
    banner: Banner
    changed: Callable[[], object]
    """Called after something about who belongs was changed."""

    def do(self, work: Callable[[], object], said: str, more: str = "") -> None:
        """Do *work*, then say *said*; a problem is shown instead."""
        self.tasks.run(work, partial(self._on_done, said, more), self.banner.show_problem)

    def _on_done(self, said: str, more: str, _answer: object) -> None:
        self.banner.show_words(said, more)
        self.changed()
