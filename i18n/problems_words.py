"""Sentences about a space's own words and its careful words."""

from collections.abc import Mapping

from i18n import mark

SENTENCES: Mapping[str, tuple[str, str, str]] = {
    "word-unknown": (
        mark("Nothing here is called “{name}”."),
        mark("The words of the space stay as they were."),
        mark("Check the spelling, or look at the list."),
    ),
    "word-holes": (
        mark("“{name}” lacks a place that the program fills in."),
        mark("The words of the space stay as they were."),
        mark("Its places to fill must stay as they are: {holes}."),
    ),
    "word-forms": (
        mark("“{name}” needs every form that its language has: {count}."),
        mark("The words of the space stay as they were."),
        mark("Fill all its forms, or leave all of them empty."),
    ),
    "word-too-long": (
        mark("“{name}” has room for {count} letters."),
        mark("The words of the space stay as they were."),
        mark("Choose shorter words."),
    ),
    "too-many-careful": (
        mark("A space may have {count} careful words."),
        mark("The careful words stay as they were."),
        mark("Take out those that matter least."),
    ),
    "careful-too-long": (
        mark("“{name}” is too long for a careful word."),
        mark("The careful words stay as they were."),
        mark("Keep only the words that matter."),
    ),
    "careful-inside": (
        mark("Careful words stand in this: {words}."),
        mark("Nothing has left yet, and nothing was changed."),
        mark("Look at them first. To take it out all the same, add --anyway."),
    ),
}
