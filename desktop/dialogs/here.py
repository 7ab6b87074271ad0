"""What every part of the sheet of a space is handed: the space, who answers about it, where problems go."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from desktop.dialogs import trust
from desktop.dialogs.banner import Banner
from desktop.models.facade_belonging import SpaceRow
from desktop.models.facade_spaces import Belonging
from desktop.models.wording import USUAL, Wording
from desktop.tasks import Tasks
from sync.model import terms


@dataclass(frozen=True, slots=True)
class Here:
    belonging: Belonging
    space: SpaceRow
    tasks: Tasks
    banner: Banner
    changed: Callable[[], object]
    """Called after something about who belongs was changed."""
    wording: Wording = USUAL
    """The words of the space, where it is the one that is open."""

    def role_word(self, role: str) -> str:
        """Return what a role is called here."""
        key = f"role.{role}"
        return self.wording.say(key) if key in terms.ALL else trust.role_word(role)

    def do(self, work: Callable[[], object], said: str, more: str = "") -> None:
        """Do *work*, then say *said*; a problem is shown instead."""
        self.tasks.run(work, partial(self._on_done, said, more), self.banner.show_problem)

    def _on_done(self, said: str, more: str, _answer: object) -> None:
        self.banner.show_words(said, more)
        self.changed()
