"""The epochs of a space as its log announces them, and the secrets that confirm them (A4.3)."""

from crypto import epoch as secret
from crypto.epoch import EpochSecrets
from crypto.labels import Label, identifier
from sync.model import ops
from sync.model.ops import Epoch
from sync.wire import codec


def epoch_id(space: bytes, op: Epoch) -> bytes:
    """Return `ID("epoch", space_id ‖ the operation's array)`, 32 bytes."""
    return identifier(Label.EPOCH, space + codec.encode(ops.encode(op)))


def recipients_hash(devices: tuple[bytes, ...]) -> bytes:
    """Return the hash of the sorted device ids that an epoch is for."""
    return identifier(Label.RECIPIENTS, b"".join(sorted(devices)))


def announce(space: bytes, secrets: EpochSecrets, devices: tuple[bytes, ...]) -> Epoch:
    """Return the operation for a first epoch: commitments and recipients, never a secret."""
    return Epoch(
        parents=(),
        e_commit=secret.commit(secrets.e, space),
        w_commit=secret.commit(secrets.w, space),
        t_commit=secret.commit(secrets.t, space),
        recipients=recipients_hash(devices),
    )


def confirmed(space: bytes, op: Epoch, secrets: EpochSecrets) -> bool:
    """Say whether each value that was given is the one that the signed log commits to."""
    pairs = ((secrets.e, op.e_commit), (secrets.w, op.w_commit), (secrets.t, op.t_commit))
    given = [(value, commitment) for value, commitment in pairs if value != secret.NOT_GIVEN]
    return secrets.e != secret.NOT_GIVEN and all(
        secret.confirms(commitment, value, space) for value, commitment in given
    )
