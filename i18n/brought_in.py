"""What is said of things that were brought in, in windows and commands alike."""

from i18n import mark, tr, tr_n

REMARKS = {"only-one-time": mark("Only this one time is changed. The file meant all later ones, too.")}


def here(count: int) -> str:
    """Say how much was not brought in because it was here as it is."""
    return tr_n("{count} item was here already.", "{count} items were here already.", count)


def remark(code: str) -> str:
    """Say what was done to bring something in all the same."""
    return tr(REMARKS.get(code, ""))
