"""Verbs for the way that a notebook takes to relays (A6.8)."""

import argparse
from typing import Protocol

from i18n import tr
from sync.cli.answer import Answer
from sync.cli.notebook import Verb
from sync.engine.session import Session

STEPS = ("set", "find")


class Grammar(Protocol):
    def verb(self, words: str, run: Verb, /, *positionals: str) -> argparse.ArgumentParser: ...


def verbs(grammar: Grammar) -> None:
    route = grammar.verb("route", run)
    route.add_argument("step", nargs="?", choices=STEPS)
    route.add_argument("to", nargs="?", metavar="direct|tor|socks://NUMBER:PORT")


def run(session: Session, arguments: argparse.Namespace) -> Answer:
    """Show the way, take another, or look whether Tor is there."""
    if arguments.step == "find":
        return _find(session)
    if arguments.step == "set":
        session.ways.set_route(arguments.to or "")
    route = session.ways.route
    return Answer({"route": route}, [tr("The way to delivery services: {route}", route=route)])


def _find(session: Session) -> Answer:
    found = session.ways.found()
    if found is None:
        return Answer({"tor": None}, [tr("Tor does not answer on this computer.")])
    return Answer({"tor": found}, [tr("Tor answers at {address}.", address=found)])
