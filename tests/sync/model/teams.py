"""Small groups of people, and what tests of the model do and ask in them."""

from sync.model import epochs, members, ops, persons
from sync.model.judging import Card
from sync.model.persons import PersonAct, PersonState
from sync.model.state import State
from tests.sync.model.membership import (
    FOUNDER,
    ID,
    KEM,
    Log,
    epoch,
    name_of,
    role,
    to_appoint,
)


def now(log: Log) -> State:
    return members.evaluate(log.operations)


def people(log: Log) -> dict[str, str]:
    return {principal.name: principal.role for principal in now(log).principals.values()}


def trio(salt: int = 0) -> Log:
    """The founder, Badu and Chen are stewards, Dede is a member."""
    log = Log(salt)
    for person in ("Badu", "Chen", "Dede"):
        log.admit(FOUNDER, log.heads(), person)
    log.add(FOUNDER, log.heads(), role("Badu", "steward"))
    agree(log, to_appoint("Chen"), FOUNDER, "Badu")
    return log


def agree(log: Log, action: ops.Action, *voters: str) -> bytes:
    for voter in voters:
        log.add(voter, log.heads(), ops.Vote(action))
    return log.add(voters[0], log.heads(), ops.Enact(action))


def stewards(salt: int, *more: str) -> Log:
    """The founder and *more*, all stewards."""
    log = Log(salt)
    for number, person in enumerate(more):
        log.admit(FOUNDER, log.heads(), person)
        if number == 0:
            log.add(FOUNDER, log.heads(), role(person, "steward"))
            continue
        for voter in (FOUNDER, *more[:number]):
            log.add(voter, log.heads(), ops.Vote(to_appoint(person)))
        log.add(FOUNDER, log.heads(), ops.Enact(to_appoint(person)))
    assert set(people(log).values()) == {"steward"}
    return log


def rotate(log: Log, author: str, known: tuple[bytes, ...]) -> bytes:
    before = members.Log(log.operations.values()).at(tuple(sorted(known)))
    return log.add(author, known, epoch(epochs.heads(before.epochs)))


def act(
    author: bytes, op: ops.Op, *parents: bytes, name: str = "", subject: bytes = b"", seq: int = 0
) -> PersonAct:
    return PersonAct(name_of(f"{author!r} {op!r} {name}"), author, parents, op, subject, seq)


def recovery(name: str, author: bytes, *parents: bytes) -> PersonAct:
    return act(author, ops.Recovery(ID, KEM, bytes(64)), *parents, subject=name_of(name), name=name)


def heads(*acts: PersonAct) -> tuple[bytes, ...]:
    return tuple(one.id for one in acts)


def add_up(*acts: PersonAct) -> PersonState:
    return persons.evaluate(frozenset(acts))


def carried(person: str, *acts: PersonAct, cuts: tuple[ops.Cut, ...] = ()) -> tuple[ops.PersonOps, Card]:
    return ops.PersonOps((b"entry",), cuts), Card(name_of(person), "", frozenset(acts))


def team(salt: int = 0) -> Log:
    """Badu with two devices and Chen are members; the founder is the only steward."""
    log = Log(salt)
    for person in ("Badu", "Chen"):
        log.admit(FOUNDER, log.heads(), person)
    return log
