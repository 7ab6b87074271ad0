"""The living list of programmes: where, who, what about, and when somebody last confirmed it."""

from sync.model.kinds.declaration import Field, FieldType, Kind, Option, mark
from sync.model.kinds.vocabulary import PEOPLE_HELP, PLACES_HELP, tags, title

STATES = (
    Option("planned", mark("Planned")),
    Option("active", mark("Running")),
    Option("paused", mark("Resting")),
    Option("ended", mark("Ended")),
)

KIND = Kind(
    name="programme",
    label=mark("Programme"),
    plural=mark("Programmes"),
    icon="map",
    title_field="title",
    fields=(
        title(mark("Title")),
        Field("actor", FieldType.PERSONS, mark("Who runs it"), help=PEOPLE_HELP, kinds=("contact",)),
        tags(mark("Themes")),
        Field("places", FieldType.PLACES, mark("Countries and regions"), help=PLACES_HELP),
        Field("owner", FieldType.PERSONS, mark("Who keeps this entry"), help=PEOPLE_HELP, kinds=("contact",)),
        Field("state", FieldType.CHOICE, mark("How it stands"), weight=0, options=STATES),
        Field("period", FieldType.PERIOD, mark("From and until"), weight=0),
        Field("confirmed", FieldType.DATE, mark("Confirmed on"), weight=0, fresh_days=180, asks="owner"),
        Field("participants", FieldType.NUMBER, mark("How many take part"), weight=0),
        Field("budget", FieldType.MONEY, mark("Budget"), weight=0),
        Field("body", FieldType.DOCUMENT, mark("What it does")),
    ),
    columns=("title", "places", "state", "confirmed"),
    view="map",
)
