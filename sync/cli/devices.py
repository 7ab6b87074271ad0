"""Verbs for one's own laptops."""

import argparse
from pathlib import Path

from i18n import tr
from sync.cli import files
from sync.cli.answer import Answer
from sync.engine import device_files
from sync.engine.session import Session


def every(session: Session, _: argparse.Namespace) -> Answer:
    rows = session.devices.rows()
    document: list[dict[str, object]] = [
        {"id": row.id, "name": row.name, "this": row.this, "state": row.state, "last_ms": row.last_ms}
        for row in rows
    ]
    mark = {True: "*", False: " "}
    return Answer(document, [f"{mark[row.this]} {row.id[:12]}  {row.name}  {row.state}" for row in rows])


def card(session: Session, arguments: argparse.Namespace) -> Answer:
    words = " ".join(session.devices.check_words())
    lines = [tr("The words of this laptop: {words}", words=words)]
    if not arguments.to:
        text = session.devices.qr_text()
        return Answer({"card": text}, [*lines, text])
    files.write(Path(arguments.to), session.devices.card())
    lines.append(
        tr("Bring this file to a laptop that you have already: {name}", name=Path(arguments.to).name)
    )
    return Answer({"file": arguments.to}, lines)


def add(session: Session, arguments: argparse.Namespace) -> Answer:
    """Take in a new laptop's card, as a file or as the text of its picture, or an older laptop's answer."""
    given = arguments.card
    text = given.startswith(device_files.QR_PREFIX)
    data = session.devices.of_qr(given) if text else files.read(Path(given))
    return _adopt(session, data) if device_files.is_answer(data) else _add(session, data, arguments.to)


def _adopt(session: Session, data: bytes) -> Answer:
    _, words = session.devices.look_at_answer(data)
    person = session.devices.adopt(data)
    lines = [
        tr("This laptop is now one of yours. Send and receive."),
        tr("Your check words: {words}", words=" ".join(words)),
    ]
    return Answer({"adopted": person}, lines)


def _add(session: Session, data: bytes, to: str | None) -> Answer:
    target = Path(to or "answer.pack")
    words = " ".join(session.devices.look(data))
    answer = session.devices.add(data)
    files.write(target, answer)
    lines = [
        tr("The laptop with these words is now one of yours: {words}", words=words),
        tr("Bring this file to it: {name}", name=target.name),
    ]
    return Answer({"added": device_files.read_offer(data).device.hex(), "file": str(target)}, lines)


def block(session: Session, arguments: argparse.Namespace) -> Answer:
    row = session.devices.find(arguments.name)
    session.devices.block(row.id)
    lines = [tr("This laptop is blocked in all your spaces: {name}", name=row.name or row.id[:12])]
    return Answer({"blocked": row.id}, lines)


def hold(session: Session, arguments: argparse.Namespace) -> Answer:
    row = session.devices.find(arguments.name)
    session.devices.hold(row.id, on=True)
    lines = [tr("This laptop is on hold in all your spaces: {name}", name=row.name or row.id[:12])]
    return Answer({"held": row.id}, lines)


def rename(session: Session, arguments: argparse.Namespace) -> Answer:
    row = session.devices.find(arguments.name)
    session.devices.rename(row.id, arguments.new)
    return Answer(
        {"id": row.id, "name": arguments.new}, [tr("This laptop is now called {name}.", name=arguments.new)]
    )
