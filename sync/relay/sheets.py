"""Sheets of tickets to print and cut, and the numbers by which an operator speaks of them (A6.4)."""

import secrets
import time
from collections.abc import Sequence

from sync.relay.pictures import picture
from sync.relay.storage.ledger import Ticket, last_day
from sync.wire import tickets

DAY = 24 * 3600
NUMBER = 4
"""Bytes of a ticket's name that its number shows."""
CUT = "- " * 36
SIZE_NAMES = {size: name for name, size in tickets.SIZES.items()}


def number(name: bytes) -> str:
    """Return the eight digits that stand for the ticket of this name; they open nothing."""
    return name[:NUMBER].hex().upper()


def size_of(quota: int) -> str:
    return SIZE_NAMES.get(quota, f"{quota} bytes")


def day_of(day: int) -> str:
    return time.strftime("%Y-%m-%d", time.gmtime(day * DAY))


def new(size: str, count: int, days: int, now: float) -> tuple[list[bytes], list[Ticket]]:
    """Return *count* tickets of 32 bytes, and what a relay keeps of them."""
    made = [secrets.token_bytes(tickets.SIZE) for _ in range(count)]
    until = last_day(int(now) // DAY, days)
    return made, [Ticket(tickets.name(each), tickets.SIZES[size], until) for each in made]


def sheet(made: Sequence[bytes], kept: Sequence[Ticket], address: str) -> str:
    """Return a text to print; every part below a dashed line is for another person."""
    where = f" at {address}" if address else ""
    parts = [f"Tickets{where}. Cut along the lines; give each part to one space only.\n"]
    for ticket, row in zip(made, kept, strict=True):
        code = tickets.write(ticket)
        lines = [
            CUT,
            f"Ticket {number(row.name)}{where}",
            f"One mailbox of up to {size_of(row.quota)}, once; good until {day_of(row.until)}.",
            "",
            *_in_two(code),
            "",
            picture(code.replace("-", ""), paper=True),
        ]
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def named(text: str, unused: Sequence[Ticket]) -> list[bytes]:
    """Return the names of the unused tickets that *text* means: a number, or a ticket itself."""
    wanted = text.strip().upper()
    if len(wanted) == NUMBER * 2:
        return [each.name for each in unused if number(each.name) == wanted]
    name = tickets.name(tickets.read(text))
    return [each.name for each in unused if each.name == name]


def _in_two(code: str) -> list[str]:
    groups = code.split("-")
    half = len(groups) // 2
    return [f"    {'-'.join(groups[:half])}-", f"    {'-'.join(groups[half:])}"]
