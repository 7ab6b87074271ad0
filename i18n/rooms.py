"""What is said of a room for a meeting, and of folders through which spaces exchange."""

from i18n import tr, tr_n


def exchanged(sent: int, received: int, when: str) -> str:
    """Return what went in a room so far; *when* is nothing before the first time."""
    if not when:
        return tr("Nothing was exchanged yet.")
    said = [
        tr_n("{count} change came in.", "{count} changes came in.", received),
        tr_n("{count} change went out.", "{count} changes went out.", sent),
        tr("Last time: {when}", when=when),
    ]
    return " ".join(said)


def standing(*, ours: bool) -> str:
    """Return in one line where this notebook is."""
    return tr("The room is open.") if ours else tr("You are in the room.")


def leaving(*, ours: bool) -> str:
    """Return the words on the button that ends it."""
    return tr("Close the room") if ours else tr("Leave the room")


def left(*, ours: bool) -> tuple[str, str]:
    """Return what is true afterwards."""
    if ours:
        return tr("The room is closed."), tr("All that it held is erased. What came in stays with you.")
    return tr("You left the room."), tr("What came in stays with you.")


def safe() -> tuple[str, str]:
    """Return what others in the network learn, and what not."""
    return (
        tr("Everybody in this network can see that a laptop serves something."),
        tr("Nobody can read it, except the people of your spaces."),
    )


def ends(*, ours: bool) -> str:
    """Return when it ends by itself."""
    if ours:
        return tr("It stays open without this page. Locking the notebook closes it.")
    return tr("You stay in it without this page. Locking the notebook ends it.")


def silent() -> str:
    """Say that whoever opened the room is away, or closed it."""
    return tr("The room does not answer. Perhaps it was closed.")


def covered(names: list[str]) -> str:
    """Return which spaces are exchanged through a folder; no names stand for all."""
    if not names:
        return tr("For all your spaces")
    return tr("For these spaces: {names}", names=tr(", ").join(names))
