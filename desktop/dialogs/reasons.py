"""Why a file was not taken in, in words."""

from i18n import mark, tr

REASONS = {
    "missing": mark("It is not there any more."),
    "unreadable": mark("It could not be read."),
    "hidden": mark("It is a hidden file."),
    "link": mark("It only points to another file."),
    "not-a-file": mark("It is not an ordinary file."),
    "too-deep": mark("It lies in too many folders."),
    "unknown-type": mark("This sort of file is not known here."),
    "too-large": mark("It is too large."),
    "not-text": mark("It is not text."),
    "import-stopped": mark("It took too long or asked too much."),
    "no-cards": mark("There is no contact in it."),
    "no-events": mark("There is no event in it."),
    "cut-short": mark("It ends in the middle."),
    "nested-card": mark("A contact in it holds another contact."),
    "empty": mark("It is empty."),
    "encrypted": mark("It is encrypted. Decrypt it there, and export again."),
    "too-many-rows": mark("It has more rows than can be read at once. Cut it in parts."),
    "needs-columns": mark("It is a table. Open it by itself, to say what its columns are."),
    "not-a-table": mark("It is no table."),
    "locked-file": mark("It is locked with a password, or very old. Save it anew without one."),
    "other-sheet": mark("Only the first sheet is read. Save this one as a file of its own."),
    "no-references": mark("There is no reference in it."),
    "bad-reference": mark("This reference is not whole."),
}
OTHERWISE = mark("It could not be read.")


def words(code: str) -> str:
    return tr(REASONS.get(code, OTHERWISE))
