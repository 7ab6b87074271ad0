"""Words, sheets, backups and computers of the stand-in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sync.errors import Cancelled, NoRecoverySheets, WrongPassphrase
from sync.refusals import DeviceCardDamaged
from tests.desktop.rows import NOW_MS, WORDS

if TYPE_CHECKING:
    from tests.desktop.stand_in import Session

Progress = Callable[[int, int], None] | None
Stopped = Callable[[], bool] | None
SHEET_WORDS = tuple(f"{word}{'abc'[number // 10]}" for number, word in enumerate(WORDS * 3))


@dataclass(frozen=True)
class DeviceRow:
    id: str
    name: str
    this: bool = False
    state: str = "present"
    last_ms: int = NOW_MS


@dataclass(frozen=True)
class Sheet:
    number: int
    of: int = 3
    need: int = 2
    set_id: str = "04711"
    date: str = "2026-11-21"
    holder: str = ""
    words: tuple[str, ...] = SHEET_WORDS

    @property
    def text(self) -> str:
        return f"sheet {self.set_id} {self.number} {self.need}"

    @property
    def qr_text(self) -> str:
        return f"KARKADE-SHEET:{self.text.upper()}"


@dataclass(frozen=True)
class SheetSet:
    set_id: str = "04711"
    made_ms: int = NOW_MS
    shares: int = 3
    need: int = 2
    rehearsed_ms: int = 0


@dataclass(frozen=True)
class Rekeyed:
    sheets_void: bool


@dataclass(frozen=True)
class Kept:
    id: bytes = b"k"
    name: str = "Jean"
    made_ms: int = NOW_MS


@dataclass
class Words:
    session: "Session"
    opens: str = "right words"
    sealed: int = 0
    hold: bool = False
    """Seal until stopped."""

    def change(self, current: str, new: str) -> None:
        if current != self.opens:
            raise WrongPassphrase
        self.opens = new

    def rekey(self, passphrase: str, *, progress: Progress = None, cancelled: Stopped = None) -> Rekeyed:
        if passphrase != self.opens:
            raise WrongPassphrase
        while self.hold:
            if cancelled is not None and cancelled():
                raise Cancelled
            if progress is not None:
                progress(1, 2)
        self.sealed += 1
        void = self.session.recovery.current is not None
        self.session.recovery.current = None
        return Rekeyed(void)


@dataclass
class Compartments:
    added: list[tuple[str, list[str]]] = field(default_factory=list)
    clearing: list[str] = field(default_factory=list)

    def add(self, new_passphrase: str, *, keep: Sequence[str]) -> None:
        self.added.append((new_passphrase, list(keep)))

    def add_clearing_words(self, passphrase: str, *, keep: Sequence[str]) -> None:  # noqa: ARG002
        self.clearing.append(passphrase)

    def remove_clearing_words(self, passphrase: str) -> None:
        if passphrase not in self.clearing:
            raise WrongPassphrase
        self.clearing.remove(passphrase)


@dataclass
class Recovery:
    current: SheetSet | None = None
    retired: list[list[str]] = field(default_factory=list)

    def make(self, shares: int = 3, need: int = 2) -> tuple[Sheet, ...]:
        self.current = SheetSet(shares=shares, need=need)
        return tuple(Sheet(number, shares, need) for number in range(1, shares + 1))

    def rehearse(self, texts: Sequence[str]) -> bool:
        fits = all("04711" in text for text in texts)
        if fits and self.current is not None:
            self.current = replace(self.current, rehearsed_ms=NOW_MS)
        return fits

    def retire(self, texts: Sequence[str]) -> None:
        self.retired.append(list(texts))


@dataclass
class Keeping:
    kept: list[Kept] = field(default_factory=lambda: [Kept()])
    sealed: list[tuple[str, str]] = field(default_factory=list)

    def seal(self, space: str, person: str, sheet: Sheet) -> bytes:  # noqa: ARG002
        self.sealed.append((space, person))
        return b"sealed sheet"

    def keep(self, data: bytes) -> Kept:
        self.kept.append(Kept(data, "Ngozi"))
        return self.kept[-1]

    def rows(self) -> list[Kept]:
        return list(self.kept)

    def hand_out(self, _share: str) -> Sheet:
        return Sheet(2)

    def forget(self, share: str) -> None:
        self.kept = [each for each in self.kept if each.id.hex() != share]


@dataclass(frozen=True)
class Returned:
    name: str = "Jean"
    laptop_words: tuple[str, ...] = WORDS


@dataclass
class Returning:
    back: list[bytes] = field(default_factory=list)

    def enrol(self, shown: bytes, _texts: list[str]) -> bytes:
        return b"new " + shown

    def card_of(self, _person: str) -> bytes:
        return b"card"

    def look(self, _shown: bytes) -> Returned:
        return Returned()

    def let_in(self, shown: bytes) -> bytes:
        self.back.append(shown)
        return b"answer"


@dataclass
class Backups:
    last_ms: int | None = None
    age: int | None = None
    written: list[Path] = field(default_factory=list)

    def due(self) -> int | None:
        return self.age

    def write(self, path: Path, progress: Progress = None, cancelled: Stopped = None) -> None:  # noqa: ARG002
        if progress is not None:
            progress(1, 1)
        path.write_bytes(b"backup")
        self.written.append(path)
        self.last_ms, self.age = NOW_MS, 0

    def is_ours(self, path: Path) -> bool:
        return path.read_bytes() == b"backup"


@dataclass
class Devices:
    here: list[DeviceRow] = field(
        default_factory=lambda: [
            DeviceRow("d-this", "", this=True),
            DeviceRow("d-office", "Office", last_ms=NOW_MS - 3 * 86_400_000),
            DeviceRow("d-old", "Old one", state="removed", last_ms=0),
        ]
    )
    adopted: list[bytes] = field(default_factory=list)

    def rows(self) -> list[DeviceRow]:
        return list(self.here)

    def rename(self, device: str, name: str) -> None:
        self._put(device, name=name)

    def block(self, device: str) -> None:
        self._put(device, state="removed")

    def hold(self, device: str, *, on: bool) -> None:
        self._put(device, state="held" if on else "present")

    def card(self) -> bytes:
        return b"card"

    def qr_text(self) -> str:
        return "KARKADE:D:ABC"

    def of_qr(self, _text: str) -> bytes:
        return b"card"

    def check_words(self) -> tuple[str, ...]:
        return WORDS

    def look(self, card: bytes) -> tuple[str, ...]:
        if card != b"card":
            raise DeviceCardDamaged
        return WORDS

    def add(self, card: bytes) -> bytes:
        self.here.append(DeviceRow("d-new", ""))
        return b"answer to " + card

    def look_at_answer(self, _answer: bytes) -> tuple[str, tuple[str, ...]]:
        return "Amina", WORDS

    def adopt(self, answer: bytes) -> str:
        self.adopted.append(answer)
        return "person"

    def _put(self, device: str, **changes: str) -> None:
        self.here = [replace(each, **changes) if each.id == device else each for each in self.here]


def furnish(session: "Session") -> None:
    """Give a session of the stand-in what keeps it safe."""
    session.words = Words(session)
    session.compartments = Compartments()
    session.recovery = Recovery()
    session.returning = Returning()
    session.keeping = Keeping()
    session.backups = Backups()
    session.devices = Devices()


def travel_lock(session: "Session") -> None:
    if session.recovery.current is None:
        raise NoRecoverySheets
    session.words.opens = ""
    session.close()
