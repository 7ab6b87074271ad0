"""What a relay says to PostgreSQL while it serves: each statement is about one mailbox, and names it (A6.9).

So a database that is spread over machines by `mid` sends each statement to one of them, and no transaction
spans two. FIND_OLD alone, of the hourly housekeeping, asks everywhere; it reads, and locks nothing.
"""
# ruff: noqa: S608 - these are all our own words

from sync.relay.storage.interface import FRAME, HELD, OVERHEAD

NOBODY = bytes(32)
"""The place of what is said of the relay itself; no mailbox has this id but one in 2^256."""
ABOUT = "SELECT version, incarnation, public_key FROM relay WHERE mid = %s"
ABOUT_ADD = "INSERT INTO relay (mid, version, incarnation, public_key) VALUES (%s, %s, %s, %s)"
ABOUT_STEPPED = "UPDATE relay SET version = %s WHERE mid = %s"
ABOUT_RENEW = "UPDATE relay SET incarnation = %s WHERE mid = %s"
NOTICE = "SELECT notice FROM relay WHERE mid = %s"

_BOX = "mid, token_hash, append_pk, admin_pk, first, last, chain, used, quota, closed"
BOX = f"SELECT {_BOX} FROM box WHERE mid = %s"
BOX_ADD = (
    "INSERT INTO box (mid, token_hash, append_pk, admin_pk, chain, quota) VALUES (%s, %s, %s, %s, %s, %s)"
    " ON CONFLICT (mid) DO NOTHING"
)
BOX_LOCK = "SELECT first, last, chain, used, closed FROM box WHERE mid = %s FOR UPDATE"
BOX_GROWS = (
    "UPDATE box SET last = %s, chain = %s, used = %s, oldest = least(coalesce(oldest, %s), %s) WHERE mid = %s"
)
BOX_KEYS = "SELECT token_hash, append_pk, admin_pk, closed, quota FROM box WHERE mid = %s FOR UPDATE"
BOX_RAISE = "UPDATE box SET quota = greatest(quota, %s) WHERE mid = %s"
BOX_CLOSE = "UPDATE box SET closed = 1 WHERE mid = %s"
BOX_SHRINKS = (
    "UPDATE box SET used = used - %(size)s,"
    " first = coalesce((SELECT min(seq) FROM blob WHERE mid = %(mid)s), last + 1),"
    " oldest = (SELECT day FROM blob WHERE mid = %(mid)s ORDER BY seq LIMIT 1) WHERE mid = %(mid)s"
)

TICKET = "SELECT 1 FROM ticket WHERE mid = %s AND until >= %s AND (box IS NULL OR box = %s)"
TICKET_CLAIM = (
    "UPDATE ticket SET box = %(box)s, raises = coalesce(raises, %(now)s + quota)"
    " WHERE mid = %(ticket)s AND (box IS NULL OR box = %(box)s) RETURNING raises"
)
TICKET_SPENT = "DELETE FROM ticket WHERE mid = %s AND box = %s"

BLOB_KNOWN = "SELECT id, seq FROM blob WHERE mid = %s AND id = ANY(%s)"
BLOB_ADD = "INSERT INTO blob (mid, seq, id, data, day, away) VALUES (%s, %s, %s, %s, %s, %s)"
PAGE = 1000
BLOB_PAGE = (  # the next PAGE blobs that begin inside *size* bytes of frames; the first always does
    "SELECT seq, id, data, away FROM (SELECT seq, id, data, away,"
    f" sum({HELD} + {FRAME}) OVER (ORDER BY seq) - {HELD} - {FRAME} AS before FROM"
    " (SELECT seq, id, data, away FROM blob WHERE mid = %(mid)s AND seq > %(after)s AND seq <= %(last)s"
    f" ORDER BY seq LIMIT {PAGE}) AS page) AS added WHERE before < %(size)s ORDER BY seq"
)
BLOB_SIZES = f"SELECT id, {HELD} FROM blob WHERE mid = %s AND id = ANY(%s)"
BLOB_DATA = "SELECT id, data, away FROM blob WHERE mid = %s AND id = ANY(%s)"

BLOB_SPOKEN_OF = "SELECT 1 FROM blob WHERE mid = %s AND id = %s AND data = %s AND away > 0"

_FREED = (
    f"RETURNING {HELD} + {OVERHEAD} AS size, CASE WHEN away > 0 THEN id || data END AS place)"
    " SELECT count(*), coalesce(sum(size), 0)::bigint, array_remove(array_agg(place), NULL)"
)
FORGET_BELOW = f"WITH gone AS (DELETE FROM blob WHERE mid = %s AND seq < %s {_FREED} FROM gone"
FORGET_ALL = f"WITH gone AS (DELETE FROM blob WHERE mid = %s {_FREED} FROM gone"
FORGET_LOST = f"WITH gone AS (DELETE FROM blob WHERE mid = %s AND id = %s AND data = %s {_FREED} FROM gone"
FORGET_OLD = (
    "WITH gone AS (DELETE FROM blob WHERE mid = %(mid)s AND seq = ANY(ARRAY(SELECT seq FROM blob"
    " WHERE mid = %(mid)s AND day < %(before)s ORDER BY seq LIMIT %(most)s))"
    f" {_FREED} FROM gone"
)
FIND_OLD = "SELECT mid FROM box WHERE oldest < %s ORDER BY mid LIMIT %s"
