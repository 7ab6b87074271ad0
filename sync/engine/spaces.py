"""Spaces: who is in them, what they are called, and through which relays they speak."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass

from crypto import words
from crypto.epoch import EpochSecrets
from crypto.labels import Label, identifier
from sync.engine import departure, epoch_log, names, relay_address
from sync.engine.events import MembersChanged, SpacesChanged
from sync.engine.identity import NO_ENTRY, signed
from sync.engine.notebook import Notebook
from sync.errors import AmbiguousName, NameMissing, UnknownSpace
from sync.model import ops
from sync.model.members import State
from sync.model.ops import Policy, RelayEntry
from sync.store import epoch_secrets, joins, requests, verified
from sync.store import spaces as table
from sync.store.database import Db
from sync.wire import codec
from resources import words as word_list

DORMANT_DAYS = 60
ROTATE_DAYS = 30
NAME_MAX = 200


@dataclass(frozen=True, slots=True)
class SpaceRow:
    id: str
    name: str
    role: str
    relays: tuple[str, ...]
    pending: bool
    """Asked to join, and not admitted yet."""


@dataclass(frozen=True, slots=True)
class MemberRow:
    person: str
    name: str
    role: str
    state: str
    check_words: tuple[str, ...]
    digits: str
    verified: str
    me: bool
