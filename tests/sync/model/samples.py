"""What the tests of the model draw from: ids, operations, headers."""

from hypothesis import strategies as st

from sync.model import archive, attaching, belonging, ops, wording
from sync.model.entry import DEV8_SIZE, ID_SIZE, Header
from sync.wire.routes import Head

ids = st.binary(min_size=ID_SIZE, max_size=ID_SIZE)
short_ids = st.binary(min_size=DEV8_SIZE, max_size=DEV8_SIZE)
record_ids = st.binary(min_size=ops.RECORD_SIZE, max_size=ops.RECORD_SIZE)
counts = st.integers(0, (1 << 63) - 1)
words = st.text(st.characters(codec="utf-8"), max_size=20)
names = st.text("abcdefghijklmnop_", min_size=1, max_size=20)
roles = st.sampled_from(belonging.ROLES)

policies = st.builds(
    ops.Policy,
    name=words,
    history=st.sampled_from(belonging.HISTORIES),
    inviters=roles,
    dormant_days=counts,
    rotate_days=counts,
    unattributed=st.booleans(),
    min_version=counts,
)
relays = st.builds(ops.RelayEntry, public_key=ids, url=words, pin=st.none() | ids)
epochs = st.builds(
    ops.Epoch,
    parents=st.lists(ids, max_size=3).map(tuple),
    e_commit=ids,
    w_commit=ids,
    t_commit=ids,
    recipients=ids,
    omit=st.lists(short_ids, max_size=2).map(tuple),
    back=st.lists(st.tuples(ids, st.binary(max_size=80)), max_size=2).map(tuple),
    reason=words,
)
proofs = st.binary(min_size=64, max_size=64)
kems = st.binary(min_size=1216, max_size=1216)
cuts = st.lists(st.builds(ops.Cut, short_ids, counts, ids), max_size=2).map(tuple)
actions = st.one_of(
    st.builds(ops.Action, st.sampled_from(["remove", "steward"]), ids),
    st.builds(ops.Action, st.just("policy"), st.just(b""), policies),
)
id_lists = st.lists(ids, max_size=3).map(tuple)
nested = st.one_of(
    st.builds(ops.Remove, ids, cuts), st.builds(ops.SetRole, ids, roles), st.builds(ops.Leave)
).map(ops.encode)
membership = st.one_of(
    st.builds(ops.SpaceGenesis, st.sampled_from(["space", "network"]), ids, st.binary(max_size=50), policies),
    st.builds(ops.PersonGenesis, ids, ids, st.binary(min_size=1216, max_size=1216)),
    st.builds(ops.Add, ids, roles, st.binary(max_size=50), st.none() | ids, st.none() | proofs),
    st.builds(ops.Invite, ids, roles, counts, counts, words),
    st.builds(ops.Uninvite, ids),
    st.builds(ops.RosterGenesis, ids, words, st.binary(max_size=50)),
    st.builds(ops.Remove, ids, cuts),
    st.builds(ops.SetRole, ids, roles),
    st.builds(ops.Vote, actions),
    st.builds(ops.ShareDown, ids, st.booleans()),
    st.builds(ops.Enact, actions, cuts),
    st.builds(ops.PersonOps, st.lists(st.binary(max_size=50), max_size=2).map(tuple), cuts),
    st.builds(ops.Hold, ids, st.booleans()),
    st.builds(ops.KemUpdate, kems),
    st.builds(ops.Leave),
    st.builds(ops.Roster, ids, nested),
    st.builds(ops.Vouch, ids),
    st.builds(ops.Admit, id_lists),
    st.builds(ops.AddDevice, ids, kems, proofs),
    st.builds(ops.Buddies, id_lists),
    st.builds(ops.Recovery, ids, kems, proofs),
    st.builds(ops.SetPolicy, policies),
    st.builds(ops.Relays, st.lists(relays, max_size=3).map(tuple)),
    epochs,
)
heads = st.builds(
    Head, ids, st.binary(min_size=16, max_size=16), counts, counts, ids, st.integers(0, 1 << 40)
)
signed_heads = st.tuples(proofs, heads).map(lambda pair: pair[0] + pair[1].encode())
doc_ids = st.builds(lambda record, field: record + field.encode(), record_ids, names)
claims = st.dictionaries(short_ids, st.integers(0, 1 << 62), max_size=4).map(
    lambda found: tuple(sorted(found.items()))
)
sizes = st.sampled_from([0, 1, attaching.CHUNK, attaching.CHUNK + 1, 3 * attaching.CHUNK])
attachings = sizes.flatmap(
    lambda size: st.builds(
        attaching.Attach, record_ids, ids, st.just(size), ids,
        st.lists(ids, min_size=attaching.parts(size), max_size=attaching.parts(size)).map(tuple),
        st.just("plan.pdf"), st.just("application/pdf"),
    )
)  # fmt: skip
several = st.lists(words, min_size=2, max_size=3, unique=True).map(tuple)
content = st.one_of(
    st.builds(ops.Set, record_ids, names, words),
    st.builds(ops.Several, record_ids, names, several),
    st.builds(ops.Clear, record_ids, names),
    st.builds(ops.New, record_ids, names),
    st.builds(ops.Drop, record_ids),
    st.builds(ops.Doc, doc_ids, st.integers(0, ops.GENERATION_MAX), st.binary(max_size=50)),
    st.builds(
        ops.Shared,
        ids,
        ids,
        st.lists(relays, max_size=2).map(tuple),
        st.lists(st.builds(ops.EpochKey, epochs.map(ops.encode), ids), max_size=2).map(tuple),
    ),
    st.builds(
        archive.Segment,
        ids,
        counts,
        st.lists(ids, min_size=1, max_size=3).map(tuple),
        st.lists(st.builds(archive.Run, short_ids, counts, counts), max_size=2).map(tuple),
    ),
    attachings,
    st.builds(ops.Tickets, ids, id_lists, st.binary(max_size=50)),
    st.builds(ops.Spent, ids, id_lists),
    st.just(ops.Words("fr", (wording.Message("role.member", ("Participante",)),))),
    st.just(ops.Careful((wording.Phrase("border", on=True),))),
    st.builds(ops.Beat, claims, st.none() | ids, counts),
    st.builds(ops.Repair, short_ids, st.integers(0, 1 << 62), st.integers(0, 1 << 62)),
    st.builds(ops.RelayHead, ids, signed_heads),
)
vectors = st.dictionaries(short_ids, counts, max_size=4).map(lambda found: tuple(sorted(found.items())))
id_sets = st.sets(ids, max_size=4).map(lambda found: tuple(sorted(found)))


@st.composite
def headers(draw: st.DrawFn) -> Header:
    seq = draw(counts)
    kind = draw(st.sampled_from([membership, content]))
    return Header(
        space=draw(ids),
        device=draw(ids),
        seq=seq,
        prev=draw(ids.filter(any)) if seq else bytes(ID_SIZE),
        mem_heads=draw(id_sets),
        epochs=draw(id_sets),
        lamport=draw(counts),
        wall_ms=draw(counts),
        deps=draw(vectors),
        ops=tuple(ops.encode(op) for op in draw(st.lists(kind, min_size=1, max_size=3))),
        ext=draw(st.none() | st.just({}) | st.dictionaries(st.integers(0, 20), words, max_size=2)),
    )
