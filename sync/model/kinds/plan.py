"""Plans and commitments: who promised what by when, and what became of it."""

from sync.model.kinds.declaration import Field, FieldType, Kind, Option, mark
from sync.model.kinds.vocabulary import PEOPLE_HELP, tags, title

STATES = (
    Option("promised", mark("Promised")),
    Option("begun", mark("Begun")),
    Option("done", mark("Done as promised")),
    Option("partly", mark("Partly done")),
    Option("dropped", mark("Given up")),
)
ASSESSMENTS = (
    Option("well", mark("It went well")),
    Option("fair", mark("It went fairly well")),
    Option("poor", mark("It did not go well")),
    Option("open", mark("Too early to say")),
)

KIND = Kind(
    name="plan",
    label=mark("Plan or promise"),
    plural=mark("Plans"),
    icon="handshake",
    title_field="title",
    fields=(
        title(mark("What is promised")),
        Field("who", FieldType.PERSONS, mark("Who promised it"), help=PEOPLE_HELP, kinds=("contact",)),
        Field("to_whom", FieldType.TEXT, mark("To whom")),
        Field("due", FieldType.DATE, mark("By when"), weight=0, reminds=True),
        Field("meeting", FieldType.LINKS, mark("Meeting"), weight=0, kinds=("event",)),
        Field("state", FieldType.CHOICE, mark("How it stands"), weight=0, options=STATES),
        Field("evidence", FieldType.DOCUMENT, mark("How this is known")),
        Field("assessment", FieldType.CHOICE, mark("Our assessment"), weight=0, options=ASSESSMENTS),
        tags(),
        Field("uid", FieldType.TEXT, mark("Name in other calendars"), weight=0, hidden=True),
        Field("extra", FieldType.TEXT, mark("Other details of the task"), weight=0, hidden=True),
    ),
    columns=("title", "who", "due", "state"),
)
