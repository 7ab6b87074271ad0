"""Topics of the board, which read well weeks later."""

from sync.model.kinds.declaration import Field, FieldType, Kind, Option, mark
from sync.model.kinds.vocabulary import tags, title

STATES = (Option("open", mark("Still discussed")), Option("closed", mark("Concluded")))

KIND = Kind(
    name="topic",
    label=mark("Topic"),
    plural=mark("Board"),
    icon="messages-square",
    title_field="title",
    fields=(
        title(mark("Title")),
        Field("body", FieldType.DOCUMENT, mark("Text")),
        Field("state", FieldType.CHOICE, mark("How it stands"), weight=0, options=STATES),
        Field("meeting", FieldType.LINKS, mark("Meeting"), weight=0, kinds=("event",)),
        tags(),
    ),
    columns=("title", "state", "tags"),
    view="board",
)
