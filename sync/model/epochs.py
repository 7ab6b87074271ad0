"""Which epochs count, and with which of them to send (A4.3, A4.4)."""

from collections.abc import Mapping

from sync.model.ops import Epoch

HEADS_MAX = 16


def heads(valid: Mapping[bytes, Epoch]) -> tuple[bytes, ...]:
    """Return the ids of the epochs in *valid* that no other of them follows, sorted (A4.4).

    Keys are epoch ids of 32 bytes. More than 16 are cut to the first 16 by id.
    """
    followed = {parent for epoch in valid.values() for parent in epoch.parents}
    return tuple(sorted(set(valid) - followed))[:HEADS_MAX]


def downgrades(named: tuple[bytes, ...], known: Mapping[bytes, Epoch]) -> bool:
    """Say whether content names only older epochs than its author's membership heads include (A4.4.3).

    *named* are the epochs in the entry's header; *known* those in the state at its `mem_heads`.
    """
    return tuple(sorted(named)) != heads(known)
