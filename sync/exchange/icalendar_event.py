"""An event's fields and the properties of a calendar file that stand for them."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence

from sync.exchange import tags
from sync.exchange.icalendar_times import WHENS_A_LINE, WHENS_MAX, Time, Zones, first, lasts, parameter, times
from sync.exchange.lines import Line, components, unescaped

STATES = {"TENTATIVE": "planned", "CONFIRMED": "confirmed", "CANCELLED": "cancelled"}
TEXTS = {"title": "SUMMARY", "where": "LOCATION"}
LONG = {"agenda": "DESCRIPTION", "notes": "X-NOTES", "actions": "X-ACTIONS"}
PEOPLE = ("ORGANIZER", "ATTENDEE")
PAPER, ITEM = "X-PAPER", "X-ITEM"
"""A paper of a meeting by its title, and which item that is for whoever has it."""

TIMES = frozenset({"DTSTART", "DTEND", "DURATION", "RRULE", "EXDATE", "RDATE", "RECURRENCE-ID"})
WHEN = ("DTSTART", "DTEND", "DURATION", "RRULE")
"""What stands in the text of an event whose beginning nobody understands: no day is lost."""

OURS = TIMES | {*TEXTS.values(), *LONG.values(), "STATUS", "CATEGORIES", "UID", "DTSTAMP", "DUE", PAPER}
"""What is made anew of the fields; every other property waits in ``extra`` for the way back."""

LEFT_ALONE = frozenset({"agenda", "notes", "actions", "people", "papers", "tags"})
"""What somebody may have written here meanwhile: nothing in a file that comes again does not clear it."""

RECORD = re.compile(r"[0-9a-f]{32}")
PAPERS_MAX = 500
RULE = re.compile(r"FREQ=[A-Z0-9=;,+-]{1,300}")
NO_ADDRESS = "invalid:nomail"
QUOTED, QUOTE = re.compile(r"\^[n'^]"), re.compile(r'[\n"^]')
UNQUOTED = {"^n": " ", "^'": '"', "^^": "^"}  # RFC 6868
QUOTES = {"\n": "^n", '"': "^'", "^": "^^"}
DAY = dt.timedelta(days=1)


def fields_of(lines: Sequence[Line], zones: Zones, left_out: Sequence[Line] = ()) -> dict[str, str]:
    """Return the fields of an event; *left_out* says which of its times are items of their own."""
    begins = first(line_of(lines, "DTSTART"), zones)
    found = {name: one_line(text_of(lines, label)) for name, label in TEXTS.items()}
    found |= {name: text_of(lines, label) for name, label in LONG.items()}
    found["begins"] = begins.text if begins else ""
    if begins is None and all_of(lines, "DTSTART"):
        unread = "\n".join(line.text for line in all_of(lines, *WHEN))
        found["agenda"] = "\n\n".join(filter(None, (found["agenda"], unread)))
    found["ends"] = _ends(lines, zones, begins)
    found["rule"] = "\n".join(_rule(lines, zones, begins, left_out)) if begins else ""
    found["state"] = STATES.get(text_of(lines, "STATUS").strip().upper(), "")
    found["people"] = people(lines)
    found["papers"] = "\n".join(_papers(lines))
    found["tags"] = categories(lines)
    found["uid"] = uid(lines, zones)
    moved = first(line_of(lines, "RECURRENCE-ID"), zones)
    found["moved"] = moved.text if moved else ""
    found["extra"] = "\n".join(line.text for line in lines if line.name not in OURS and not nameless(line))
    return {name: text for name, text in found.items() if text or name not in LEFT_ALONE}


def people(lines: Sequence[Line]) -> str:
    return "\n".join(dict.fromkeys(filter(None, map(person, all_of(lines, *PEOPLE)))))


def _papers(lines: Sequence[Line]) -> Iterator[str]:
    found = dict.fromkeys(parameter(line, ITEM) for line in all_of(lines, PAPER))
    yield from [one for one in found if RECORD.fullmatch(one)][:PAPERS_MAX]


def uid(lines: Sequence[Line], zones: Zones) -> str:
    """Return the name of an event; a time of its own has the time it was to be at behind it."""
    name = one_line(text_of(lines, "UID"))
    moved = first(line_of(lines, "RECURRENCE-ID"), zones)
    return f"{name}#{moved.bare}" if name and moved else name


def categories(lines: Sequence[Line]) -> str:
    words = (word for line in all_of(lines, "CATEGORIES") for word in components(line.value, ","))
    return tags.text(tags.tidy(list(words)))


def person(line: Line) -> str:
    """Return what an organizer or attendee is called."""
    name = one_line(QUOTED.sub(lambda found: UNQUOTED[found[0]], parameter(line, "CN")))
    address = line.value.strip()
    bare = address[len("mailto:") :] if address.lower().startswith("mailto:") else ""
    return name or one_line(bare)


def person_line(name: str) -> Line:
    """Return the line of somebody of whom only the name is known."""
    return Line("", "ATTENDEE", f';CN="{QUOTE.sub(lambda found: QUOTES[found[0]], name)}"', NO_ADDRESS)


def nameless(line: Line) -> bool:
    return line.name in PEOPLE and line.value == NO_ADDRESS


def one_line(text: str) -> str:
    return " ".join(text.split())


def line_of(lines: Sequence[Line], name: str) -> Line | None:
    return next((line for line in lines if line.name == name), None)


def all_of(lines: Sequence[Line], *names: str) -> list[Line]:
    return [line for line in lines if line.name in names]


def text_of(lines: Sequence[Line], name: str) -> str:
    return "\n\n".join(filter(None, (unescaped(line.value) for line in all_of(lines, name))))


def _ends(lines: Sequence[Line], zones: Zones, begins: Time | None) -> str:
    """Return the end; that of whole days is the last of them here, and the day after it in files."""
    if begins is None:
        return ""
    try:
        end = first(line_of(lines, "DTEND"), zones) or _after(line_of(lines, "DURATION"), begins)
        if end is None:
            return ""
        if begins.whole_day:
            day = (end.wall - DAY if end.whole_day else end.wall).date()
            return day.isoformat() if day > begins.wall.date() else ""
    except OverflowError:
        return ""
    return end.text


def _after(line: Line | None, begins: Time) -> Time | None:
    length = lasts(line.value) if line is not None else None
    return begins.later(length) if length else None


def _rule(lines: Sequence[Line], zones: Zones, begins: Time, left_out: Sequence[Line]) -> Iterator[str]:
    for line in all_of(lines, "RRULE")[:1]:
        yield from filter(None, [rule_of(line.value)])
    without = [*all_of(lines, "EXDATE"), *left_out]
    for name, found in (("EXDATE", without), ("RDATE", all_of(lines, "RDATE"))):
        whens = sorted({_bare(one, begins) for line in found for one in times(line, zones)})[:WHENS_MAX]
        for start in range(0, len(whens), WHENS_A_LINE):
            yield f"{name}:{','.join(whens[start : start + WHENS_A_LINE])}"


def rule_of(value: str) -> str:
    """Return a rule with its frequency first, or nothing for one in other words than ours."""
    parts = [part for part in value.upper().replace(" ", "").split(";") if "=" in part]
    ordered = sorted(parts, key=lambda part: not part.startswith("FREQ="))
    text = ";".join(ordered)
    return text if RULE.fullmatch(text) else ""


def _bare(one: Time, begins: Time) -> str:
    there = one.on_the_wall_of(begins)
    if begins.whole_day:
        return f"{there.wall:%Y%m%d}"
    return f"{there.bare}Z" if there.zone == "UTC" != begins.zone else there.bare


def of_interest(fields: Mapping[str, str]) -> bool:
    return any(fields.get(name) for name in ("title", "begins", "due", "agenda", "evidence"))
