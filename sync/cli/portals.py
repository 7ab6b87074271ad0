"""Verbs for news of public portals."""

import argparse
from pathlib import Path
from typing import Protocol

from i18n import portals, problems, tr_n
from sync.cli.answer import Answer, of_problem
from sync.cli.notebook import Verb
from sync.engine.session import Session


class Grammar(Protocol):
    def verb(self, words: str, run: Verb, /, *positionals: str) -> argparse.ArgumentParser: ...


def verbs(grammar: Grammar) -> None:
    """Add the verbs.

    feed add SPACE ADDRESS [--title T] [--calendar]   keep an address, and agree that it is asked from here
    feed list SPACE
    feed agree ID                                     the same for an address that somebody else added
    feed fetch SPACE                                  ask all of them, now
    feed read SPACE FILE                              news from a file
    """
    added = grammar.verb("feed add", add, "space", "address")
    added.add_argument("--title", default="")
    added.add_argument("--calendar", action="store_true")
    grammar.verb("feed list", every, "space")
    grammar.verb("feed agree", agree, "feed")
    grammar.verb("feed fetch", fetch, "space")
    grammar.verb("feed read", read, "space", "file")


def add(session: Session, arguments: argparse.Namespace) -> Answer:
    space = session.spaces.find(arguments.space).id
    sort = "calendar" if arguments.calendar else "news"
    item = session.portals.add(space, arguments.address, title=arguments.title, sort=sort)
    return Answer({"id": item}, [item, portals.warning()])


def every(session: Session, arguments: argparse.Namespace) -> Answer:
    rows = session.portals.rows(session.spaces.find(arguments.space).id)
    document: list[dict[str, object]] = [
        {"id": one.id, "title": one.title, "address": one.address, "sort": one.sort,
         "fetched": one.fetched, "agreed": one.agreed}
        for one in rows
    ]  # fmt: skip
    lines = [f"{one.id[:12]}  {one.title}  {one.address}  {one.fetched}" for one in rows]
    return Answer(document, lines)


def agree(session: Session, arguments: argparse.Namespace) -> Answer:
    item = session.items.find_id(arguments.feed)
    session.portals.agree(item)
    return Answer({"id": item}, [portals.warning()])


def fetch(session: Session, arguments: argparse.Namespace) -> Answer:
    came = session.portals.fetch(session.spaces.find(arguments.space).id)
    failed = [{"id": name, **of_problem(problem)} for name, problem in came.problems]
    lines = [portals.came(came.added)]
    lines += [problems.sentences(problem.code, problem.holes).what for _, problem in came.problems]
    if came.waiting:
        lines.append(portals.waiting(len(came.waiting)))
    document = {"added": came.added, "asked": came.asked, "failed": failed, "waiting": list(came.waiting)}
    return Answer(document, lines, came.problems[0][1] if came.problems else None)


def read(session: Session, arguments: argparse.Namespace) -> Answer:
    added = session.portals.read_file(session.spaces.find(arguments.space).id, Path(arguments.file))
    return Answer({"added": added}, [tr_n("{count} item added.", "{count} items added.", added)])
