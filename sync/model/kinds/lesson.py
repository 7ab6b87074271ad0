"""Lessons: what was tried, what worked, and what did not."""

from sync.model.kinds.declaration import Field, FieldType, Kind, mark
from sync.model.kinds.vocabulary import EVIDENCE, PLACES_HELP, known_from, tags, title

KIND = Kind(
    name="lesson",
    label=mark("Lesson"),
    plural=mark("Lessons"),
    icon="lightbulb",
    title_field="title",
    fields=(
        title(mark("Title")),
        Field("tried", FieldType.DOCUMENT, mark("What was tried")),
        Field("worked", FieldType.DOCUMENT, mark("What worked")),
        Field("not_worked", FieldType.DOCUMENT, mark("What did not work")),
        Field("context", FieldType.DOCUMENT, mark("Where and with whom")),
        Field("evidence", FieldType.TEXT, mark("How this is known")),
        Field("grade", FieldType.CHOICE, mark("How well it is known"), weight=0, options=EVIDENCE),
        Field("places", FieldType.PLACES, mark("Countries and regions"), help=PLACES_HELP),
        Field(
            "embargo",
            FieldType.DATE,
            mark("Not to be shared before"),
            help=mark("Until that day it stays in this space."),
            weight=0,
            embargo=True,
        ),
        tags(),
        known_from(),
    ),
    columns=("title", "grade", "tags"),
)
