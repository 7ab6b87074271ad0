"""Events and tasks of calendar files: what every program writes, and what is left of it on the way.

What an event has no field for stays in ``extra``, its lines unfolded. Alarms, addresses of attached files and
whatever a file asks to be done with it are not looked at; nothing is fetched.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sync.exchange import (
    decoding,
    icalendar_event,
    icalendar_ranges,
    icalendar_task,
    icalendar_times,
    lines,
)
from sync.exchange.icalendar_times import Zones
from sync.exchange.lines import Line
from sync.exchange.outcome import Imported, Outcome, Reason, Refused, Remark

KIND, TASK = "event", "plan"
ENDINGS = frozenset({".ics", ".ical", ".icalendar", ".vcs"})
KINDS = {"VEVENT": KIND, "VTODO": TASK}
EVENTS_MAX = 50_000
LINES_MAX = 5_000
TIMES_LINES_MAX = 30_000
"""Lines that leave days out: some programs write each into a line of its own."""

EXTRA_MAX = 64 * 1024
"""In bytes; what is heavy is left out of what would be larger."""

DEPTH_MAX = 8
BEGIN, END = b"BEGIN:", b"END:"
AFTER = icalendar_ranges.AFTER.encode()


@dataclass
class _Part:
    """One component: its kind, its own lines, and whether it had its end."""

    kind: str
    own: list[bytes] = field(default_factory=list)
    whole: bool = False
    cut: list[Line] | None = None
    """Its lines where a series was cut in two; none where it became part of another."""
    remark: Remark = Remark.NONE


def read(name: str, raw: bytes) -> Iterator[Outcome]:
    """Yield each event and task in the file *raw*, and why others could not be read."""
    logical, old = decoding.in_utf8(list(lines.unfold(decoding.utf8(raw))))
    yield from decoding.remarked(_outcomes(name, logical), old)


def _outcomes(name: str, logical: Sequence[bytes]) -> Iterator[Outcome]:
    parts = list(_parts(logical))
    wanted = [part for part in parts if part.kind in KINDS]
    zones = _zones(parts)
    _cut_ranges(wanted, zones)
    wanted = [part for part in wanted if part.cut != []]
    moved = _moved(wanted)
    for number, part in enumerate(wanted[:EVENTS_MAX], 1):
        yield _outcome(f"{name} #{number}", part, zones, moved)
    if len(wanted) > EVENTS_MAX:
        yield Refused(name, Reason.TOO_LARGE)
    if not wanted:
        yield Refused(name, Reason.NO_EVENTS)


def _parts(logical: Iterable[bytes]) -> Iterator[_Part]:
    """Yield all components, those inside others too; one without an end goes on to the next of its kind."""
    open_ones: list[_Part] = [_Part("")]
    for line in logical:
        mark = line.strip().upper()
        if mark.startswith(BEGIN):
            kind = mark[len(BEGIN) :].strip().decode("ascii", "replace")
            while kind in KINDS and any(part.kind in KINDS for part in open_ones):
                yield _closed(open_ones.pop())
            if len(open_ones) < DEPTH_MAX:
                open_ones.append(_Part(kind))
        elif mark.startswith(END):
            kind = mark[len(END) :].strip().decode("ascii", "replace")
            while any(part.kind == kind for part in open_ones[1:]):
                part = open_ones.pop()
                yield _closed(part)
                if part.kind == kind:
                    break
        else:
            open_ones[-1].own.append(line)
    yield from reversed(open_ones)


def _closed(part: _Part) -> _Part:
    part.whole = True
    return part


def _parsed(raw: Sequence[bytes]) -> tuple[list[Line], Remark]:
    found: list[Line] = []
    remark = Remark.NONE
    for part in raw:
        line, guessed = lines.parse(part)
        remark = Remark.LATIN_1 if guessed else remark
        if line is not None:
            found.append(line)
        elif part.strip() and found:  # a long text, broken without the blank that says so
            last = found[-1]
            found[-1] = Line("", last.label, last.params, f"{last.value}\\n{lines.text_of(part).strip()}")
    return found, remark


def _zones(parts: Sequence[_Part]) -> Zones:
    """STANDARD and DAYLIGHT come before the zone that they are of, as they end before it does."""
    found: list[list[Line]] = []
    inside: list[Line] = []
    for part in parts:
        if part.kind in ("STANDARD", "DAYLIGHT"):
            inside += _parsed(part.own[:LINES_MAX])[0]
        elif part.kind == "VTIMEZONE":
            found.append([*_parsed(part.own[:LINES_MAX])[0], *inside])
            inside = []
    head = next((part.own for part in parts if part.kind == "VCALENDAR"), [])
    whole = next((line.value for line in _parsed(head[:LINES_MAX])[0] if line.name == "X-WR-TIMEZONE"), "")
    return icalendar_times.told(found, whole.strip())


def _cut_ranges(wanted: Sequence[_Part], zones: Zones) -> None:
    """Follow what is said of one time of a series and all later ones, each series for itself."""
    if not any(AFTER in line.upper() for part in wanted for line in part.own):
        return
    named: dict[str, list[_Part]] = {}
    for part in wanted:
        if part.kind == "VEVENT" and part.whole and len(part.own) <= TIMES_LINES_MAX:
            named.setdefault(_name(part), []).append(part)
    for name, same in named.items():
        if name and any(AFTER in line.upper() for part in same for line in part.own):
            _cut(same, zones)


def _cut(same: Sequence[_Part], zones: Zones) -> None:
    every = [_parsed(part.own) for part in same]
    now = [list(found) for found, _ in every]
    kept = icalendar_ranges.cut(now, zones)
    for number, (part, (before, remark)) in enumerate(zip(same, every, strict=True)):
        part.cut = now[number] if now[number] != before else None
        part.remark = Remark.ONLY_ONE if number in kept else remark


def _name(part: _Part) -> str:
    said = (lines.parse(line)[0] for line in part.own[:LINES_MAX] if line[:3].upper() == b"UID")
    return next((line.value.strip() for line in said if line is not None and line.name == "UID"), "")


def _lines(part: _Part) -> tuple[list[Line], Remark]:
    if part.cut is not None:
        return part.cut, part.remark
    found, remark = _parsed(part.own)
    return found, part.remark or remark


def _moved(parts: Sequence[_Part]) -> dict[str, list[Line]]:
    """Return for each event that recurs which of its times are items of their own."""
    found: dict[str, list[Line]] = {}
    for part in parts:
        if any(line[:13].upper() == b"RECURRENCE-ID" for line in part.own):
            parsed = part.cut or _parsed(part.own[:LINES_MAX])[0]
            named = [line.value for line in parsed if line.name == "UID"]
            for line in parsed:
                if line.name == "RECURRENCE-ID" and named:
                    found.setdefault(named[0].strip(), []).append(line)
    return found


def _outcome(place: str, part: _Part, zones: Zones, moved: Mapping[str, list[Line]]) -> Outcome:
    if not part.whole:
        return Refused(place, Reason.CUT_SHORT)
    if len(part.own) > (TIMES_LINES_MAX if part.kind == "VEVENT" else LINES_MAX):
        return Refused(place, Reason.TOO_LARGE)
    parsed, remark = _lines(part)
    if part.kind == "VTODO":
        return _imported(TASK, icalendar_task.fields_of(parsed, zones), place, remark)
    own = next((line.value.strip() for line in parsed if line.name == "UID"), "")
    is_moved = any(line.name == "RECURRENCE-ID" for line in parsed)
    fields = icalendar_event.fields_of(parsed, zones, () if is_moved else moved.get(own, ()))
    return _imported(KIND, fields, place, remark)


def _imported(kind: str, fields: Mapping[str, str], place: str, remark: Remark) -> Outcome:
    if not icalendar_event.of_interest(fields):
        return Refused(place, Reason.EMPTY)
    kept = _bounded(fields["extra"])
    remark = remark if kept == fields["extra"] else Remark.PICTURE_LEFT_OUT
    return Imported(kind, {**fields, "extra": kept}, place, remark)


def _bounded(extra: str) -> str:
    """Return what ``extra`` keeps: the longest lines go first where it is too much."""
    kept = extra.split("\n")
    size = len(extra.encode())
    for line in sorted(kept, key=len, reverse=True):
        if size <= EXTRA_MAX:
            break
        kept.remove(line)
        size -= len(line.encode()) + 1
    return "\n".join(kept)
