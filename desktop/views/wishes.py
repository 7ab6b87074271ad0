"""What can be asked for from menus and keys: one table of words, pictures and shortcuts."""

from enum import StrEnum

from PySide6.QtGui import QKeyEvent, QKeySequence

from i18n import tr


class Wish(StrEnum):
    NEW = "new"
    SEARCH = "search"
    FIND_HERE = "find-here"
    LOCK = "lock"
    CLEAR = "clear"
    SEND = "send"
    NEW_SPACE = "new-space"
    JOIN = "join"
    INVITE = "invite"
    REQUESTS = "requests"
    PEOPLE = "people"
    RELAY = "relay"
    MAKE_PACKAGE = "make-package"
    OPEN_PACKAGE = "open-package"
    ROOM = "room"
    BRING_IN = "bring-in"
    TAKE_OUT = "take-out"
    COPY = "copy"
    SENDING = "sending"
    SECTIONS = "sections"
    WORDS = "words"
    SETTINGS = "settings"
    HELP = "help"
    LARGER = "larger"
    SMALLER = "smaller"
    PLAIN_SIZE = "plain-size"
    NEXT_PANE = "next-pane"
    UNDO = "undo"
    REDO = "redo"
    PRINT = "print"
    HISTORY = "history"
    NEW_WINDOW = "new-window"


PICTURES = {
    Wish.NEW: "plus",
    Wish.FIND_HERE: "search",
    Wish.LOCK: "lock",
    Wish.SEND: "refresh-cw",
    Wish.LARGER: "a-large-small",
    Wish.SMALLER: "a-large-small",
    Wish.PLAIN_SIZE: "a-large-small",
    Wish.UNDO: "undo-2",
    Wish.REDO: "redo-2",
    Wish.PRINT: "printer",
    Wish.HISTORY: "history",
    Wish.NEW_WINDOW: "external-link",
    Wish.NEW_SPACE: "plus",
    Wish.JOIN: "log-in",
    Wish.INVITE: "user-plus",
    Wish.REQUESTS: "user-check",
    Wish.PEOPLE: "users",
    Wish.RELAY: "cloud",
    Wish.MAKE_PACKAGE: "package-plus",
    Wish.OPEN_PACKAGE: "package-open",
    Wish.ROOM: "messages-square",
    Wish.BRING_IN: "import",
    Wish.TAKE_OUT: "download",
    Wish.COPY: "copy",
    Wish.SENDING: "refresh-cw",
    Wish.SECTIONS: "list-checks",
    Wish.WORDS: "languages",
    Wish.SETTINGS: "settings",
    Wish.HELP: "circle-help",
    Wish.CLEAR: "eye-off",
}
Keys = QKeySequence.StandardKey
KEYS: dict[Wish, QKeySequence.StandardKey | str] = {
    Wish.NEW: Keys.New,
    Wish.SEARCH: "Ctrl+K",
    Wish.FIND_HERE: Keys.Find,
    Wish.LOCK: "Ctrl+L",
    Wish.CLEAR: "Ctrl+Shift+L",
    Wish.SEND: "Ctrl+Shift+E",
    Wish.HELP: "F1",
    Wish.LARGER: Keys.ZoomIn,
    Wish.SMALLER: Keys.ZoomOut,
    Wish.PLAIN_SIZE: "Ctrl+0",
    Wish.NEXT_PANE: "F6",
    Wish.PRINT: Keys.Print,
    Wish.HISTORY: "Ctrl+Shift+H",
}
SHARING = (Wish.INVITE, Wish.REQUESTS, Wish.PEOPLE, Wish.RELAY)
CARRYING = (Wish.MAKE_PACKAGE, Wish.OPEN_PACKAGE)
EXCHANGING = (Wish.BRING_IN, Wish.TAKE_OUT, Wish.COPY, Wish.PRINT, Wish.HISTORY, Wish.NEW_WINDOW)


def keys(wish: Wish) -> QKeySequence:
    """Return the keys of *wish*; to be asked only once there is an application."""
    return QKeySequence(KEYS[wish])


def is_asked(wish: Wish, event: QKeyEvent) -> bool:
    """Say whether these are the keys of *wish*."""
    known = KEYS[wish]
    if isinstance(known, QKeySequence.StandardKey):
        return event.matches(known)
    return QKeySequence(event.keyCombination()) == QKeySequence(known)


def words(wish: Wish) -> str:
    """Return what stands on the menu entry or the list of keys."""
    return {
        Wish.NEW: tr("New"),
        Wish.SEARCH: tr("Search everything"),
        Wish.FIND_HERE: tr("Search in this space"),
        Wish.LOCK: tr("Lock"),
        Wish.CLEAR: tr("Close and clear"),
        Wish.SEND: tr("Send and receive"),
        Wish.NEW_SPACE: tr("Make a space…"),
        Wish.JOIN: tr("I have an invitation…"),
        Wish.INVITE: tr("Invite someone…"),
        Wish.REQUESTS: tr("Requests to join…"),
        Wish.PEOPLE: tr("People in this space…"),
        Wish.RELAY: tr("Delivery services…"),
        Wish.MAKE_PACKAGE: tr("Make a package…"),
        Wish.OPEN_PACKAGE: tr("Open a package…"),
        Wish.ROOM: tr("People in this room…"),
        Wish.BRING_IN: tr("Bring things in…"),
        Wish.TAKE_OUT: tr("Take things out…"),
        Wish.COPY: tr("Copy to another space…"),
        Wish.SENDING: tr("Send and receive…"),
        Wish.SECTIONS: tr("Sections shown here…"),
        Wish.WORDS: tr("Words of this space…"),
        Wish.SETTINGS: tr("Settings…"),
        Wish.HELP: tr("Help and keys"),
        Wish.LARGER: tr("Larger text"),
        Wish.SMALLER: tr("Smaller text"),
        Wish.PLAIN_SIZE: tr("Plain text size"),
        Wish.NEXT_PANE: tr("Next part of the window"),
        Wish.UNDO: tr("Undo"),
        Wish.REDO: tr("Do it again"),
        Wish.PRINT: tr("Print…"),
        Wish.HISTORY: tr("History…"),
        Wish.NEW_WINDOW: tr("Open in a new window"),
    }[wish]
