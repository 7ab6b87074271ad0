"""Replies to a topic of the board."""

from sync.model.kinds.declaration import Field, FieldType, Kind, mark
from sync.model.kinds.vocabulary import title

KIND = Kind(
    name="reply",
    label=mark("Reply"),
    plural=mark("Replies"),
    icon="reply",
    title_field="title",
    fields=(
        title(mark("In few words")),
        Field("topic", FieldType.LINKS, mark("Topic"), weight=0, kinds=("topic",)),
        Field("body", FieldType.DOCUMENT, mark("Text")),
    ),
    columns=("title",),
    section="topic",
)
