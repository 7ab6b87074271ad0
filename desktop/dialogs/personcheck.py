"""Checking that it is really them: words by voice, or a picture side by side, and telling the others."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from desktop.dialogs import files, qrcode, trust
from desktop.dialogs.checkwords import CheckWords
from desktop.dialogs.flow import Flow, open_over
from desktop.dialogs.here import Here
from desktop.models.facade_belonging import MemberRow
from desktop.theme import parts
from desktop.theme.look import em
from i18n import tr, tr_n
from sync.refusals import CheckPictureForeign

QR_EM = 15
IN_PERSON = "in-person"


def vouched_words(member: MemberRow) -> str:
    """Return how many others say that they checked this person."""
    if not member.vouched:
        return ""
    first = tr_n(
        "{count} other person here checked them.", "{count} other people here checked them.", member.vouched
    )
    known = tr_n("You checked {count} of those.", "You checked {count} of those.", member.vouched_known)
    return f"{first} {known}"


class CheckPart(QWidget):
    """The check words of somebody, and what can be done with them."""

    def __init__(self, here: Here, member: MemberRow) -> None:
        super().__init__()
        self._here, self._member = here, member
        self._name = trust.name_of(member, 40)
        self._inner = parts.column(self, gap=2)
        if not member.me and (told := vouched_words(member)):
            self._inner.addWidget(parts.label(told, "hint"))
        self._inner.addWidget(CheckWords(member.check_words, member.digits))
        if member.me:
            said = tr("Read these words to others when they check you.")
            self._inner.addWidget(parts.label(said, "hint"))
            self._offer_picture(tr("Show my check picture…"))
        elif member.state in trust.HERE and not member.organisation:
            self._offer_words()
            self._offer_picture(tr("Compare by picture…"))
            self._offer_vouching()

    def _offer_words(self) -> None:
        known = self._member.verified == IN_PERSON
        text = tr("The words are different now") if known else tr("They are different")
        self.different = parts.button(text, then=self._on_different)
        if known:
            self._inner.addWidget(self.different)
            return
        said = tr("Meet or call {name} and compare these words. Do not use this app for it.", name=self._name)
        self._inner.addWidget(parts.label(said, "hint"))
        ways = [(tr("We met"), IN_PERSON), (tr("We spoke in a call"), "call")]
        self.how = parts.choice(tr("How you compared the words"), ways)
        self.same = parts.button(tr("The words are the same"), "check", then=self._on_same)
        for each in (self.how, self.same, self.different):
            self._inner.addWidget(each)

    def _offer_picture(self, text: str) -> None:
        self.picture = parts.button(text, "qr-code", then=self.show_pictures)
        self._inner.addWidget(self.picture)

    def _offer_vouching(self) -> None:
        if self._member.verified != IN_PERSON:
            return
        self._inner.addWidget(parts.label(tr("You may tell the others here that you checked them."), "hint"))
        self.vouch = parts.button(tr("Tell the others"), "users", then=self._on_vouch)
        self._inner.addWidget(self.vouch)

    def show_pictures(self) -> None:
        open_over(PictureDialog(self._here, self._member, self.window()))

    def _on_same(self) -> None:
        person, how = self._member.person, str(self.how.currentData())
        spaces = self._here.belonging.spaces
        self._here.do(lambda: spaces.verify(person, how), tr("Good. This is remembered on this computer."))

    def _on_different(self) -> None:
        self._here.banner.show_words(
            tr("Write nothing private for this person for now."),
            tr("It can also be a new computer of theirs. Ask them. Nothing was deleted."),
        )

    def _on_vouch(self) -> None:
        space, person = self._here.space.id, self._member.person
        verification = self._here.belonging.verification
        said = tr("The others here can see now that you checked {name}.", name=self._name)
        self._here.do(lambda: verification.vouch(space, person), said)


class PictureDialog(Flow):
    """My picture for them; theirs is read from a picture file, or its text is pasted."""

    def __init__(self, here: Here, member: MemberRow, parent: QWidget | None = None) -> None:
        name = trust.name_of(member, 40)
        heading = tr("My check picture") if member.me else tr("Is it really {name}?", name=name)
        super().__init__(heading, here.tasks, parent)
        self._here, self._member, self._name = here, member, name
        self.text = parts.line(tr("What a scanner read in their picture"))
        self.text.textChanged.connect(lambda text: self.go.setEnabled(bool(text.strip())))
        space, verification = here.space.id, here.belonging.verification
        self.show_step([parts.label(tr("Working…"), "hint")])
        self.tasks.run(lambda: verification.qr_text(space), self._on_mine, self.show_problem)

    def _on_mine(self, text: str) -> None:
        mine = QLabel()
        room = self.screen().availableSize().height() * 2 // 5
        mine.setPixmap(qrcode.drawn(text, min(QR_EM * em(), room)))
        mine.setAlignment(Qt.AlignmentFlag.AlignCenter)
        mine.setAccessibleName(tr("My check picture"))
        if self._member.me:
            self.show_step([mine, parts.label(tr("Others take it in when you sit together."), "hint")])
            return
        explain = parts.label(tr("Sit together. They take in your picture, you take in theirs."))
        read = parts.Choice("qr-code", tr("Read their picture from a file"), self.choose_picture)
        pasted = parts.labelled(tr("What a scanner read in their picture"), self.text)
        self.show_step([explain, mine, read, pasted], tr("Compare"), self._on_go)
        self.go.setEnabled(False)

    def choose_picture(self) -> None:
        kinds = files.kinds(tr("Pictures"), "*.png *.jpg *.jpeg *.bmp *.gif")
        files.choose_open(self, tr("Read a QR picture"), kinds, self._on_picture_chosen)

    def _on_picture_chosen(self, paths: list[Path]) -> None:
        self.setEnabled(False)
        self.tasks.run(partial(self._read, paths[0]), self._on_compared, self.show_problem, long=True)

    def _read(self, path: Path) -> str:
        text = qrcode.read(path)
        if text is None:
            raise CheckPictureForeign
        return self._here.belonging.verification.by_qr(text)

    def _on_go(self) -> None:
        text = self.text.text().strip()
        self.setEnabled(False)
        self.tasks.run(
            lambda: self._here.belonging.verification.by_qr(text), self._on_compared, self.show_problem
        )

    def _on_compared(self, person: str) -> None:
        self.setEnabled(True)
        self.banner.clear()
        self._here.changed()
        if person == self._member.person:
            said = [tr("It is really {name}.", name=self._name),
                    tr("This is remembered on this computer.")]  # fmt: skip
        else:
            said = [tr("This is the picture of somebody else in your spaces."),
                    tr("They are now marked as checked. {name} is not.", name=self._name)]  # fmt: skip
        self.show_step([parts.label(said[0], "strong"), parts.label(said[1])])
