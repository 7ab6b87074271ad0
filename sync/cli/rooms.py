"""Verbs for a meeting without internet, and for folders in the place of a delivery service (A6.8)."""

import argparse
from pathlib import Path
from typing import Protocol

from i18n import tr
from sync.cli.answer import Answer, of_problem
from sync.cli.notebook import Verb
from sync.engine.folders import FolderRow
from sync.engine.rooms import Room
from sync.engine.session import Session


class Grammar(Protocol):
    def verb(self, words: str, run: Verb, /, *positionals: str) -> argparse.ArgumentParser: ...


def verbs(grammar: Grammar) -> None:
    opened = grammar.verb("room open", open_room, "spaces*")
    opened.add_argument("--address", metavar="NUMBER", default="")
    opened.add_argument("--port", type=int, default=0, metavar="PORT")
    grammar.verb("room join", join, "text", "spaces*")
    grammar.verb("room state", state)
    grammar.verb("room leave", leave)
    grammar.verb("room close", leave)
    grammar.verb("folder add", add, "path", "spaces*")
    grammar.verb("folder list", folders)
    grammar.verb("folder remove", remove, "path")


def open_room(session: Session, arguments: argparse.Namespace) -> Answer:
    """Serve the room for as long as this session lives: in `drive`, until `room close` or `lock`."""
    spaces = _chosen(session, arguments) or None
    return _shown(session, session.rooms.open(arguments.address, arguments.port, spaces))


def join(session: Session, arguments: argparse.Namespace) -> Answer:
    return _shown(session, session.rooms.join(arguments.text, _chosen(session, arguments) or None))


def state(session: Session, _: argparse.Namespace) -> Answer:
    """Exchange once more, and say what went so far."""
    if session.rooms.current is None:
        return Answer({"room": None, "addresses": session.rooms.addresses()}, [tr("You are in no room.")])
    return _shown(session, session.rooms.current)


def leave(session: Session, _: argparse.Namespace) -> Answer:
    session.rooms.leave()
    return Answer({"room": None}, [tr("You are in no room.")])


def _shown(session: Session, room: Room) -> Answer:
    said = session.rooms.exchange()
    document: dict[str, object] = {
        "room": room.text,
        "qr": room.qr_text,
        "address": room.address,
        "ours": room.is_ours,
        "sent": said.sent,
        "received": said.received,
    }
    if said.problem is not None:
        document |= of_problem(said.problem)
    lines = [
        tr("Others come in with these letters: {text}", text=room.text),
        tr("Invitations in this room name {address}.", address=room.address),
    ]
    return Answer(document, lines, said.problem)


def add(session: Session, arguments: argparse.Namespace) -> Answer:
    row = session.folders.add(Path(arguments.path), _chosen(session, arguments))
    return Answer(_document(row), [tr("Exchanged through {path} from now on.", path=str(row.path))])


def folders(session: Session, _: argparse.Namespace) -> Answer:
    rows = session.folders.rows()
    lines = [str(row.path) if row.is_there else tr("{path} (away)", path=str(row.path)) for row in rows]
    return Answer([_document(row) for row in rows], lines)


def remove(session: Session, arguments: argparse.Namespace) -> Answer:
    session.folders.remove(Path(arguments.path))
    return Answer({"removed": arguments.path}, [tr("Not exchanged there any more. The files stay.")])


def _document(row: FolderRow) -> dict[str, object]:
    return {"path": str(row.path), "spaces": list(row.spaces), "there": row.is_there}


def _chosen(session: Session, arguments: argparse.Namespace) -> list[str]:
    return [session.spaces.find(space).id for space in arguments.spaces]
