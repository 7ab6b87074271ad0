"""Verbs for the notebook as a whole: create, doctor, sync, digest."""

import argparse
from collections.abc import Callable
from pathlib import Path

from i18n import cut_off, missing, set_aside, tr, tr_n
from sync.cli import relays
from sync.cli.answer import Answer, of_problem
from sync.engine.session import Session
from sync.engine.under_way import ATTACHED, Note

Verb = Callable[[Session, argparse.Namespace], Answer]
Alone = Callable[[Path, argparse.Namespace], tuple[Session | None, Answer]]


def create(session: Session, _: argparse.Namespace) -> Answer:
    words = list(session.me.check_words)
    lines = [tr("Your notebook is ready."), tr("Your check words: {words}", words=" ".join(words))]
    return Answer({"person": session.me.person, "check_words": words}, lines)


def doctor(session: Session, arguments: argparse.Namespace) -> Answer:
    report = session.doctor()
    lines = [tr("Everything is in order.") if report.ok else tr("Look at these:")]
    lines += set_aside.found(report.findings)
    document: dict[str, object] = {
        "ok": report.ok, "findings": list(report.findings), "person": session.me.person
    }  # fmt: skip
    notes = session.under_way.cut_off()
    if notes:
        document["cut_off"] = [
            {"door": one.door, "name": one.name, "space": one.space, "item": one.item, "done": one.done,
             "total": one.total, "twice": one.twice} for one in notes
        ]  # fmt: skip
        lines += [" ".join(_cut_off(one)) for one in notes]
    if arguments.seen:
        session.under_way.seen(one.id for one in notes)
    return Answer(document, lines)


def _cut_off(note: Note) -> tuple[str, str]:
    if note.door == ATTACHED:
        return cut_off.attaching(note.name)
    return cut_off.bringing(note.name, note.done, note.total, twice=note.twice)


def sync(session: Session, arguments: argparse.Namespace) -> Answer:
    report = session.delivery.sync(wait=arguments.wait)
    document: dict[str, object] = {
        "sent": report.sent,
        "received": report.received,
        "waiting": report.waiting,
    }
    problem = report.problems[0] if report.problems else None
    if report.lagging:
        document["lagging"] = len(report.lagging)
    if problem:
        document |= of_problem(problem)
    lines = [
        tr_n("{count} change sent.", "{count} changes sent.", report.sent),
        tr_n("{count} change received.", "{count} changes received.", report.received),
        tr_n("{count} change waits.", "{count} changes wait.", report.waiting),
    ]
    if report.lagging:
        lines.append(missing.one_of_several())
    beside, more = relays.said(report)
    return Answer(document | beside, lines + more, problem)


def digest(session: Session, arguments: argparse.Namespace) -> Answer:
    value = session.spaces.digest(session.spaces.find(arguments.space).id)
    return Answer({"digest": value}, [value])
