"""Fixed times for a space: whoever watches the line cannot see when somebody writes."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QComboBox, QWidget

from desktop.dialogs.sheet import Sheet
from desktop.models import glance
from desktop.models.facade_sending import Pace
from desktop.models.glance import Sends
from desktop.models.plain import isolated
from desktop.tasks import Tasks
from desktop.theme import parts
from i18n import sending as words
from i18n import tr
from sync.engine.steady import MINUTES


class PaceDialog(Sheet):
    def __init__(self, session: Sends, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tr("Fixed times for a space"), tasks, parent, width_em=46)
        self._session = session
        self.boxes: dict[str, QComboBox] = {}
        self.add_close()
        for text in (
            tr("At fixed times the same amount goes out, always."),
            tr("So nobody who watches the line can see when you write."),
            tr("It costs more, and what you write arrives later."),
            tr("“Send and receive now” leaves such a space out."),
            tr("It works while sending is set to “By itself”."),
        ):
            self.body.addWidget(parts.label(text))
        tasks.run(
            lambda: (glance.names(session), session.delivery.steady.rows()), self._on_known, self.show_problem
        )

    def _on_known(self, known: tuple[Mapping[str, str], Sequence[Pace]]) -> None:
        names, paces = known
        now = {each.space: each.minutes for each in paces}
        choices: list[tuple[str, object]] = [(words.pace(each), each or 0) for each in (None, *MINUTES)]
        for space, name in names.items():
            shown = isolated(name) or tr("Without a name")
            box = parts.choice(shown, choices, now.get(space, 0))
            box.activated.connect(partial(self._on_chosen, space, box))
            self.boxes[space] = box
            self.body.addWidget(parts.labelled(shown, box))
        self.fit_soon()

    def _on_chosen(self, space: str, box: QComboBox, _number: int) -> None:
        minutes = box.currentData() or None
        self.tasks.run(partial(self._session.delivery.steady.set, space, minutes), failed=self.show_problem)
