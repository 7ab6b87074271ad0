"""The shared vocabulary of a space: its tags, and what they are called in other languages."""

from sync.model.kinds.declaration import NOWHERE, Field, FieldType, Kind, mark
from sync.model.kinds.vocabulary import title

KIND = Kind(
    name="tag",
    label=mark("Shared tag"),
    plural=mark("Shared tags"),
    icon="tags",
    title_field="title",
    fields=(
        title(mark("Tag"), confidential=False),
        Field(
            "translations",
            FieldType.LINES,
            mark("In other languages"),
            help=mark("A language, a colon, then the word."),
            confidential=False,
        ),
    ),
    columns=("title",),
    section=NOWHERE,
)
