"""Verbs for self-assessment: answers to a form over time, and sums that show nobody."""

import argparse
from typing import Protocol

from i18n import tr
from sync.cli.answer import Answer
from sync.cli.notebook import Verb
from sync.engine.assessments import Comparison, Given
from sync.engine.rolling_up import FEWEST, RollUp, Sum
from sync.engine.session import Session
from sync.model.kinds.questions import Question


class Grammar(Protocol):
    def verb(self, words: str, run: Verb, /, *positionals: str) -> argparse.ArgumentParser: ...


def verbs(grammar: Grammar) -> None:
    grammar.verb("form compare", compare, "form").add_argument("--who", metavar="NAME", default="")
    grammar.verb("form rollup", roll_up, "form").add_argument("--period", metavar="FIRST/LAST")


def compare(session: Session, arguments: argparse.Namespace) -> Answer:
    form = session.items.find_id(arguments.form)
    found = session.assessments.compare(form, arguments.who)
    document = {
        "periods": list(found.periods),
        "questions": [_question(each) for each in found.questions],
        "answers": [_given(each) for each in found.given],
    }
    return Answer(document, [line for each in found.questions for line in _over_time(each, found)])


def _question(question: Question) -> dict[str, object]:
    return {"id": question.id, "type": question.way, "question": question.words}


def _given(one: Given) -> dict[str, object]:
    return {"item": one.item, "period": one.period, "who": one.who, "answers": one.answers}


def _over_time(question: Question, found: Comparison) -> list[str]:
    said = [each for each in found.given if question.id in each.answers]
    lines = (f"  {each.period}  {each.who or '–'}: {each.answers[question.id]}" for each in said)
    return [question.words, *lines]


def roll_up(session: Session, arguments: argparse.Namespace) -> Answer:
    form = session.items.find_id(arguments.form)
    if arguments.period is None:
        found = session.assessments.roll_ups(form)
    else:
        found = (session.assessments.roll_up(form, arguments.period),)
    lines = [line for each in found for line in _said(each)]
    return Answer([_rolled_up(each) for each in found], lines)


def _rolled_up(one: RollUp) -> dict[str, object]:
    questions = [_question(each.question) | _sum(each) for each in one.sums]
    return {"period": one.period, "respondents": one.respondents, "questions": questions}


def _sum(one: Sum) -> dict[str, object]:
    if not one.respondents:
        return {"respondents": 0}
    numbers = {"mean": float(one.mean), "median": float(one.median)} if one.mean else {}
    return {"respondents": one.respondents, **numbers, **({"counts": dict(one.counts)} if one.counts else {})}


def _said(one: RollUp) -> list[str]:
    too_few = tr("Nothing is shown of fewer than {count} people.", count=FEWEST)
    if not one.respondents:
        return [one.period, f"  {too_few}"]
    return [one.period, *(f"  {each.question.words} {_in_words(each) or too_few}" for each in one.sums)]


def _in_words(one: Sum) -> str:
    if not one.respondents:
        return ""
    mean = (
        [tr("On average {mean}; the middle one is {median}.", mean=one.mean, median=one.median)]
        if one.mean
        else []
    )
    return "  ".join([*mean, *(f"{option}: {times}" for option, times in one.counts)])
