"""Verbs for what speaks against relays, and for the proofs of it."""

import argparse
from pathlib import Path

from i18n import relay_signs, tr, tr_n
from sync.cli import files
from sync.cli.answer import Answer
from sync.engine.session import Session
from sync.engine.witness import ProofRow, RelayState, checked

KEY_SHOWN = 12


def watch(session: Session, arguments: argparse.Namespace) -> Answer:
    space = session.spaces.find(arguments.space).id if arguments.space else None
    rows = session.witness.rows(space)
    document: list[dict[str, object]] = [
        {
            "space": row.space,
            "relay": row.relay,
            "address": row.address,
            "state": row.state,
            "signs": [
                {"code": one.code, "count": one.count, "first_ms": one.first_ms, "last_ms": one.last_ms}
                for one in row.signs
            ],
            "proofs": row.proofs,
            "offer": row.offer,
        }
        for row in rows
    ]
    return Answer(document, [line for row in rows for line in _state(row)])


def _state(row: RelayState) -> list[str]:
    said = [f"{row.address}  {relay_signs.state(row.state)}"]
    said += [f"  {relay_signs.quiet_line(one.code)} ({one.count})" for one in row.signs]
    said += ["  " + _proofs(row.proofs)] if row.proofs else []
    return said + (["  " + tr(relay_signs.OFFER)] if row.offer else [])


def _proofs(count: int) -> str:
    return tr_n("{count} proof is kept.", "{count} proofs are kept.", count)


def proofs(session: Session, arguments: argparse.Namespace) -> Answer:
    if arguments.check:
        return _listed(checked(files.read(Path(arguments.check))))
    if arguments.to:
        files.write(Path(arguments.to), session.witness.export())
    return _listed(session.witness.proofs())


def _listed(rows: list[ProofRow]) -> Answer:
    document: list[dict[str, object]] = [
        {
            "number": row.number,
            "code": row.code,
            "space": row.space,
            "relay": row.relay,
            "at_ms": row.at_ms,
            "worth": row.worth,
        }
        for row in rows
    ]
    lines = [
        "  ".join((row.relay[:KEY_SHOWN], relay_signs.quiet_line(row.code), relay_signs.worth(row.worth)))
        for row in rows
    ]
    return Answer(document, lines or [tr("No proof against a delivery service is kept.")])
