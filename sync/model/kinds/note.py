"""Notes: a title, a text, tags."""

from sync.model.kinds.declaration import Field, FieldType, Kind, mark
from sync.model.kinds.vocabulary import tags, title

KIND = Kind(
    name="note",
    label=mark("Note"),
    plural=mark("Notes"),
    icon="file-text",
    title_field="title",
    fields=(
        title(mark("Title")),
        Field("body", FieldType.DOCUMENT, mark("Text")),
        tags(),
        Field("extra", FieldType.TEXT, mark("Other details of the file"), weight=0, hidden=True),
    ),
    columns=("title", "tags"),
)
