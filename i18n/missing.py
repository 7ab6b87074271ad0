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


def laptop(device: str) -> str:
    """Name a laptop by the first letters of its id."""
    return tr("Laptop {id}", id=f"{device[:4]} {device[4:8]}")


def since(when: str) -> str:
    return tr("Known to be missing since {when}.", when=when)


def asked(when: str) -> str:
    """Say when the others were asked last; *when* is nothing where they were not."""
    if not when:
        return tr("If it stays away, the others are asked after a day.")
    return tr("The others were asked for it: {when}", when=when)


def reading(name: str, done: str, total: str) -> str:
    """Say how far the archive of a space is read; both are sizes in words."""
    return tr("Older changes of {name} come in: {done} of {total}.", name=name, done=done, total=total)
