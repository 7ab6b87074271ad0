"""A section as a map: a dot for each country or region, and beside it what is there."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import partial
from itertools import accumulate

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSplitter, QWidget
from typing_extensions import override

from desktop.models import spots as spotted
from desktop.models.grouped import Goal, flat
from desktop.models.spots import Gathered, Part, Spots
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.theme.look import em, space
from desktop.views import mapworld
from desktop.views.grouplist import GroupList
from desktop.views.looks import Look
from desktop.views.mapcanvas import STEP, MapCanvas
from desktop.views.mapworld import World
from desktop.views.trustline import ShortLabel
from i18n import formats, named, tr, tr_n

BESIDE_EM = 44  # with less the list stands below the map
BELOW_EM = 38  # and with less in height one of the two is seen, the list first
LIST_EM = 13
LOW_EM = 16  # with less, the map says only when asked what it leaves open
START = Qt.AlignmentFlag.AlignLeading


class MapLook(Look):
    """The world is drawn once it was read, elsewhere; until then the list of countries is there."""

    def __init__(self, kind: str, picture: str, spots: Spots, tasks: Tasks) -> None:
        super().__init__(tasks)
        self._kind, self._picture, self._spots = kind, picture, spots
        self._country = ""
        self._gathered = Gathered()
        self._parts: Sequence[Part] = ()
        self._drawn = self._small = self._low = self._mapped = self._listing = False
        self.canvas = MapCanvas()
        self.list = GroupList(tr("Places"), tr("Without a title"))
        self._heading = parts.label("", "strong")
        self._hint = parts.label("", "hint")
        self._back = parts.button(tr("All countries"), "arrow-left", role="quiet", then=self._show_countries)
        self.show_map = parts.button(tr("Show map"), "map", then=self._show_map)
        self.show_list = parts.button(tr("Show list"), "list", then=self._show_list_alone)
        self.told = ShortLabel()
        self._ways = parts.column(gap=1)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._side = self._made_side()
        self._put_together()
        self.canvas.chosen.connect(self._on_dot_chosen)
        self.canvas.told.connect(self.told.setText)
        self.list.chosen.connect(self._on_chosen)
        self.list.selectionModel().currentChanged.connect(self._on_row)

    @override
    def show_space(self, space_id: str) -> None:
        if not self._drawn:
            self._tasks.run(mapworld.read, self._on_world, self.failed.emit, long=True)
        super().show_space(space_id)

    @override
    def _clear(self) -> None:
        self._leave()
        self._show(Gathered())

    def open_country(self, code: str) -> None:
        """List what is in a country, and come near to it."""
        self._country = code
        self.canvas.ring(code)
        self.canvas.open(code)
        self._go_on_in_list(code)

    def open_part(self, dot: str) -> None:
        """List what is in the country of a dot, from that dot on; the map stays where it is."""
        self._country = self.canvas.dots.opened = dot.partition("/")[0]
        self._go_on_in_list(dot)

    def _go_on_in_list(self, dot: str) -> None:
        self._mapped = False
        self._show_list()
        self.list.setCurrentIndex(self._first_of(dot))
        self.list.setFocus()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = event.size().width() >= BESIDE_EM * em()
        self._split.setOrientation(Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical)
        self._low = event.size().height() < LOW_EM * em()
        small = not beside and event.size().height() < BELOW_EM * em()
        if small != self._small:
            self._small = small
            self._show_list()
        self._arrange()

    def _arrange(self) -> None:
        """Show the list or the map, where there is no room for both."""
        listed, mapped = not self._small or not self._mapped, not self._small or self._mapped
        self._side.setVisible(listed)
        for each in (self.canvas, self._bar):
            each.setVisible(mapped)
        self.told.setVisible(not self._small)
        self._foot.setVisible(mapped and not self._low)
        along = QBoxLayout.Direction.LeftToRight if self._small else QBoxLayout.Direction.TopToBottom
        self._ways.setDirection(along)
        self.show_map.setVisible(self._small)
        self.show_list.setVisible(self._small)
        self.setFocusProxy(self.canvas if mapped else self.list)

    def _show_map(self) -> None:
        self._mapped = True
        self._arrange()
        self.canvas.setFocus()

    def _show_list_alone(self) -> None:
        self._mapped = False
        self._arrange()
        self.list.setFocus()

    # ------------------------------------------------------------ reading
    @override
    def _read(self) -> None:
        if self._space:
            self._ask(partial(_gathered, self._spots, self._space, self._kind), self._show)

    def _on_world(self, world: World) -> None:
        self._drawn = True
        self.canvas.set_world(world)
        self._show(self._gathered)

    def _show(self, gathered: Gathered) -> None:
        self._gathered = gathered
        self.canvas.set_gathered(gathered)
        self._show_list()

    # ------------------------------------------------------------ the list
    def _show_countries(self) -> None:
        self._leave()
        self._show_list()
        (self.list if self._small else self.canvas).setFocus()

    def _leave(self) -> None:
        self._country = ""
        self.canvas.open("")

    def _show_list(self) -> None:
        found = self._gathered
        if self._country and self._country not in found.countries:
            self._leave()
        self._back.setVisible(bool(self._country))
        self._parts = ()
        if self._country:
            said = formats.number(found.countries[self._country].count)
            self._heading.setText(f"{named.country(self._country)} ({said})")
            self._parts = spotted.parts(found.spots, self._country, self._picture)
            shown = [part.group for part in self._parts]
        else:
            count = len(found.countries)
            self._heading.setText(
                tr_n("{count} country", "{count} countries", count) if count else tr("No places yet")
            )
            shown = [spotted.countries(found.countries, self.canvas.has_place)]
        self._hint.setVisible(not found.countries)
        self._starts = [0, *accumulate(len(part.group.entries) + 1 for part in self._parts)]
        rows = flat(shown)
        self._listing = True
        self.list.rows.set_rows(rows if self._country or not self._small else rows[1:])
        self._listing = False
        self._arrange()

    def _first_of(self, dot: str) -> QModelIndex:
        """Return the first row of what is in a dot, or of all."""
        for part, start in zip(self._parts, self._starts, strict=False):
            if part.dot == dot:
                return self.list.rows.index(start + 1)
        return self.list.rows.first()

    def _on_row(self, row: QModelIndex) -> None:
        """Mark the dot that stands for a row on the map."""
        if self._listing or not row.isValid():
            return  # rows that come and go say nothing of where somebody is
        goal = self.list.rows.goal(row)
        if self._parts:
            dot = self._parts[bisect_right(self._starts, row.row()) - 1].dot
        else:
            dot = goal.id if goal is not None else ""
        self.canvas.ring(self.canvas.dots.instead(dot))

    def _on_chosen(self, goal: Goal) -> None:
        if goal.what == "country":
            self.open_country(goal.id)
        else:
            self.item_wanted.emit(goal.id)

    def _on_dot_chosen(self, dot: str) -> None:
        if "/" in dot or self.canvas.dots.is_rest(dot):
            self.open_part(dot)
        else:
            self.open_country(dot)

    # ------------------------------------------------------------ putting together
    def _put_together(self) -> None:
        self._bar, self._foot = QWidget(), QWidget()
        bar = parts.row(self._bar, gap=1)
        parts.margins(bar, space(3), space(1), space(3), space(1))
        zoom = self.canvas.zoom
        bar.addWidget(parts.tool("plus", tr("Closer"), lambda: zoom(STEP)))
        bar.addWidget(parts.tool("minus", tr("Farther"), lambda: zoom(1 / STEP)))
        bar.addWidget(parts.button(tr("Whole world"), "globe", role="quiet", then=self.canvas.show_world))
        bar.addWidget(self.told)
        bar.addStretch(1)
        bar.addWidget(self.show_list)
        self._hint.setText(tr("Give something a country, and it is shown here."))
        self.canvas.setMinimumSize(12 * em(), 4 * em())
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.canvas)
        self._split.addWidget(self._side)
        self._split.setStretchFactor(0, 1)
        note = " ".join(
            (
                tr("Lines on this map take no position."),
                tr("Places are shown by country or region, never more exactly."),
            )
        )
        self.canvas.note = note
        foot = parts.row(self._foot, gap=1)
        parts.margins(foot, space(3), space(1), space(3), space(2))
        foot.addWidget(parts.label(note, "hint"), 1)
        outer = parts.column(self, gap=0)
        outer.addWidget(self._bar)
        outer.addWidget(self._split, 1)
        outer.addWidget(self._foot)

    def _made_side(self) -> QWidget:
        side = QWidget()
        inner = parts.column(side, gap=1)
        words = parts.column(gap=1)
        parts.margins(words, space(3), space(1), space(3), 0)
        self._ways.addWidget(self._back, 0, START)
        self._ways.addWidget(self._heading, 1)
        self._ways.addWidget(self.show_map)
        words.addLayout(self._ways)
        words.addWidget(self._hint)
        inner.addLayout(words)
        inner.addWidget(self.list, 1)
        side.setMinimumWidth(LIST_EM * em())
        return side


def _gathered(spots: Spots, space_id: str, kind: str) -> Gathered:
    return spotted.gathered(spots.of(space_id, kind))
