"""A section as a map: a dot for each country, and beside it what is there."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget
from typing_extensions import override

from desktop.models import spots as spotted
from desktop.models import worldmap
from desktop.models.grouped import Goal, flat
from desktop.models.spots import Spot, Spots
from desktop.models.worldmap import Shape
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.theme.look import em, space
from desktop.views.grouplist import GroupList
from desktop.views.looks import Look
from desktop.views.mapcanvas import STEP, MapCanvas
from desktop.views.mapland import Land
from i18n import formats, named, tr, tr_n

BESIDE_EM = 44  # with less the list stands below the map
BELOW_EM = 38  # and with less in height it takes its place
LIST_EM = 13
LOW_EM = 16  # with less, the map says only when asked what it leaves open


class MapLook(Look):
    """The world is drawn once it was read, elsewhere; until then the list of countries is there."""

    def __init__(self, kind: str, picture: str, spots: Spots, tasks: Tasks) -> None:
        super().__init__(tasks)
        self._kind, self._picture, self._spots = kind, picture, spots
        self._country = ""
        self._found: Sequence[Spot] = ()
        self._drawn = self._small = self._low = False
        self.canvas = MapCanvas()
        self.list = GroupList(tr("Places"), tr("Without a title"))
        self._heading = parts.label("", "strong")
        self._hint = parts.label("", "hint")
        self._back = parts.button(tr("All countries"), "arrow-left", role="quiet", then=self._show_countries)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._side = self._made_side()
        self._put_together()
        self.canvas.chosen.connect(self.open_country)
        self.list.chosen.connect(self._on_chosen)

    @override
    def show_space(self, space_id: str) -> None:
        if not self._drawn:
            self._tasks.run(_world, self._on_world, self.failed.emit, long=True)
        super().show_space(space_id)

    @override
    def _clear(self) -> None:
        self._country = ""
        self._show(())

    def open_country(self, code: str) -> None:
        """List what is in a country."""
        self._country = code
        self.canvas.ring(code)
        self._show_list()
        self.list.setCurrentIndex(self.list.rows.first())
        self.list.setFocus()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = event.size().width() >= BESIDE_EM * em()
        self._split.setOrientation(Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical)
        self._small = not beside and event.size().height() < BELOW_EM * em()
        self._low = event.size().height() < LOW_EM * em()
        self._arrange()

    def _arrange(self) -> None:
        """Show the map or what is in a country, where there is no room for both."""
        self._side.setVisible(not self._small or bool(self._country))
        for each in (self.canvas, self._bar):
            each.setVisible(not self._small or not self._country)
        self._foot.setVisible(self.canvas.isVisibleTo(self) and not self._low)

    # ------------------------------------------------------------ reading
    @override
    def _read(self) -> None:
        if self._space:
            self._ask(partial(self._spots.of, self._space, self._kind), self._show)

    def _on_world(self, found: tuple[Sequence[Shape], Land]) -> None:
        self._drawn = True
        self.canvas.set_world(*found)
        self._show(self._found)

    def _show(self, found: Sequence[Spot]) -> None:
        self._found = found
        self.canvas.set_counts(spotted.counts(found), spotted.stale_counts(found))
        self._show_list()

    # ------------------------------------------------------------ the list
    def _show_countries(self) -> None:
        self._country = ""
        self._show_list()
        self.canvas.setFocus()

    def _show_list(self) -> None:
        counts = spotted.counts(self._found)
        if self._country not in counts:
            self._country = ""
        inside = bool(self._country)
        self._back.setVisible(inside)
        if inside:
            self._heading.setText(f"{named.country(self._country)} ({formats.number(counts[self._country])})")
            shown = spotted.groups(self._found, self._country, self._picture)
        else:
            self._heading.setText(
                tr_n("{count} country", "{count} countries", len(counts)) if counts else tr("No places yet")
            )
            shown = [spotted.countries(counts, spotted.stale_counts(self._found), self.canvas.has_place)]
        self.list.rows.set_rows(flat(shown))
        self._hint.setVisible(not counts)
        self._arrange()

    def _on_chosen(self, goal: Goal) -> None:
        if goal.what == "country":
            self.open_country(goal.id)
        else:
            self.item_wanted.emit(goal.id)

    # ------------------------------------------------------------ putting together
    def _put_together(self) -> None:
        self._bar, self._foot = QWidget(), QWidget()
        bar = parts.row(self._bar, gap=1)
        parts.margins(bar, space(3), space(1), space(3), space(1))
        zoom = self.canvas.zoom
        bar.addWidget(parts.tool("plus", tr("Closer"), lambda: zoom(STEP)))
        bar.addWidget(parts.tool("minus", tr("Farther"), lambda: zoom(1 / STEP)))
        bar.addWidget(parts.button(tr("Whole world"), "globe", role="quiet", then=self.canvas.show_world))
        bar.addStretch(1)
        self._hint.setText(tr("Give something a country, and it is shown here."))
        self.canvas.setMinimumSize(12 * em(), 4 * em())
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.canvas)
        self._split.addWidget(self._side)
        self._split.setStretchFactor(0, 1)
        note = " ".join((tr("Lines on this map take no position."), tr("Places are shown by country only.")))
        parts.tip(self.canvas, note)
        foot = parts.row(self._foot, gap=1)
        parts.margins(foot, space(3), space(1), space(3), space(2))
        foot.addWidget(parts.label(note, "hint"), 1)
        outer = parts.column(self, gap=0)
        outer.addWidget(self._bar)
        outer.addWidget(self._split, 1)
        outer.addWidget(self._foot)
        self.setFocusProxy(self.canvas)

    def _made_side(self) -> QWidget:
        side = QWidget()
        inner = parts.column(side, gap=1)
        words = parts.column(gap=1)
        parts.margins(words, space(3), space(1), space(3), 0)
        words.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeading)
        words.addWidget(self._heading)
        words.addWidget(self._hint)
        inner.addLayout(words)
        inner.addWidget(self.list, 1)
        side.setMinimumWidth(LIST_EM * em())
        return side


def _world() -> tuple[Sequence[Shape], Land]:
    shapes = worldmap.world()
    return shapes, Land(shapes)
