"""Contacts: a person or an office, and how to reach them."""

from sync.model.kinds.declaration import Field, FieldType, Kind, Option, mark
from sync.model.kinds.vocabulary import AREAS, PLACES_HELP, known_from, tags

SORTS = (Option("person", mark("Person")), Option("organisation", mark("Organisation")))

KIND = Kind(
    name="contact",
    label=mark("Contact"),
    plural=mark("People"),
    icon="users",
    title_field="name",
    fields=(
        Field("name", FieldType.TEXT, mark("Name"), weight=4),
        Field("sort", FieldType.CHOICE, mark("Person or organisation"), weight=0, options=SORTS),
        Field("organisation", FieldType.TEXT, mark("Organisation")),
        Field("role", FieldType.TEXT, mark("Role")),
        Field("phone", FieldType.LINES, mark("Phone"), help=mark("One number on each line.")),
        Field("email", FieldType.LINES, mark("E-mail"), help=mark("One address on each line.")),
        Field("address", FieldType.LINES, mark("Address"), help=mark("One address on each line.")),
        Field("web", FieldType.LINES, mark("Web pages"), help=mark("One page on each line.")),
        Field(
            "safely",
            FieldType.LINES,
            mark("How to reach them safely"),
            help=mark("When, how, and what to avoid."),
        ),
        Field(
            "names", FieldType.LINES, mark("Names for others"), help=mark("For whom, a colon, then the name.")
        ),
        Field("languages", FieldType.LANGUAGES, mark("Languages"), weight=0),
        Field("areas", FieldType.CHOICES, mark("Areas of work"), weight=0, options=AREAS),
        Field("places", FieldType.PLACES, mark("Countries and regions"), help=PLACES_HELP),
        tags(),
        Field("note", FieldType.DOCUMENT, mark("Notes about this contact")),
        known_from(),
        Field("source", FieldType.TEXT, mark("Picture and other details of the card"), weight=0, hidden=True),
    ),
    columns=("name", "organisation", "role"),
)
