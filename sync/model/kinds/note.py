"""Notes: a title, a text, tags."""

from sync.model.kinds.declaration import Field, FieldType, Kind, mark

KIND = Kind(
    name="note",
    label=mark("Note"),
    plural=mark("Notes"),
    icon="file-text",
    title_field="title",
    fields=(
        Field("title", FieldType.TEXT, mark("Title")),
        Field("body", FieldType.DOCUMENT, mark("Text")),
        Field("tags", FieldType.TAGS, mark("Tags"), help=mark("Words to find it by, with commas between.")),
        Field("extra", FieldType.TEXT, mark("Other details of the file"), weight=0, hidden=True),
    ),
    columns=("title", "tags"),
)
