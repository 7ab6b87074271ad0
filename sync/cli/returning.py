"""Verbs for a laptop that is gone, and for sheets that colleagues keep."""

import argparse
from pathlib import Path

from i18n import sheets as shown
from i18n import tr
from sync.cli import files
from sync.cli.answer import Answer
from sync.cli.recovery import handed
from sync.engine import sheets
from sync.engine.session import Session
from sync.engine.sheets import Sheet


def card(session: Session, arguments: argparse.Namespace) -> Answer:
    space = session.spaces.find(arguments.space)
    person = session.spaces.find_member(space.id, arguments.person)
    files.write(Path(arguments.to), session.returning.card_of(person.person))
    line = tr("Bring this file to the new laptop of {name}.", name=person.name)
    return Answer({"file": arguments.to, "person": person.person}, [line])


def enrol(session: Session, arguments: argparse.Namespace) -> Answer:
    made = session.returning.enrol(files.read(Path(arguments.card)), handed(arguments.sheets))
    files.write(Path(arguments.to), made)
    lines = [
        tr("This notebook is now {name}’s.", name=session.me.name),
        tr("The words of this laptop: {words}", words=" ".join(session.devices.check_words())),
        tr("Bring this file to somebody in each of your spaces: {name}", name=Path(arguments.to).name),
    ]
    return Answer({"file": arguments.to, "person": session.me.person}, lines)


def let_in(session: Session, arguments: argparse.Namespace) -> Answer:
    data = files.read(Path(arguments.card))
    looked = session.returning.look(data)
    files.write(Path(arguments.to), session.returning.let_in(data))
    lines = [
        tr("{name} is back. Their lost laptops are shut out.", name=looked.name),
        tr("The words of their new laptop: {words}", words=" ".join(looked.laptop_words)),
        tr("Bring this file to it: {name}", name=Path(arguments.to).name),
    ]
    document: dict[str, object] = {
        "file": arguments.to,
        "person": looked.person,
        "name": looked.name,
        "spaces": list(looked.spaces),
        "laptop_words": list(looked.laptop_words),
    }
    return Answer(document, lines)


# ---------------------------------------------------------------- sheets that colleagues keep
def seal(session: Session, arguments: argparse.Namespace) -> Answer:
    space = session.spaces.find(arguments.space)
    person = session.spaces.find_member(space.id, arguments.person)
    sheet = _of_ours(session, handed([arguments.sheet])[0])
    files.write(Path(arguments.to), session.keeping.seal(space.id, person.person, sheet))
    return Answer({"file": arguments.to}, [tr("Only {name} can open this sheet now.", name=person.name)])


def _of_ours(session: Session, text: str) -> Sheet:
    parsed, current = sheets.check(text), session.recovery.current
    known = current is not None and current.set_id == sheets.set_id(parsed)
    of, made_ms = (current.shares, current.made_ms) if known and current else (0, 0)
    return Sheet(sheets.set_id(parsed), parsed.number, of, parsed.need, made_ms, parsed.words)


def keep(session: Session, arguments: argparse.Namespace) -> Answer:
    kept = session.keeping.keep(files.read(Path(arguments.file)))
    line = tr("A recovery sheet is kept here for {name}.", name=kept.name)
    return Answer({"id": kept.id.hex(), "name": kept.name, "person": kept.person.hex()}, [line])


def kept(session: Session, _: argparse.Namespace) -> Answer:
    rows = session.keeping.rows()
    document: list[dict[str, object]] = [
        {"id": row.id.hex(), "name": row.name, "person": row.person.hex(), "since_ms": row.since_ms}
        for row in rows
    ]
    return Answer(document, [f"{row.id.hex()[:12]}  {row.name}" for row in rows])


def hand_out(session: Session, arguments: argparse.Namespace) -> Answer:
    sheet = session.keeping.hand_out(session.keeping.find(arguments.id))
    if not arguments.to:
        return Answer({"words": sheet.text}, [shown.text(sheet)])
    files.write(Path(arguments.to), shown.text(sheet).encode())
    return Answer({"file": arguments.to}, [tr("The sheet is written: {name}", name=Path(arguments.to).name)])
