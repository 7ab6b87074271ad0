"""Verbs for how a notebook sends and receives, what that costs, and what happened."""

import argparse

from i18n import sending as words
from i18n import tr
from sync.cli.answer import Answer
from sync.engine import steady
from sync.engine.attach_rules import MOST_MB
from sync.engine.session import Session
from sync.engine.traffic import Happened, local

METERED = {"yes": "yes", "no": "no", "ask": "ask-system"}
FILES = ("always", "never")
PACES = ["off", *map(str, steady.MINUTES)]


def look(session: Session, _: argparse.Namespace) -> Answer:
    delivery = session.delivery
    outlook, counts = delivery.outlook(), delivery.traffic.counts()
    names, paces = _names(session), delivery.steady.rows()
    rule = session.attachments.rules.said
    document: dict[str, object] = {
        "mode": delivery.mode,
        "metered": delivery.metered.said,
        "changes": outlook.changes,
        "bytes_to_send": outlook.bytes_to_send,
        "blobs": outlook.blobs,
        "files": {"way": rule.way, "above_mb": rule.above_mb},
        "today": counts.today,
        "month": counts.month,
        "steady": [{"space": row.space, "minutes": row.minutes, "next_ms": row.next_ms} for row in paces],
    }
    lines = [
        tr("Sends and receives: {mode}", mode=words.mode(delivery.mode)),
        tr("The connection costs by its use: {answer}", answer=words.metered(delivery.metered.said)),
        tr("Attached files: {answer}", answer=words.files(rule.way, rule.above_mb)),
        tr("To send: {what}", what=words.to_send(outlook.changes, outlook.bytes_to_send)),
        tr("To receive: unknown until connected"),
        tr(
            "Today {today}, this month {month}",
            today=words.size(counts.today),
            month=words.size(counts.month),
        ),
    ]
    lines += [f"{names.get(row.space, row.space[:12])}: {words.pace(row.minutes)}" for row in paces]
    return Answer(document, lines)


def choose(session: Session, arguments: argparse.Namespace) -> Answer:
    session.delivery.set_mode(arguments.mode)
    return look(session, arguments)


def cost(session: Session, arguments: argparse.Namespace) -> Answer:
    session.delivery.metered.say(METERED[arguments.answer])
    return look(session, arguments)


def files(session: Session, arguments: argparse.Namespace) -> Answer:
    """Say which attached files go by themselves: all, none, or those up to so many megabytes."""
    said = arguments.answer
    if isinstance(said, int):
        session.attachments.rules.say("ask", said)
    else:
        session.attachments.rules.say(said)
    return look(session, arguments)


def files_answer(text: str) -> str | int:
    """Raises ValueError."""
    if text in FILES:
        return text
    if not 0 <= int(text) <= MOST_MB:
        raise ValueError(text)
    return int(text)


def pace(session: Session, arguments: argparse.Namespace) -> Answer:
    space = session.spaces.find(arguments.space)
    minutes = None if arguments.minutes == "off" else int(arguments.minutes)
    session.delivery.steady.set(space.id, minutes)
    return look(session, arguments)


def log(session: Session, _: argparse.Namespace) -> Answer:
    names, rounds = _names(session), session.delivery.traffic.log()
    document: list[dict[str, object]] = [
        {
            "at_ms": one.at_ms,
            "last_ms": one.last_ms,
            "times": one.times,
            "up": one.up,
            "down": one.down,
            "code": one.problem,
            "spaces": [
                {"space": part.space.hex(), "sent": part.sent, "received": part.received}
                for part in one.parts
            ],
        }
        for one in rounds
    ]
    return Answer(document, [_line(one, names) for one in rounds] or [tr("Nothing happened yet.")])


def _line(one: Happened, names: dict[str, str]) -> str:
    parts = [
        f"{names.get(part.space.hex(), part.space.hex()[:12])}: {words.moved(part.sent, part.received)}"
        for part in one.parts
    ]
    at = local(one.at_ms).strftime("%Y-%m-%d %H:%M")
    said = [at, *parts, words.problem(one.problem), words.times(one.times), words.size(one.up + one.down)]
    return "  ".join(each for each in said if each)


def _names(session: Session) -> dict[str, str]:
    return {row.id: row.name for row in session.spaces.all()}
