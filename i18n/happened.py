"""What was decided in a space about who belongs, as sentences, and why something had no effect."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from i18n import mark, tr

ROLES: Mapping[str, str] = {
    "steward": mark("Organiser"),
    "member": mark("Member"),
    "reader": mark("Reader"),
}
SAID: Mapping[str, str] = {
    "founded": mark("{who} made this space."),
    "added": mark("{who} let {subject} in. Role: {role}."),
    "removed": mark("{who} took {subject} out."),
    "left": mark("{who} left."),
    "raised": mark("{who} gave {subject} more to do. Role: {role}."),
    "lowered": mark("{who} gave {subject} less to do. Role: {role}."),
    "voted-remove": mark("{who} agreed to take {subject} out."),
    "voted-steward": mark("{who} agreed that {subject} becomes an organiser."),
    "voted-policy": mark("{who} agreed to other rules."),
    "decided-remove": mark("Enough agreed: {subject} is out."),
    "decided-steward": mark("Enough agreed: {subject} is an organiser."),
    "decided-policy": mark("Enough agreed: there are other rules."),
    "held": mark("{who} put a computer of {subject} on hold."),
    "freed": mark("{who} lifted the hold on a computer of {subject}."),
    "policy": mark("{who} changed the rules."),
    "admitted": mark("{who} let late work count."),
    "vouched": mark("{who} told the others that {subject} was checked."),
    "recovered": mark("{subject} is back with recovery sheets. Meet them in person."),
    "shared": mark("{who} wants the own members of {subject} to read here."),
    "unshared": mark("{who} ended that the own members of {subject} read here."),
}
OTHERWISE = mark("{who} changed something about who belongs here.")
WHY: Mapping[str, str] = {
    "senior": mark("Nobody alone decides about somebody who was here longer."),
    "concurrent": mark("At the same time, {who} or that computer was taken out."),
    "overruled": mark("At the same time somebody was taken out, and that counts more."),
    "no-authority": mark("{who} had no right to do this then."),
    "suspended": mark("It came from a computer that was copied or restored."),
    "other-device": mark("It came from a computer that is not theirs."),
    "not-sent": mark("Their organisation took them back at the same time."),
}
WHY_OTHERWISE = mark("The rules of this space do not allow it.")

Name = Callable[[str], str]
"""Makes a name fit for where it will stand."""


class Outcome(Protocol):
    """One thing that somebody did, as the engine tells it."""

    @property
    def what(self) -> str: ...
    @property
    def who(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def effect(self) -> bool: ...
    @property
    def reason(self) -> str: ...
    @property
    def detail(self) -> str: ...
    @property
    def who_id(self) -> str: ...
    @property
    def subject_id(self) -> str: ...
    @property
    def organisation(self) -> str: ...


def role(name: str) -> str:
    """Return the word for a role; nothing for what is none."""
    return tr(ROLES.get(name, ""))


def sentence(row: Outcome, name: Name = str) -> str:
    """Return what somebody did, in one or two short sentences."""
    key = f"{row.what}-{row.detail}" if row.what in ("voted", "decided") else row.what
    said = tr(
        SAID.get(key, OTHERWISE), who=_name(row.who, name), subject=_name(row.subject, name),
        role=role(row.detail),
    )  # fmt: skip
    return f"{name(row.organisation)}: {said}" if row.organisation else said


def outcome(row: Outcome, name: Name = str, *, mutually: bool = False) -> str:
    """Return what came of it, and why; nothing where it simply counts."""
    if mutually:
        return tr("Both took each other out at the same time. Both are out.")
    if row.effect:
        return ""
    who, subject = _name(row.who, name), _name(row.subject, name)
    why = tr(WHY.get(row.reason, WHY_OTHERWISE), who=who, subject=subject)
    return tr("This had no effect.") + " " + why


def mutual(rows: Sequence[Outcome]) -> set[int]:
    """Return the places of removals of each other that both count: neither knew of the other."""
    found: set[int] = set()
    waiting: dict[tuple[str, str, str], int] = {}
    for place, row in enumerate(rows):
        if row.what == "added":
            waiting = {key: at for key, at in waiting.items() if row.subject_id not in key}
        if row.what == "removed" and row.effect:
            other = waiting.get((row.subject_id, row.who_id, row.organisation))
            if other is not None:
                found |= {place, other}
            waiting[row.who_id, row.subject_id, row.organisation] = place
    return found


def _name(text: str, name: Name) -> str:
    return name(text) if text else tr("No name")
