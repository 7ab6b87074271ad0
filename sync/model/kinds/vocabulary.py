"""Options and hints that several kinds share."""

from sync.model.kinds.declaration import Field, FieldType, Option, mark

ONE_EACH = mark("One on each line.")
PLACES_HELP = mark("Countries or regions, one on each line.")
PEOPLE_HELP = mark("People or organisations, one on each line.")
STEPS_HELP = mark("One step on each line, with its day.")

EVIDENCE = (
    Option("none", mark("Not looked at yet")),
    Option("told", mark("People say that it helps")),
    Option("seen", mark("We saw that it helps")),
    Option("studied", mark("One study found that it helps")),
    Option("repeated", mark("Several studies found that it helps")),
)

AREAS = (
    Option("education", mark("Education")),
    Option("youth", mark("Young people")),
    Option("women", mark("Women and girls")),
    Option("families", mark("Families")),
    Option("livelihoods", mark("Work and income")),
    Option("health", mark("Health and care")),
    Option("culture", mark("Culture and sports")),
    Option("faith", mark("Faith communities")),
    Option("dialogue", mark("Dialogue and mediation")),
    Option("media", mark("Media and information")),
    Option("rights", mark("Rights and legal help")),
    Option("local", mark("Local government")),
    Option("research", mark("Research and evaluation")),
    Option("environment", mark("Environment")),
    Option("other", mark("Something else")),
)


def title(label: str, *, confidential: bool = True) -> Field:
    return Field("title", FieldType.TEXT, label, weight=4, confidential=confidential)


def tags(label: str = mark("Tags"), *, confidential: bool = True) -> Field:
    hint = mark("Words to find it by, with commas between.")
    return Field("tags", FieldType.TAGS, label, help=hint, weight=3, confidential=confidential)


def known_from() -> Field:
    """Where something is known from: it stays in its space."""
    hint = mark("Stays in this space: never taken out, copied or printed.")
    return Field("known_from", FieldType.LINES, mark("Known from"), help=hint, compartment=True)
