"""What is said of portals that are asked for news."""

from i18n import tr, tr_n


def warning() -> str:
    return tr("The portal sees that somebody asks, and from which address.")


def came(count: int) -> str:
    return tr_n("{count} item is new.", "{count} items are new.", count)


def waiting(count: int) -> str:
    """Addresses that others put there, and that this person has not agreed to."""
    return tr_n(
        "{count} address was added by others and was not asked.",
        "{count} addresses were added by others and were not asked.",
        count,
    )
