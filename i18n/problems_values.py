"""Sentences about values that a field does not take."""

from collections.abc import Mapping

from i18n import mark

SAFE = mark("Nothing was changed.")
LIKE = mark("Write it like this: {example}.")

SENTENCES: Mapping[str, tuple[str, str, str]] = {
    "value-date": (mark("“{name}” takes a day."), SAFE, LIKE),
    "value-moment": (mark("“{name}” takes a day, or a day and time."), SAFE, LIKE),
    "value-zone": (mark("“{name}” names a time zone that nobody knows: {zone}."), SAFE, LIKE),
    "value-period": (mark("“{name}” takes a first and a last day."), SAFE, LIKE),
    "value-rule": (mark("“{name}” takes a rule such as calendars have."), SAFE, LIKE),
    "value-milestones": (mark("“{name}” takes steps, each with its day."), SAFE, LIKE),
    "value-places": (mark("“{name}” takes countries by their two letters."), SAFE, LIKE),
    "value-languages": (mark("“{name}” takes languages by their short names."), SAFE, LIKE),
    "value-number": (mark("“{name}” takes a number."), SAFE, LIKE),
    "value-money": (mark("“{name}” takes an amount and its currency."), SAFE, LIKE),
    "value-choice": (
        mark("“{name}” takes one of these: {options}."),
        SAFE,
        mark("Choose one that is named here."),
    ),
    "value-choices": (
        mark("“{name}” takes some of these: {options}."),
        SAFE,
        mark("Choose among those that are named here."),
    ),
    "value-links": (
        mark("“{name}” takes the ids of other items."),
        SAFE,
        mark("Write each whole, one on each line."),
    ),
    "value-persons": (
        mark("“{name}” has room for {count} lines."),
        SAFE,
        mark("Put the rest into another item."),
    ),
    "value-questions": (mark("“{name}” takes a question on each line."), SAFE, LIKE),
    "not-movable": (
        mark("Nothing on this day can be moved."),
        SAFE,
        mark("Look at the calendar again, or change the day in the form."),
    ),
    "rule-stays": (
        mark("How this repeats is tied to its days."),
        SAFE,
        mark("Change how it repeats in its form."),
    ),
    "nothing-to-confirm": (
        mark("Nothing of this kind is to be confirmed."),
        SAFE,
        mark("Name something that says when it was confirmed."),
    ),
    "not-a-form": (
        mark("“{name}” is not a form."),
        SAFE,
        mark("Name a form that holds questions."),
    ),
}
