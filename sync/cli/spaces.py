"""Verbs for spaces, their members and invitations."""

import argparse
from pathlib import Path

from i18n import tr, tr_n
from sync.cli import files
from sync.cli.answer import Answer
from sync.engine.session import Session


def new(session: Session, arguments: argparse.Namespace) -> Answer:
    space = session.spaces.new(arguments.name, network=arguments.network, persona=arguments.persona)
    lines = [tr("The space {name} is ready.", name=space.name), space.id]
    return Answer({"id": space.id, "name": space.name}, lines)


def every(session: Session, _: argparse.Namespace) -> Answer:
    rows = session.spaces.all()
    document: list[dict[str, object]] = [
        {
            "id": row.id,
            "name": row.name,
            "role": row.role,
            "relays": list(row.relays),
            "through": row.through,
        }
        for row in rows
    ]
    lines = [
        f"{row.id[:12]}  {row.name}  ({row.role})" + (f"  {row.through}" if row.through else "")
        for row in rows
    ]
    return Answer(document, lines)


def members(session: Session, arguments: argparse.Namespace) -> Answer:
    rows = session.spaces.members(session.spaces.find(arguments.space).id)
    document: list[dict[str, object]] = [
        {
            "person": row.person,
            "name": row.name,
            "role": row.role,
            "state": row.state,
            "check_words": list(row.check_words),
            "digits": row.digits,
            "organisation": row.organisation,
            "inside": row.inside,
            "officer": row.officer,
            "devices": row.devices,
            "held": row.held,
            "shares_down": row.shares_down,
            "vouched": row.vouched,
            "vouched_known": row.vouched_known,
            "heard": row.heard_ms,
        }
        for row in rows
    ]
    lines = [
        f"{'  ' if row.inside else ''}{row.name}  {row.role}  {row.state}  {' '.join(row.check_words)}"
        for row in rows
    ]
    return Answer(document, lines)


def invite(session: Session, arguments: argparse.Namespace) -> Answer:
    space = session.spaces.find(arguments.space)
    if arguments.words:
        words = session.invitations.by_words(space.id, arguments.role, arguments.uses)
        return Answer({"words": words}, [tr("Read these words to the person: {words}", words=words)])
    target = Path(arguments.to or "invitation.pack")
    made = session.invitations.to_file(space.id, arguments.role, arguments.uses)
    files.write(target, made)
    return Answer({"file": str(target)}, [tr("The invitation is in the file {name}.", name=target.name)])


def _room(session: Session) -> str:
    """Where to look when no relay was named: in the room that we are in."""
    return session.rooms.current.address if session.rooms.current else ""


def join(session: Session, arguments: argparse.Namespace) -> Answer:
    if arguments.words:
        joined = session.invitations.join_words(
            arguments.words, arguments.relay or _room(session), persona=arguments.persona
        )
    else:
        joined = session.invitations.join_file(files.read(Path(arguments.file)), persona=arguments.persona)
    document: dict[str, object] = {"space": joined.space, "name": joined.name, "sent": joined.posted}
    lines = [tr("Your request to join {name} is made.", name=joined.name)]
    if arguments.to:
        files.write(Path(arguments.to), joined.request)
        document["file"] = arguments.to
        lines.append(
            tr("Bring this file to the person who invited you: {file}", file=Path(arguments.to).name)
        )
    return Answer(document, lines)


def admit(session: Session, arguments: argparse.Namespace) -> Answer:
    space = session.spaces.find(arguments.space)
    request = files.read(Path(arguments.file)) if arguments.file else None
    admission = session.invitations.admit(space.id, request)
    document: dict[str, object] = {"admitted": list(admission.admitted)}
    lines = [tr_n("{count} person admitted.", "{count} people admitted.", len(admission.admitted))]
    if arguments.to and admission.file is not None:
        files.write(Path(arguments.to), admission.file)
        document["file"] = arguments.to
        lines.append(tr("Bring this file to them: {file}", file=Path(arguments.to).name))
    return Answer(document, lines)
