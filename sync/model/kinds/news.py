"""News of public portals, with where and when they came from."""

from sync.model.kinds.declaration import Field, FieldType, Kind, mark
from sync.model.kinds.vocabulary import tags, title

KIND = Kind(
    name="news",
    label=mark("News item"),
    plural=mark("News from portals"),
    icon="newspaper",
    title_field="title",
    fields=(
        title(mark("Title"), confidential=False),
        Field("body", FieldType.DOCUMENT, mark("Text"), confidential=False),
        Field(
            "web", FieldType.LINES, mark("Web pages"), help=mark("One page on each line."), confidential=False
        ),
        Field("published", FieldType.DATE, mark("Published on"), weight=0, confidential=False),
        Field("feed", FieldType.LINKS, mark("Came with"), weight=0, kinds=("feed",)),
        tags(),
    ),
    columns=("title", "published", "tags"),
)
