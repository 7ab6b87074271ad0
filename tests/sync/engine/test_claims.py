"""What people without the right to it say about who belongs is kept, and changes nothing."""

from collections.abc import Callable
from pathlib import Path

from sync.engine.newcomer_files import NewcomerFiles
from sync.engine.organisations import Brought, Organisations
from sync.model import ops
from sync.model.belonging import Policy
from sync.store import spaces
from tests.sync.engine.members_of_a_space import Member
from tests.sync.engine.stewards import meet, person, roles, said, work


def test_claims_beyond_ones_rights_change_nothing(
    people: Callable[..., list[Member]], tmp_path: Path
) -> None:
    amal, badu = people("Amal", "Badu")
    stranger = Member(tmp_path, "Stranger")
    me, card = stranger.book.me.person, stranger.book.me.card
    before = roles(amal)
    said(amal, ops.Add(me, "steward", card))
    said(
        badu,
        ops.Add(me, "member", card),
        ops.SetRole(badu.book.me.person, "steward"),
        ops.Remove(amal.book.me.person),
        ops.Vote(ops.Action("steward", badu.book.me.person)),
        ops.Enact(ops.Action("steward", badu.book.me.person)),
        ops.SetPolicy(Policy("Mine now")),
        ops.Hold(amal.book.me.device, on=True),
    )
    meet(amal, badu)
    stranger.close()
    assert roles(amal) == roles(badu) == before
    assert work(amal).policy(amal.space.hex()).name == "Field team"
    told = work(amal).history(amal.space.hex())
    assert told == work(badu).history(amal.space.hex())
    assert [row.reason for row in told[2:]].count("") == 0 and len(told) == 10


def test_a_delegate_does_not_decide_for_the_organisation(
    people: Callable[..., list[Member]], tmp_path: Path
) -> None:
    amal, badu = people("Amal", "Badu")
    name = amal.space
    organisations(amal).add_to(name.hex(), organisations(badu).new("Wells"))
    meet(amal, badu)
    dina = Member(tmp_path, "Dina")
    join_by(
        organisations(badu).delegate(name.hex(), organisations(badu).own()[0].id, dina.book.me.card),
        badu,
        dina,
    )
    own = bytes.fromhex(organisations(badu).own()[0].id)
    said(dina, ops.Leave(), ops.Remove(own), ops.SetRole(own, "reader"))
    meet(amal, badu, dina)
    states = {row.name: row.role for row in amal.spaces.members(name.hex()) if row.state == "present"}
    dina.close()
    assert states["Wells"] == "member" and states["Dina"] == "member"


def organisations(member: Member) -> Organisations:
    return Organisations(member.book, NewcomerFiles(member.book))


def join_by(brought: Brought, source: Member, newcomer: Member) -> None:
    """Take the log without the package: this is about authority alone."""
    assert brought.id == person(newcomer)
    newcomer.space = source.space
    newcomer.book.write(lambda db: spaces.add(db, source.space))
    newcomer.receive(source.log())
