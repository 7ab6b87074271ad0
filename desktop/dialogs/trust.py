"""What is known about who somebody is: a small picture and words, the same wherever their name stands."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from desktop.models.facade_belonging import MemberRow
from desktop.models.plain import isolated
from desktop.theme import parts
from desktop.theme.icons import Role
from desktop.theme.look import em
from i18n import happened, tr

HERE = ("present", "held")


@dataclass(frozen=True, slots=True)
class Trust:
    picture: str
    words: str
    short: str
    """The same for a list, where there is little room."""
    sure: bool = False
    """Whether somebody compared their words."""


def role_word(role: str) -> str:
    return happened.role(role)


def of(verified: str, *, me: bool = False) -> Trust:
    """Return what we know about who this is."""
    if me:
        return Trust("user", tr("This is you."), tr("you"), sure=True)
    known = {
        "in-person": Trust("shield-check", tr("Checked when you met."), tr("checked"), sure=True),
        "call": Trust("phone", tr("Checked in a call."), tr("checked by call"), sure=True),
    }
    return known.get(verified) or Trust("circle-help", tr("Not checked yet."), tr("not checked"))


def of_member(row: MemberRow) -> Trust:
    """Say first whether they are here at all."""
    if row.state == "removed":
        return Trust("log-out", tr("No longer in this space."), tr("no longer here"))
    if row.state == "invited":
        return Trust("clock", tr("Asks to come in."), tr("asks to come in"))
    if row.state == "held":
        return Trust("pause", tr("On hold: gets nothing new."), tr("on hold"))
    return of(row.verified, me=row.me)


def name_of(row: MemberRow, limit: int = 60) -> str:
    return isolated(row.name, limit) if row.name else tr("No name")


def mark(known: Trust) -> QLabel:
    """Return only the picture, for places where a name stands in a crowd; it says its words when asked."""
    made = parts.picture(
        known.picture, round(em() * 1.1), Role.Accent if known.sure else Role.PlaceholderText
    )
    made.setAccessibleName(known.words)
    parts.tip(made, known.words)
    return made


def line(known: Trust) -> QWidget:
    """Return the picture with its words beside it."""
    box = QWidget()
    inner = parts.row(box, gap=2)
    tint = Role.Accent if known.sure else Role.PlaceholderText
    picture = parts.picture(known.picture, round(em() * 1.2), tint)
    inner.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    inner.addWidget(parts.label(known.words, "hint"), 1)
    return box
