"""Extracts what the program says, updates the catalogues, compiles them, or checks that all this was done."""

import argparse
import ast
import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = ROOT / "i18n" / "catalogues"
SOURCES = ("i18n", "sync", "desktop")
LANGUAGES = ("en", "fr", "ar", "es", "pt", "sw", "ru", "ha")
GROWING: frozenset[str] = frozenset()
"""Languages that may still lack sentences, which are then said in English; empty when all are whole."""
OFFERED_FROM = 90
"""Percent of the sentences; with fewer, a language is not offered (i18n counts the compiled catalogues)."""
SOURCE = "en"
IN_ARABIC = "n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5"
PLURALS = {"ar": f"nplurals=6; plural=({IN_ARABIC});"}
"""Where translators count in another order than Babel does: of the last two, 11 to 99 comes before 100."""
KEYWORDS: dict[str, tuple[int, ...] | None] = {"tr": None, "tr_n": (1, 2), "mark": None, "mark_n": (1, 2)}
TRANSLATE = "Translators:"  # a comment before a sentence that begins so is handed on
WIDTH = 100
NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)  # so that the same words make the same bytes


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only say what is not current or sound")
    parser.add_argument("--todo", action="store_true", help="list what has no translation yet")
    chosen = parser.parse_args()
    template = extracted()
    if chosen.todo:
        return say(list(untranslated()), passing=True)
    if chosen.check:
        return say([*unliteral(), *stale(template), *unsound()], passing=False)
    CATALOGUES.mkdir(exist_ok=True)
    for code in LANGUAGES:
        updated(code, template)
    return say([state(code) for code in LANGUAGES], passing=True)


def say(lines: list[str], *, passing: bool) -> int:
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 0 if passing or not lines else 1


# ---------------------------------------------------------------- from the sources
def sources() -> Iterator[Path]:
    for folder in SOURCES:
        yield from sorted((ROOT / folder).rglob("*.py"))


def extracted() -> Catalog:
    """Return every marked sentence of the sources, each with the files it is in."""
    template = Catalog(charset="utf-8")
    for path in sources():
        place = path.relative_to(ROOT).as_posix()
        with path.open("rb") as file:
            for _, text, comments, _ in extract("python", file, KEYWORDS, [TRANSLATE], {"encoding": "utf-8"}):
                if text:
                    template.add(text, locations=[(place, 0)], auto_comments=comments)
    return template


def unliteral() -> Iterator[str]:
    """Name the places where what is marked is not plain text, so that no translation could be found."""
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            texts = {"tr_n": 2, "mark": 1, "mark_n": 2}.get(node.func.id, 0)
            wrong = [arg for arg in node.args[:texts] if not is_text(arg)]
            if node.func.id in {"tr", "tr_n"}:
                wrong += [arg for arg in node.args if isinstance(arg, ast.JoinedStr | ast.BinOp)]
            if wrong:
                yield f"{path.relative_to(ROOT)}:{node.lineno}: {node.func.id}() takes plain text"


def is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


# ---------------------------------------------------------------- catalogues
def path_of(code: str) -> Path:
    return CATALOGUES / f"{code}.po"


def empty(code: str) -> Catalog:
    made = Catalog(locale=code, charset="utf-8", fuzzy=False, creation_date=NO_DATE, revision_date=NO_DATE)
    if code in PLURALS:
        made.mime_headers = [("Plural-Forms", PLURALS[code])]
    return made


def catalogue(code: str) -> Catalog:
    if not path_of(code).exists():
        return empty(code)
    with path_of(code).open("rb") as file:
        return read_po(file, locale=code)


def updated(code: str, template: Catalog) -> None:
    """Write the catalogue of *code*, source and compiled, with what the sources say now."""
    before, mine = catalogue(code), empty(code)
    for message in sentences(template):
        known = before.get(message.id)
        said = message.id if code == SOURCE else known.string if known else ""
        comments = known.user_comments if known else ()
        mine.add(message.id, said, message.locations, (), message.auto_comments, comments)
    path_of(code).write_bytes(as_po(mine))
    path_of(code).with_suffix(".mo").write_bytes(as_mo(mine))


def as_po(mine: Catalog) -> bytes:
    out = io.BytesIO()
    write_po(out, mine, width=WIDTH, omit_header=True, sort_output=False, include_lineno=False)
    return header(mine) + out.getvalue()


def header(mine: Catalog) -> bytes:
    kept = {
        "Project-Id-Version": "Karkade",
        "Language": str(mine.locale),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": mine.plural_forms,
    }
    lines = [f'"{name}: {value}\\n"' for name, value in kept.items()]
    return "\n".join(["# Karkade, GPL-3.0-or-later", 'msgid ""', 'msgstr ""', *lines, "", ""]).encode()


def as_mo(mine: Catalog) -> bytes:
    out = io.BytesIO()
    plain = empty(str(mine.locale))
    for message in sentences(mine):
        if is_translated(message):
            plain.add(message.id, message.string)
    write_mo(out, plain)
    return out.getvalue()


def sentences(mine: Catalog) -> list[Message]:
    return [message for message in mine if message.id]


def forms(text: object) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text) if isinstance(text, tuple | list) else ()


def is_translated(message: Message) -> bool:
    return bool(forms(message.string)) and all(forms(message.string))


def missing(code: str) -> int:
    return sum(not is_translated(message) for message in sentences(catalogue(code)))


def share(code: str) -> int:
    """Return how many of a hundred sentences have a translation, rounded down."""
    every = sentences(catalogue(code))
    return 100 * sum(map(is_translated, every)) // max(len(every), 1)


def state(code: str) -> str:
    offered = "offered" if share(code) >= OFFERED_FROM else "not offered yet"
    return f"{code}: {share(code)} %, {missing(code)} to translate, {offered}"


def untranslated() -> Iterator[str]:
    for code in LANGUAGES:
        for message in sentences(catalogue(code)):
            if not is_translated(message):
                yield f"{code}: {message.id}"


# ---------------------------------------------------------------- checks
def stale(template: Catalog) -> Iterator[str]:
    """Say in what the catalogues differ from the sources, and the compiled ones from them."""
    wanted = {message.id for message in sentences(template)}
    for code in LANGUAGES:
        mine = catalogue(code)
        have = {message.id for message in sentences(mine)}
        yield from (f"{code}: not in the catalogue: {each}" for each in sorted(map(str, wanted - have)))
        yield from (f"{code}: no longer said: {each}" for each in sorted(map(str, have - wanted)))
        compiled = path_of(code).with_suffix(".mo")
        if not compiled.exists() or compiled.read_bytes() != as_mo(mine):
            yield f"{code}: the compiled catalogue is not current; run packaging/catalogues"


def unsound() -> Iterator[str]:
    """Say which translations are missing, lack a hole or a plural form, or are marked as doubtful."""
    for code in LANGUAGES:
        mine = catalogue(code)
        for message in sentences(mine):
            if not is_translated(message):
                if code not in GROWING:
                    yield f"{code}: no translation: {message.id}"
            elif message.fuzzy:
                yield f"{code}: doubtful: {message.id}"
            else:
                yield from (f"{code}: {wrong}: {message.id}" for wrong in faults(message, mine.num_plurals))


def faults(message: Message, plurals: int) -> Iterator[str]:
    ids, said = forms(message.id), forms(message.string)
    wanted = set().union(*map(holes, ids))
    if len(said) != (plurals if len(ids) > 1 else 1):
        yield f"{len(said)} forms where the language has {plurals}"
    # "one person" may well leave the number out; nothing else may be left out, and nothing added
    allowed = {"count"} if len(ids) > 1 else set()
    if any(not wanted - allowed <= holes(each) <= wanted for each in said):
        yield "not the same holes"
    if any(not name.isidentifier() for name in wanted):
        yield "a hole without a plain name"


def holes(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


if __name__ == "__main__":
    sys.exit(main())
