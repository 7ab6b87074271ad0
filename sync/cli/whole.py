"""Verbs for everything at once: out as a folder that anybody can read, and back in."""

import argparse
from pathlib import Path
from typing import Protocol

from i18n import open_folder, tr, tr_n
from sync.cli.answer import Answer
from sync.cli.notebook import Verb
from sync.engine.session import Session
from sync.engine.whole_export import Wish
from sync.engine.whole_import import BroughtBack


class Grammar(Protocol):
    def verb(self, words: str, run: Verb, /, *positionals: str) -> argparse.ArgumentParser: ...


def verbs(grammar: Grammar) -> None:
    """Add the verbs.

    export-all --to DIR [--space SPACE]… [--with-trash] [--with-sources]
    import-all DIR [--space SPACE]              into a new space for each, or all into one
    import-joplin SPACE FILE                    a whole export of Joplin (JEX)
    """
    out = grammar.verb("export-all", take_out)
    out.add_argument("--to", metavar="DIR", required=True)
    out.add_argument("--space", metavar="SPACE", action="append", default=[])
    out.add_argument("--with-trash", action="store_true")
    out.add_argument("--with-sources", action="store_true")
    grammar.verb("import-all", bring_in, "folder").add_argument("--space", metavar="SPACE")
    grammar.verb("import-joplin", bring_in_joplin, "space", "file")


def take_out(session: Session, arguments: argparse.Namespace) -> Answer:
    spaces = tuple(session.spaces.find(name).id for name in arguments.space)
    wish = Wish(open_folder.explained(), arguments.with_sources, arguments.with_trash, spaces)
    done = session.whole.take_out(Path(arguments.to), wish)
    lines = [
        open_folder.warning(),
        tr_n("{count} item written.", "{count} items written.", done.items),
        tr_n("{count} file written.", "{count} files written.", done.files),
        *(tr("Not on this computer, so not in the folder: {name}", name=name) for name in done.missing),
    ]
    if arguments.with_sources:
        lines.insert(1, open_folder.sources())
    return Answer({"items": done.items, "files": done.files, "missing": list(done.missing)}, lines)


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
