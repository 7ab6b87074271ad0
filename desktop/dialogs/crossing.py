"""Copying items to another space: where to and who reads there, what goes along, and how it went."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.dialogs.careful import Leaving, ask_first
from desktop.dialogs.flow import Flow, told
from desktop.models import crossing, leaving
from desktop.models.crossing import Ground
from desktop.models.facade import Session
from desktop.models.plain import isolated
from desktop.tasks import Tasks
from desktop.theme import parts
from i18n import crossing as words
from i18n import sending, tr, tr_n
from sync.engine.crossing import Crossed, Wish
from sync.engine.crossing_survey import Pair
from sync.errors import Problem


class Asked(QWidget):
    """What somebody chooses before anything is copied; ``changed`` says that something else is chosen."""

    changed = Signal()

    def __init__(self, ground: Ground, to: str = "") -> None:
        super().__init__()
        self._ground = ground
        look = ground.look
        names = [(isolated(row.name, 60), row.id) for row in ground.targets]
        self.space = parts.choice(tr("To which space"), names, to or None)
        self.readers, self.left = parts.label("", "strong"), parts.label("", "hint")
        self.boxes: dict[Pair, QCheckBox] = {}
        self.every = parts.box(tr("All confidential fields"))
        counted = tr_n("Copy {count} file, too: {size}", "Copy {count} files, too: {size}", look.files,
                       size=sending.size(look.size))  # fmt: skip
        self.files = parts.box(counted)
        self.files.setChecked(True)
        self._put_together()
        self.space.currentIndexChanged.connect(lambda _at: self._say())
        self.every.toggled.connect(self._on_every_toggled)
        self._say()

    def choose(self, wish: Wish) -> None:
        """Choose what was chosen before."""
        self.space.setCurrentIndex(max(0, self.space.findData(wish.space)))
        self.files.setChecked(wish.files)
        for pair, box in self.boxes.items():
            box.setChecked(pair in wish.confidential)

    def wish(self) -> Wish:
        return Wish(self._space(), self._chosen(), files=self.files.isChecked())

    def going(self) -> int:
        """Return how many items would be copied as it is chosen now."""
        return self._ground.look.items - self._ground.look.left(self._space(), self._chosen()).count

    def _space(self) -> str:
        return str(self.space.currentData())

    def _chosen(self) -> frozenset[Pair]:
        return frozenset(pair for pair, box in self.boxes.items() if box.isChecked())

    def _put_together(self) -> None:
        look, outer = self._ground.look, parts.column(self, gap=2)
        outer.addWidget(parts.labelled(tr("To which space"), self.space))
        outer.addWidget(self.readers)
        outer.addWidget(self.left)  # why nothing can be copied yet is to be seen on a low screen, too
        outer.addWidget(parts.label(words.begins()))
        outer.addWidget(parts.label(words.lies_there(), "hint"))
        if look.along:
            outer.addWidget(parts.label(words.along(look.along)))
        if look.confidential:
            outer.addWidget(self._confidential())
        if look.files:
            outer.addWidget(self.files)
        for name in look.absent[: crossing.NAMES_MAX]:
            outer.addWidget(parts.label(words.missing(isolated(name, 60)), "hint"))
        if look.sources:
            known = dict.fromkeys(label for label, _ in crossing.labels(look.sources))
            outer.addWidget(parts.label(words.never(known), "hint"))

    def _confidential(self) -> QWidget:
        card = parts.frame("card")
        inner = parts.column(card, gap=1, margin=2.5)
        inner.addWidget(parts.label(tr("Confidential fields go only if you choose them.")))
        every = crossing.labels(self._ground.look.confidential)
        if len(every) > 1:
            inner.addWidget(self.every)
        for label, pair in every:
            self.boxes[pair] = made = parts.box(label)
            made.toggled.connect(self._on_box_toggled)
            inner.addWidget(made)
        return card

    def _on_every_toggled(self, on: bool) -> None:  # noqa: FBT001 - what Qt sends
        for box in self.boxes.values():
            box.blockSignals(True)  # said once, for all of them
            box.setChecked(on)
            box.blockSignals(False)
        self._say()

    def _on_box_toggled(self, _on: bool) -> None:  # noqa: FBT001 - what Qt sends
        self.every.blockSignals(True)
        self.every.setChecked(all(box.isChecked() for box in self.boxes.values()))
        self.every.blockSignals(False)
        self._say()

    def _say(self) -> None:
        """Say who reads there, and what stays as it is chosen now."""
        known = self._ground.readers[self._space()]
        more = [words.more()] if self._ground.has_more(self._space()) else []
        self.readers.setText(" ".join([words.readers(known.count, wider=known.wider), *more]))
        stays = crossing.staying(self._ground.look.left(self._space(), self._chosen()))
        self.left.setText("\n".join(stays))
        self.left.setVisible(bool(stays))
        self.changed.emit()


class CopyDialog(Flow):
    """*to* is the space that is offered first, where something may be written there."""

    space_wanted = Signal(str)

    def __init__(
        self,
        session: Session,
        items: Sequence[str],
        tasks: Tasks,
        parent: QWidget | None = None,
        to: str = "",
    ) -> None:
        super().__init__(tr("Copy to another space"), tasks, parent)
        self._session, self._items, self._to = session, tuple(items), to
        self._ground: Ground | None = None
        self.asked: Asked | None = None
        self.show_step([parts.label(tr("Looking at what is chosen…"), "hint")])
        tasks.run(partial(crossing.read, session, self._items), self._on_read, self._on_not_read, long=True)

    def _on_read(self, ground: Ground) -> None:
        self._ground = ground
        if not ground.look.items:
            self.show_step([parts.label(tr("Nothing of this can be copied."))])
        elif not ground.targets:
            said = [tr("There is no other space where you may write."), tr("Make one first, or join one.")]
            self.show_step([told(said)])
        else:
            self.show_asked(ground)

    def show_asked(self, ground: Ground) -> Asked:
        self.asked = asked = Asked(ground, self._to)
        chosen = ground.look.items - ground.look.along
        counted = tr_n("{count} item is chosen.", "{count} items are chosen.", chosen)
        self.show_step([parts.label(counted, "hint"), self.asked], tr("Copy"), self._on_go)
        asked.changed.connect(self._on_asked_changed)
        self._on_asked_changed()
        return asked

    def _on_asked_changed(self) -> None:
        self.go.setEnabled(self.asked is not None and self.asked.going() > 0)
        self.fit_soon()

    def _on_go(self) -> None:
        """Look for careful words first: they are those of the space that this leaves."""
        if self.asked is None or self._ground is None:
            return
        ids, wish = [one.id for one in self._ground.look.ones], self.asked.wish()
        check = partial(leaving.found, self._session.items, self._session.wording, ids)
        ask_first(
            Leaving(check, tr("Copy all the same"), partial(self._copy, wish)),
            self.tasks,
            self,
            self.show_problem,
        )

    def _copy(self, wish: Wish) -> None:
        if self.asked is None:
            return  # pressed twice while the careful words were looked for: it is copied already
        self.asked = None
        progress = self.begin(tr("Copying…"))
        work = partial(
            self._session.crossing.copy, self._items, wish,
            progress=progress.tell, cancelled=progress.is_stopped,
        )  # fmt: skip
        self.tasks.run(work, partial(self.show_done, wish.space), partial(self._on_failed, wish), long=True)

    def show_done(self, space: str, done: Crossed) -> None:
        heading = parts.label(words.copied(len(done.ids)), "heading")
        self.show_step(
            [heading, told(crossing.outcome(done))], tr("Open that space"), partial(self._on_open, space)
        )
        self.leave_with(tr("Close"))

    def _on_open(self, space: str) -> None:
        self.accept()
        self.space_wanted.emit(space)

    def _on_not_read(self, problem: Problem) -> None:
        self.show_step([])
        self.show_problem(problem)

    def _on_failed(self, wish: Wish, problem: Problem) -> None:
        if self._ground is not None:
            self.show_asked(self._ground).choose(wish)
        if problem.code == "cancelled":
            self.banner.show_words(tr("Stopped. Nothing was copied."))
        else:
            self.show_problem(problem)
