"""The people of a space, their check words, and whether it is really them."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QBoxLayout, QLabel, QListView, QVBoxLayout, QWidget

from desktop.dialogs.checkwords import CheckWords
from desktop.dialogs.sheet import Sheet
from desktop.models.facade_belonging import MemberRow, SpaceRow
from desktop.models.facade_spaces import Spaces
from desktop.models.members import MemberListModel
from desktop.models.plain import isolated
from desktop.tasks import Tasks
from desktop.theme import parts
from desktop.theme.look import em, space
from i18n import tr

NARROW_EM = 52  # less than this, and the details stand under the list


def role_word(role: str) -> str:
    words = {"steward": tr("Organiser"), "member": tr("Member"), "reader": tr("Reader")}
    return words.get(role, "")


def verified_words(row: MemberRow) -> str:
    """Return what we know about who this is."""
    if row.me:
        return tr("This is you.")
    known = {
        "in-person": tr("Checked when you met."),
        "call": tr("Checked in a call."),
    }
    return known.get(row.verified, tr("Not checked yet."))


class PeopleDialog(Sheet):
    def __init__(self, spaces: Spaces, row: SpaceRow, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tr("People in {space}", space=isolated(row.name)), tasks, parent, width_em=56)
        self._spaces, self._space = spaces, row
        self._chosen = ""
        self.model = MemberListModel(tr("No name"), self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setProperty("role", "framed")
        self.list.setAccessibleName(tr("People in this space"))
        self.list.setUniformItemSizes(True)
        self.list.setMinimumWidth(12 * em())
        self.list.setMinimumHeight(8 * em())
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        self._detail = parts.column(gap=3)
        panes = parts.row(gap=5)
        if self.screen().availableSize().width() < NARROW_EM * em():
            panes.setDirection(QBoxLayout.Direction.TopToBottom)
            self.list.setFixedHeight(8 * em())
        panes.addWidget(self.list, 2)
        side = QWidget()
        side.setLayout(self._detail)
        side.setMinimumWidth(16 * em())
        panes.addWidget(side, 3)
        self.body.addLayout(panes, 1)
        self.least_em = 30
        self.add_close()
        self.reload()

    def reload(self) -> None:
        self.tasks.run(lambda: self._spaces.members(self._space.id), self._show, self.show_problem)

    def _show(self, members: Sequence[MemberRow]) -> None:
        self.model.set_rows(members)
        index = self.model.index_of(self._chosen)
        if not index.isValid() and members:
            index = self.model.index(0)
        self.list.setCurrentIndex(index)
        self._draw(index)
        self.fit_soon()

    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self._draw(current)

    def _draw(self, index: QModelIndex) -> None:
        _emptied(self._detail)
        if not index.isValid():
            return
        member = self.model.rows[index.row()]
        self._chosen = member.person
        self._detail.addWidget(parts.label(isolated(member.name) or tr("No name"), "heading"))
        state = tr("Invited; has not come in yet.") if member.state == "invited" else verified_words(member)
        self._detail.addWidget(parts.label(f"{role_word(member.role)} · {state}", "hint"))
        self._detail.addWidget(CheckWords(member.check_words, member.digits))
        if member.me:
            self._detail.addWidget(parts.label(tr("Read these words to others when they check you."), "hint"))
        else:
            self._offer_check(member)
        self._detail.addStretch(1)

    def _offer_check(self, member: MemberRow) -> None:
        name = isolated(member.name, 40)
        explain: QLabel = parts.label(
            tr("Meet or call {name} and compare these words. Do not use this app for it.", name=name), "hint"
        )
        self._detail.addWidget(explain)
        ways = [(tr("We met"), "in-person"), (tr("We spoke in a call"), "call")]
        how = parts.choice(tr("How you compared the words"), ways)
        self._detail.addWidget(how)
        same = parts.button(tr("The words are the same"), "check", role="primary")
        same.clicked.connect(lambda: self._on_same_clicked(member.person, how.currentData()))
        self._detail.addWidget(same)
        self._detail.addWidget(parts.button(tr("They are different"), then=self._on_different_clicked))
        self._detail.addSpacing(space(1))

    def _on_same_clicked(self, person: str, how: str) -> None:
        self.tasks.run(lambda: self._spaces.verify(person, how), self._on_verified, self.show_problem)

    def _on_verified(self, _answer: object) -> None:
        self.banner.show_words(tr("Good. This is remembered on this computer."))
        self.reload()

    def _on_different_clicked(self) -> None:
        self.banner.show_words(
            tr("Write nothing private for this person for now."),
            tr("It can also be a new computer of theirs. Ask them. Nothing was deleted."),
        )


def _emptied(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
