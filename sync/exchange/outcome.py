"""What comes out of reading a foreign file: things brought in, and things left out with a reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Reason(StrEnum):
    """Why something was not brought in; the words for each live at the edge."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    HIDDEN = "hidden"
    LINK = "link"
    NOT_A_FILE = "not-a-file"
    TOO_DEEP = "too-deep"
    UNKNOWN_TYPE = "unknown-type"
    TOO_LARGE = "too-large"
    NOT_TEXT = "not-text"
    STOPPED = "import-stopped"
    NO_CARDS = "no-cards"
    NO_EVENTS = "no-events"
    CUT_SHORT = "cut-short"
    NESTED = "nested-card"
    EMPTY = "empty"
    ENCRYPTED = "encrypted"
    TOO_MANY_ROWS = "too-many-rows"
    NEEDS_COLUMNS = "needs-columns"
    NOT_A_TABLE = "not-a-table"
    LOCKED_FILE = "locked-file"
    OTHER_SHEET = "other-sheet"
    NO_REFERENCES = "no-references"
    BAD_REFERENCE = "bad-reference"


class Remark(StrEnum):
    """What was done to bring something in all the same."""

    NONE = ""
    LATIN_1 = "read-as-latin-1"
    PICTURE_LEFT_OUT = "picture-left-out"
    ONLY_ONE = "only-one-time"
    """Of a change to one time of a series and all later ones only the one was taken over."""


@dataclass(frozen=True, slots=True)
class Imported:
    """One thing to add: its kind, its fields, the file it came from."""

    kind: str
    fields: Mapping[str, str]
    name: str = field(default="", compare=False)
    remark: str = field(default=Remark.NONE, compare=False)
    files: Mapping[str, str] = field(default_factory=dict)
    """What stood inside of it as a file: its name, and its bytes in Base64."""


@dataclass(frozen=True, slots=True)
class Refused:
    """One thing left out: the file (and the number of the card in it), and a reason."""

    name: str
    reason: str


Outcome = Imported | Refused
