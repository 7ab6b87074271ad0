"""The verb for the small library to begin with."""

import argparse
from typing import Protocol

import i18n
from i18n import tr_n
from sync.cli.answer import Answer
from sync.cli.notebook import Verb
from sync.engine.session import Session


class Grammar(Protocol):
    def verb(self, words: str, run: Verb, /, *positionals: str) -> argparse.ArgumentParser: ...


def verbs(grammar: Grammar) -> None:
    grammar.verb("starter add", add, "space")


def add(session: Session, arguments: argparse.Namespace) -> Answer:
    """Put it into a space, in the language that --language names."""
    space = session.spaces.find(arguments.space)
    language = getattr(arguments, "language", None) or i18n.language()
    made = sorted(session.starter.add(space.id, language).ids)
    return Answer({"items": made}, [tr_n("{count} item added.", "{count} items added.", len(made))])
