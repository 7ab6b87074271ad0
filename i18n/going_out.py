"""What is said of files for other programs, by windows and on the command line alike."""

from i18n import tr


def of_fields() -> str:
    return tr("Confidential fields go out, too. Where things are known from stays.")
