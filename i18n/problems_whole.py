"""Sentences about everything taken out at once and brought back, and about portals."""

from collections.abc import Mapping

from i18n import mark

SENTENCES: Mapping[str, tuple[str, str, str]] = {
    "folder-not-empty": (
        mark("“{name}” holds something already."),
        mark("Nothing was written."),
        mark("Choose an empty folder, or give a new name."),
    ),
    "not-an-open-folder": (
        mark("“{name}” is not a folder that a notebook was taken out to."),
        mark("Nothing was changed."),
        mark("Choose the folder with the file about.json in it."),
    ),
    "not-an-export": (
        mark("“{name}” does not come from Joplin."),
        mark("Nothing was changed."),
        mark("In Joplin, save everything as a JEX file."),
    ),
    "bad-portal": (
        mark("“{address}” is not an address of a portal."),
        mark("Nothing was sent."),
        mark("Type an address that begins with https."),
    ),
    "portal-inside": (
        mark("This address leads to this computer or its own network."),
        mark("Nothing was asked there."),
        mark("Type the address of a public portal."),
    ),
    "portal-away": (
        mark("The portal does not answer."),
        mark("What came before is kept."),
        mark("Check the address, or try again later."),
    ),
    "portal-moved": (
        mark("The portal has moved to another address."),
        mark("Nothing was asked there."),
        mark("Look up the new address, and change it here."),
    ),
    "portal-unusable": (
        mark("No news could be read at this address."),
        mark("What came before is kept."),
        mark("Look for the address of its feed (RSS or Atom)."),
    ),
}
