"""Verbs for the relays of a space and the tickets for them (A6.4)."""

import argparse
from pathlib import Path

from i18n import problems, tr, tr_n
from sync.cli import files
from sync.cli.answer import Answer, message, of_problem
from sync.engine.relays import RelayRow
from sync.engine.round import SyncReport
from sync.engine.session import Session

TYPED = "-"
END, BLANKS = ".", 3
"""What is typed ends with a dot on a line, or with so many blank lines in a row."""


def every(session: Session, arguments: argparse.Namespace) -> Answer:
    rows = session.relays.all(session.spaces.find(arguments.space).id)
    return Answer([_document(row) for row in rows], [line for row in rows for line in _lines(row)])


def _document(row: RelayRow) -> dict[str, object]:
    return {
        "key": row.key,
        "address": row.address,
        "pin": row.pin,
        "wants_tickets": row.wants_tickets,
        "spare": row.spare,
        "kept": row.kept,
        "notice": row.notice,
        "retention_days": row.retention_days,
        "reached_ms": row.reached_ms,
        "problem": row.problem,
    }


def _lines(row: RelayRow) -> list[str]:
    found = [f"{row.key[:12]}  {row.address}"]
    if row.retention_days:
        kept = tr_n(
            "It keeps things for {count} day.", "It keeps things for {count} days.", row.retention_days
        )
        found.append(f"    {kept}")
    if row.wants_tickets or row.spare or row.kept:
        found.append("    " + tr_n("{count} ticket for members.", "{count} tickets for members.", row.spare))
    if row.kept is not None and (row.wants_tickets or row.kept):
        found.append(
            "    " + tr_n("{count} ticket for organisers.", "{count} tickets for organisers.", row.kept)
        )
    if row.notice:
        found.append(f"    {row.notice}")
    if row.problem:
        found.append(f"    {problems.sentences(row.problem, {'address': row.address}).what}")
    return found


def add(session: Session, arguments: argparse.Namespace) -> Answer:
    space = session.spaces.find(arguments.space)
    session.relays.add(space.id, arguments.url, arguments.ticket or "")
    lines = [tr("The space {name} now uses this delivery service.", name=space.name)]
    return Answer({"space": space.id, "relay": arguments.url}, lines)


def remove(session: Session, arguments: argparse.Namespace) -> Answer:
    space = session.spaces.find(arguments.space)
    gone = session.relays.find(space.id, arguments.relay)
    session.relays.remove(space.id, gone.key)
    lines = [tr("The space {name} no longer uses {address}.", name=space.name, address=gone.address)]
    return Answer({"space": space.id, "relay": gone.address}, lines)


def tickets(session: Session, arguments: argparse.Namespace) -> Answer:
    """Take in a sheet from a file, or as it is typed."""
    space = session.spaces.find(arguments.space)
    text = _typed(arguments) if arguments.file in (None, TYPED) else _sheet(Path(arguments.file))
    given = session.relays.give_tickets(space.id, arguments.relay, text)
    lines = [tr_n("{count} ticket added.", "{count} tickets added.", given.new)]
    if given.known:
        lines.append(tr_n("{count} ticket was known.", "{count} tickets were known.", given.known))
    if given.unreadable:
        lines.append(
            tr_n("{count} ticket could not be read.", "{count} tickets could not be read.", given.unreadable)
        )
    return Answer({"new": given.new, "known": given.known, "unreadable": given.unreadable}, lines)


def _sheet(path: Path) -> str:
    return files.read(path).decode("utf-8", "replace")


def _typed(arguments: argparse.Namespace) -> str:
    lines: list[str] = []
    while lines[-1:] != [END] and lines[-BLANKS:] != [""] * BLANKS:
        lines.append(str(arguments.ask("")).strip())
    return "\n".join(lines)


def said(report: SyncReport) -> tuple[dict[str, object], list[str]]:
    """Return what operators say and what stewards should look after, beside the answer to `sync`."""
    notices = [{"address": one.address, "text": one.text} for one in report.notices]
    lines = [tr("{address} says: {text}", address=one.address, text=one.text) for one in report.notices]
    lines += [message(problem) for problem in report.quiet]
    document: dict[str, object] = {"notices": notices} if notices else {}
    if report.quiet:
        document["quiet"] = [of_problem(problem) for problem in report.quiet]
    return document, lines
