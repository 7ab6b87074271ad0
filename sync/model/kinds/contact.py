"""Contacts: a person or an office, and how to reach them."""

from sync.model.kinds.declaration import Field, FieldType, Kind, mark

KIND = Kind(
    name="contact",
    label=mark("Contact"),
    plural=mark("People"),
    icon="users",
    title_field="name",
    fields=(
        Field("name", FieldType.TEXT, mark("Name")),
        Field("organisation", FieldType.TEXT, mark("Organisation")),
        Field("role", FieldType.TEXT, mark("Role")),
        Field("phone", FieldType.LINES, mark("Phone"), help=mark("One number on each line.")),
        Field("email", FieldType.LINES, mark("E-mail"), help=mark("One address on each line.")),
        Field("address", FieldType.LINES, mark("Address"), help=mark("One address on each line.")),
        Field("web", FieldType.LINES, mark("Web pages"), help=mark("One page on each line.")),
        Field("languages", FieldType.TEXT, mark("Languages")),
        Field("tags", FieldType.TAGS, mark("Tags"), help=mark("Words to find it by, with commas between.")),
        Field("note", FieldType.DOCUMENT, mark("Notes about this contact")),
        Field("source", FieldType.TEXT, mark("Other details of the card"), weight=0, hidden=True),
    ),
    columns=("name", "organisation", "role"),
)
