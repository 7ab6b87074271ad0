"""The rules for changing roles, in a space or an organisation: alone, together, or not at all (A4.2)."""

from sync.engine import cuts
from sync.engine.forum import Decision, Forum
from sync.model import ops
from sync.model.circle import RANKS
from sync.model.ops import Action
from sync.refusals import (
    ComesWithOrganisation,
    LastSteward,
    MoreSenior,
    NotAllowed,
    RoleAlready,
    RoleNeedsSteward,
    UnknownPerson,
)


def must_decide(forum: Forum) -> None:
    if not forum.decides():
        raise RoleNeedsSteward


def role_of(forum: Forum, subject: bytes) -> str:
    """The role of a principal. Raises UnknownPerson, ComesWithOrganisation."""
    role = forum.circle.role(subject)
    if role is not None:
        return role
    home = forum.state.home.get(subject)
    if home is not None and not forum.organisation:
        raise ComesWithOrganisation(name=forum.name_of(subject), organisation=forum.name_of(home))
    raise UnknownPerson(name=forum.name_of(subject) or subject.hex()[:8])


def promote(forum: Forum, subject: bytes, role: str) -> Decision:
    now = role_of(forum, subject)
    must_decide(forum)
    if RANKS[role] <= RANKS[now]:
        raise RoleAlready(name=forum.name_of(subject))
    op, action = ops.SetRole(subject, role), Action("steward", subject)
    if forum.allows(op):
        return forum.alone(op, action)
    if role != "steward":
        raise NotAllowed
    return forum.decide(action)


def demote(forum: Forum, subject: bytes, role: str) -> Decision:
    now = role_of(forum, subject)
    must_decide(forum)
    if RANKS[role] >= RANKS[now]:
        raise RoleAlready(name=forum.name_of(subject))
    op = ops.SetRole(subject, role)
    if forum.allows(op):
        return forum.alone(op, Action("demote", subject))
    if subject == forum.me:
        raise LastSteward
    raise MoreSenior(name=forum.name_of(subject))


def remove(forum: Forum, subject: bytes) -> Decision:
    role_of(forum, subject)
    if subject == forum.me:
        return leave(forum)
    must_decide(forum)
    op, action = ops.Remove(subject, forum.cuts(subject)), Action("remove", subject)
    return forum.alone(op, action) if forum.allows(op) else forum.decide(action)


def leave(forum: Forum) -> Decision:
    """Go: oneself, and out of an organisation where one came with it and is not its last."""
    state, person = forum.state, forum.book.me_in(forum.space).person
    home = state.home.get(person)
    if not forum.organisation and home in state.rosters and len(state.rosters[home].circle.roles) > 1:
        forum = Forum(forum.db, forum.book, forum.space, home)
    op = _going(forum)
    if not forum.allows(op):
        raise LastSteward
    return forum.alone(op, Action("remove", forum.me))


def _going(forum: Forum) -> ops.Op:
    """One's other devices go too, and what they said is trusted up to here (A5.6)."""
    me = forum.book.me_in(forum.space)
    others = {one.device_id for one in forum.state.devices_of(me.person)} - {me.device}
    said = cuts.of(forum.db, forum.space, others)
    return ops.Remove(forum.me, said) if said else ops.Leave()


def withdraw(forum: Forum) -> Decision:
    """Take the organisation of *forum* out of its space; its officers speak for it (A4.8)."""
    outside = Forum(forum.db, forum.book, forum.space)
    op = ops.Remove(forum.organisation, outside.cuts(forum.organisation))
    if outside.me != forum.organisation or not outside.allows(op):
        raise LastSteward
    return outside.alone(op, Action("remove", forum.organisation))
