"""Feeds and calendars of public portals, which news and events come from."""

from sync.model.kinds.declaration import Field, FieldType, Kind, Option, mark
from sync.model.kinds.vocabulary import title

SORTS = (Option("news", mark("News feed")), Option("calendar", mark("Public calendar")))

KIND = Kind(
    name="feed",
    label=mark("Feed of a portal"),
    plural=mark("Feeds of portals"),
    icon="rss",
    title_field="title",
    fields=(
        title(mark("Title")),
        Field("address", FieldType.TEXT, mark("Web address")),
        Field("sort", FieldType.CHOICE, mark("What it is"), weight=0, options=SORTS),
        Field("fetched", FieldType.DATE, mark("Last fetched on"), weight=0),
    ),
    columns=("title", "fetched"),
    section="news",
)
