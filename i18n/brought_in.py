"""What is said of things that were brought in, in windows and commands alike."""

from i18n import tr_n


def here(count: int) -> str:
    """Say how much was not brought in because it was here as it is."""
    return tr_n("{count} item was here already.", "{count} items were here already.", count)
