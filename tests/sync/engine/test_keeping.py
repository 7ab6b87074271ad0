"""A recovery sheet sealed for a colleague, kept in their notebook, and handed out again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from crypto import handover, recovery
from sync.engine import recovered, session, sheets
from sync.engine.keeping import MAGIC, is_sealed_sheet
from sync.engine.session import Session
from sync.recovery_refusals import NotASealedSheet, SheetForAnother
from sync.refusals import UnknownPerson
from sync.wire import codec
from tests.sync.engine.notebook_folder import WORDS

NEW = "saddle comet ribbon walnut glacier tulip"
COST = session.quick_cost()


@pytest.fixture
def team(tmp_path: Path) -> Iterator[tuple[Session, Session, str]]:
    """Amal and Badu in one space, without a relay."""
    amal = session.create(tmp_path / "amal", WORDS, name="Amal", cost=COST)
    badu = session.create(tmp_path / "badu", WORDS, name="Badu", cost=COST)
    space = amal.spaces.new("Field team").id
    joined = badu.invitations.join_file(amal.invitations.to_file(space))
    admission = amal.invitations.admit(space, joined.request)
    assert admission.file is not None
    (tmp_path / "in.pack").write_bytes(admission.file)
    badu.packages.read(tmp_path / "in.pack")
    yield amal, badu, space
    amal.close()
    badu.close()


def test_a_sheet_goes_to_a_colleague_and_comes_back(
    team: tuple[Session, Session, str], tmp_path: Path
) -> None:
    amal, badu, space = team
    made = amal.recovery.make()

    sealed = amal.keeping.seal(space, badu.me.person, made[1])
    kept = badu.keeping.keep(sealed)

    assert is_sealed_sheet(sealed)
    assert bytes.fromhex(amal.me.person) not in sealed
    assert (kept.name, kept.person.hex(), kept.of) == ("Amal", amal.me.person, 3)
    assert badu.keeping.rows() == [kept]
    assert made[1].text not in repr(kept)
    back = badu.keeping.hand_out(kept.id.hex())
    assert back == made[1]
    amal.close()
    recovered.use(tmp_path / "amal", [made[0].text, back.qr_text], NEW).close()


def test_taken_twice_it_is_kept_once_and_let_go_of_when_asked(team: tuple[Session, Session, str]) -> None:
    amal, badu, space = team
    (sheet, *_) = amal.recovery.make()
    kept = [badu.keeping.keep(amal.keeping.seal(space, badu.me.person, sheet)) for _ in range(2)]
    assert len(badu.keeping.rows()) == 1

    badu.keeping.forget(kept[0].id.hex())

    assert badu.keeping.rows() == []
    with pytest.raises(NotASealedSheet):
        badu.keeping.hand_out(kept[0].id.hex())


def test_somebody_unknown_keeps_nothing(team: tuple[Session, Session, str]) -> None:
    amal, _, space = team
    (sheet, *_) = amal.recovery.make()
    with pytest.raises(UnknownPerson):
        amal.keeping.seal(space, "00" * 32, sheet)


def test_a_file_for_another_or_an_altered_one_is_not_kept(team: tuple[Session, Session, str]) -> None:
    amal, badu, space = team
    (sheet, *_) = amal.recovery.make()
    sealed = amal.keeping.seal(space, badu.me.person, sheet)
    altered = sealed[:-1] + bytes([sealed[-1] ^ 1])
    for data, problem in (
        (altered, SheetForAnother), (sealed[:-1], NotASealedSheet), (b"", NotASealedSheet),
        (MAGIC + codec.encode([]), NotASealedSheet), (MAGIC + codec.encode(1), NotASealedSheet),
        (MAGIC + b"\xff", NotASealedSheet),
    ):  # fmt: skip
        with pytest.raises(problem):
            badu.keeping.keep(data)
    with pytest.raises(SheetForAnother):
        amal.keeping.keep(sealed)
    assert badu.keeping.rows() == []


def test_only_a_sound_sheet_is_taken_whoever_sealed_it(team: tuple[Session, Session, str]) -> None:
    _, badu, _ = team
    me = badu._book.me
    sound = sheets.split(bytes(32), 3, 2, 0)[0].text
    for inside in (b"\xff", codec.encode([sound]), codec.encode(["bread", 3, 0, bytes(32), "Amal"])):
        sealed = handover.seal_to(me.kem.public, recovery.share_info(me.device), inside)
        with pytest.raises((NotASealedSheet, sheets.SheetMisspelt)):
            badu.keeping.keep(MAGIC + codec.encode([sealed]))
