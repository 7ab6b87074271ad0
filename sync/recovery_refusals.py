"""What is refused of recovery sheets and backups: a code each, never words."""

from sync.errors import Problem


class SheetsMixed(Problem):
    """Sheets of different sets, or of something else."""

    code = "sheets-mixed"


class SheetsTooFew(Problem):
    """Holes: have, need."""

    code = "sheets-too-few"


class SheetMisspelt(Problem):
    """One word is not in the list, or does not fit. Holes: sheet, word."""

    code = "sheet-misspelt"


class SheetUnsound(Problem):
    """Several words do not fit. Holes: sheet."""

    code = "sheet-unsound"


class SheetLength(Problem):
    """Holes: sheet, count, expected."""

    code = "sheet-length"


class SheetRepeated(Problem):
    """Holes: first, second."""

    code = "sheet-repeated"


class SheetsForeign(Problem):
    """They fit together, and open something else."""

    code = "sheets-foreign"


class NotASealedSheet(Problem):
    """Not the file of a sheet for a colleague, or an altered one. Holes: name."""

    code = "not-a-sealed-sheet"


class SheetForAnother(Problem):
    """A sheet that was sealed to another laptop."""

    code = "sheet-for-another"


class NotABackup(Problem):
    """Holes: name."""

    code = "not-a-backup"


class BackupDamaged(Problem):
    """Altered, or cut short. Holes: name."""

    code = "backup-damaged"


class BackupForeign(Problem):
    """Sealed to other sheets: of another notebook, or made before these sheets were. Holes: name."""

    code = "backup-foreign"


class BackupNewer(Problem):
    """Written by a newer release. Holes: name."""

    code = "backup-newer"


class CardNotRecovered(Problem):
    """A card on which no recovery sheets brought a laptop in."""

    code = "card-not-recovered"


class SheetsFromOldest(Problem):
    """Only the oldest laptop of a person names a recovery key."""

    code = "sheets-from-oldest"
