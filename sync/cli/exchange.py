"""Verbs that bring files in and take things out: cards, notes, references, tables."""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

import i18n
from i18n import brought_in, going_out, tr, tr_n
from i18n.everywhere import spoken
from sync.cli import own_words
from sync.cli.answer import Answer, of_problem
from sync.cli.notebook import Verb
from sync.engine.bringing import Remarked
from sync.engine.editing import declared_kind
from sync.engine.mapping import Asked, Looked
from sync.engine.mapping_out import Sheet
from sync.engine.session import Session
from sync.engine.transfer import Brought, Misread
from sync.errors import UnknownField
from sync.exchange import going, letters, tables, tables_wording
from sync.exchange.outcome import Reason, Refused
from sync.exchange.tables_columns import Columns
from sync.exchange.tables_dates import ORDERS
from sync.exchange.tables_names import folded
from sync.exchange.tables_wording import Saying, may_leave
from sync.item_refusals import NoFieldsChosen
from sync.model.kinds.declaration import Kind
from sync.word_refusals import CarefulInside

WRITTEN = frozenset({".csv", ".xlsx"})
"""Tables by the ending of a file."""


class Grammar(Protocol):
    def verb(self, words: str, run: Verb, /, *positionals: str) -> argparse.ArgumentParser: ...


def verbs(grammar: Grammar) -> None:
    bring = grammar.verb("import", bring_in, "space", "paths+")
    bring.add_argument("--kind", metavar="KIND")
    bring.add_argument("--map", metavar="HEADING=FIELD", action="append", default=[])
    bring.add_argument("--dates", choices=ORDERS)
    bring.add_argument("--no-headings", action="store_true")
    bring.add_argument("--only-mapped", action="store_true")
    bring.add_argument("--encoding", choices=letters.NAMES, default="")
    bring.add_argument("--try", dest="trial", action="store_true")
    take = grammar.verb("export", take_out, "space")
    take.add_argument("--kind", metavar="KIND", required=True)
    take.add_argument("--to", metavar="FILE", required=True)
    take.add_argument("--with", dest="chosen", metavar="FIELD", action="append", default=[])
    take.add_argument("--for", dest="audience", metavar="AUDIENCE", default="")
    take.add_argument("--with-all", action="store_true")
    take.add_argument("--without", metavar="FIELD", action="append", default=[])
    take.add_argument("--without-confidential", action="store_true")
    take.add_argument("--anyway", action="store_true")


@dataclass
class _Sum:
    """What several files gave together."""

    added: int = 0
    here: int = 0
    files: int = 0
    rows: int = 0
    refused: list[Refused] = field(default_factory=list)
    misread: list[Misread] = field(default_factory=list)
    remarks: list[Remarked] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)
    spoken: list[str] = field(default_factory=list)
    """What each column becomes, a line each."""

    def take(self, brought: Brought) -> None:
        self.added += brought.added
        self.here += brought.here
        self.files += brought.files
        self.refused += brought.refused
        self.misread += brought.misread
        self.remarks += brought.remarks


def bring_in(session: Session, arguments: argparse.Namespace) -> Answer:
    space = session.spaces.find(arguments.space)
    total = _Sum()
    paths = [Path(path) for path in arguments.paths]
    others = [path for path in paths if path.suffix.casefold() not in tables.ENDINGS]
    for path in paths:
        if path not in others:
            _bring_table(session, space.id, path, arguments, total)
    if others and not arguments.trial:
        brought = session.transfer.bring_in(space.id, others, encoding=arguments.encoding)
        total.take(brought)
    return _told(total, trial=arguments.trial)


def _bring_table(
    session: Session, space: str, path: Path, arguments: argparse.Namespace, total: _Sum
) -> None:
    looked = session.tables.look(path, arguments.encoding)
    columns = _columns(session, looked, arguments) if looked.first else None
    if columns is None:
        total.refused += looked.refused or [Refused(path.name, Reason.NEEDS_COLUMNS)]
        return
    head = looked.head(columns)
    total.columns |= {
        head[at] if at < len(head) else str(at + 1): name for at, name in enumerate(columns.fields)
    }
    total.spoken += _becoming(head, columns)
    asked = Asked(path, columns, spoken, encoding=arguments.encoding)
    if arguments.trial:
        trial = session.tables.check(asked)
        total.rows += trial.rows
        total.refused += trial.refused
        total.misread += trial.misread
    else:
        brought = session.tables.bring_in(space, asked)
        total.take(brought)


def _becoming(head: Sequence[str], columns: Columns) -> Iterator[str]:
    kind = declared_kind(columns.kind)
    for at, name in enumerate(columns.fields):
        known = kind.field(name)
        heading = head[at] if at < len(head) and head[at].strip() else tr("Column {number}", number=at + 1)
        yield f"{heading}: {tr(known.label) if known else tr('No field of its own')}"


def _columns(session: Session, looked: Looked, arguments: argparse.Namespace) -> Columns | None:
    """Return what was asked for; else what was decided before; None where nobody said what the rows are."""
    known = session.tables.known(looked)
    said = (arguments.map, arguments.dates, arguments.no_headings, arguments.only_mapped)
    if known is not None and arguments.kind in {None, known.kind} and not any(said):
        return known
    if arguments.kind is None:
        return None
    columns = session.tables.guessed(looked, arguments.kind, spoken)
    return replace(
        columns,
        fields=_mapped(looked.first, columns, arguments.map),
        order=arguments.dates or columns.order,
        headed=not arguments.no_headings,
        keep_rest=not arguments.only_mapped,
    )


def _mapped(head: Sequence[str], columns: Columns, said: Sequence[str]) -> tuple[str, ...]:
    """Each “heading=field” overrules what was guessed; a heading may be the number of its column."""
    fields = list(columns.fields)
    places = {folded(heading): at for at, heading in enumerate(head)}
    for pair in said:
        heading, _, name = pair.rpartition("=")
        at = places.get(folded(heading), int(heading) - 1 if heading.isdecimal() else -1)
        if not 0 <= at < len(fields):
            raise UnknownField(name=heading)
        if name and declared_kind(columns.kind).field(name) is None:
            raise UnknownField(name=name)
        fields[at] = name
    return tuple(fields)


def _told(total: _Sum, *, trial: bool) -> Answer:
    document: dict[str, object] = {
        "added": total.added,
        "refused": [{"name": one.name, "reason": one.reason} for one in total.refused],
    }
    if total.columns:
        document["columns"] = total.columns
        document["misread"] = [
            {"name": one.name, "heading": one.heading, "text": one.text} for one in total.misread
        ]
    if trial:
        document["rows"] = total.rows
        lines = [*total.spoken, tr_n("{count} row can be added.", "{count} rows can be added.", total.rows)]
    else:
        lines = [tr_n("{count} item added.", "{count} items added.", total.added)]
    if total.files:
        document["files"] = total.files
        lines.append(tr_n("{count} file added.", "{count} files added.", total.files))
    if total.here:
        document["here"] = total.here
        lines.append(brought_in.here(total.here))
    lines += [tr("Not read: {name} ({reason})", name=one.name, reason=one.reason) for one in total.refused]
    lines += [
        tr("Not understood: {name}, {heading}: {text}", name=one.name, heading=one.heading, text=one.text)
        for one in total.misread
    ]
    if total.remarks:
        document["remarks"] = [{"name": one.name, "remark": one.remark} for one in total.remarks]
        lines += [f"{one.name}: {brought_in.remark(one.remark)}" for one in total.remarks]
    return Answer(document, lines)


def take_out(session: Session, arguments: argparse.Namespace) -> Answer:
    space = session.spaces.find(arguments.space)
    careful, lines, words = own_words.before_leaving(session, space.id, arguments.kind)
    if words and not arguments.anyway:
        problem = CarefulInside(words=words)
        return Answer({"written": 0, **careful, **of_problem(problem)}, lines, problem)
    target, kind = Path(arguments.to), declared_kind(arguments.kind)
    fields = _chosen(kind, target, arguments)
    if target.suffix.casefold() in WRITTEN:
        saying = Saying(tr, spoken, i18n.language(), mirrored=i18n.direction() == "rtl")
        tables = session.tables.known_as(arguments.audience)
        count = tables.take_out_all(space.id, target, Sheet(kind.name, fields, saying))
    else:
        known = session.transfer.known_as(arguments.audience)
        count = known.take_out(space.id, kind.name, target, fields=fields)
    inside = [each for each in kind.fields if each.name in fields]
    confidential = [each.name for each in inside if each.confidential]
    written = tr_n("{count} item written.", "{count} items written.", count)
    told = [written, going_out.inside(tr(each.label) for each in inside), *lines]
    told[1:1] = [going_out.of_fields()] if confidential else []
    return Answer({"written": count, "confidential": confidential, **careful}, told)


def _chosen(kind: Kind, target: Path, arguments: argparse.Namespace) -> tuple[str, ...]:
    """Return the fields that are to stand in the file. Raises UnknownField, NoFieldsChosen.

    A table holds only what may leave unless more is asked for; other files hold all that they can unless
    less is.
    """
    table = target.suffix.casefold() in WRITTEN
    form = going.form_of(kind.name, target)
    every = [each for each in kind.fields if may_leave(each)] if table else going.carried(kind, form)
    names = frozenset(each.name for each in every)
    for name in (*arguments.chosen, *arguments.without):
        if name not in names:
            raise UnknownField(name=name)
    wanted: frozenset[str] = frozenset(arguments.chosen)
    if table:
        wanted = wanted or frozenset(tables_wording.releasable(kind))
    else:
        wanted |= going.usual(kind, form) if arguments.without_confidential else names
    wanted = (names if arguments.with_all else wanted) - set(arguments.without)
    if not wanted:
        raise NoFieldsChosen
    return tuple(each.name for each in every if each.name in wanted)
