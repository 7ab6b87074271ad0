"""Says what the list and the forms hold, in the words of the space that is open."""

from collections.abc import Mapping
from functools import partial

from desktop.models.asked import TRASH, Asked
from desktop.models.wording import USUAL, Wording
from desktop.views.itemlist import ItemList, counted
from desktop.views.panes import Panes
from i18n import tr
from sync.model.kinds.declaration import Kind


class Spoken:
    """What is found elsewhere keeps the usual words."""

    def __init__(self, kinds: Mapping[str, Kind], listed: ItemList, panes: Panes) -> None:
        self._kinds, self._list, self._panes = kinds, listed, panes
        self._asked, self.wording = Asked(), USUAL

    def speak(self, wording: Wording) -> None:
        self.wording = wording
        self.name(self._asked)
        self._panes.speak(wording, self._asked.space)

    def name(self, asked: Asked) -> None:
        """Say over the list what was *asked* for, and what stands there when it holds nothing."""
        self._asked = asked
        say = self.wording.say
        kind = f"kind.{asked.section}"
        held = asked.section in self._kinds and not asked.words
        self._list.count_as(partial(self.wording.count, f"{kind}.count") if held else counted)
        if asked.words:
            self._list.set_heading(tr("Found"), tr("Nothing found. Try fewer or shorter words."))
        elif asked.section == TRASH:
            self._list.set_heading(say("section.trash"), say("trash.empty"))
        elif held:
            self._list.set_heading(say(f"{kind}.many"), say(f"{kind}.empty"))
