"""Verbs for the notebook as a whole: create, doctor, sync, digest."""

import argparse
from collections.abc import Callable
from pathlib import Path

from i18n import missing, set_aside, tr, tr_n
from sync.cli import relays
from sync.cli.answer import Answer, of_problem
from sync.engine.session import Session

Verb = Callable[[Session, argparse.Namespace], Answer]
Alone = Callable[[Path, argparse.Namespace], tuple[Session | None, Answer]]


def create(session: Session, _: argparse.Namespace) -> Answer:
    words = list(session.me.check_words)
    lines = [tr("Your notebook is ready."), tr("Your check words: {words}", words=" ".join(words))]
    return Answer({"person": session.me.person, "check_words": words}, lines)


def doctor(session: Session, _: argparse.Namespace) -> Answer:
    report = session.doctor()
    lines = [tr("Everything is in order.") if report.ok else tr("Look at these:")]
    lines += set_aside.found(report.findings)
    document = {"ok": report.ok, "findings": list(report.findings), "person": session.me.person}
    return Answer(document, lines)


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
