"""The plain rows that the stand-in answers with."""

from dataclasses import dataclass, field

from sync.engine.bringing import Remarked
from sync.errors import Problem

WORDS = ("lamp", "river", "seven", "mango", "table", "green", "window", "rice", "copper", "dune")
DIGITS = "18422 90317 55120 73390 21784 66051"
GENERATED = "river seven mango lantern copper dune"
NOW_MS = 1_795_000_000_000


@dataclass(frozen=True)
class SpaceRow:
    id: str
    name: str
    role: str = "steward"
    relays: tuple[str, ...] = ()
    pending: bool = False
    network: bool = False
    through: str = ""


@dataclass(frozen=True)
class MemberRow:
    person: str
    name: str
    role: str
    state: str = "present"
    check_words: tuple[str, ...] = WORDS
    digits: str = DIGITS
    verified: str = ""
    me: bool = False
    organisation: bool = False
    inside: str = ""
    officer: bool = False
    devices: int = 2
    held: int = 0
    shares_down: bool = False
    vouched: int = 0
    vouched_known: int = 0


@dataclass(frozen=True)
class RequestRow:
    person: str
    name: str
    check_words: tuple[str, ...] = WORDS
    digits: str = DIGITS


@dataclass(frozen=True)
class FieldValue:
    value: str
    author: str = "Amina"
    when_ms: int = NOW_MS
    checked: str = ""


@dataclass(frozen=True)
class Item:
    id: str
    space: str
    kind: str
    title: str
    fields: dict[str, tuple[FieldValue, ...]]
    trashed: bool = False
    changed_ms: int = NOW_MS
    seen: dict[bytes, int] = field(default_factory=dict)


@dataclass(frozen=True)
class ItemRow:
    id: str
    space: str
    kind: str
    title: str
    preview: str = ""
    tags: tuple[str, ...] = ()
    changed_ms: int = NOW_MS
    twofold: bool = False
    trashed: bool = False
    author: str = ""
    stale: bool = False


@dataclass(frozen=True)
class Strength:
    bits: float
    enough: bool
    generated: bool = False


@dataclass(frozen=True)
class Joined:
    space: str
    name: str
    inviter: str = "Grace"
    inviter_words: tuple[str, ...] = WORDS
    request: bytes = b"request"
    posted: bool = True


@dataclass(frozen=True)
class Admission:
    admitted: tuple[str, ...]
    file: bytes | None = None


@dataclass(frozen=True)
class Report:
    sent: int = 0
    received: int = 0
    waiting: int = 0
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class PackageWritten:
    files: tuple[str, ...] = ("notes.pack",)
    entries: int = 14


@dataclass(frozen=True)
class PackageRead:
    new: int = 14
    known: int = 3
    refused: int = 0


@dataclass(frozen=True)
class Refused:
    name: str
    reason: str


@dataclass(frozen=True)
class Brought:
    added: int = 3
    refused: tuple[Refused, ...] = (Refused("half.vcf", "cut-short"),)
    files: int = 0
    here: int = 0
    remarks: tuple[Remarked, ...] = ()


def row_of(item: Item, *, trashed: bool) -> ItemRow:
    shown = {name: value[0].value for name, value in item.fields.items() if value}
    preview = shown.get("body") or shown.get("organisation") or ""
    tags = tuple(each.strip() for each in shown.get("tags", "").split(",") if each.strip())
    twofold = any(len(value) > 1 for value in item.fields.values())
    return ItemRow(
        item.id, item.space, item.kind, item.title, preview, tags, item.changed_ms, twofold, trashed
    )
