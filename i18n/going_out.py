"""What is said of files for other programs, by windows and on the command line alike."""

from collections.abc import Iterable

from i18n import tr


def of_fields() -> str:
    return tr("Confidential fields go out, too. Where things are known from stays.")


def inside(labels: Iterable[str]) -> str:
    """Say which fields a file will hold; *labels* are in the language of the windows."""
    return tr("In the file: {fields}. Others can read it.", fields=" · ".join(labels))
