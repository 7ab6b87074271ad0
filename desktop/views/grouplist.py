"""A list with headings, drawn by itself: the palette and the first page are made of it."""

from PySide6.QtCore import QMargins, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from desktop.models.grouped import (
    ActsRole,
    AsideRole,
    DetailRole,
    Goal,
    GroupedModel,
    HeadingRole,
    MarkedRole,
    PictureRole,
)
from desktop.models.plain import FIRST_STRONG, POP
from desktop.theme.icons import Role, pixmap
from desktop.theme.look import colour, em, space
from desktop.views.rowacts import ActMenu, RowActs

Index = QModelIndex | QPersistentModelIndex
ASIDE_SHARE = 0.4  # of a row, at most
START = Qt.AlignmentFlag.AlignLeft
END = Qt.AlignmentFlag.AlignRight


class GroupPainter(QStyledItemDelegate):
    def __init__(self, parent: QListView, *, is_bare: bool) -> None:
        """A bare list has no frame: the ring of a row alone says that the keys are there."""
        super().__init__(parent)
        self._is_bare = is_bare

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = QFontMetrics(option.font).height()
        if index.data(HeadingRole):
            return QSize(10 * em(), line + space(4))
        lines = 2.05 if index.data(DetailRole) else 1
        acts = _acts_of(option, index)
        below = acts.height_below() if acts is not None else 0
        return QSize(10 * em(), max(24, round(line * lines) + space(3)) + below)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(option.direction)
        if index.data(HeadingRole):
            self._heading(painter, option, index)
        else:
            self._ground(painter, option)
            self._row(painter, option, index)
        painter.restore()

    def _heading(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        small = QFont(option.font)
        small.setPixelSize(round(em() * 0.88))
        small.setWeight(QFont.Weight.DemiBold)
        box = option.rect.adjusted(space(3), space(2), -space(3), 0)
        self._words(painter, small, box, str(index.data() or ""), Role.PlaceholderText)

    def _row(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line, side = QFontMetrics(option.font).height(), round(em() * 1.2)
        acts = _acts_of(option, index)
        taken = acts.width_beside() if acts is not None else 0
        whole = option.rect.adjusted(space(3), space(1.5), -space(3), -space(1.5))
        marked = bool(index.data(MarkedRole))
        tint = Role.Accent if marked else Role.PlaceholderText
        mark = QRect(whole.left(), whole.top() + (line - side) // 2, side, side)
        painter.drawPixmap(_placed(option, whole, mark), pixmap(str(index.data(PictureRole)), side, tint))
        left = side + space(2.5)
        rest = QRect(whole.left() + left, whole.top(), whole.width() - left - taken, line)
        rest = self._aside(painter, option, index, rest)
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold if marked or index.data(DetailRole) else QFont.Weight.Normal)
        self._words(painter, font, _placed(option, whole, rest), str(index.data() or ""), Role.Text)
        below = QRect(
            whole.left() + left, whole.top() + round(line * 1.05), whole.width() - left - taken, line
        )
        self._words(
            painter, QFont(option.font), _placed(option, whole, below), str(index.data(DetailRole) or ""),
            Role.PlaceholderText,
        )  # fmt: skip

    def _aside(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, rest: QRect) -> QRect:
        """Write what stands at the end of the row, and return the room that is left."""
        text = str(index.data(AsideRole) or "")
        if not text:
            return rest
        small = QFont(option.font)
        small.setPixelSize(round(em() * 0.88))
        wanted = QFontMetrics(small).horizontalAdvance(text) + space(1)
        spare = rest.width() - QFontMetrics(option.font).horizontalAdvance(str(index.data() or "")) - space(3)
        width = min(wanted, max(round(rest.width() * ASIDE_SHARE), spare))
        box = QRect(rest.right() - width, rest.top(), width, rest.height())
        whole = option.rect.adjusted(space(3), 0, -space(3), 0)
        self._words(painter, small, _placed(option, whole, box), text, Role.PlaceholderText, END)
        return rest.adjusted(0, 0, -width - space(2), 0)

    @staticmethod
    def _words(
        painter: QPainter, font: QFont, box: QRect, text: str, role: Role, side: Qt.AlignmentFlag = START
    ) -> None:
        painter.setFont(font)
        painter.setPen(colour(role))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        flags = side.value | Qt.AlignmentFlag.AlignVCenter.value | Qt.TextFlag.TextSingleLine.value
        painter.drawText(box, int(flags), f"{FIRST_STRONG}{shown}{POP}" if shown else "")

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        inner = option.rect.adjusted(space(1), 1, -space(1), -1)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(Role.Light if chosen else Role.AlternateBase))
            painter.drawRoundedRect(inner, 8, 8)
        if option.state & QStyle.StateFlag.State_HasFocus or (chosen and not self._is_bare):
            painter.setPen(QPen(colour(Role.Accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inner.adjusted(1, 1, -1, -1), 8, 8)


class GroupList(QListView):
    """Enter or a click chooses; the arrow keys pass over headings. Buttons in a row are in its menu, too."""

    chosen = Signal(object)

    def __init__(self, name: str, untitled: str, parent: QWidget | None = None, *, width_em: int = 0) -> None:
        """Rows are no wider than *width_em*, where it is given; the bar stays at the edge of the list."""
        super().__init__(parent)
        self._width_em = width_em
        self.rows = GroupedModel(untitled, self)
        self.setModel(self.rows)
        self.setAccessibleName(name)
        self.setItemDelegate(GroupPainter(self, is_bare=bool(width_em)))
        if width_em:
            self.setProperty("role", "bare")
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self._choose)
        self.rows.rowsInserted.connect(lambda _parent, first, last: self._put_acts(first, last))
        self.rows.dataChanged.connect(lambda first, last: self._put_acts(first.row(), last.row()))
        self.rows.modelReset.connect(lambda: self._put_acts(0, self.rows.rowCount() - 1))

    def choose_current(self) -> None:
        self._choose(self.currentIndex())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose_current()
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_narrow()
        folded = [acts.fold(self.viewport().width()) for acts in self.findChildren(RowActs)]
        if any(folded):
            self.scheduleDelayedItemsLayout()

    def _keep_narrow(self) -> None:
        if self._width_em:
            bar = self.verticalScrollBar()
            room = self.contentsRect().width() - (bar.width() if bar.isVisible() else 0)
            spare = max(0, room - self._width_em * em())
            margins = (spare, 0, 0, 0) if self.isRightToLeft() else (0, 0, spare, 0)
            if self.viewportMargins() != QMargins(*margins):
                self.setViewportMargins(*margins)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        acts, goal = index.data(ActsRole), self.rows.goal(index)
        if acts and goal is not None:
            where = (
                event.globalPos()
                if by_mouse
                else self.viewport().mapToGlobal(self.visualRect(index).center())
            )
            ActMenu(goal, acts, self.chosen.emit, self).popup(where)

    def _put_acts(self, first: int, last: int) -> None:
        """Let the rows have the buttons that belong to them now."""
        for number in range(first, last + 1):
            index = self.rows.index(number)
            acts, now = index.data(ActsRole) or (), self.indexWidget(index)
            if acts != (now.acts if isinstance(now, RowActs) else ()):
                made = RowActs(acts, self._act)
                self.setIndexWidget(index, made)
                made.fold(self.viewport().width())
        self.updateGeometry()  # whoever orders the stops of the Tab key looks again

    def _act(self, goal: Goal) -> None:
        """Do what a button says; the keys stay in the list, whatever becomes of its row."""
        self.setFocus()
        self.chosen.emit(goal)

    def _choose(self, index: QModelIndex) -> None:
        goal = self.rows.goal(index)
        if isinstance(goal, Goal):
            self.chosen.emit(goal)


def _acts_of(option: QStyleOptionViewItem, index: Index) -> RowActs | None:
    """Return the buttons in a row, where it has some."""
    view = option.widget
    found = view.indexWidget(index) if isinstance(view, GroupList) and index.data(ActsRole) else None
    return found if isinstance(found, RowActs) else None


def _placed(option: QStyleOptionViewItem, within: QRect, box: QRect) -> QRect:
    return QStyle.visualRect(option.direction, within, box)
