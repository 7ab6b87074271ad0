"""One value made of several that stand side by side, where their type can say all of them."""

from collections.abc import Sequence

from sync.model.kinds.declaration import Field, FieldType, split_tags, union
from sync.model.kinds.values import lines

SINGLE = frozenset({
    FieldType.CHOICE, FieldType.DATE, FieldType.MOMENT, FieldType.PERIOD, FieldType.RULE, FieldType.NUMBER,
    FieldType.MONEY,
})  # only one can be meant; said together they are no value, but stay readable  # fmt: skip
BELOW = frozenset({
    FieldType.MILESTONES, FieldType.PLACES, FieldType.LINKS, FieldType.PERSONS, FieldType.QUESTIONS,
})  # fmt: skip
LISTED = frozenset({FieldType.CHOICES, FieldType.LANGUAGES})


def joined(field: Field | None, texts: Sequence[str]) -> str:
    """Return one value that says all of *texts*, which are different and not empty."""
    kind = FieldType.TEXT if field is None else field.type
    if kind is FieldType.TAGS:
        return union(tuple(texts))
    if kind in LISTED:
        return ", ".join(dict.fromkeys(part for text in texts for part in split_tags(text)))
    if kind in BELOW:
        return "\n".join(dict.fromkeys(line for text in texts for line in lines(text)))
    return ("\n" if kind is FieldType.LINES else " / ").join(texts)
