"""What a person is told before words, notebooks and folders are changed for good; the same everywhere."""

from collections.abc import Sequence

from i18n import mark, tr

WORDS_CHANGED: Sequence[str] = (
    mark("Copies of this notebook’s folder made before still open with the old words."),
    mark("To make old words useless for everything from now on, seal the notebook anew."),
)
SHEETS_MADE: Sequence[str] = (
    mark("Give each sheet to somebody else, and remove these files afterwards."),
    mark("Sheets made before no longer open this notebook."),
    mark("Enter enough of them once to try whether they are right."),
)
SHEETS_VOID: Sequence[str] = (
    mark("The recovery sheets made before no longer open this notebook. Make new ones."),
)
ADDING: Sequence[str] = (
    mark("This program cannot know how many notebooks are in this folder. Nobody can."),
    mark("Type the words of every other notebook that you want to keep."),
    mark("A notebook whose words you do not type here may be lost for good."),
)
TRAVEL_LOCK: Sequence[str] = (
    mark("After this, your password words open nothing. You cannot open the notebook yourself."),
    mark("Only enough recovery sheets, from the people who keep them, open it again."),
    mark("Copies of the folder made before still open with your words."),
)
CLEARING: Sequence[str] = (
    mark("These words empty the whole folder when they are typed to unlock: all notebooks in it."),
    mark("A copy of the disk made before still holds everything."),
    mark("Some disks keep old contents for a long time, out of reach of this program."),
    mark("Whoever looks closely can see that something was removed. That can make matters worse."),
    mark("In some places, removing things that somebody wants to see is an offence."),
)


def lines(notice: Sequence[str]) -> list[str]:
    """Return *notice* in the language in use."""
    return [tr(sentence) for sentence in notice]
