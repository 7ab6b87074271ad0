"""RIS by rispy: references to items of CSL-JSON and back."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from sync.exchange import decoding, references, references_dates, references_names
from sync.exchange.outcome import Outcome, Reason, Refused

ENDINGS = frozenset({".ris"})
TYPES = {
    "JOUR": "article-journal", "BOOK": "book", "CHAP": "chapter", "CONF": "paper-conference", "CPAPER":
    "paper-conference", "THES": "thesis", "RPRT": "report", "MGZN": "article-magazine", "NEWS":
    "article-newspaper", "ELEC": "webpage", "WEB": "webpage", "COMP": "software", "DATA": "dataset", "STAT":
    "legislation", "BILL": "bill", "CASE": "legal_case", "LEGAL": "regulation", "STAND": "standard", "HEAR":
    "hearing", "PAMP": "pamphlet", "UNPB": "manuscript", "GEN": "document",
}  # fmt: skip
BACK = {kind: name for name, kind in reversed(TYPES.items())}
FIELDS = {
    "title": "title", "primary_title": "title", "secondary_title": "container-title",
    "journal_name": "container-title", "alternate_title3": "container-title", "volume": "volume",
    "number": "issue", "publisher": "publisher", "place_published": "publisher-place", "doi": "DOI",
    "issn": "ISSN", "abstract": "abstract", "notes_abstract": "abstract", "language": "language",
    "edition": "edition", "tertiary_title": "collection-title", "short_title": "title-short", "id": "id",
    "name_of_database": "source", "call_number": "call-number",
}  # fmt: skip
NAMES = {csl: ris for ris, csl in reversed(FIELDS.items())}
PEOPLE = {
    "authors": "author", "first_authors": "author", "secondary_authors": "editor",
    "tertiary_authors": "collection-editor", "subsidiary_authors": "translator",
}  # fmt: skip
PEOPLE_BACK = {csl: ris for ris, csl in PEOPLE.items() if ris != "first_authors"}
DATES = ("date", "year", "publication_year")
TAG = re.compile(r"[A-Z][A-Z0-9] {0,2}-(?: |$)")
RUNS_ON = re.compile(r"(?m)^(?:AB|N1|N2)  ?- .*(?:\n(?![A-Z][A-Z0-9] {0,2}-(?: |$)).*)+")
BREAK = "\u2028"
"""Stands for the end of a line in a long text while rispy reads it."""

ISBN = re.compile(r"(?:97[89])?\d{9}[\dX]")
KEPT_SO = "ris"
END = "\nER  - \n"


def read(name: str, raw: bytes) -> Iterator[Outcome]:
    """Yield each reference of the RIS file *raw*, and why others could not be read."""
    import rispy  # noqa: PLC0415 - a start that reads no references need not

    try:
        text = decoding.decode(raw)[0]
        found = rispy.loads(_in_lines(text).rstrip() + END)  # the last one may be cut short
    except decoding.NotText:
        yield Refused(name, Reason.NOT_TEXT)
        return
    except (OSError, ValueError, KeyError, IndexError):  # what rispy says of a line that is none
        yield Refused(name, Reason.BAD_REFERENCE)
        return
    yield from references.outcomes(name, [_item(one) for one in found])


def _in_lines(text: str) -> str:
    """Return *text* with long texts in one line each."""
    whole = text.replace("\r\n", "\n").replace("\r", "\n")
    return RUNS_ON.sub(
        lambda found: BREAK.join(line.rstrip() for line in found[0].rstrip().split("\n")), whole
    )


def _broken(said: Any) -> Any:
    if isinstance(said, list):
        return [_broken(one) for one in said]
    return said.replace(BREAK, "\n").strip() if isinstance(said, str) else said


def _item(entry: Mapping[str, Any]) -> references.Csl:
    found = {name: _broken(said) for name, said in entry.items()}
    kind = str(found.get("type_of_reference", ""))
    item: references.Csl = {"id": "", "type": TYPES.get(kind, "document")}
    rest: dict[str, Any] = {} if BACK.get(item["type"]) == kind else {"type_of_reference": kind}
    for name, said in found.items():
        if name in PEOPLE:
            item.setdefault(PEOPLE[name], []).extend(references_names.from_ris(str(one)) for one in said)
        elif name in FIELDS and FIELDS[name] not in set(item) - {"id"}:
            item[FIELDS[name]] = _joined(said)
        elif name not in {"type_of_reference", *DATES}:
            rest[name] = said
    if ISBN.fullmatch(str(item.get("ISSN", "")).replace("-", "").replace(" ", "")):
        item["ISBN"] = item.pop("ISSN")
    _take_several(item, rest)
    _take_dates(item, rest, found)
    return item | {"custom": {KEPT_SO: rest}} if rest else item


def _joined(said: Any) -> str:
    return "\n".join(map(str, said)) if isinstance(said, list) else str(said)


def _take_several(item: references.Csl, rest: dict[str, Any]) -> None:
    if rest.get("keywords"):
        item["keyword"] = ", ".join(str(word).replace(",", " ") for word in rest.pop("keywords"))
    if rest.get("urls"):
        first, *others = rest.pop("urls")
        item["URL"] = str(first)
        rest |= {"urls": others} if others else {}
    if rest.get("notes"):
        item["note"] = _joined(rest.pop("notes"))
    pages = [str(rest.pop(name)) for name in ("start_page", "end_page") if rest.get(name)]
    if pages:
        item["page"] = "-".join(pages)


def _take_dates(item: references.Csl, rest: dict[str, Any], found: Mapping[str, Any]) -> None:
    said = [references_dates.of_text(str(found[name])) for name in DATES if found.get(name)]
    dates = [date for date in said if date]
    if dates:
        item["issued"] = max(dates, key=lambda date: len(date.get("date-parts", [()])[0]))
    accessed = references_dates.of_text(str(rest.pop("access_date", "")))
    if accessed:
        item["accessed"] = accessed


def write(every: Iterator[Mapping[str, str]]) -> Iterator[str]:
    """Yield the references of *every*."""
    import rispy  # noqa: PLC0415 - as above

    for item in references.numbered(every):
        said = rispy.dumps([_entry(item)], enforce_list_tags=False)
        yield said[said.index("TY  - ") :] + "\n"  # without the number that rispy puts before it


def _entry(item: references.Csl) -> dict[str, Any]:
    custom = item.get("custom")
    kept = custom.get(KEPT_SO) if isinstance(custom, dict) else None
    rest = {str(name): said for name, said in kept.items()} if isinstance(kept, dict) else {}
    entry: dict[str, Any] = {"type_of_reference": BACK.get(str(item.get("type")), "GEN")}
    for csl, ris in NAMES.items():
        if isinstance(item.get(csl), str | int):
            text = str(item[csl])
            entry[ris] = _lines(text) if csl == "abstract" else _one_line(text)
    entry.setdefault("issn", _one_line(str(item.get("ISBN", ""))))
    for role, ris in PEOPLE_BACK.items():
        people = item.get(role)
        if isinstance(people, list):
            entry[ris] = [line for line in map(references_names.as_ris, people) if line]
    return {name: said for name, said in (entry | _several(item, rest) | _sound(rest)).items() if said}


def _several(item: references.Csl, rest: Mapping[str, Any]) -> dict[str, Any]:
    issued, others = item.get("issued"), rest.get("urls")
    days = references_dates.parts(issued)
    found: dict[str, Any] = {
        "year": references_dates.words(issued) or _year(issued),
        "date": "/".join(f"{part:02}" for part in days[0]) if len(days) == 1 and len(days[0]) > 1 else "",
        "access_date": references_dates.written(item.get("accessed"), "/"),
        "keywords": [word.strip() for word in str(item.get("keyword", "")).split(",") if word.strip()],
        "notes": [_lines(str(item["note"]))] if item.get("note") else [],
        "urls": [str(item["URL"])] if item.get("URL") else [],
    }
    if isinstance(others, list):
        found["urls"] += [_one_line(str(one)) for one in others]
    first, _, last = str(item.get("page", "")).partition("-")
    return found | {"start_page": first, "end_page": last}


def _year(issued: Any) -> str:
    days = references_dates.parts(issued)
    return references_dates.written(issued, "-") if len(days) > 1 else f"{days[0][0]:04}" if days else ""


def _sound(rest: Mapping[str, Any]) -> dict[str, Any]:
    """Only what RIS has a name for goes out under it: the hidden field may come from another member."""
    import rispy  # noqa: PLC0415 - as above

    known = set(rispy.TAG_KEY_MAPPING.values()) - {"unknown_tag", "end_of_reference", "urls"}
    lists = {rispy.TAG_KEY_MAPPING[tag] for tag in rispy.LIST_TYPE_TAGS}
    return {
        name: [_one_line(str(one)) for one in said] if isinstance(said, list) else _one_line(str(said))
        for name, said in rest.items()
        if name in known and isinstance(said, list) == (name in lists)
    }


def _lines(text: str) -> str:
    """Return a long text whose lines nobody takes for a tag or for the end of all."""
    first, *others = (line.rstrip() for line in text.strip().split("\n"))
    return "\n".join([first, *(f" {line}" if not line or TAG.match(line) else line for line in others)])


def _one_line(text: str) -> str:
    return " ".join(text.split())
