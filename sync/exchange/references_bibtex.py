"""BibTeX by bibtexparser: entries to items of CSL-JSON and back."""

import re
import textwrap
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from sync.exchange import decoding, references, references_dates, references_names
from sync.exchange.outcome import Outcome, Reason, Refused

if TYPE_CHECKING:
    from bibtexparser.model import Entry

ENDINGS = frozenset({".bib", ".bibtex"})
TYPES = {
    "article": "article-journal", "book": "book", "booklet": "pamphlet", "inbook": "chapter",
    "incollection": "chapter", "inproceedings": "paper-conference", "conference": "paper-conference",
    "proceedings": "book", "phdthesis": "thesis", "mastersthesis": "thesis", "thesis": "thesis",
    "techreport": "report", "report": "report", "manual": "report", "online": "webpage", "www": "webpage",
    "electronic": "webpage", "software": "software", "dataset": "dataset", "legislation": "legislation",
    "unpublished": "manuscript", "misc": "document",
}  # fmt: skip
BACK = {kind: name for name, kind in reversed(TYPES.items())}
FIELDS = {
    "title": "title", "journal": "container-title", "journaltitle": "container-title",
    "booktitle": "container-title", "volume": "volume", "number": "issue", "pages": "page",
    "publisher": "publisher", "institution": "publisher", "school": "publisher", "address": "publisher-place",
    "location": "publisher-place", "doi": "DOI", "isbn": "ISBN", "issn": "ISSN", "url": "URL",
    "abstract": "abstract", "keywords": "keyword", "note": "note", "language": "language",
    "langid": "language", "edition": "edition", "series": "collection-title", "version": "version",
}  # fmt: skip
NAMES = {csl: bib for bib, csl in reversed(FIELDS.items())} | {"container-title": "journal"}
IN_A_BOOK = frozenset({"chapter", "paper-conference"})
PEOPLE = ("author", "editor", "translator")
PUBLISHERS = {"thesis": "school", "report": "institution"}
LONG = frozenset({"abstract", "note", "annote", "annotation"})
INDENT = re.compile(r"(?m)(?<=\n)[ \t]+")
BARE = re.compile(r"(?<!\\)&")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
KEPT_SO = "bibtex"
NEEDS_DECODING = re.compile(r"[\\{}$~]|--")
PLAIN_ADDRESS = frozenset({"url", "doi", "file"})
SIGNS = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#",
    "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
JOINED = re.compile(r"(?<=[-`'!?])(?=[-`'])")
"""Between signs that LaTeX would make one of."""

KEY = re.compile(r"[^A-Za-z0-9_:.-]")


def read(name: str, raw: bytes) -> Iterator[Outcome]:
    """Yield each entry of the BibTeX file *raw*, and why others could not be read."""
    try:
        text = decoding.decode(raw)[0]
    except decoding.NotText:
        yield Refused(name, Reason.NOT_TEXT)
        return
    items, failed = _entries(name, text)
    yield from failed
    if items or not failed:
        yield from references.outcomes(name, items)


def _entries(name: str, text: str) -> tuple[list[references.Csl], list[Refused]]:
    from bibtexparser import entrypoint, model  # noqa: PLC0415 - a start that reads no references need not

    failed: list[Refused] = []
    items: list[references.Csl] = []
    for block in entrypoint.parse_string(text).blocks:
        entry: model.Block | None = block
        if isinstance(block, model.DuplicateBlockKeyBlock | model.DuplicateFieldKeyBlock):
            entry = block.ignore_error_block  # whole, only not the first of its name
        if isinstance(entry, model.Entry):
            items.append(_item(entry, enclosed=entry is not block))
        elif isinstance(entry, model.ParsingFailedBlock):
            failed.append(Refused(f"{name} ({(entry.start_line or 0) + 1})", Reason.BAD_REFERENCE))
    return items, failed


def _item(entry: "Entry", *, enclosed: bool) -> references.Csl:
    kind = entry.entry_type.lower()
    item: references.Csl = {"id": entry.key, "type": TYPES.get(kind, "document")}
    rest: dict[str, str] = {} if BACK.get(item["type"]) == kind else {"entry type": kind}
    dates: dict[str, str] = {}
    for field in entry.fields:
        name, text = field.key.lower(), str(field.value)
        if enclosed and text[:1] + text[-1:] in {"{}", '""'}:
            text = text[1:-1]
        if name in PEOPLE:
            people = references_names.from_bibtex(text)
            item[name] = [{part: plain(said) for part, said in one.items()} for one in people]
        elif name in {"date", "year", "month", "day", "urldate"}:
            dates[name] = plain(text)
        elif name in FIELDS and FIELDS[name] not in item:
            item[FIELDS[name]] = text if name in PLAIN_ADDRESS else plain(_unwrapped(name, text))
        else:
            rest[name] = plain(_unwrapped(name, text))
    dated = {"issued": _issued(dates), "accessed": references_dates.of_text(dates.get("urldate", ""))}
    item |= {name: date for name, date in dated.items() if date}
    return item | {"custom": {KEPT_SO: rest}} if rest else item


def _issued(dates: Mapping[str, str]) -> references_dates.Date | None:
    date = references_dates.of_text(dates.get("date") or dates.get("year", ""))
    if date is None or dates.get("date") or len(date.get("date-parts", [[]])[0]) != 1:
        return date
    month, day = dates.get("month", "")[:3].lower(), dates.get("day", "")
    if month in MONTHS or month.isdecimal():
        date["date-parts"][0].append(MONTHS.index(month) + 1 if month in MONTHS else int(month))
        date["date-parts"][0] += [int(day)] if day.isdecimal() and day.isascii() else []
    return date


def _unwrapped(name: str, text: str) -> str:
    """Return a text in the lines that its writer meant: some programs break them for a narrow screen."""
    first, *others = text.split("\n")
    if name not in LONG or not others:
        return text if "\n" not in text else " ".join(text.split())
    if any(line[:1].isspace() for line in others) and all(line.strip() for line in others):
        return " ".join(text.split())
    return "\n".join([first, *textwrap.dedent("\n".join(others)).split("\n")])


def plain(text: str) -> str:
    """Return *text* without the signs of LaTeX."""
    if not NEEDS_DECODING.search(text):
        return text
    from pylatexenc.latex2text import LatexNodes2Text  # noqa: PLC0415 - as above

    reader = LatexNodes2Text(math_mode="text", keep_comments=True)
    said = str(reader.latex_to_text(BARE.sub(r"\&", text), tolerant_parsing=True))
    return said.replace("\u02c6", "^").strip()


def write(every: Iterator[Mapping[str, str]]) -> Iterator[str]:
    """Yield the entries of *every*."""
    taken: set[str] = set()
    for number, item in enumerate(references.numbered(every), 1):
        key = KEY.sub("", str(item["id"])) or f"item-{number}"
        key = key if key not in taken else f"{key}-{number}"
        taken.add(key)
        yield _entry(item, key) + "\n"


def _entry(item: references.Csl, key: str) -> str:
    custom = item.get("custom")
    kept = custom.get(KEPT_SO) if isinstance(custom, dict) else None
    rest = {str(name): str(said) for name, said in kept.items()} if isinstance(kept, dict) else {}
    kind = rest.pop("entry type", None) or BACK.get(str(item.get("type")), "misc")
    lines = [f"@{KEY.sub('', kind) or 'misc'}{{{key},"]
    for name, said in {**_named(item), **{name: escaped(said) for name, said in rest.items()}}.items():
        if KEY.sub("", name) and said:
            lines.append(f"  {KEY.sub('', name)} = {{{said}}},")
    return "\n".join([*lines, "}", ""])


def _named(item: references.Csl) -> dict[str, str]:
    found: dict[str, str] = {}
    for role in PEOPLE:
        people = item.get(role)
        if isinstance(people, list):
            found[role] = " and ".join(filter(None, (_person(one) for one in people)))
    for csl, bib in NAMES.items():
        said = item.get(csl)
        if isinstance(said, str | int):
            name = "booktitle" if csl == "container-title" and item.get("type") in IN_A_BOOK else bib
            name = PUBLISHERS.get(str(item.get("type")), name) if csl == "publisher" else name
            found[name] = str(said) if bib in PLAIN_ADDRESS else escaped(str(said))
    return found | _dated(item)


def _person(person: Any) -> str:
    if not isinstance(person, dict):
        return ""
    return references_names.as_bibtex({part: escaped(str(said)) for part, said in person.items()})


def _dated(item: references.Csl) -> dict[str, str]:
    issued = item.get("issued")
    days, accessed = references_dates.parts(issued), references_dates.written(item.get("accessed"), "-")
    found = {"urldate": escaped(accessed)}
    if references_dates.words(issued):
        return found | {"year": escaped(references_dates.words(issued))}
    if len(days) > 1:
        return found | {"date": references_dates.written(issued, "-")}
    numbers = zip(("year", "month", "day"), days[0] if days else (), strict=False)
    return found | {name: str(part) for name, part in numbers}


def escaped(text: str) -> str:
    """Return *text* so that LaTeX shows it as it is."""
    signs = JOINED.sub("{}", "".join(SIGNS.get(sign, sign) for sign in text))
    return INDENT.sub(lambda found: "\\ " * len(found[0]), signs)
