"""Sentences about recovery sheets and backups."""

from collections.abc import Mapping

from i18n import mark

SENTENCES: Mapping[str, tuple[str, str, str]] = {
    # ------------------------------------------------------------ sheets
    "sheets-mixed": (
        mark("These recovery sheets do not belong together."),
        mark("Nothing was changed."),
        mark("Take sheets of one set, with the same number and date."),
    ),
    "sheets-too-few": (
        mark("You have {have} of the {need} recovery sheets that are needed."),
        mark("Nothing was changed, and the sheets stay good."),
        mark("Ask another keeper for their sheet, then enter all of them together."),
    ),
    "sheet-misspelt": (
        mark("Word {word} of the sheet entered as number {sheet} cannot be right."),
        mark("Nothing was changed."),
        mark("Compare this word with the paper, letter by letter."),
    ),
    "sheet-unsound": (
        mark("Some words of the sheet entered as number {sheet} are not right."),
        mark("Nothing was changed."),
        mark("Compare all its words with the paper, and their order too."),
    ),
    "sheet-length": (
        mark("The sheet entered as number {sheet} has {count} words instead of {expected}."),
        mark("Nothing was changed."),
        mark("Look for a word that was left out or typed twice."),
    ),
    "sheet-repeated": (
        mark("You entered the same sheet twice, as number {first} and {second}."),
        mark("Nothing was changed."),
        mark("Enter a different sheet of the same set instead."),
    ),
    "sheets-foreign": (
        mark("These sheets are whole, but they are not for this notebook."),
        mark("Nothing was changed."),
        mark("Look for the set that was made last, or another notebook."),
    ),
    "not-a-sealed-sheet": (
        mark("The file “{name}” is not a recovery sheet for somebody to keep."),
        mark("Nothing was changed."),
        mark("Ask for the file again."),
    ),
    "sheet-for-another": (
        mark("This recovery sheet is for somebody else to keep."),
        mark("Nothing was changed."),
        mark("Pass it on, or ask for one for this laptop."),
    ),
    "card-not-recovered": (
        mark("No recovery sheets brought this card about."),
        mark("No laptop was let in, and nothing was changed."),
        mark("Enter the sheets on the new laptop first, then bring its card."),
    ),
    # ------------------------------------------------------------ backups
    "not-a-backup": (
        mark("The file “{name}” is not a backup of a notebook."),
        mark("Nothing was changed."),
        mark("Choose another file."),
    ),
    "backup-damaged": (
        mark("The backup “{name}” is damaged, or part of it is missing."),
        mark("Nothing was changed."),
        mark("Copy it again from where it was kept, or take another backup."),
    ),
    "backup-foreign": (
        mark("These sheets do not open the backup “{name}”."),
        mark("Nothing was changed. The backup itself may well be whole."),
        mark("Look for the sheets that were made before this backup."),
    ),
    "backup-newer": (
        mark("A newer version of this program wrote the backup “{name}”."),
        mark("It was not touched."),
        mark("Install the newer version, then try again."),
    ),
}
