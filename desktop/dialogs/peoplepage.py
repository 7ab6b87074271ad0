"""Everybody in a space in one list, and beside it whoever is chosen there."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QBoxLayout, QListView, QSizePolicy, QWidget

from desktop.dialogs import trust
from desktop.dialogs.flow import emptied
from desktop.dialogs.here import Here
from desktop.dialogs.memberpaint import MemberPainter
from desktop.dialogs.peoplefinder import PeopleFinder
from desktop.dialogs.persondetail import PersonDetail
from desktop.models.facade_belonging import MemberRow
from desktop.models.members import MemberListModel, Told
from desktop.theme import parts
from desktop.theme.look import em, space
from i18n import tr

NARROW_EM = 52  # less than this, and the details stand under the list
ROWS_SHOWN_EM, LEAST_EM = 8, 7  # two rows at least, however low the screen is
LIST_EM = 20
HIGH_EM, BESIDES_EM = 40, 14  # the page, and what of the window stands above and below it


def told(here: Here, row: MemberRow) -> Told:
    """Return the second line of somebody in the list."""
    known = trust.of_member(row)
    if row.organisation and row.state == "present":
        kind = tr("Organisation")
        return Told(f"{kind} · {here.role_word(row.role)}", "building", sure=False)
    said = " · ".join(part for part in (here.role_word(row.role), known.short) if part)
    return Told(said, known.picture, known.sure)


class PeoplePage(QWidget):
    sized = Signal()
    requests_wanted = Signal()

    def __init__(self, here: Here) -> None:
        super().__init__()
        self._here = here
        self.chosen = ""
        self._quiet = False
        self._every: Sequence[MemberRow] = ()
        self.detail: PersonDetail | None = None
        self.model = MemberListModel(tr("No name"), self, tell=partial(told, here))
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setProperty("role", "framed")
        self.list.setAccessibleName(tr("People in this space"))
        self.list.setItemDelegate(MemberPainter(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        self.finder = PeopleFinder(here.role_word)
        self.finder.changed.connect(self._fill)
        self._place = parts.column(gap=3)
        self._put_together()

    def _put_together(self) -> None:
        """Put the details beside the list, each with its own scrolling; below it where that is too narrow."""
        over = self._here.banner.window().parentWidget() or self  # the screen on which it will be shown
        room = over.screen().availableSize()
        panes = parts.row(self, gap=5)
        panes.addWidget(self._made_left())
        if room.width() < NARROW_EM * em():
            panes.setDirection(QBoxLayout.Direction.TopToBottom)
            self.list.setFixedHeight(max(LEAST_EM * em(), min(ROWS_SHOWN_EM * em(), room.height() // 4)))
            panes.addLayout(self._place)
            return
        self.list.setFixedWidth(LIST_EM * em())
        self.finder.setFixedWidth(LIST_EM * em())
        inside = QWidget()
        inside.setObjectName("body")
        outer = parts.column(inside)
        parts.margins(outer, 0, 0, space(3), 0)
        outer.addLayout(self._place)
        outer.addStretch(1)
        area = parts.scrolled(inside)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)  # scrolls by itself
        panes.addWidget(area, 1)
        self.setMinimumHeight(min(HIGH_EM * em(), room.height() - BESIDES_EM * em()))

    def _made_left(self) -> QWidget:
        left = QWidget()
        inner = parts.column(left, gap=1)
        inner.addWidget(self.finder)
        inner.addWidget(self.list, 1)
        return left

    def reload(self) -> None:
        space, spaces = self._here.space.id, self._here.belonging.spaces
        self._here.tasks.run(lambda: spaces.members(space), self._show, self._here.banner.show_problem)

    def choose(self, person: str) -> None:
        """Choose somebody, also one who was not looked for."""
        if not self.model.index_of(person).isValid():
            self.finder.clear()
        self.list.setCurrentIndex(self.model.index_of(person))

    def _show(self, members: Sequence[MemberRow]) -> None:
        self._every = members
        self.finder.show_for(len(members))
        self._fill()

    def _fill(self) -> None:
        """List whom the person looks for, as they want them."""
        found = self.finder.people(self._every)
        self._quiet = True
        self.model.set_rows(found)
        index = self.model.index_of(self.chosen)
        if not index.isValid() and found:
            index = self.model.index(0)
        self.list.setCurrentIndex(index)
        self._quiet = False
        if not self._is_drawn(index):
            self._draw(index)

    def _is_drawn(self, index: QModelIndex) -> bool:
        """Say whether what is beside the list is still so: then nobody is interrupted."""
        if self.detail is None or not index.isValid():
            return False
        me = next((each for each in self._every if each.me), None)
        return self.detail.member == self.model.rows[index.row()] and self.detail.me == me

    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if not self._quiet:
            self._draw(current)

    def _draw(self, index: QModelIndex) -> None:
        emptied(self._place)
        self.detail = None
        if index.isValid():
            member = self.model.rows[index.row()]
            self.chosen = member.person
            self.detail = PersonDetail(self._here, member, self._every)
            self.detail.requests_wanted.connect(self.requests_wanted)
            self._place.addWidget(self.detail)
        elif self._every:
            self._place.addWidget(parts.label(tr("Nobody here is called so."), "hint"))
        else:
            waiting = tr("Nobody is known here yet. You see the others once you are let in.")
            self._place.addWidget(parts.label(waiting, "hint"))
        self.sized.emit()
