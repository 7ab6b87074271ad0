"""One good example of each operation."""

from sync.model import attaching, ops, wording
from sync.wire import codec

ID, RECORD = b"i" * 32, b"r" * 16
POLICY = ops.Policy("Field team", "full", "steward", 30, 7, unattributed=False, min_version=1)
EPOCH = ops.Epoch((ID,), ID, ID, ID, ID, (b"d" * 8,), ((ID, b"sealed"),), "new")
RELAY = ops.RelayEntry(ID, "http://127.0.0.1:8470", None)
CONTENT = (
    ops.New(RECORD, "note"),
    ops.Set(RECORD, "title", "Plan"),
    ops.Clear(RECORD, "tags"),
    ops.Drop(RECORD),
    ops.Doc(RECORD + b"body", 0, b"update"),
    ops.Shared(ID, ID, (RELAY,), (ops.EpochKey(ops.encode(EPOCH), ID),)),
    ops.Tickets(ID, (ID,), b"sealed"),
    ops.Spent(ID, (ID,)),
    ops.Words("fr", (wording.Message("role.member", ("Participante",)),)),
    ops.Careful((wording.Phrase("border", on=True),)),
    ops.Beat(((b"d" * 8, 3),), ID, 1),
    ops.Repair(b"d" * 8, 0, 4),
    attaching.Attach(RECORD, ID, 9, ID, (ID,), "plan.pdf", "application/pdf"),
)
MEMBERSHIP = (
    ops.SpaceGenesis("space", ID, b"card", POLICY),
    ops.PersonGenesis(ID, ID, bytes(1216)),
    ops.Add(ID, "member", b"card", ID, bytes(64)),
    ops.Invite(ID, "member", 3, 1_760_000_000_000, "for Badu"),
    ops.Uninvite(ID),
    ops.SetPolicy(POLICY),
    ops.Relays((RELAY,)),
    EPOCH,
    ops.Remove(ID, (ops.Cut(b"d" * 8, 4, ID),)),
    ops.SetRole(ID, "reader"),
    ops.Vote(ops.Action("remove", ID)),
    ops.ShareDown(ID, on=True),
    ops.AddDevice(ID, bytes(1216), bytes(64)),
    ops.Recovery(ID, bytes(1216), bytes(64)),
)
ALL = (*CONTENT, *MEMBERSHIP)


def encoded() -> list[bytes]:
    return [codec.encode(ops.encode(op)) for op in ALL]
