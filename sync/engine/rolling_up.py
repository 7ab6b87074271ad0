"""What many answered, as one sum that shows nobody.

Texts are never part of it. Respondents are counted by three, in the order in which they answered: two sums
at two times differ by three people at least, so that nobody's answers are the difference between them.
Numbers are rounded, so that the middle one of few is not somebody's own.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import mean, median

from sync.model.kinds.questions import Question

FEWEST = 3
"""Respondents without whom nothing is shown, and by how many more a sum grows."""
DIGITS = 2  # of a number that are shown
STEP = Decimal("0.5")  # of a scale

Answers = Sequence[Mapping[str, str]]
"""What one respondent answered: by the id of the question; several where they answered for several."""


@dataclass(frozen=True, slots=True)
class Sum:
    """What was answered to one question; without *respondents* too few answered it to say anything."""

    question: Question
    respondents: int = 0
    mean: str = ""
    median: str = ""
    counts: tuple[tuple[str, int], ...] = ()
    """Of each option how often it was chosen, in the order of the form."""


@dataclass(frozen=True, slots=True)
class RollUp:
    period: str
    respondents: int
    """How many answered at all; nothing below three."""
    sums: tuple[Sum, ...] = ()


def roll_up(period: str, questions: Sequence[Question], everybody: Sequence[Answers]) -> RollUp:
    """Return the sums of what *everybody* answered, who stand in the order in which they did."""
    if len(everybody) < FEWEST:
        return RollUp(period, 0)
    sums = (_sum(question, everybody) for question in questions if question.way != "text")
    return RollUp(period, len(everybody), tuple(sums))


def _sum(question: Question, everybody: Sequence[Answers]) -> Sum:
    answered = [[one[question.id] for one in each if question.id in one] for each in everybody]
    answered = [each for each in answered if each]
    counted = len(answered) - len(answered) % FEWEST
    said = [one for each in answered[:counted] for one in each]
    if not said:
        return Sum(question)
    if question.way == "number":
        numbers = [Decimal(one) for one in said]
        return Sum(question, counted, _rounded(mean(numbers)), _rounded(median(numbers)))
    times = Counter(said)
    counts = tuple((option, times[option]) for option in question.options)
    if question.way != "scale":
        return Sum(question, counted, counts=counts)
    points = [Decimal(one) for one in said]
    return Sum(question, counted, _stepped(mean(points)), _stepped(median(points)), counts)


def _stepped(number: Decimal) -> str:
    return str((number / STEP).to_integral_value() * STEP)


def _rounded(number: Decimal) -> str:
    """Return *number* with its first digits only."""
    if not number:
        return "0"
    place = Decimal(1).scaleb(number.adjusted() - DIGITS + 1)
    return format((number / place).to_integral_value() * place, "f")
