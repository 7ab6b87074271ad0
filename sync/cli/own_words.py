"""Verbs for the words of a space: its own labels and messages, the shipped sets, its careful words."""

import argparse
from collections.abc import Callable, Sequence
from typing import Protocol

from i18n import OWN_NAMES, language, tr, tr_n, wordsets
from i18n.wordsets import WordSet
from sync.cli.answer import Answer
from sync.engine import attach_texts
from sync.engine.attachments import Attachment
from sync.engine.session import Session
from sync.engine.space_words import CarefulFound, OwnWords
from sync.model import terms
from sync.word_refusals import WordUnknown

Verb = Callable[[Session, argparse.Namespace], Answer]


class Grammar(Protocol):
    def verb(self, words: str, run: Verb, /, *positionals: str) -> argparse.ArgumentParser: ...


def verbs(grammar: Grammar) -> None:
    """Add the verbs.

    words keys                                 every key, its forms and our own words for it
    words sets                                 the sets that are shipped
    words show SPACE                           own words and careful words of a space
    words set SPACE LANGUAGE KEY FORM…         all forms of one message
    words clear SPACE [LANGUAGE [KEY]]         our own words for one message, a language, or for all
    words apply SPACE SET                      a shipped set in place of what there is
    words careful SPACE [WORD…] [--none]       show the careful words, or make these the careful words
    words check SPACE [--kind KIND] [TEXT…]    which careful words stand in a text, or in what a space holds
    """
    grammar.verb("words keys", keys)
    grammar.verb("words sets", sets)
    grammar.verb("words show", show, "space")
    grammar.verb("words set", assign, "space", "tongue", "key", "forms+")
    clear_one = grammar.verb("words clear", clear, "space")
    clear_one.add_argument("tongue", nargs="?", metavar="LANGUAGE")
    clear_one.add_argument("key", nargs="?")
    grammar.verb("words apply", apply, "space", "set")
    grammar.verb("words careful", careful, "space", "phrases*").add_argument("--none", action="store_true")
    grammar.verb("words check", check, "space", "texts*").add_argument("--kind", metavar="KIND")


def keys(_: Session, __: argparse.Namespace) -> Answer:
    every: list[dict[str, object]] = [
        {
            "key": term.key,
            "words": tr(term.one),
            "forms": term.forms(language()),
            "holes": sorted(term.holes),
            "letters": term.limit,
        }
        for term in terms.ALL.values()
    ]
    return Answer(every, [f"{one['key']}  {one['words']}" for one in every])


def sets(_: Session, __: argparse.Namespace) -> Answer:
    every: list[dict[str, object]] = [
        {
            "set": one.name,
            "title": tr(one.title),
            "about": tr(one.about),
            "languages": list(wordsets.in_every_language(one)),
        }
        for one in wordsets.ALL.values()
    ]
    return Answer(every, [f"{one['set']}  {one['title']}" for one in every])


def show(session: Session, arguments: argparse.Namespace) -> Answer:
    return _told(session.wording.table(_space(session, arguments)))


def assign(session: Session, arguments: argparse.Namespace) -> Answer:
    words = {arguments.tongue: {arguments.key: tuple(arguments.forms)}}
    return _told(session.wording.put(_space(session, arguments), words))


def clear(session: Session, arguments: argparse.Namespace) -> Answer:
    space = _space(session, arguments)
    if arguments.tongue is None:
        return _told(session.wording.replace(space, {}))
    there = session.wording.table(space).messages.get(arguments.tongue, {})
    gone = [arguments.key] if arguments.key else list(there)
    return _told(session.wording.put(space, {arguments.tongue: dict.fromkeys(gone, ())}))


def apply(session: Session, arguments: argparse.Namespace) -> Answer:
    chosen: WordSet | None = wordsets.ALL.get(arguments.set)
    if chosen is None:
        raise WordUnknown(name=arguments.set)
    return _told(session.wording.replace(_space(session, arguments), wordsets.in_every_language(chosen)))


def careful(session: Session, arguments: argparse.Namespace) -> Answer:
    space = _space(session, arguments)
    if arguments.phrases or arguments.none:
        session.wording.set_careful(space, arguments.phrases)
    phrases = session.wording.careful(space)
    return Answer({"careful": list(phrases)}, phrases or [tr("This space has no careful words.")])


def check(session: Session, arguments: argparse.Namespace) -> Answer:
    space = _space(session, arguments)
    if arguments.kind:
        return Answer(*_of_found(session.wording.check_kind(space, arguments.kind)))
    words = session.wording.check(space, arguments.texts)
    return Answer({"careful": list(words)}, words or [tr("No careful words were found.")])


def before_leaving(session: Session, space: str, kind: str) -> tuple[dict[str, object], Sequence[str], str]:
    """Return the careful words in what is about to leave, as a document, in lines, and all in one line."""
    return _of_leaving(session.wording.check_kind(space, kind))


def in_items(session: Session, items: Sequence[str]) -> tuple[dict[str, object], Sequence[str], str]:
    """The same for items that leave, each as its own space asks."""
    places: dict[str, list[str]] = {}
    for row in session.items.lists.rows(items):
        places.setdefault(row.space, []).append(row.id)
    return _of_leaving(
        [one for space, ids in places.items() for one in session.wording.check_items(space, ids)]
    )


def in_file(session: Session, one: Attachment) -> tuple[dict[str, object], Sequence[str], str]:
    """The same for a file of an item that is on this computer, whether it is held or not."""
    text = attach_texts.text_of(session.attachments, one)
    return _of_leaving(session.wording.check_file(one.item, one.name, text, held=True))


def _of_leaving(found: Sequence[CarefulFound]) -> tuple[dict[str, object], Sequence[str], str]:
    if not found:
        return {"careful": []}, (), ""
    return *_of_found(found), ", ".join(dict.fromkeys(one.word for one in found))


def _of_found(found: Sequence[CarefulFound]) -> tuple[dict[str, object], list[str]]:
    careful_words = [{"word": one.word, "items": list(one.items)} for one in found]
    lines = [
        tr_n(
            "“{word}” stands in {count} item. It is a careful word here.",
            "“{word}” stands in {count} items. It is a careful word here.",
            len(one.items),
            word=one.word,
        )
        for one in found
    ]
    return {"careful": careful_words}, lines or [tr("No careful words were found.")]


def _space(session: Session, arguments: argparse.Namespace) -> str:
    return session.spaces.find(arguments.space).id


def _told(words: OwnWords) -> Answer:
    document: dict[str, object] = {
        "words": {tongue: {key: list(forms) for key, forms in by_key.items()}
                  for tongue, by_key in words.messages.items()},
        "careful": list(words.careful),
        "may_set": words.may_set,
    }  # fmt: skip
    lines = [
        f"{OWN_NAMES.get(tongue, tongue)}  {key}  {' | '.join(forms)}"
        for tongue, by_key in words.messages.items()
        for key, forms in by_key.items()
    ]
    return Answer(document, lines or [tr("This space uses the usual words.")])
