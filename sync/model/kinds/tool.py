"""The library: tools, good practices, research, policy texts, and packs of them in an order."""

from sync.model.kinds.declaration import Field, FieldType, Kind, Option, mark
from sync.model.kinds.vocabulary import EVIDENCE, ONE_EACH, PLACES_HELP, STEPS_HELP, known_from, tags, title

SORTS = (
    Option("tool", mark("Tool")),
    Option("practice", mark("Good practice")),
    Option("research", mark("Research")),
    Option("policy", mark("Policy text")),
    Option("pack", mark("Learning pack")),
)
LICENCES = (
    Option("public", mark("Free for everything")),
    Option("by", mark("Free, with the authors named (CC BY)")),
    Option("by-sa", mark("The same, shared alike (CC BY-SA)")),
    Option("by-nc", mark("Free, not for sale (CC BY-NC)")),
    Option("by-nd", mark("Free, not to be changed (CC BY-ND)")),
    Option("ask", mark("Ask the authors first")),
    Option("unknown", mark("Not known")),
)

KIND = Kind(
    name="tool",
    label=mark("Library item"),
    plural=mark("Library"),
    icon="library",
    title_field="title",
    fields=(
        title(mark("Title"), confidential=False),
        Field("sort", FieldType.CHOICE, mark("What it is"), weight=0, confidential=False, options=SORTS),
        Field("body", FieldType.DOCUMENT, mark("Text")),
        Field("authors", FieldType.LINES, mark("Authors"), help=ONE_EACH, confidential=False),
        Field("year", FieldType.NUMBER, mark("Year"), confidential=False),
        Field(
            "web", FieldType.LINES, mark("Web pages"), help=mark("One page on each line."), confidential=False
        ),
        Field("places", FieldType.PLACES, mark("Made for"), help=PLACES_HELP, confidential=False),
        Field("languages", FieldType.LANGUAGES, mark("Languages"), weight=0, confidential=False),
        Field("licence", FieldType.CHOICE, mark("Licence"), weight=0, confidential=False, options=LICENCES),
        Field("version", FieldType.TEXT, mark("Version"), weight=0, confidential=False),
        Field("tested", FieldType.PLACES, mark("Tried out in"), help=PLACES_HELP),
        Field("evidence", FieldType.CHOICE, mark("What is known of its use"), weight=0, options=EVIDENCE),
        Field(
            "items",
            FieldType.LINKS,
            mark("Parts, in order"),
            weight=0,
            kinds=("tool", "note", "form", "lesson"),
        ),
        Field("checklist", FieldType.MILESTONES, mark("Steps to tick off"), help=STEPS_HELP),
        tags(mark("Topics"), confidential=False),
        known_from(),
        Field("reference", FieldType.TEXT, mark("Other details of the reference"), weight=0, hidden=True),
    ),
    columns=("title", "sort", "languages", "tags"),
)
