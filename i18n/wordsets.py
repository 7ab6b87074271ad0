"""Neutral sets of words that are shipped: what a network may call things instead of our own words."""

from collections.abc import Mapping
from dataclasses import dataclass

from i18n import CATALOGUES, OWN_NAMES, compiled, mark

Said = tuple[str, ...]
"""One message in the source language: one form, or the two of a message with a count."""


def mark_n(one: str, many: str) -> Said:
    """Return both as they are, for a message with a count: only so that the extractor finds them."""
    return one, many


@dataclass(frozen=True, slots=True)
class WordSet:
    name: str
    """For commands; people see the title."""
    title: str
    about: str
    words: Mapping[str, Said]
    """By key (`sync.model.terms`) what is said, in the source language."""


COMMUNITY = WordSet(
    "community-programmes",
    mark("Community programmes"),
    mark("For those who run projects with the people of a place."),
    {
        "kind.note.many": (mark("Field notes"),),
        "kind.note.one": (mark("Field note"),),
        "kind.note.count": mark_n("{count} field note", "{count} field notes"),
        "kind.note.new": (mark("New field note"),),
        "kind.note.empty": (mark("No field notes yet. Press “New field note” to begin."),),
        "kind.contact.many": (mark("Participants"),),
        "kind.contact.one": (mark("Participant"),),
        "kind.contact.count": mark_n("{count} participant", "{count} participants"),
        "kind.contact.new": (mark("New participant"),),
        "kind.contact.empty": (mark("No participants yet. Press “New participant” to begin."),),
        "field.contact.organisation": (mark("Community group"),),
        "field.contact.role": (mark("Part in the programme"),),
        "field.note.tags": (mark("Areas of work"),),
        "role.steward": (mark("Coordinator"),),
        "role.member": (mark("Team member"),),
    },
)
EDUCATION = WordSet(
    "youth-and-education",
    mark("Youth and education"),
    mark("For schools, clubs and those who work with young people."),
    {
        "kind.note.many": (mark("Learning notes"),),
        "kind.note.one": (mark("Learning note"),),
        "kind.note.count": mark_n("{count} learning note", "{count} learning notes"),
        "kind.note.new": (mark("New learning note"),),
        "kind.note.empty": (mark("No learning notes yet. Press “New learning note” to begin."),),
        "kind.contact.many": (mark("Learners and teachers"),),
        "kind.contact.one": (mark("Learner or teacher"),),
        "kind.contact.count": mark_n("{count} person", "{count} people"),
        "kind.contact.new": (mark("New person"),),
        "kind.contact.empty": (mark("Nobody here yet. Press “New person” to begin."),),
        "field.contact.organisation": (mark("School or club"),),
        "field.contact.role": (mark("Class or subject"),),
        "field.note.tags": (mark("Subjects"),),
        "role.steward": (mark("Head of the team"),),
        "role.member": (mark("Youth worker"),),
    },
)
DIALOGUE = WordSet(
    "peace-and-dialogue",
    mark("Peace and dialogue"),
    mark("For those who bring people to one table."),
    {
        "kind.note.many": (mark("Meeting notes"),),
        "kind.note.one": (mark("Meeting note"),),
        "kind.note.count": mark_n("{count} meeting note", "{count} meeting notes"),
        "kind.note.new": (mark("New meeting note"),),
        "kind.note.empty": (mark("No meeting notes yet. Press “New meeting note” to begin."),),
        "kind.contact.many": (mark("Dialogue partners"),),
        "kind.contact.one": (mark("Dialogue partner"),),
        "kind.contact.count": mark_n("{count} dialogue partner", "{count} dialogue partners"),
        "kind.contact.new": (mark("New dialogue partner"),),
        "kind.contact.empty": (mark("No dialogue partners yet. Press “New dialogue partner” to begin."),),
        "field.contact.organisation": (mark("Community"),),
        "field.contact.role": (mark("Part in the dialogue"),),
        "field.note.tags": (mark("Themes"),),
        "role.steward": (mark("Facilitator"),),
        "role.member": (mark("Participant"),),
        "role.reader": (mark("Listener"),),
    },
)
ALL: Mapping[str, WordSet] = {each.name: each for each in (COMMUNITY, EDUCATION, DIALOGUE)}


def in_every_language(one: WordSet) -> dict[str, dict[str, Said]]:
    """Return by language and key what a set says, all forms of it; what has no translation is left out."""
    found: dict[str, dict[str, Said]] = {}
    for language in OWN_NAMES:
        said = compiled.read(CATALOGUES / f"{language}.mo").said
        words = {key: forms for key, source in one.words.items() if (forms := said.get(source[0], ()))}
        if words:
            found[language] = words
    return found
