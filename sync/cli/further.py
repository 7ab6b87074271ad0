"""Verbs that came with what people keep, bring in and take out: each group in a module of its own."""

import argparse
from typing import Protocol

from sync.cli import attachments, crossing, forms, kinds, portals, remind, starter, whole
from sync.cli.notebook import Verb


class Grammar(Protocol):
    def verb(self, words: str, run: Verb, /, *positionals: str) -> argparse.ArgumentParser: ...
    def also_a_group(self, name: str, parser: argparse.ArgumentParser) -> None: ...


GROUPS = (
    whole.verbs,
    portals.verbs,
    remind.verbs,
    kinds.verbs,
    forms.verbs,
    starter.verbs,
    attachments.verbs,
    crossing.verbs,
)


def verbs(grammar: Grammar) -> None:
    for group in GROUPS:
        group(grammar)
