"""A plan's fields and the properties of a task in a calendar file that stand for them, both ways."""

from collections.abc import Iterator, Mapping, Sequence

from sync.exchange import lines, tags
from sync.exchange.icalendar_event import (
    PEOPLE,
    categories,
    line_of,
    nameless,
    one_line,
    people,
    person,
    person_line,
    text_of,
    uid,
)
from sync.exchange.icalendar_times import Zones, first, parameter
from sync.exchange.lines import Line, escaped
from sync.model.kinds.values import RECORD

STATES = {"NEEDS-ACTION": "promised", "IN-PROCESS": "begun", "COMPLETED": "done", "CANCELLED": "dropped"}
TEXTS = {"title": "SUMMARY", "to_whom": "X-TO-WHOM"}
LONG = {"evidence": "DESCRIPTION"}
CHOICES = {"state": "X-STATE", "assessment": "X-ASSESSMENT"}
"""What has no name of its own there is written as it is called here."""

KNOWN = {
    "state": frozenset({*STATES.values(), "partly"}),
    "assessment": frozenset({"well", "fair", "poor", "open"}),
}
MOMENTS = frozenset({"DUE", "DTSTART", "RECURRENCE-ID"})
CLEARED = frozenset({"title", "due", "state", "uid", "extra"})
"""What a file that comes again also clears."""

OURS = frozenset(
    {*TEXTS.values(), *LONG.values(), *CHOICES.values(), "STATUS", "CATEGORIES", "UID", "DTSTAMP"}
)


def fields_of(every: Sequence[Line], zones: Zones) -> dict[str, str]:
    """Return the fields of a plan; a day of a moment is its day, and the moment waits for the way back."""
    due = line_of(every, "DUE")
    when = first(due, zones)
    found = {name: one_line(text_of(every, label)) for name, label in TEXTS.items()}
    found |= {name: text_of(every, label) for name, label in LONG.items()}
    found["due"] = when.wall.date().isoformat() if when else ""
    found["state"] = STATES.get(text_of(every, "STATUS").strip().upper(), "")
    for name, label in CHOICES.items():
        said = text_of(every, label).strip()
        found[name] = said if said in KNOWN[name] else found.get(name, "")
    found["who"] = people(every)
    found["tags"] = categories(every)
    found["uid"] = uid(every, zones)
    bare = due if when is not None and when.whole_day else None
    kept = [each for each in every if each.name not in OURS and each is not bare and not nameless(each)]
    found["extra"] = "\n".join(_plain(each, zones) for each in kept)
    return {name: text for name, text in found.items() if text or name in CLEARED}


def _plain(line: Line, zones: Zones) -> str:
    """Return a line as it stands, a time in it of a zone that is called as usual."""
    when = first(line, zones) if line.name in MOMENTS else None
    return f"{line.name}{when.written}" if when is not None else line.text


def zones_of(fields: Mapping[str, str]) -> Iterator[str]:
    """Yield the zones that a task names."""
    for line in _extra(fields):
        if line.name in MOMENTS:
            yield parameter(line, "TZID")


def uid_of(fields: Mapping[str, str]) -> str:
    """Return what other calendars call a task; one time of a series is called as that."""
    name = fields.get("uid", "")
    is_moved = any(line.name == "RECURRENCE-ID" for line in _extra(fields))
    return name.rpartition("#")[0] or name if is_moved else name


def written(fields: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines of a task, but for its name and its time of writing."""
    for name, label in (TEXTS | LONG).items():
        if fields.get(name):
            yield f"{label}:{escaped(fields[name])}"
    state = fields.get("state", "")
    status = next((said for said, key in STATES.items() if key == state), "IN-PROCESS" if state else "")
    if status:
        yield f"STATUS:{status}"
    for name, label in CHOICES.items():
        if fields.get(name) in KNOWN[name] and (name != "state" or state not in STATES.values()):
            yield f"{label}:{fields[name]}"
    words = ",".join(escaped(word) for word in tags.parts(fields.get("tags", "")))
    if words:
        yield f"CATEGORIES:{words}"
    yield from _kept(fields)


def _extra(fields: Mapping[str, str]) -> Iterator[Line]:
    for raw in fields.get("extra", "").splitlines():
        line, _ = lines.parse(raw.encode("utf-8", "replace"))
        if line is not None and line.name not in OURS and line.name not in ("BEGIN", "END"):
            yield line


def _kept(fields: Mapping[str, str]) -> Iterator[str]:
    """Yield what only passed through, its moment while its day is the one, people while they are there."""
    wanted = [name for name in fields.get("who", "").splitlines() if not RECORD.fullmatch(name)]
    day, there, timed = fields.get("due", "").replace("-", ""), set[str](), False
    for line in _extra(fields):
        if line.name == "DUE" and (timed or not day or line.value.replace("-", "")[:8] != day):
            continue
        if line.name in PEOPLE and person(line) not in wanted:
            continue
        timed = timed or line.name == "DUE"
        there |= {person(line)} if line.name in PEOPLE else set()
        yield line.text
    if day and not timed:
        yield f"DUE;VALUE=DATE:{day}"
    yield from (person_line(name).text for name in wanted if name not in there)
