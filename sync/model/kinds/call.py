"""Calls of funders, the own application and its stage, and the reports that are due."""

from sync.model.kinds.declaration import Field, FieldType, Kind, Option, mark
from sync.model.kinds.vocabulary import PEOPLE_HELP, PLACES_HELP, STEPS_HELP, tags, title

STAGES = (
    Option("none", mark("No application")),
    Option("thinking", mark("We think about it")),
    Option("writing", mark("We write it")),
    Option("sent", mark("Application sent")),
    Option("granted", mark("Granted")),
    Option("refused", mark("Not granted")),
)

KIND = Kind(
    name="call",
    label=mark("Call for proposals"),
    plural=mark("Funding"),
    icon="hand-coins",
    title_field="title",
    fields=(
        title(mark("Title"), confidential=False),
        Field("funder", FieldType.TEXT, mark("Funder"), confidential=False),
        Field("deadline", FieldType.DATE, mark("Last day"), weight=0, confidential=False, reminds=True),
        Field("amount", FieldType.MONEY, mark("Amount"), weight=0, confidential=False),
        Field(
            "places", FieldType.PLACES, mark("Countries and regions"), help=PLACES_HELP, confidential=False
        ),
        Field("eligibility", FieldType.DOCUMENT, mark("Who may apply"), confidential=False),
        Field(
            "web", FieldType.LINES, mark("Web pages"), help=mark("One page on each line."), confidential=False
        ),
        Field("partners", FieldType.PERSONS, mark("Partners sought"), help=PEOPLE_HELP, kinds=("contact",)),
        Field("stage", FieldType.CHOICE, mark("Our application"), weight=0, options=STAGES),
        Field("application", FieldType.DOCUMENT, mark("Text of our application")),
        Field("milestones", FieldType.MILESTONES, mark("Steps"), help=STEPS_HELP, reminds=True),
        Field("reports", FieldType.MILESTONES, mark("Reports due"), help=STEPS_HELP, reminds=True),
        tags(),
    ),
    columns=("title", "funder", "deadline", "stage"),
)
