"""Values of each type of field as they are kept: what is taken, and in which one form (PROTOCOL 3.25)."""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from decimal import Decimal

from sync.model.kinds import countries
from sync.model.kinds.declaration import Field, FieldType, split_tags

LINES_MAX = 500
MONTHS = 12
DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
TIME = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ]((?:[01]\d|2[0-3]):[0-5]\d)(?::[0-5]\d)?(?: ([A-Za-z][A-Za-z0-9_+/-]{1,60}))?",
    re.ASCII,
)
MILESTONE = re.compile(r"(?:\[([ xX])\] )?(\d{4}-\d{2}-\d{2})(?: (.*))?", re.ASCII)
NUMBER = re.compile(r"[+-]?\d{1,20}(?:\.\d{1,9})?", re.ASCII)
CURRENCY = re.compile(r"[A-Z]{3}")
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
REGION = re.compile(r"([A-Z]{2})(?:/(.{1,80}))?")
RECORD = re.compile(r"[0-9a-f]{32}")
RULE = re.compile(r"(?:FREQ=[A-Z0-9=;,+-]{1,300}|(?:EXDATE|RDATE):[0-9TZ,]{8,2000})")
ANSWERS = "text|number|scale|choice|yes-no"
QUESTION = re.compile(rf"([a-z][a-z0-9-]{{0,30}}) \| ({ANSWERS}) \| ([^|]{{1,300}})(?: \| (.{{1,500}}))?")


class BadValue(ValueError):
    """A text that is no value of its field; *reason* is the name of the field's type."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def checked(field: Field, text: str) -> str:
    """Return *text* in the one form in which a value of *field* is kept; nothing stays nothing.

    Raises BadValue.
    """
    check = _CHECKS.get(field.type)
    bare = text.strip()
    if check is None:
        return text
    try:
        return check(field, bare) if bare else ""
    except ValueError as error:
        raise BadValue(field.type.value) from error


def lines(text: str) -> tuple[str, ...]:
    """Return the lines of a value that stand one below another, without empty ones."""
    return tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def _matched(pattern: re.Pattern[str], text: str) -> re.Match[str]:
    found = pattern.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return found


def _day(text: str) -> str:
    year, month, day = map(int, _matched(DAY, text).groups())
    if not (year >= 1 and 1 <= month <= MONTHS and 1 <= day <= monthrange(year, month)[1]):
        raise ValueError(text)
    return text


def _choice(field: Field, text: str) -> str:
    if text not in {option.key for option in field.options}:
        raise ValueError(text)
    return text


def _choices(field: Field, text: str) -> str:
    order = [option.key for option in field.options]
    chosen = {_choice(field, part) for part in split_tags(text)}
    return ", ".join(sorted(chosen, key=order.index))


def _date(_field: Field, text: str) -> str:
    return _day(text)


def _moment(_field: Field, text: str) -> str:
    if DAY.fullmatch(text):
        return _day(text)
    day, time, zone = _matched(TIME, text).groups()
    when = f"{_day(day)}T{time}"
    return f"{when} {zone}" if zone else when


def _period(_field: Field, text: str) -> str:
    first, slash, last = (part.strip() for part in text.partition("/"))
    days = [_day(part) if part else "" for part in (first, last)]
    if not slash or not any(days) or (all(days) and days[0] > days[1]):
        raise ValueError(text)
    return "/".join(days)


def _each(check: Callable[[str], str]) -> Callable[[Field, str], str]:
    def every(_field: Field, text: str) -> str:
        found = lines(text)
        if len(found) > LINES_MAX:
            raise ValueError(text)
        return "\n".join(dict.fromkeys(check(line) for line in found))

    return every


def _milestone(line: str) -> str:
    done, day, said = _matched(MILESTONE, line).groups()
    return f"[{'x' if done in ('x', 'X') else ' '}] {_day(day)} {(said or '').strip()}".rstrip()


def _place(line: str) -> str:
    country, region = _matched(REGION, line).groups()
    if country not in countries.CODES:
        raise ValueError(line)
    return f"{country}/{region.strip()}" if region and region.strip() else country


def _languages(_field: Field, text: str) -> str:
    return ", ".join(_matched(LANGUAGE, part).group() for part in split_tags(text))


def _plain_number(text: str) -> str:
    return format(Decimal(_matched(NUMBER, text).group()), "f")


def _number(_field: Field, text: str) -> str:
    return _plain_number(text)


def _money(_field: Field, text: str) -> str:
    amount, _, currency = text.partition(" ")
    return f"{_plain_number(amount)} {_matched(CURRENCY, currency.strip()).group()}"


def _link(line: str) -> str:
    return _matched(RECORD, line).group()


def _person(line: str) -> str:
    return line


def _rule(line: str) -> str:
    return _matched(RULE, line).group()


def _question(line: str) -> str:
    name, kind, said, answers = _matched(QUESTION, line).groups()
    options = "; ".join(dict.fromkeys(each.strip() for each in (answers or "").split(";") if each.strip()))
    if (kind == "choice") != bool(options) or not said.strip():
        raise ValueError(line)
    return " | ".join([name, kind, said.strip(), *([options] if options else [])])


def _questions(field: Field, text: str) -> str:
    """Answers are found by the name of their question: no two may share one."""
    kept = _each(_question)(field, text)
    names = [line.partition(" | ")[0] for line in kept.split("\n")]
    if len(set(names)) < len(names):
        raise ValueError(text)
    return kept


_CHECKS: Mapping[FieldType, Callable[[Field, str], str]] = {
    FieldType.CHOICE: _choice,
    FieldType.CHOICES: _choices,
    FieldType.DATE: _date,
    FieldType.MOMENT: _moment,
    FieldType.PERIOD: _period,
    FieldType.RULE: _each(_rule),
    FieldType.MILESTONES: _each(_milestone),
    FieldType.PLACES: _each(_place),
    FieldType.LANGUAGES: _languages,
    FieldType.NUMBER: _number,
    FieldType.MONEY: _money,
    FieldType.LINKS: _each(_link),
    FieldType.PERSONS: _each(_person),
    FieldType.QUESTIONS: _questions,
}
