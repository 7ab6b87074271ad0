"""The verb that copies items to another space."""

import argparse
from collections.abc import Sequence
from typing import Protocol

from i18n import crossing as words
from i18n import tr
from sync.cli import own_words
from sync.cli.answer import Answer, message, of_problem
from sync.cli.notebook import Verb
from sync.engine.crossing import Crossed, Wish
from sync.engine.crossing_survey import Concerned, Left, Look
from sync.engine.session import Session
from sync.errors import Cancelled
from sync.model import kinds
from sync.word_refusals import CarefulInside


class Grammar(Protocol):
    def verb(self, words: str, run: Verb, /, *positionals: str) -> argparse.ArgumentParser: ...


def verbs(grammar: Grammar) -> None:
    """Add the verb.

    item copy ITEM… --to SPACE [--confidential] [--without-files] [--anyway]
    """
    copied = grammar.verb("item copy", copy, "items+")
    copied.add_argument("--to", metavar="SPACE", required=True)
    copied.add_argument("--confidential", action="store_true")
    copied.add_argument("--without-files", action="store_true")
    copied.add_argument("--anyway", action="store_true")


def copy(session: Session, arguments: argparse.Namespace) -> Answer:
    items = [session.items.find_id(name) for name in arguments.items]
    space = session.spaces.find(arguments.to).id
    look = session.crossing.look(items)
    careful, lines, found = own_words.in_items(session, [one.id for one in look.ones])
    if found and not arguments.anyway:
        problem = CarefulInside(words=found)
        return Answer({"copied": [], **careful, **of_problem(problem)}, lines, problem)
    chosen = [(one.kind, one.field) for one in look.confidential] if arguments.confidential else []
    wish = Wish(space, frozenset(chosen), files=not arguments.without_files)
    done = session.crossing.copy(items, wish)
    readers = session.crossing.readers(space)
    document = {
        "copied": [{"id": old, "copy": new} for old, new in done.ids.items()],
        "files": done.files,
        "missing": list(done.missing),
        "links_left_out": done.links,
        "left": _left(done.left),
        "not_copied": [] if chosen else _fields(look.confidential),
        "never_copied": _fields(look.sources),
        "readers": readers.count,
        **careful,
        **(of_problem(done.ended) if done.ended else {}),
    }
    said = [*_done(done), *_stays(look, chosen), words.readers(readers.count, wider=readers.wider), *lines]
    if done.ids:
        said.append(words.lies_there())
    return Answer(document, said, done.ended)


def _left(left: Left) -> dict[str, int]:
    return {"there": left.there, "withheld": left.withheld, "bare": left.bare, "alone": left.alone}


def _fields(every: Sequence[Concerned]) -> list[dict[str, object]]:
    return [{"kind": one.kind, "field": one.field, "items": one.count} for one in every]


def _done(done: Crossed) -> list[str]:
    lines = [words.copied(len(done.ids))]
    if done.files:
        lines.append(words.files(done.files))
    lines += [words.missing(name) for name in done.missing]
    if done.links:
        lines.append(words.links(done.links))
    left = done.left
    lines += words.left(left.there, left.withheld, left.bare, left.alone)
    if done.ended is not None:
        lines.append(words.stopped() if isinstance(done.ended, Cancelled) else message(done.ended))
    return lines


def _stays(look: Look, chosen: Sequence[object]) -> list[str]:
    lines = [words.never(_labels(look.sources))] if look.sources else []
    if look.confidential and not chosen:
        lines += [words.closed(_labels(look.confidential)), tr("To copy these, too, add --confidential.")]
    return lines


def _labels(every: Sequence[Concerned]) -> list[str]:
    return list(dict.fromkeys(_label(one) for one in every))


def _label(one: Concerned) -> str:
    kind = kinds.find(one.kind)
    field = kind.field(one.field) if kind else None
    return tr(field.label) if field else one.field
