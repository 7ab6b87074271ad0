"""Self-assessment: the answers to a form by period, beside each other, and as a sum that shows nobody."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from sync.engine import shown
from sync.engine.notebook import Notebook
from sync.engine.rolling_up import RollUp, roll_up
from sync.engine.shown import Item
from sync.item_refusals import NotAForm
from sync.model.folding import fold
from sync.model.kinds import questions, values
from sync.model.kinds.questions import Question
from sync.store import records
from sync.store.database import Db

FORM, ANSWER = "form", "answer"


@dataclass(frozen=True, slots=True)
class Given:
    """One set of answers; who gave them and which period they are of, as it stands there."""

    item: str
    period: str
    who: str
    author: str
    answers: dict[str, str]
    when_ms: int


@dataclass(frozen=True, slots=True)
class Comparison:
    questions: tuple[Question, ...]
    periods: tuple[str, ...]
    given: tuple[Given, ...]
    """By period, then in the order in which they were given."""


class Assessments:
    def __init__(self, book: Notebook) -> None:
        self._book = book

    def compare(self, form: str, who: str = "") -> Comparison:
        """Return all answers to a form over time; of one respondent where one is named. Raises NotAForm."""
        asked, every = self._book.read(partial(self._every, form))
        wanted = [each for each in every if not who or fold(each.who) == fold(who)]
        return Comparison(asked, _periods(wanted), tuple(wanted))

    def roll_up(self, form: str, period: str) -> RollUp:
        """Return the sum of the answers of exactly that period. Raises NotAForm."""
        asked, every = self._book.read(partial(self._every, form))
        return _of_period(asked, every, period)

    def roll_ups(self, form: str) -> tuple[RollUp, ...]:
        """Return the sums of all periods that somebody answered for. Raises NotAForm."""
        asked, every = self._book.read(partial(self._every, form))
        return tuple(_of_period(asked, every, period) for period in _periods(every))

    def _every(self, form: str, db: Db) -> tuple[tuple[Question, ...], list[Given]]:
        asking = shown.item(db, self._book, form)
        if asking.kind != FORM:
            raise NotAForm(name=asking.title)
        asked = questions.asked(_value(asking, "questions"))
        rows = records.listed(db, bytes.fromhex(asking.space), ANSWER, present=True)
        items = (shown.item(db, self._book, row.record.hex()) for row in rows)
        found = [_given(item, asked) for item in items if form in values.lines(_value(item, "form"))]
        return asked, sorted(found, key=lambda each: (each.period, each.when_ms, each.item))


def _given(item: Item, asked: Sequence[Question]) -> Given:
    place = item.fields["form"][0]
    who = ", ".join(values.lines(_value(item, "who")))
    answers = questions.given(_value(item, "answers"), asked)
    return Given(item.id, _value(item, "period"), who, place.author, answers, place.when_ms)


def _value(item: Item, field: str) -> str:
    """Return the value that is shown first; where two stand side by side, the other waits for a decision."""
    return item.fields[field][0].value if field in item.fields else ""


def _periods(every: Iterable[Given]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.period for each in every))


def _of_period(asked: Sequence[Question], every: Sequence[Given], period: str) -> RollUp:
    """Under one name the last answers count; those without a name are together one respondent's."""
    of_each: dict[tuple[str, str], list[dict[str, str]]] = {}
    for each in every:
        if each.period == period and each.answers:
            key = ("named", fold(each.who)) if each.who else ("author", each.author)
            before = [] if each.who else of_each.get(key, [])
            of_each[key] = [*before, each.answers]
    return roll_up(period, asked, list(of_each.values()))
