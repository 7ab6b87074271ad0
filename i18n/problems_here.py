"""Sentences about this computer: the notebook, its disk, and what was asked of it."""

from collections.abc import Mapping

from i18n import mark

SENTENCES: Mapping[str, tuple[str, str, str]] = {
    # ------------------------------------------------------------ opening the notebook
    "wrong-passphrase": (
        mark("These words do not open this notebook."),
        mark("Nothing was changed."),
        mark("Check the order of the words and the keyboard language."),
    ),
    "passphrase-too-short": (
        mark("These password words are too short."),
        mark("Nothing was changed."),
        mark("Take the words made for you, or type more words."),
    ),
    "not-enough-memory": (
        mark("This computer has too little free memory to open the notebook."),
        mark("Your notebook is unchanged. Your words may well be right."),
        mark("Close other programs, then try again."),
    ),
    "notebook-missing": (
        mark("There is no notebook in this folder."),
        mark("Nothing was changed."),
        mark("Choose another folder, or make a new notebook."),
    ),
    "notebook-exists": (
        mark("There is already a notebook in this folder."),
        mark("It was not touched."),
        mark("Open it, or choose another folder for the new one."),
    ),
    "notebook-newer": (
        mark("A newer version of this program wrote this notebook."),
        mark("It was not touched, and everything in it is safe."),
        mark("Install the newer version, then open it again."),
    ),
    "notebook-damaged": (
        mark("The words are right, but part of the notebook cannot be read."),
        mark("No file was changed or removed."),
        mark("Let this program save what can still be read. What is missing comes back from colleagues."),
    ),
    "rescue-impossible": (
        mark("Too little of this notebook can be read to save it."),
        mark("No file was changed or removed."),
        mark("Copy the whole folder somewhere safe. Then use your newest backup."),
    ),
    "notebook-incomplete": (
        mark("This copy of the notebook is missing its newest part."),
        mark("The files were not changed."),
        mark("Close the notebook first, then copy its whole folder again."),
    ),
    "slots-damaged": (
        mark("The files that check your words are damaged."),
        mark("Your notes are still there, but locked. Nothing was changed."),
        mark("Put the files named slots and slots.2 back from a backup."),
    ),
    "in-use-elsewhere": (
        mark("This notebook is already open in another window."),
        mark("Nothing was changed."),
        mark("Use that window, or close it and try again."),
    ),
    "notebook-locked": (
        mark("The notebook is locked."),
        mark("Everything in it is safe."),
        mark("Type your password words to open it."),
    ),
    "words-taken": (
        mark("These words already open a notebook here."),
        mark("Nothing was changed."),
        mark("Choose other words: each notebook has its own."),
    ),
    "no-free-notebook": (
        mark("All four notebooks of this folder are to be kept."),
        mark("Nothing was changed."),
        mark("Leave out the words of one that you no longer need. It is lost then."),
    ),
    "no-recovery-sheets": (
        mark("There are no recovery sheets for this notebook."),
        mark("Nothing was done. Without sheets nobody could ever open it again."),
        mark("Make recovery sheets first, and give them to people you trust."),
    ),
    "self-test-failed": (
        mark("The part that locks your notes gave a wrong answer."),
        mark("Nothing was opened, written or sent."),
        mark("Restart the computer. If it happens again, install the program again."),
    ),
    # ------------------------------------------------------------ the disk
    "disk-full": (
        mark("The disk is full."),
        mark("Your text is still in the window. What was saved is safe."),
        mark("Free some space. Saving then goes on by itself."),
    ),
    "disk-failing": (
        mark("The disk could not read or write just now."),
        mark("What was saved before is safe."),
        mark("Check the cable or the stick, and try again. Make a backup soon."),
    ),
    "file-unreadable": (
        mark("The file “{name}” could not be read."),
        mark("Your notebook is unchanged."),
        mark("Check that the file is there and may be opened."),
    ),
    "file-unwritable": (
        mark("The file “{name}” could not be written."),
        mark("Your notebook is unchanged, and no half file was left."),
        mark("Choose another folder, or free some space there."),
    ),
    # ------------------------------------------------------------ what was asked for
    "unknown-space": (
        mark("There is no space “{name}” in this notebook."),
        mark("Nothing was changed."),
        mark("Look at the list of spaces for its exact name."),
    ),
    "unknown-item": (
        mark("Nothing here is called “{name}”."),
        mark("Nothing was changed."),
        mark("Look at the list for the exact name."),
    ),
    "ambiguous-name": (
        mark("More than one thing is called “{name}”."),
        mark("Nothing was changed."),
        mark("Give more letters of its id."),
    ),
    "unknown-kind": (
        mark("This program knows no kind called “{name}”."),
        mark("Nothing was changed."),
        mark("Use one of the kinds it knows: note or contact."),
    ),
    "unknown-field": (
        mark("There is no field called “{name}” here."),
        mark("Nothing was changed."),
        mark("Check the spelling of the field."),
    ),
    "text-too-large": (
        mark("“{name}” is longer than {limit_mb} MB."),
        mark("Nothing was cut, and what was saved before is safe."),
        mark("Divide the text into several notes."),
    ),
    "name-missing": (
        mark("A name is missing."),
        mark("Nothing was changed."),
        mark("Type a name and try again."),
    ),
    "bad-address": (
        mark("“{address}” is not an address of a delivery service."),
        mark("Nothing was changed."),
        mark("Type an address that begins with https or http."),
    ),
    # ------------------------------------------------------------ windows and commands
    "cancelled": (
        mark("You stopped this."),
        mark("What was finished before is kept."),
        mark("Start it again when you like."),
    ),
    "unexpected": (
        mark("Something went wrong inside the program. This is our mistake."),
        mark("What was saved before is safe."),
        mark("Try again. If it comes back, close the program and open it."),
    ),
    "sheet-too-small": (
        mark("One text is too long for a sheet of Excel."),
        mark("No file was made."),
        mark("Save a table of text (CSV) instead."),
    ),
    "no-fields-chosen": (
        mark("Nothing is chosen that may leave."),
        mark("No file was made."),
        mark("Choose what shall stand in the file."),
    ),
    "details-stay": (
        mark("The hidden details of “{name}” cannot be taken out."),
        mark("It was not attached."),
        mark("Save the picture anew in another program, or keep the details."),
    ),
    "not-shown-here": (
        mark("“{name}” cannot be shown here."),
        mark("The file is unchanged."),
        mark("Save it to look at it in another program."),
    ),
    "nothing-then": (
        mark("This was not written yet at that time."),
        mark("Nothing was changed."),
        mark("Choose a later time."),
    ),
    "problem": (
        mark("This did not work."),
        mark("What was saved before is safe."),
        mark("Try again."),
    ),
}
