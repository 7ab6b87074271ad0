"""The words that Qt says by itself, in languages for which Qt has no catalogue."""

from PySide6.QtCore import QObject, QTranslator
from typing_extensions import override

from i18n import mark, tr

WORDS = {
    "&Undo": mark("Undo"),
    "&Redo": mark("Redo"),
    "Cu&t": mark("Cut"),
    "&Copy": mark("Copy"),
    "Copy &Link Location": mark("Copy the address of the link"),
    "&Paste": mark("Paste"),
    "Delete": mark("Delete"),
    "&Delete": mark("Delete"),
    "Select All": mark("Select all"),
    "OK": mark("OK"),
    "Cancel": mark("Cancel"),
    "Close": mark("Close"),
    "&Choose": mark("Choose"),
    "&Open": mark("Open"),
    "Open": mark("Open"),
    "&Save": mark("Save"),
    "Save As": mark("Save"),
    "&Rename": mark("Rename"),
    "&New Folder": mark("New folder"),
    "Create New Folder": mark("New folder"),
    "Create a New Folder": mark("New folder"),
    "Back": mark("Back"),
    "Go back": mark("Back"),
    "Forward": mark("Forward"),
    "Go forward": mark("Forward"),
    "Parent Directory": mark("Folder above"),
    "Go to the parent directory": mark("Folder above"),
    "Find Directory": mark("Find a folder"),
    "Directory:": mark("Folder"),
    "Directories": mark("Folders"),
    "Files": mark("Files"),
    "File &name:": mark("Name of the file"),
    "Files of &type:": mark("Sort of file"),
    "&Look in:": mark("Look in"),
    "List of places and bookmarks": mark("Places"),
    "Sidebar": mark("Places"),
    "List View": mark("As a list"),
    "Change to list view mode": mark("As a list"),
    "Detail View": mark("With details"),
    "Change to detail view mode": mark("With details"),
    "Show ": mark("Show "),
    "Show &hidden files": mark("Show hidden files"),
    "All Files (*)": mark("All files"),
    "Computer": mark("Computer"),
    "Drive": mark("Drive"),
    "Folder": mark("Folder"),
    "Name": mark("Name"),
    "Size": mark("Size"),
    "Type": mark("Sort of file"),
    "Date Modified": mark("Changed"),
    "Open the combo box selection popup": mark("Open the list"),
    "Press": mark("Press"),
}
CONTEXTS = frozenset({
    "QFileDialog", "QFileSystemModel", "QAbstractFileIconProvider", "QPlatformTheme", "QLineEdit",
    "QWidgetTextControl", "QComboBox", "QAccessibleActionInterface",
})  # fmt: skip


class QtWords(QTranslator):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)

    @override
    def translate(
        self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        said = WORDS.get(sourceText) if context in CONTEXTS else None
        return None if said is None else tr(said)

    @override
    def isEmpty(self) -> bool:
        return False
