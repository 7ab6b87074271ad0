"""What is said of a copy in another space, before and after, by windows and on the command line alike."""

from collections.abc import Iterable

from i18n import tr, tr_n


def begins() -> str:
    return tr("Each copy begins anew. The history stays here.")


def lies_there() -> str:
    """Say before and after copying what taking it back can do."""
    return tr("Taken back later, it still lies in the trash there for 30 days.")


def taken_back() -> str:
    """Say where a copy is that was undone, even before anything of it was sent."""
    return tr("It is in the trash of that space. Whoever receives it can still find it there for 30 days.")


def readers(count: int, *, wider: bool) -> str:
    """Say who can read in the space that the copy goes to."""
    if wider:
        return tr_n(
            "{count} person and people of organisations can read it there.",
            "{count} people and people of organisations can read it there.",
            count,
        )
    if count <= 1:
        return tr("Only you can read it there.")
    return tr_n("{count} person can read it there.", "{count} people can read it there.", count)


def more() -> str:
    return tr("These are more people than here.")


def never(labels: Iterable[str]) -> str:
    return tr("Never copied: {fields}", fields=" · ".join(labels))


def closed(labels: Iterable[str]) -> str:
    return tr("Confidential, and not copied: {fields}", fields=" · ".join(labels))


def along(count: int) -> str:
    return tr_n("{count} reply goes with its topic.", "{count} replies go with their topics.", count)


def copied(count: int) -> str:
    return tr_n("{count} item was copied.", "{count} items were copied.", count)


def files(count: int) -> str:
    return tr_n("{count} file was copied.", "{count} files were copied.", count)


def missing(name: str) -> str:
    return tr("Not on this computer, so not copied: {name}", name=name)


def links(count: int) -> str:
    return tr_n(
        "{count} link was left out: it leads to something that stays.",
        "{count} links were left out: they lead to something that stays.",
        count,
    )


def stopped() -> str:
    return tr("Stopped. What was copied until then stays.")


def stays() -> str:
    return tr("What was copied until then stays.")


def there(count: int) -> str:
    return tr_n("{count} item is in that space already.", "{count} items are in that space already.", count)


def withheld(count: int) -> str:
    return tr_n("{count} thing stays here until its day.", "{count} things stay here until their day.", count)


def bare(count: int) -> str:
    return tr_n(
        "{count} item stays: all its fields are confidential.",
        "{count} items stay: all their fields are confidential.",
        count,
    )


def alone(count: int) -> str:
    return tr_n(
        "{count} item stays: its topic or form does not go.",
        "{count} items stay: their topics or forms do not go.",
        count,
    )


def left(*counts: int) -> list[str]:
    """Say how many items stay: they are there, wait for their day, are confidential, are part of another."""
    said = (there, withheld, bare, alone)
    return [words(count) for words, count in zip(said, counts, strict=True) if count]
