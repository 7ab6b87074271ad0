"""Verbs for files that are attached to items."""

import argparse
from pathlib import Path
from typing import Protocol

from i18n import sending as words
from i18n import tr
from sync.attachment_refusals import AttachmentNotHere, UnknownAttachment
from sync.cli import own_words
from sync.cli.answer import Answer, of_problem
from sync.cli.notebook import Verb
from sync.engine import attach_cleaning
from sync.engine.attach_cleaning import Wish
from sync.engine.attachments import Attachment
from sync.engine.session import Session
from sync.errors import AmbiguousName
from sync.item_refusals import StaysUntil
from sync.word_refusals import CarefulInside

PREFIX_MIN = 4


class Grammar(Protocol):
    def verb(self, words: str, run: Verb, /, *positionals: str) -> argparse.ArgumentParser: ...


def verbs(grammar: Grammar) -> None:
    grammar.verb("attach", attach, "item", "file").add_argument("--keep-details", action="store_true")
    grammar.verb("detach", detach, "item", "attachment")
    sent = grammar.verb("send-attachment", send, "item")
    sent.add_argument("attachment", nargs="?")
    sent.add_argument("--at-once", action="store_true")
    fetched = grammar.verb("fetch-attachment", fetch, "item")
    fetched.add_argument("attachment", nargs="?")
    fetched.add_argument("--at-once", action="store_true")
    fetched.add_argument("--to", metavar="FILE", required=True)
    for said in ("--with-held", "--anyway"):
        fetched.add_argument(said, action="store_true")


def attach(session: Session, arguments: argparse.Namespace) -> Answer:
    """Attach a file, without what is hidden in a picture unless that is kept on purpose."""
    item = session.items.find_id(arguments.item)
    path, wish = Path(arguments.file), Wish(keep_details=arguments.keep_details)
    stays = [tr("hidden details stay")] if attach_cleaning.look(path).sort == "kept" else []
    added = attach_cleaning.add(session.attachments, item, path, wish)
    return Answer(document(added), ["  ".join([line(added), *stays])])


def detach(session: Session, arguments: argparse.Namespace) -> Answer:
    item = session.items.find_id(arguments.item)
    one = _the_one(session, item, arguments.attachment)
    session.attachments.remove(item, one.id)
    return Answer({"id": one.id}, [tr("The file was taken off the item.")])


def send(session: Session, arguments: argparse.Namespace) -> Answer:
    """Post a file to the relays of its space, also one that is too large to go by itself."""
    one = _the_one(session, session.items.find_id(arguments.item), arguments.attachment)
    relays = session.attachments.send([one.id], at_once=arguments.at_once)
    said = (
        tr("Others can get this file now.") if relays else tr("No delivery service has taken this file yet.")
    )
    return Answer({"id": one.id, "sent": bool(relays)}, [said])


def fetch(session: Session, arguments: argparse.Namespace) -> Answer:
    """Fetch a file, and save it where it may leave its space."""
    item = session.items.find_id(arguments.item)
    one = _the_one(session, item, arguments.attachment)
    if session.items.lists.held([item]) and not arguments.with_held:
        raise StaysUntil
    if not one.present:
        session.attachments.fetch([one.id], at_once=arguments.at_once)
    if not _the_one(session, item, one.id).present:
        raise AttachmentNotHere(name=one.name)
    careful, lines, words = own_words.in_file(session, one)
    if words and not arguments.anyway:
        problem = CarefulInside(words=words)
        return Answer({"id": one.id, **careful, **of_problem(problem)}, lines, problem)
    session.attachments.save(one.id, Path(arguments.to))
    return Answer({"id": one.id, "file": arguments.to, **careful}, [arguments.to, *lines])


def of_item(session: Session, item: str) -> list[Attachment]:
    return session.attachments.rows(item)


def document(one: Attachment) -> dict[str, object]:
    return {"id": one.id, "name": one.name, "size": one.size, "present": one.present}


def line(one: Attachment) -> str:
    here = tr("on this computer") if one.present else tr("not on this computer")
    return f"{one.id[:12]}  {one.name}  {words.size(one.size)}  {here}"


def _the_one(session: Session, item: str, asked: str | None) -> Attachment:
    """Return the file of that name, id or beginning of an id; the only one where nothing was said."""
    rows = of_item(session, item)
    found = [one for one in rows if asked is None or asked in (one.id, one.name)]
    if not found and asked is not None and len(asked) >= PREFIX_MIN:
        found = [one for one in rows if one.id.startswith(asked)]
    if len(found) == 1:
        return found[0]
    raise AmbiguousName(name=asked or item[:12]) if found else UnknownAttachment(name=asked or "")
