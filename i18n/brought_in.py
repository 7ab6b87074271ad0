"""What is said of things that were brought in, in windows and commands alike."""

from i18n import mark, tr, tr_n

LETTERS = {
    "windows-1252": mark("Western (Windows)"),
    "mac-roman": mark("Western (Mac)"),
    "windows-1250": mark("Central European"),
    "windows-1254": mark("Turkish"),
    "windows-1251": mark("Cyrillic (Windows)"),
    "koi8-r": mark("Cyrillic (KOI8-R)"),
    "windows-1253": mark("Greek"),
    "windows-1256": mark("Arabic"),
    "shift-jis": mark("Japanese"),
    "gbk": mark("Chinese, simplified"),
    "big5": mark("Chinese, traditional"),
}
PREFIX = "letters:"
REMARKS = {"only-one-time": mark("Only this one time is changed. The file meant all later ones, too.")}


def here(count: int) -> str:
    """Say how much was not brought in because it was here as it is."""
    return tr_n("{count} item was here already.", "{count} items were here already.", count)


def remark(code: str) -> str:
    """Say what was done to bring something in all the same."""
    if code.startswith(PREFIX):
        name = letters(code.removeprefix(PREFIX))
        return tr("It does not say its letters. Read as: {letters}.", letters=name)
    return tr(REMARKS.get(code, ""))


def letters(name: str) -> str:
    """Return what people call the letters of an old encoding."""
    return tr(LETTERS[name]) if name in LETTERS else "UTF-8"
