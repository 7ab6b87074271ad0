"""What is said of the open folder: before it is written, and in the file that explains it to who finds it."""

from i18n import tr, tr_n


def warning() -> str:
    return tr("Everybody who finds this folder can read all of it.")


def sources() -> str:
    return tr("It also says who told you things. Guard it well.")


def stayed(count: int) -> str:
    return tr_n("{count} thing stays here until its day.", "{count} things stay here until their day.", count)


def explained() -> str:
    """Return the text of the README in the folder, in the language of the moment."""
    return "\n".join(
        [
            tr("This folder holds notes, contacts and other things from a notebook."),
            tr("It can be read with any text editor. No special program is needed."),
            warning(),
            "",
            tr("What is in it:"),
            "- about.json: " + tr("what this is, from when, and which folder is which space."),
            "- " + tr("One folder for each space, and in it one folder for each kind of thing."),
            "- *.md: " + tr("One thing in each file. The lines on top are its fields, the text follows."),
            "- files/: " + tr("The files that belong to things, as they were."),
            "",
            tr("How to read the lines on top of each file:"),
            "- id: " + tr("the name of the thing. Lines of such digits elsewhere lead to it."),
            "- kind: " + tr("what it is."),
            "- about: " + tr("when it changed, who wrote what, which files belong to it."),
            "- " + tr("All other lines are fields: the name, then the value as JSON."),
            "- " + tr("Several values in square brackets: people wrote them at the same time."),
            "- <!-- text: … --> " + tr("begins the next text, where a thing has several."),
            "",
        ]
    )
