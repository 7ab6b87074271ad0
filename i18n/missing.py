"""What has not arrived, and delivery services that do not answer: a sentence each."""

from i18n import tr, tr_n


def gap(name: str, count: int) -> str:
    """Say whose changes have not arrived; *name* is empty where nobody knows."""
    if not name:
        return tr_n("{count} change has not arrived.", "{count} changes have not arrived.", count)
    return tr_n(
        "{count} change by {name} has not arrived.", "{count} changes by {name} have not arrived.",
        count, name=name,
    )  # fmt: skip


def nothing() -> str:
    return tr("Nothing is known to be missing.")


def differing(name: str) -> str:
    return tr("A laptop of {name} shows something else than this one.", name=name)


def one_of_several() -> str:
    """For a round in which another delivery service stood in."""
    return tr("One delivery service did not answer. Another one has everything.")
