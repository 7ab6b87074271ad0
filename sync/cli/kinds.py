"""The verb that says which kinds of things there are, and what each of their fields takes."""

import argparse
from pathlib import Path
from typing import Protocol

from sync.cli.answer import Answer
from sync.cli.notebook import Verb
from sync.engine.session import Session
from sync.model import kinds
from sync.model.kinds.declaration import Field, Kind


class Grammar(Protocol):
    def verb(self, words: str, run: Verb, /, *positionals: str) -> argparse.ArgumentParser: ...


def verbs(grammar: Grammar) -> None:
    grammar.verb("kinds", every).set_defaults(alone=alone)


def every(_session: Session, _arguments: argparse.Namespace) -> Answer:
    return _answer()


def alone(_profile: Path, _arguments: argparse.Namespace) -> tuple[None, Answer]:
    """The same without a notebook: kinds come with the program."""
    return None, _answer()


def _answer() -> Answer:
    lines = []
    for kind in kinds.ALL.values():
        lines += [kind.name, *(f"  {field.name}  {_taken(field)}" for field in kind.fields)]
    return Answer([_kind(kind) for kind in kinds.ALL.values()], lines)


def _kind(kind: Kind) -> dict[str, object]:
    fields = [
        {"name": field.name, "type": field.type.value, "confidential": field.confidential}
        for field in kind.fields
    ]
    return {"kind": kind.name, "fields": fields}


def _taken(field: Field) -> str:
    options = ", ".join(option.key for option in field.options)
    return f"{field.type.value}: {options}" if options else field.type.value
