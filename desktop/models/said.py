"""What a value is to a person: labels for keys, dates in their format, places and languages by name."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

from desktop.models import field_rule
from i18n import formats, named, tr
from sync.model.kinds import values
from sync.model.kinds.declaration import Field, FieldType, split_tags

Titles = Mapping[str, str]
"""Titles of other items by their ids, as lowercase hex."""
NOBODY: Titles = {}


def said(field: Field, text: str, titles: Titles = NOBODY) -> str:
    """Return *text* as people read it; what is no value of *field* is shown as it stands.

    Several values stand one a line, or with commas between where they are kept so.
    """
    say = _SAYS.get(field.type)
    if say is None or not text.strip():
        return text
    try:
        return say(field, values.checked(field, text), titles)
    except (values.BadValue, ValueError, ArithmeticError):
        return text


def in_a_line(field: Field, text: str, titles: Titles = NOBODY) -> str:
    """Return *text* as people read it in one line of a list or a table."""
    shown = said(field, text, titles)
    if field.type in (FieldType.DOCUMENT, FieldType.TEXT):
        return shown
    return " · ".join(line.strip() for line in shown.splitlines() if line.strip())


def day(text: str) -> str:
    """Return YYYY-MM-DD as the person writes days."""
    return formats.date_of(date.fromisoformat(text))


def moment(text: str) -> str:
    """Return a day, or a day and time, with the place of its zone where it has one."""
    when, _, zone = text.partition(" ")
    if "T" not in when:
        return day(when)
    shown = formats.moment_of(datetime.fromisoformat(when).replace(tzinfo=UTC))
    return tr("{when} ({place})", when=shown, place=named.zone(zone)) if zone else shown


def place(text: str) -> str:
    """Return “Kenya” or “Kenya, Coast”."""
    country, _, region = text.partition("/")
    shown = named.country(country)
    return tr("{country}, {region}", country=shown, region=region) if region else shown


def milestone(text: str) -> str:
    done, when, rest = text[1] == "x", text[4:14], text[15:]
    line = f"{day(when)}: {rest}" if rest else day(when)
    return tr("{milestone} (done)", milestone=line) if done else line


def _choice(field: Field, text: str, _titles: Titles) -> str:
    return next(tr(option.label) for option in field.options if option.key == text)


def _choices(field: Field, text: str, _titles: Titles) -> str:
    return _listed([_choice(field, key, NOBODY) for key in split_tags(text)])


def _period(_field: Field, text: str, _titles: Titles) -> str:
    first, _, last = text.partition("/")
    if not last:
        return tr("from {day}", day=day(first))
    if not first:
        return tr("until {day}", day=day(last))
    return tr("{first} to {last}", first=day(first), last=day(last))


def _languages(_field: Field, text: str, _titles: Titles) -> str:
    return _listed([named.language(code) for code in split_tags(text)])


def _money(_field: Field, text: str, _titles: Titles) -> str:
    amount, _, currency = text.partition(" ")
    return named.money(Decimal(amount), currency)


def _link(text: str, titles: Titles) -> str:
    return titles.get(text) or tr("Something that is not here")


def _person(text: str, titles: Titles) -> str:
    return _link(text, titles) if values.RECORD.fullmatch(text) else text


def _question(text: str) -> str:
    return text.split(" | ")[2]


def _listed(words: list[str]) -> str:
    return tr(", ").join(words)


def _each(say: Callable[[str], str]) -> Callable[[Field, str, Titles], str]:
    return lambda _field, text, _titles: "\n".join(say(line) for line in text.splitlines())


def _each_titled(say: Callable[[str, Titles], str]) -> Callable[[Field, str, Titles], str]:
    return lambda _field, text, titles: "\n".join(say(line, titles) for line in text.splitlines())


_SAYS: Mapping[FieldType, Callable[[Field, str, Titles], str]] = {
    FieldType.CHOICE: _choice,
    FieldType.CHOICES: _choices,
    FieldType.DATE: lambda _field, text, _titles: day(text),
    FieldType.MOMENT: lambda _field, text, _titles: moment(text),
    FieldType.PERIOD: _period,
    FieldType.RULE: _each(field_rule.said),
    FieldType.MILESTONES: _each(milestone),
    FieldType.PLACES: _each(place),
    FieldType.LANGUAGES: _languages,
    FieldType.NUMBER: lambda _field, text, _titles: named.amount(Decimal(text)),
    FieldType.MONEY: _money,
    FieldType.LINKS: _each_titled(_link),
    FieldType.PERSONS: _each_titled(_person),
    FieldType.QUESTIONS: _each(_question),
}
