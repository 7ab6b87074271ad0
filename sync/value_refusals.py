"""What is refused where somebody writes a value that its field does not take: a code each, never words."""

from collections.abc import Mapping

from sync.errors import Problem


class NoDate(Problem):
    """Holes: name, example."""

    code = "value-date"


class NoMoment(Problem):
    """Neither a day nor a day and time. Holes: name, example."""

    code = "value-moment"


class NoZone(Problem):
    """A moment in a time zone that nobody knows. Holes: name, zone, example."""

    code = "value-zone"


class NoPeriod(Problem):
    """Holes: name, example."""

    code = "value-period"


class NoRule(Problem):
    """Not how something recurs in the words of RFC 5545. Holes: name, example."""

    code = "value-rule"


class NoMilestones(Problem):
    """Holes: name, example."""

    code = "value-milestones"


class NoPlaces(Problem):
    """Holes: name, example."""

    code = "value-places"


class NoLanguages(Problem):
    """Holes: name, example."""

    code = "value-languages"


class NoNumber(Problem):
    """Holes: name, example."""

    code = "value-number"


class NoMoney(Problem):
    """Holes: name, example."""

    code = "value-money"


class NoChoice(Problem):
    """Holes: name, options."""

    code = "value-choice"


class NoChoices(Problem):
    """Holes: name, options."""

    code = "value-choices"


class NoLinks(Problem):
    """Lines that are no ids of items. Holes: name."""

    code = "value-links"


class NoPersons(Problem):
    """More people than one field takes. Holes: name, count."""

    code = "value-persons"


class NoQuestions(Problem):
    """Holes: name, example."""

    code = "value-questions"


BY_TYPE: Mapping[str, type[Problem]] = {
    each.code.removeprefix("value-"): each
    for each in (
        NoDate,
        NoMoment,
        NoPeriod,
        NoRule,
        NoMilestones,
        NoPlaces,
        NoLanguages,
        NoNumber,
        NoMoney,
        NoChoice,
        NoChoices,
        NoLinks,
        NoPersons,
        NoQuestions,
    )
}
"""By the reason that a bad value gives: the name of its field's type."""
