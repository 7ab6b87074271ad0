"""Self-assessment in words: which period one answers for now, and what all answered together."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from desktop.models.facade_assess import Comparison, Given, RollUp, Sum
from desktop.models.plain import isolated, one_line
from desktop.models.said import said
from i18n import formats, named, tr, tr_n
from sync.model.kinds.declaration import Field, FieldType

MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
PERIODS_MAX = 6
PERIOD = Field("period", FieldType.PERIOD, "")
WORDS_MAX, NAME_MAX = 300, 60
POINTS = 5


@dataclass(frozen=True, slots=True)
class Found:
    """What there is to be shown of one form."""

    form: str
    title: str
    every: str
    comparison: Comparison
    roll_ups: Sequence[RollUp]


@dataclass(frozen=True, slots=True)
class Together:
    """A question, and one line for each period."""

    words: str
    lines: tuple[str, ...]


def now(every: str, today: date) -> str:
    """Return the period of a form that is answered *every* so often in which *today* is."""
    length = MONTHS.get(every, MONTHS["year"])
    first = (today.month - 1) // length * length + 1
    last = first + length - 1
    end = date(today.year, last, monthrange(today.year, last)[1])
    return f"{date(today.year, first, 1)}/{end}"


def period(text: str) -> str:
    return one_line(said(PERIOD, text)) or tr("Without a period")


def together(found: Found) -> Iterator[Together]:
    """Yield what all answered to each question but texts, the newest period first."""
    newest = list(found.roll_ups)[-PERIODS_MAX:][::-1]
    for question in found.comparison.questions:
        if question.way != "text":
            lines = tuple(_line(each, question.id) for each in newest)
            yield Together(one_line(question.words, WORDS_MAX), lines)


def _line(rolled: RollUp, question: str) -> str:
    found = next((each for each in rolled.sums if each.question.id == question and each.respondents), None)
    told = _told(found) if found else tr("too few answered")
    return tr("{period}: {told}", period=period(rolled.period), told=told)


def _told(found: Sum) -> str:
    people = tr_n("{count} person", "{count} people", found.respondents)
    match found.question.way:
        case "scale":
            mean = named.amount(Decimal(found.mean))
            told = tr("{mean} of {points}", mean=mean, points=formats.number(POINTS))
        case "number":
            told = tr("about {number}", number=named.amount(Decimal(found.mean)))
        case _:
            told = tr(", ").join(_counted(option, times) for option, times in found.counts)
    return tr("{told} ({people})", told=told, people=people)


def _counted(option: str, times: int) -> str:
    words = {"yes": tr("Yes"), "no": tr("No")}.get(option) or isolated(option, NAME_MAX)
    return tr("{option} {count}", option=words, count=formats.number(times))


def title(one: Given) -> str:
    """Return what one set of answers is called in a list."""
    who = isolated(one.who or one.author, NAME_MAX) if one.who or one.author else tr("Without a name")
    return tr("{who}, {when}", who=who, when=period(one.period))
