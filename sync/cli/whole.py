"""Verbs for everything at once: out as a folder that anybody can read, and back in."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from i18n import open_folder, tr, tr_n
from sync.cli.answer import Answer, of_problem
from sync.cli.notebook import Verb
from sync.engine.session import Session
from sync.engine.whole_export import Wish
from sync.engine.whole_import import BroughtBack
from sync.word_refusals import CarefulInside


class Grammar(Protocol):
    def verb(self, words: str, run: Verb, /, *positionals: str) -> argparse.ArgumentParser: ...


def verbs(grammar: Grammar) -> None:
    """Add the verbs.

    export-all --to DIR [--space SPACE]… [--with-trash] [--with-sources] [--with-held] [--anyway]
    import-all DIR [--space SPACE]              into a new space for each, or all into one
    import-joplin SPACE FILE                    a whole export of Joplin (JEX)
    """
    out = grammar.verb("export-all", take_out)
    out.add_argument("--to", metavar="DIR", required=True)
    out.add_argument("--space", metavar="SPACE", action="append", default=[])
    out.add_argument("--with-trash", action="store_true")
    out.add_argument("--with-sources", action="store_true")
    out.add_argument("--with-held", action="store_true")
    out.add_argument("--anyway", action="store_true")
    grammar.verb("import-all", bring_in, "folder").add_argument("--space", metavar="SPACE")
    grammar.verb("import-joplin", bring_in_joplin, "space", "file")


def take_out(session: Session, arguments: argparse.Namespace) -> Answer:
    spaces = tuple(session.spaces.find(name).id for name in arguments.space)
    words = _careful(session, spaces, trash=arguments.with_trash)
    if words and not arguments.anyway:
        problem = CarefulInside(words=", ".join(words))
        return Answer({"items": 0, "careful": words, **of_problem(problem)}, [], problem)
    wish = Wish(
        open_folder.explained(), arguments.with_sources, arguments.with_trash, spaces, arguments.with_held
    )
    done = session.whole.take_out(Path(arguments.to), wish)
    lines = [
        open_folder.warning(),
        tr_n("{count} item written.", "{count} items written.", done.items),
        tr_n("{count} file written.", "{count} files written.", done.files),
        *(tr("Not on this computer, so not in the folder: {name}", name=name) for name in done.missing),
        *([open_folder.stayed(done.stayed)] if done.stayed else []),
    ]
    if arguments.with_sources:
        lines.insert(1, open_folder.sources())
    document = {"items": done.items, "files": done.files, "missing": list(done.missing), "careful": words}
    return Answer(document, lines)


def _careful(session: Session, spaces: Sequence[str], *, trash: bool) -> list[str]:
    """Return the careful words that stand in what would leave, of all spaces where none is named."""
    every = spaces or [one.id for one in session.spaces.all() if not one.pending]
    found = (one for space in every for one in session.wording.check_space(space, trash=trash))
    return sorted({one.word for one in found})


def bring_in(session: Session, arguments: argparse.Namespace) -> Answer:
    space = session.spaces.find(arguments.space).id if arguments.space else None
    return _told(session.whole.bring_in(Path(arguments.folder), space))


def bring_in_joplin(session: Session, arguments: argparse.Namespace) -> Answer:
    space = session.spaces.find(arguments.space).id
    return _told(session.whole.bring_in_joplin(Path(arguments.file), space))


def _told(brought: BroughtBack) -> Answer:
    refused = [{"name": one.name, "reason": one.reason} for one in brought.refused]
    lines = [
        tr_n("{count} item added.", "{count} items added.", brought.added),
        tr_n("{count} file added.", "{count} files added.", brought.files),
        *(tr("Not read: {name} ({reason})", name=one.name, reason=one.reason) for one in brought.refused),
    ]
    document = {"added": brought.added, "files": brought.files, "spaces": list(brought.spaces)}
    return Answer(document | {"refused": refused}, lines)
