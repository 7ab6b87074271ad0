"""Verbs for items of every kind, and for packages."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from i18n import tr, tr_n
from sync.cli import attachments, files, past
from sync.cli.answer import Answer
from sync.cli.notebook import Verb
from sync.engine.choice import BY_FIELD, NEWEST, Choice
from sync.engine.session import Session
from sync.engine.shown import ItemRow

ORDERS = ("newest", "oldest", "title", "author")


class Grammar(Protocol):
    def verb(self, words: str, run: Verb, /, *positionals: str) -> argparse.ArgumentParser: ...


def verbs(grammar: Grammar) -> None:
    grammar.verb("item new", new, "space", "kind", "fields*")
    grammar.verb("item set", assign, "item", "fields+")
    grammar.verb("item show", show, "item")
    listing = grammar.verb("item list", every, "space")
    listing.add_argument("--kind", metavar="KIND")
    listing.add_argument("--where", metavar="FIELD=VALUE", action="append", default=[])
    listing.add_argument("--sort", metavar="ORDER", default="newest")
    grammar.verb("item drop", drop, "item")
    grammar.verb("item restore", restore, "item")
    grammar.verb("find", find, "words+")
    past.verbs(grammar)


def _fields(pairs: Sequence[str]) -> dict[str, str]:
    fields = {}
    for pair in pairs:
        name, _, value = pair.partition("=")
        if value.startswith("@@"):
            value = value[1:]
        elif value.startswith("@"):
            value = files.text(Path(value[1:]))
        fields[name] = value
    return fields


def _rows(rows: Sequence[ItemRow]) -> Answer:
    document: list[dict[str, object]] = [{"id": row.id, "kind": row.kind, "title": row.title} for row in rows]
    return Answer(document, [f"{row.id[:12]}  {row.kind}  {row.title}" for row in rows])


def new(session: Session, arguments: argparse.Namespace) -> Answer:
    space = session.spaces.find(arguments.space)
    changed = session.items.new(space.id, arguments.kind, _fields(arguments.fields))
    (item,) = changed.ids
    return Answer({"id": item}, [item])


def assign(session: Session, arguments: argparse.Namespace) -> Answer:
    item = session.items.find_id(arguments.item)
    session.items.set(item, _fields(arguments.fields))
    return Answer({"id": item}, [item])


def show(session: Session, arguments: argparse.Namespace) -> Answer:
    item = session.items.show(session.items.find_id(arguments.item))
    fields: dict[str, object] = {}
    for name, values in item.fields.items():
        said = [value.value for value in values]
        fields[name] = said[0] if len(said) == 1 else said
    attached = session.attachments.rows(item.id)
    lines = [f"{item.id}  {item.kind}"]
    lines += [f"{name}: {value.value}" for name, values in item.fields.items() for value in values]
    lines += [attachments.line(one) for one in attached]
    document: dict[str, object] = {
        "id": item.id,
        "kind": item.kind,
        "fields": fields,
        "trashed": item.trashed,
        "attachments": [attachments.document(one) for one in attached],
    }
    return Answer(document, lines)


def every(session: Session, arguments: argparse.Namespace) -> Answer:
    """ORDER is newest, oldest, title, author or a field, with "-" before it the other way round."""
    space, lists = session.spaces.find(arguments.space), session.items.lists
    order = arguments.sort.removeprefix("-")
    facets = tuple((name, value) for name, _, value in (pair.partition("=") for pair in arguments.where))
    sort = order if order in ORDERS else BY_FIELD + order
    choice = Choice(sort, facets=facets, descending=arguments.sort.startswith("-"))
    if choice == NEWEST:
        return _rows(session.items.rows(space.id, arguments.kind))
    return _rows(lists.rows(lists.listing(space.id, arguments.kind, choice=choice).ids))


def drop(session: Session, arguments: argparse.Namespace) -> Answer:
    item = session.items.find_id(arguments.item)
    session.items.drop(item)
    return Answer({"id": item}, [tr("The item is in the trash.")])


def restore(session: Session, arguments: argparse.Namespace) -> Answer:
    item = session.items.find_id(arguments.item)
    session.items.restore(item)
    return Answer({"id": item}, [tr("The item is back.")])


def find(session: Session, arguments: argparse.Namespace) -> Answer:
    return _rows(session.items.find(" ".join(arguments.words)))


def bundle_write(session: Session, arguments: argparse.Namespace) -> Answer:
    space = session.spaces.find(arguments.space)
    want = files.read(Path(arguments.want)) if arguments.want else None
    written = session.packages.write(
        space.id, Path(arguments.to), want=want, attachments=arguments.attachments
    )
    lines = [tr_n("{count} entry packed.", "{count} entries packed.", written.entries), *written.files]
    return Answer({"files": list(written.files), "entries": written.entries}, lines)


def bundle_want(session: Session, arguments: argparse.Namespace) -> Answer:
    space = session.spaces.find(arguments.space)
    files.write(Path(arguments.to), session.packages.want(space.id))
    return Answer({"file": arguments.to}, [tr("Give this file to a colleague: {file}", file=arguments.to)])


def bundle_read(session: Session, arguments: argparse.Namespace) -> Answer:
    read = session.packages.read_all([Path(name) for name in arguments.files])
    new_ones, known, refused = (
        sum(one.new for one in read), sum(one.known for one in read), sum(one.refused for one in read),
    )  # fmt: skip
    lines = [
        tr_n("{count} entry was new.", "{count} entries were new.", new_ones),
        tr_n("{count} entry was known.", "{count} entries were known.", known),
        tr_n("{count} entry was refused.", "{count} entries were refused.", refused),
    ]
    return Answer({"new": new_ones, "known": known, "refused": refused}, lines)
