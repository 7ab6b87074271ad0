"""Forms of declared questions, with which members look at their own work."""

from sync.model.kinds.declaration import Field, FieldType, Kind, Option, mark
from sync.model.kinds.vocabulary import title

RHYTHMS = (
    Option("once", mark("Once")),
    Option("month", mark("Every month")),
    Option("quarter", mark("Every three months")),
    Option("half-year", mark("Every six months")),
    Option("year", mark("Every year")),
)

KIND = Kind(
    name="form",
    label=mark("Form"),
    plural=mark("Self-assessment"),
    icon="clipboard-list",
    title_field="title",
    fields=(
        title(mark("Title"), confidential=False),
        Field("intro", FieldType.DOCUMENT, mark("What it is for"), confidential=False),
        Field("questions", FieldType.QUESTIONS, mark("Questions"), confidential=False),
        Field("every", FieldType.CHOICE, mark("How often"), weight=0, confidential=False, options=RHYTHMS),
    ),
    columns=("title", "every"),
    view="forms",
)
