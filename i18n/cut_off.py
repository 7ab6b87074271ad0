"""What is said of bringing in and attaching that was cut off, in windows and commands alike."""

from i18n import tr


def attaching(name: str) -> tuple[str, str]:
    """Return what happened to a file that was being attached, and what to do."""
    return tr("Attaching {name} was cut off.", name=name), tr("It is not attached yet. Attach it again.")


def bringing(name: str, done: int, total: int, *, twice: bool) -> tuple[str, str]:
    """Return what happened to things that were being brought in, and what to do.

    *total* is 0 where nobody knew it; *twice* where what came would be there a second time.
    """
    what = tr("Bringing in {name} was cut off.", name=name)
    if not done:
        far = tr("Little or nothing of it is here.")
    elif total:
        far = tr("At least {done} of {total} came in.", done=done, total=total)
    else:
        far = tr("At least {done} came in.", done=done)
    if twice:
        again = tr("Brought in again, what came before is there twice.")
    else:
        again = tr("Bring the same in again: nothing is doubled.")
    return what, f"{far} {again}"
