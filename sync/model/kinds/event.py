"""The calendar: workshops and meetings, each with its folder of agenda, papers, notes and actions."""

from sync.model.kinds.declaration import Field, FieldType, Kind, Option, mark
from sync.model.kinds.vocabulary import PEOPLE_HELP, STEPS_HELP, tags, title

STATES = (
    Option("planned", mark("Planned")),
    Option("confirmed", mark("Confirmed")),
    Option("cancelled", mark("Does not take place")),
)

PAPERS = ("tool", "note", "form", "topic", "lesson", "programme", "call")

KIND = Kind(
    name="event",
    label=mark("Event"),
    plural=mark("Calendar"),
    icon="calendar",
    title_field="title",
    fields=(
        title(mark("Title")),
        Field("begins", FieldType.MOMENT, mark("Begins"), weight=0, reminds=True),
        Field("ends", FieldType.MOMENT, mark("Ends"), weight=0),
        Field("rule", FieldType.RULE, mark("Repeats"), weight=0),
        Field("where", FieldType.TEXT, mark("Where")),
        Field("state", FieldType.CHOICE, mark("How sure it is"), weight=0, options=STATES),
        Field("people", FieldType.PERSONS, mark("Who takes part"), help=PEOPLE_HELP, kinds=("contact",)),
        Field("agenda", FieldType.DOCUMENT, mark("Agenda")),
        Field("papers", FieldType.LINKS, mark("Papers"), weight=0, kinds=PAPERS),
        Field("notes", FieldType.DOCUMENT, mark("Notes of the meeting")),
        Field("actions", FieldType.MILESTONES, mark("What is to be done"), help=STEPS_HELP, reminds=True),
        tags(),
        Field("uid", FieldType.TEXT, mark("Name in other calendars"), weight=0, hidden=True),
        Field("moved", FieldType.MOMENT, mark("Which time of a series it is"), weight=0, hidden=True),
        Field("extra", FieldType.TEXT, mark("Other details of the event"), weight=0, hidden=True),
    ),
    columns=("title", "begins", "where", "state"),
    view="calendar",
)
