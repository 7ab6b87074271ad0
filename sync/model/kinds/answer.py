"""Answers to a form, of one respondent and one period."""

from sync.model.kinds.declaration import Field, FieldType, Kind, mark
from sync.model.kinds.vocabulary import PEOPLE_HELP, title

KIND = Kind(
    name="answer",
    label=mark("Answers"),
    plural=mark("Answers given"),
    icon="clipboard-check",
    title_field="title",
    fields=(
        title(mark("Title")),
        Field("form", FieldType.LINKS, mark("Form"), weight=0, kinds=("form",)),
        Field("period", FieldType.PERIOD, mark("From and until"), weight=0),
        Field("who", FieldType.PERSONS, mark("Who answers"), help=PEOPLE_HELP, kinds=("contact",)),
        Field(
            "answers",
            FieldType.LINES,
            mark("Answers"),
            help=mark("The short name of a question, a colon, the answer."),
            weight=0,
        ),
        Field("notes", FieldType.DOCUMENT, mark("Notes")),
    ),
    columns=("title", "period", "who"),
    section="form",
)
