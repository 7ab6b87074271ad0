"""Verbs for who may do what in a space: roles, removal, votes, policy, holds."""

import argparse
from dataclasses import asdict

from i18n import happened, tr, tr_n
from sync.cli.answer import Answer
from sync.engine.forum import Decision
from sync.engine.session import Session


def promote(session: Session, arguments: argparse.Namespace) -> Answer:
    space, person = _meant(session, arguments)
    return _decided(session.stewardship.promote(space, person, arguments.role))


def demote(session: Session, arguments: argparse.Namespace) -> Answer:
    space, person = _meant(session, arguments)
    return _decided(session.stewardship.demote(space, person, arguments.role))


def remove(session: Session, arguments: argparse.Namespace) -> Answer:
    space, person = _meant(session, arguments)
    return _decided(session.stewardship.remove(space, person))


def leave(session: Session, arguments: argparse.Namespace) -> Answer:
    return _decided(session.stewardship.leave(session.spaces.find(arguments.space).id))


def vote(session: Session, arguments: argparse.Namespace) -> Answer:
    """Without an action, list what is open; an action is its name, or its two words: remove PERSON."""
    space = session.spaces.find(arguments.space).id
    if not arguments.action:
        return _open(session, space)
    what, *who = arguments.action
    action = f"{what}:{session.spaces.find_member(space, ' '.join(who)).person}" if who else what
    decided = session.stewardship.vote(space, action, _where(session, space, action))
    return _decided(decided)


def _where(session: Session, space: str, action: str) -> str:
    """The organisation whose officers decide about an action; nothing where it is the space's stewards."""
    found = (row.organisation for row in session.stewardship.open_decisions(space) if row.action == action)
    return next(found, "")


def _open(session: Session, space: str) -> Answer:
    rows = session.stewardship.open_decisions(space)
    document: list[dict[str, object]] = [
        {
            "action": row.action,
            "what": row.what,
            "subject": row.subject,
            "agreed": len(row.agreed),
            "needed": row.needed,
            "names": list(row.agreed),
            "missing": list(row.missing),
            "mine": row.mine,
            "organisation": row.organisation,
        }
        for row in rows
    ]
    lines = [
        f"{row.action}  {row.subject}  {_agreed(len(row.agreed), row.needed)}  {', '.join(row.agreed)}"
        for row in rows
    ]
    return Answer(document, lines or [tr("Nothing waits to be decided.")])


def history(session: Session, arguments: argparse.Namespace) -> Answer:
    rows = session.stewardship.history(session.spaces.find(arguments.space).id)
    both = happened.mutual(rows)
    said = (
        (happened.sentence(row), happened.outcome(row, mutually=place in both))
        for place, row in enumerate(rows)
    )
    lines = [" ".join(part for part in parts if part) for parts in said]
    return Answer([asdict(row) for row in rows], lines)


def policy(session: Session, arguments: argparse.Namespace) -> Answer:
    space = session.spaces.find(arguments.space).id
    changed = {
        "history": arguments.history,
        "inviters": arguments.inviters,
        "dormant_days": arguments.dormant_days,
        "rotate_days": arguments.rotate_days,
    }
    if any(value is not None for value in changed.values()):
        row = session.stewardship.set_policy(space, **changed)
    else:
        row = session.stewardship.policy(space)
    return Answer(asdict(row), [f"{name}  {value}" for name, value in asdict(row).items()])


def hold(session: Session, arguments: argparse.Namespace) -> Answer:
    """Put every laptop of a person on hold, or end that."""
    space, person = _meant(session, arguments)
    laptops = session.stewardship.laptops(space, person)
    for laptop in laptops:
        if laptop.held is arguments.lift:
            session.stewardship.hold(space, laptop.id, on=not arguments.lift)
    held = [laptop for laptop in session.stewardship.laptops(space, person) if laptop.held]
    line = tr_n("{count} laptop is on hold.", "{count} laptops are on hold.", len(held))
    return Answer({"devices": len(laptops), "held": len(held)}, [line])


def buddies(session: Session, arguments: argparse.Namespace) -> Answer:
    space = session.spaces.find(arguments.space).id
    persons = [session.spaces.find_member(space, text).person for text in arguments.persons]
    session.stewardship.name_buddies(space, persons)
    return Answer({"buddies": persons}, [tr("Done.")])


def vouch(session: Session, arguments: argparse.Namespace) -> Answer:
    space, person = _meant(session, arguments)
    session.stewardship.vouch(space, person)
    return Answer({"person": person}, [tr("Done.")])


def consequences(session: Session, arguments: argparse.Namespace) -> Answer:
    space, person = _meant(session, arguments)
    found = session.stewardship.consequences(space, person)
    kept = tr_n(
        "{count} change stays readable to them.", "{count} changes stay readable to them.", found.entries
    )
    return Answer(
        asdict(found), [found.name, kept, tr("What is written after the removal stays closed to them.")]
    )


def exposure(session: Session, arguments: argparse.Namespace) -> Answer:
    """Say it of each laptop of a person."""
    space, person = _meant(session, arguments)
    found = [
        session.stewardship.exposure(space, laptop.id)
        for laptop in session.stewardship.laptops(space, person)
    ]
    lines = [
        f"{one.device[:12]}  "
        + tr_n("{count} change can be read there.", "{count} changes can be read there.", one.could)
        for one in found
    ]
    return Answer([asdict(one) for one in found], lines)


def invitations(session: Session, arguments: argparse.Namespace) -> Answer:
    rows = session.invitations.rows(session.spaces.find(arguments.space).id)
    lines = [f"{row.id[:12]}  {row.role}  {row.uses_left}/{row.max_uses}  {row.by}" for row in rows]
    return Answer([asdict(row) for row in rows], lines)


def uninvite(session: Session, arguments: argparse.Namespace) -> Answer:
    space = session.spaces.find(arguments.space).id
    session.invitations.take_back(space, session.invitations.find(space, arguments.invitation).id)
    return Answer({"done": True}, [tr("The invitation is taken back.")])


def _meant(session: Session, arguments: argparse.Namespace) -> tuple[str, str]:
    space = session.spaces.find(arguments.space).id
    return space, session.spaces.find_member(space, arguments.person).person


def _decided(decision: Decision) -> Answer:
    document: dict[str, object] = {
        "done": decision.done,
        "agreed": decision.agreed,
        "needed": decision.needed,
        "action": decision.action,
    }
    said = tr("Done.") if decision.done else _agreed(decision.agreed, decision.needed)
    return Answer(document, [said])


def _agreed(agreed: int, needed: int) -> str:
    return tr("{agreed} of {needed} have agreed.", agreed=agreed, needed=needed)
