"""Verbs for organisations: found one, take one into a network, and choose whom it sends."""

import argparse
from pathlib import Path

from i18n import tr
from sync.cli import files
from sync.cli.answer import Answer
from sync.engine.organisations import Brought
from sync.engine.session import Session


def new(session: Session, arguments: argparse.Namespace) -> Answer:
    space = session.spaces.find(arguments.space).id if arguments.space else ""
    card = session.organisations.new(arguments.name, space)
    files.write(Path(arguments.to), card)
    made = session.organisations.look(card)
    document: dict[str, object] = {"id": made.id, "name": made.name, "file": arguments.to}
    return Answer(document, [_bring(arguments.to)])


def every(session: Session, arguments: argparse.Namespace) -> Answer:
    rows = session.organisations.rows(session.spaces.find(arguments.space).id)
    document: list[dict[str, object]] = [
        {
            "id": row.id,
            "name": row.name,
            "role": row.role,
            "mine": row.mine,
            "shares_down": row.shares_down,
            "people": [
                {"person": one.person, "name": one.name, "officer": one.officer} for one in row.people
            ],
        }
        for row in rows
    ]
    lines = [f"{row.id[:12]}  {row.name}  {', '.join(one.name for one in row.people)}" for row in rows]
    return Answer(document, lines)


def add(session: Session, arguments: argparse.Namespace) -> Answer:
    space = session.spaces.find(arguments.space).id
    card = files.read(Path(arguments.card))
    return _brought(session.organisations.add_to(space, card, arguments.role), arguments.to)


def delegate(session: Session, arguments: argparse.Namespace) -> Answer:
    space, organisation = _meant(session, arguments)
    card = files.read(Path(arguments.card))
    return _brought(session.organisations.delegate(space, organisation, card), arguments.to)


def release(session: Session, arguments: argparse.Namespace) -> Answer:
    space, organisation = _meant(session, arguments)
    person = session.organisations.find_delegate(space, organisation, arguments.person).person
    decided = session.organisations.release(space, organisation, person)
    document: dict[str, object] = {
        "done": decided.done,
        "agreed": decided.agreed,
        "needed": decided.needed,
        "action": decided.action,
    }
    agreed = tr("{agreed} of {needed} have agreed.", agreed=decided.agreed, needed=decided.needed)
    return Answer(document, [tr("Done.") if decided.done else agreed])


def officer(session: Session, arguments: argparse.Namespace) -> Answer:
    space, organisation = _meant(session, arguments)
    person = session.organisations.find_delegate(space, organisation, arguments.person).person
    decided = session.organisations.promote_officer(space, organisation, person)
    return Answer({"done": decided.done, "agreed": decided.agreed, "needed": decided.needed}, [tr("Done.")])


def share(session: Session, arguments: argparse.Namespace) -> Answer:
    """Let an organisation's own people read a network, or no longer; without a wish say how it stands."""
    space, organisation = _meant(session, arguments)
    sharing = session.sharing
    if arguments.own:
        sharing.start(space, organisation, session.spaces.find(arguments.own).id)
    elif arguments.stop:
        sharing.stop(space, organisation)
    elif arguments.allow or arguments.refuse:
        sharing.allow(space, organisation, on=arguments.allow)
    row = next(row for row in sharing.rows(space) if row.organisation == organisation)
    document: dict[str, object] = {
        "organisation": row.organisation,
        "name": row.name,
        "wanted": row.wanted,
        "allowed": row.allowed,
        "shares": row.shares,
        "spaces": list(row.spaces),
    }
    shares, not_yet = tr("Its own people read here too."), tr("Its own people do not read here.")
    return Answer(document, [shares if row.shares else not_yet])


def withdraw(session: Session, arguments: argparse.Namespace) -> Answer:
    space, organisation = _meant(session, arguments)
    session.organisations.withdraw(space, organisation)
    return Answer({"done": True}, [tr("Done.")])


def my_card(session: Session, arguments: argparse.Namespace) -> Answer:
    files.write(Path(arguments.to), session.organisations.person_card())
    return Answer({"person": session.me.person, "file": arguments.to}, [_bring(arguments.to)])


def _meant(session: Session, arguments: argparse.Namespace) -> tuple[str, str]:
    space = session.spaces.find(arguments.space).id
    return space, session.organisations.find(space, arguments.organisation).id


def _brought(brought: Brought, to: str | None) -> Answer:
    document: dict[str, object] = {"id": brought.id, "name": brought.name}
    lines = [tr("“{name}” is in the space.", name=brought.name)]
    if to:
        files.write(Path(to), brought.file)
        document["file"] = to
        lines.append(_bring(to))
    return Answer(document, lines)


def _bring(to: str) -> str:
    return tr("Bring this file to them: {file}", file=Path(to).name)
