"""The schema as the list of steps that made it; steps are only ever appended."""

from collections.abc import Callable, Iterable
from typing import Any

from sync.store import (
    archive_table,
    attachments_table,
    dated_table,
    facet_table,
    folder_table,
    look_table,
    order_table,
    past_table,
    space_words_table,
    weight_table,
)

Step = Callable[[Any], Iterable[tuple[int, int]] | None]  # a long one yields how far it is


def _each(connection: Any, script: str) -> None:
    for statement in script.split(";"):
        connection.execute(statement)


def log_and_records(connection: Any) -> None:
    """Entries and what follows from them: chains, records, texts, search."""
    _each(
        connection,
        """
        CREATE TABLE setting (key TEXT UNIQUE NOT NULL, value BLOB NOT NULL);
        CREATE TABLE space (space BLOB UNIQUE NOT NULL);
        CREATE TABLE entry (
            row INTEGER PRIMARY KEY, id BLOB UNIQUE NOT NULL, space BLOB NOT NULL, device BLOB NOT NULL,
            seq INTEGER NOT NULL, lamport INTEGER NOT NULL, membership INTEGER NOT NULL, raw BLOB NOT NULL);
        CREATE UNIQUE INDEX entry_place ON entry (space, device, seq);
        CREATE INDEX entry_space ON entry (space);
        CREATE INDEX entry_membership ON entry (space) WHERE membership = 1;
        CREATE TABLE chain (
            space BLOB NOT NULL, device BLOB NOT NULL, seq INTEGER NOT NULL, id BLOB NOT NULL,
            lamport INTEGER NOT NULL, mem_heads BLOB NOT NULL, vector BLOB NOT NULL, UNIQUE (space, device));
        CREATE TABLE parked (
            id BLOB UNIQUE NOT NULL, space BLOB NOT NULL, device BLOB NOT NULL, raw BLOB NOT NULL);
        CREATE TABLE parked_size (device BLOB UNIQUE NOT NULL, bytes INTEGER NOT NULL);
        CREATE TABLE quarantine (
            id BLOB NOT NULL, space BLOB NOT NULL, raw BLOB NOT NULL, reason TEXT NOT NULL,
            UNIQUE (space, id));
        CREATE TABLE in_flight (id BLOB UNIQUE NOT NULL);
        CREATE TABLE record (
            row INTEGER PRIMARY KEY, record BLOB UNIQUE NOT NULL, space BLOB NOT NULL, kind TEXT,
            title TEXT NOT NULL DEFAULT '', preview TEXT NOT NULL DEFAULT '', tags TEXT NOT NULL DEFAULT '',
            twofold INTEGER NOT NULL DEFAULT 0, changed_ms INTEGER NOT NULL DEFAULT 0,
            present INTEGER NOT NULL DEFAULT 0, search_row INTEGER);
        CREATE INDEX record_list ON record (space, present, changed_ms);
        CREATE UNIQUE INDEX record_search ON record (search_row);
        CREATE INDEX record_title ON record (title);
        CREATE TABLE alive (record BLOB NOT NULL, dev8 BLOB NOT NULL, seq INTEGER NOT NULL,
            lamport INTEGER NOT NULL, UNIQUE (record, dev8));
        CREATE TABLE value (
            record BLOB NOT NULL, field TEXT NOT NULL, dev8 BLOB NOT NULL, seq INTEGER NOT NULL,
            lamport INTEGER NOT NULL, value TEXT, wall_ms INTEGER NOT NULL);
        CREATE INDEX value_field ON value (record, field);
        CREATE TABLE doc (doc BLOB NOT NULL, record BLOB NOT NULL, generation INTEGER NOT NULL,
            state BLOB NOT NULL, text TEXT NOT NULL, UNIQUE (doc, generation));
        CREATE INDEX doc_record ON doc (record);
        CREATE TABLE outbox (row INTEGER PRIMARY KEY, space BLOB NOT NULL, op BLOB NOT NULL);
        CREATE INDEX outbox_space ON outbox (space);
        CREATE VIRTUAL TABLE search USING fts5 (
            text, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2')
        """,
    )


def carriers_and_people(connection: Any) -> None:
    """What relays hold, who is on the way in, and whose words were compared."""
    _each(
        connection,
        """
        CREATE TABLE placed (relay BLOB NOT NULL, entry INTEGER NOT NULL, UNIQUE (relay, entry));
        CREATE TABLE placed_to (
            relay BLOB NOT NULL, space BLOB NOT NULL, entry INTEGER NOT NULL, UNIQUE (relay, space));
        CREATE TABLE outgoing (row INTEGER PRIMARY KEY, relay BLOB NOT NULL, space BLOB NOT NULL,
            data BLOB NOT NULL, entries BLOB NOT NULL);
        CREATE TABLE cursor (relay BLOB NOT NULL, mailbox BLOB NOT NULL, next INTEGER NOT NULL,
            incarnation BLOB NOT NULL, UNIQUE (relay, mailbox));
        CREATE TABLE epoch_secret (row INTEGER PRIMARY KEY, space BLOB NOT NULL, epoch BLOB NOT NULL,
            secrets BLOB NOT NULL, UNIQUE (space, epoch));
        CREATE TABLE invitation (invite BLOB UNIQUE NOT NULL, space BLOB NOT NULL, secret BLOB NOT NULL);
        CREATE TABLE joining (space BLOB UNIQUE NOT NULL, data BLOB NOT NULL);
        CREATE TABLE request (space BLOB NOT NULL, person BLOB NOT NULL, data BLOB NOT NULL,
            UNIQUE (space, person));
        CREATE TABLE verified (person BLOB UNIQUE NOT NULL, how TEXT NOT NULL)
        """,
    )


def forks_and_aside(connection: Any) -> None:
    """Two entries may stand at one place of a chain, and some do not count for now (A5.5, A5.6)."""
    _each(
        connection,
        """
        DROP INDEX entry_place;
        CREATE INDEX entry_place ON entry (space, device, seq);
        CREATE TABLE fork (space BLOB NOT NULL, device BLOB NOT NULL, seq INTEGER NOT NULL,
            UNIQUE (space, device));
        CREATE TABLE aside (entry INTEGER UNIQUE NOT NULL, space BLOB NOT NULL);
        CREATE INDEX aside_space ON aside (space)
        """,
    )


def own_devices(connection: Any) -> None:
    """Separate identities, names of our own laptops, and spaces on their way to this one (A3.1, A3.3)."""
    _each(
        connection,
        """
        CREATE TABLE persona (space BLOB UNIQUE NOT NULL, identity BLOB NOT NULL);
        CREATE TABLE device_name (device BLOB UNIQUE NOT NULL, name TEXT NOT NULL);
        CREATE TABLE coming (space BLOB UNIQUE NOT NULL, data BLOB NOT NULL)
        """,
    )


def rotations(connection: Any) -> None:
    """More than one epoch: keys that came early, packages on their way, who asked and was answered (A4.3)."""
    _each(
        connection,
        """
        CREATE TABLE early_secret (row INTEGER PRIMARY KEY, space BLOB NOT NULL, epoch BLOB NOT NULL,
            secrets BLOB NOT NULL, UNIQUE (space, epoch, secrets));
        CREATE TABLE epoch_seen (space BLOB NOT NULL, epoch BLOB NOT NULL, seen_ms INTEGER NOT NULL,
            op BLOB NOT NULL, UNIQUE (space, epoch));
        CREATE TABLE parcel (row INTEGER PRIMARY KEY, space BLOB NOT NULL, era BLOB NOT NULL,
            content BLOB NOT NULL, made_ms INTEGER NOT NULL);
        CREATE INDEX parcel_space ON parcel (space);
        CREATE TABLE parcel_placed (relay BLOB NOT NULL, parcel INTEGER NOT NULL, UNIQUE (relay, parcel));
        CREATE TABLE handed (space BLOB NOT NULL, epoch BLOB NOT NULL, device BLOB NOT NULL,
            at_ms INTEGER NOT NULL, rank INTEGER NOT NULL, UNIQUE (space, epoch, device));
        CREATE TABLE asking (space BLOB NOT NULL, device BLOB NOT NULL, epoch BLOB NOT NULL,
            era BLOB NOT NULL, UNIQUE (space, device, epoch));
        CREATE TABLE turn (space BLOB NOT NULL, what TEXT NOT NULL, due_ms INTEGER NOT NULL,
            UNIQUE (space, what));
        ALTER TABLE outgoing ADD COLUMN era BLOB NOT NULL DEFAULT x'';
        ALTER TABLE outgoing ADD COLUMN content INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE cursor ADD COLUMN passed INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE cursor ADD COLUMN keys INTEGER NOT NULL DEFAULT 0
        """,
    )


def kept_sheets(connection: Any) -> None:
    """Recovery sheets that this notebook keeps for others (A2.4)."""
    _each(
        connection,
        """
        CREATE TABLE kept_share (id BLOB UNIQUE NOT NULL, person BLOB NOT NULL, name TEXT NOT NULL,
            of INTEGER NOT NULL, made_ms INTEGER NOT NULL, since_ms INTEGER NOT NULL, text TEXT NOT NULL)
        """,
    )


def keys_below(connection: Any) -> None:
    """Keys of networks that organisations put into their own spaces, and what that let us read (A4.8)."""
    _each(
        connection,
        """
        CREATE TABLE shared_key (row INTEGER PRIMARY KEY, space BLOB NOT NULL, network BLOB NOT NULL,
            organisation BLOB NOT NULL, device BLOB NOT NULL, entry BLOB NOT NULL, heads BLOB NOT NULL,
            relays BLOB NOT NULL, epoch BLOB NOT NULL, UNIQUE (entry, network, epoch));
        CREATE INDEX shared_key_network ON shared_key (network);
        CREATE TABLE read_through (network BLOB UNIQUE NOT NULL, organisation BLOB NOT NULL,
            space BLOB NOT NULL)
        """,
    )


def sending(connection: Any) -> None:
    """Bytes of each day, rounds of sending and receiving, and pieces of what is sent at a steady pace."""
    _each(
        connection,
        """
        CREATE TABLE traffic (day INTEGER UNIQUE NOT NULL, up INTEGER NOT NULL, down INTEGER NOT NULL);
        CREATE TABLE round (row INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, last_ms INTEGER NOT NULL,
            times INTEGER NOT NULL, up INTEGER NOT NULL, down INTEGER NOT NULL, problem TEXT NOT NULL,
            spaces BLOB NOT NULL);
        CREATE TABLE piece (row INTEGER PRIMARY KEY, space BLOB NOT NULL, content BLOB NOT NULL,
            number INTEGER NOT NULL, count INTEGER NOT NULL, data BLOB NOT NULL,
            UNIQUE (space, content, number))
        """,
    )


def beats_and_repairs(connection: Any) -> None:
    """What devices say they hold, what has not arrived, and what is posted for others (A5.5, A6.5)."""
    _each(
        connection,
        """
        CREATE TABLE repost (relay BLOB NOT NULL, space BLOB NOT NULL, upto INTEGER NOT NULL,
            due_ms INTEGER, again INTEGER NOT NULL, UNIQUE (relay, space));
        CREATE TABLE beat (space BLOB NOT NULL, device BLOB NOT NULL, seq INTEGER NOT NULL,
            wall_ms INTEGER NOT NULL, differing BLOB NOT NULL, digest BLOB, version INTEGER NOT NULL,
            differs INTEGER NOT NULL, UNIQUE (space, device));
        CREATE TABLE gap (space BLOB NOT NULL, dev8 BLOB NOT NULL, first INTEGER NOT NULL,
            last INTEGER NOT NULL, count INTEGER NOT NULL, since_ms INTEGER NOT NULL, asked_ms INTEGER,
            UNIQUE (space, dev8));
        CREATE TABLE repair (row INTEGER PRIMARY KEY, space BLOB NOT NULL, device BLOB NOT NULL,
            dev8 BLOB NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, at_ms INTEGER NOT NULL,
            UNIQUE (space, device, dev8));
        CREATE TABLE repair_entry (repair INTEGER NOT NULL, entry INTEGER NOT NULL, UNIQUE (repair, entry));
        CREATE TABLE repair_given (space BLOB NOT NULL, person BLOB NOT NULL, since_ms INTEGER NOT NULL,
            bytes INTEGER NOT NULL, UNIQUE (space, person));
        CREATE TABLE once_more (relay BLOB NOT NULL, entry INTEGER NOT NULL, UNIQUE (relay, entry))
        """,
    )


def tickets(connection: Any) -> None:
    """Tickets that a space has for its relays, and what relays say of themselves (A6.4, A6.2)."""
    _each(
        connection,
        """
        CREATE TABLE ticket_given (row INTEGER PRIMARY KEY, space BLOB NOT NULL, relay BLOB NOT NULL,
            device BLOB NOT NULL, entry BLOB NOT NULL, place INTEGER NOT NULL, heads BLOB NOT NULL,
            epochs BLOB NOT NULL, came_ms INTEGER NOT NULL, spare BLOB NOT NULL, sealed BLOB NOT NULL,
            UNIQUE (entry, place));
        CREATE INDEX ticket_given_relay ON ticket_given (space, relay);
        CREATE TABLE ticket_spent (space BLOB NOT NULL, relay BLOB NOT NULL, name BLOB NOT NULL,
            entry BLOB NOT NULL, UNIQUE (space, relay, name, entry));
        CREATE TABLE relay_note (relay BLOB UNIQUE NOT NULL, notice TEXT NOT NULL,
            retention_days INTEGER NOT NULL, wants_tickets INTEGER NOT NULL, post_max INTEGER NOT NULL,
            asked_ms INTEGER NOT NULL, reached_ms INTEGER NOT NULL, problem TEXT NOT NULL)
        """,
    )


def witness(connection: Any) -> None:
    """What relays signed and showed, what members were shown, and what speaks against a relay (A6.7)."""
    _each(
        connection,
        """
        CREATE TABLE relay_head (space BLOB NOT NULL, relay BLOB NOT NULL, mailbox BLOB NOT NULL,
            incarnation BLOB NOT NULL, newest BLOB NOT NULL, verified BLOB NOT NULL, at INTEGER NOT NULL,
            chain BLOB NOT NULL, told_ms INTEGER NOT NULL, looked_ms INTEGER NOT NULL,
            UNIQUE (relay, mailbox));
        CREATE TABLE relay_blob (relay BLOB NOT NULL, mailbox BLOB NOT NULL, number INTEGER NOT NULL,
            id BLOB NOT NULL, chain BLOB NOT NULL, since INTEGER NOT NULL, entries BLOB NOT NULL,
            UNIQUE (relay, mailbox, number));
        CREATE TABLE relay_claim (relay BLOB NOT NULL, mailbox BLOB NOT NULL, device BLOB NOT NULL,
            signed BLOB NOT NULL, came_ms INTEGER NOT NULL, UNIQUE (relay, mailbox, device));
        CREATE TABLE relay_sign (relay BLOB NOT NULL, space BLOB NOT NULL, code TEXT NOT NULL,
            count INTEGER NOT NULL, first_ms INTEGER NOT NULL, last_ms INTEGER NOT NULL,
            UNIQUE (relay, space, code));
        CREATE TABLE relay_proof (row INTEGER PRIMARY KEY, relay BLOB NOT NULL, mailbox BLOB NOT NULL,
            incarnation BLOB NOT NULL, code TEXT NOT NULL, space BLOB NOT NULL, at_ms INTEGER NOT NULL,
            data BLOB NOT NULL, UNIQUE (relay, mailbox, incarnation, code))
        """,
    )


STEPS: tuple[Step, ...] = (
    log_and_records,
    carriers_and_people,
    forks_and_aside,
    own_devices,
    rotations,
    kept_sheets,
    keys_below,
    sending,
    beats_and_repairs,
    tickets,
    witness,
    archive_table.archive,
    folder_table.folder_files,
    look_table.looked_at,
    space_words_table.said_in_entries,
    facet_table.facets,
    past_table.touched_by_entries,
    attachments_table.attachments,
    dated_table.dated_and_hushed,
    dated_table.to_be_confirmed,
    weight_table.weights,
    order_table.days,
    past_table.note_unheard,
)


def bring_up(connection: Any, version: int, tell: Callable[[int, int], None]) -> None:
    """Take the steps that are still missing, each in one transaction together with its number."""
    for number, step in enumerate(STEPS[version:], start=version + 1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            for done, total in step(connection) or ():
                tell(done, total)
            connection.execute(f"PRAGMA user_version = {number}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
