"""Sentences about attached files."""

from collections.abc import Mapping

from i18n import mark

SENTENCES: Mapping[str, tuple[str, str, str]] = {
    "attachment-too-large": (
        mark("The file “{name}” is too large. At most {limit_mb} MB fit here."),
        mark("Nothing was changed."),
        mark("Make the file smaller, or split it into several."),
    ),
    "no-room-for-attachment": (
        mark("“{name}” needs {needed_mb} MB of this disk. Only {free_mb} MB are free."),
        mark("Nothing was written."),
        mark("Make room on this disk, then try again."),
    ),
    "unknown-attachment": (
        mark("This item has no file “{name}”."),
        mark("Nothing was changed."),
        mark("Look at its list of files."),
    ),
    "attachment-not-here": (
        mark("The file “{name}” is not on this computer yet."),
        mark("What is known of it stays as it is."),
        mark("Fetch it when connected, or ask a colleague for a package."),
    ),
    "file-goes-at-pace": (
        mark("This space sends at fixed times. The file goes along in small pieces."),
        mark("Nobody outside can tell. It takes about {hours} h."),
        mark("If sent at once, others may see when and how large."),
    ),
    "file-comes-at-pace": (
        mark("This space sends at fixed times. The file comes along in small pieces."),
        mark("Nobody outside can tell. It comes once somebody sends it."),
        mark("If fetched at once, others may see when and how large."),
    ),
}
