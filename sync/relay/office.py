"""What an operator does beside a relay that serves: tickets, counts, copies, a word to everybody (A6.4)."""

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from sync.relay import serve, settings, sheets, system
from sync.relay.storage import opening
from sync.relay.storage.interface import DiskFailing, DiskFull
from sync.relay.storage.ledger import Ledger
from sync.wire import routes, tickets

AT_ONCE = 500
DAYS = 365
COUNT_MAX = 10_000
DAY = 24 * 3600
IN_FOLDER = click.option(
    "--data", type=click.Path(path_type=Path), help="Folder of the relay's files.", default=None
)


@contextmanager
def plainly() -> Iterator[None]:
    """Say what went wrong in a sentence, and end with 1."""
    try:
        yield
    except (DiskFull, DiskFailing):
        click.echo("The disk or the database does not take this. Nothing was changed.", err=True)
        sys.exit(1)
    except OSError as error:
        click.echo(f"That did not work: {error.strerror}.", err=True)
        sys.exit(1)


@contextmanager
def ledger(data: Path | None) -> Iterator[Ledger]:
    """The books of the relay in *data*, which must have been set up or served once."""
    place = settings.folder(data)
    with plainly():
        if not place.is_dir():
            raise OSError(0, f"there is no relay in {place}")
        address = settings.read(place).storage or f"{opening.SQLITE}{place / settings.DATABASE_FILE}"
        with system.as_owner(place):
            kept = opening.open_ledger(address)
        try:
            yield kept
        finally:
            kept.close()


@click.group()
def ticket() -> None:
    """Make, list and revoke tickets; each makes one mailbox."""


@ticket.command()
@click.option(
    "--size", type=click.Choice(list(tickets.SIZES)), required=True, help="What a mailbox may hold."
)
@click.option("--count", type=click.IntRange(1, COUNT_MAX), default=1, show_default=True)
@click.option("--days", type=click.IntRange(1, settings.DAYS_MAX), default=DAYS, show_default=True,
              help="How long an unused ticket is good; rounded up to 30 days.")  # fmt: skip
@click.option("--to", type=click.Path(path_type=Path), help="A new file for the sheet.")
@click.option("--plain", is_flag=True, help="One ticket a line and nothing else.")
@IN_FOLDER
def new(size: str, count: int, days: int, to: Path | None, data: Path | None, *, plain: bool) -> None:
    """Print a sheet of tickets. They are shown this once: the relay keeps only their hashes."""
    with ledger(data) as books:
        made, kept = sheets.new(size, count, days, time.time())
        address = settings.read(settings.folder(data)).address
        codes = "".join(f"{tickets.write(each)}\n" for each in made)
        text = codes if plain else sheets.sheet(made, kept, address)
        if to is not None:
            _write_new(to, text)
        books.add_tickets(kept)
    click.echo(f"Wrote {count} to {to}." if to else text, nl=to is not None)


@ticket.command(name="list")
@IN_FOLDER
def list_unused(data: Path | None) -> None:
    """List the unused tickets by number. Nothing says what a spent one was spent for."""
    with ledger(data) as books:
        for each in books.tickets():
            click.echo(
                f"{sheets.number(each.name)}  {sheets.size_of(each.quota):>5}  {sheets.day_of(each.until)}"
            )


@ticket.command()
@click.argument("which", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="All unused tickets.")
@IN_FOLDER
def revoke(which: tuple[str, ...], data: Path | None, *, everything: bool) -> None:
    """Revoke unused tickets, by number or by the ticket itself."""
    with ledger(data) as books:
        unused = books.tickets()
        try:
            names = [name for text in which for name in sheets.named(text, unused)]
        except tickets.BadTicket as error:
            raise OSError(0, "one of these is neither a number nor a ticket") from error
        if everything:
            names = [each.name for each in unused]
        click.echo(f"Revoked {books.revoke(names)}.")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@IN_FOLDER
def stats(data: Path | None, *, as_json: bool) -> None:
    """Show counts of all mailboxes together."""
    with ledger(data) as books:
        said = books.stats()
    unused = {sheets.size_of(quota): count for quota, count in sorted(said.tickets.items())}
    counts = {"mailboxes": said.mailboxes, "closed": said.closed, "blobs": said.blobs,
              "bytes": said.used, "bytes allowed": said.allowed, "unused tickets": unused}  # fmt: skip
    if as_json:
        click.echo(json.dumps(counts))
        return
    for name, value in counts.items():
        shown = (
            ", ".join(f"{count} of {size}" for size, count in unused.items()) if value is unused else value
        )
        click.echo(f"{name}: {shown or 0}")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@IN_FOLDER
def backup(file: Path, data: Path | None) -> None:
    """Write a copy to FILE and the relay's key to FILE.key, while it serves."""
    with ledger(data) as books:
        key = settings.folder(data) / settings.KEY_FILE
        seed = key.read_bytes() if key.exists() else b""
        if file.exists():
            raise OSError(0, f"{file} is there already")
        books.backup(file.absolute())
        if seed:
            _write_new(file.with_name(f"{file.name}.key"), seed)
    click.echo(f"Wrote {file} and {file.name}.key. Keep both where nobody else reads them.")


@click.command()
@IN_FOLDER
def purge(data: Path | None) -> None:
    """Forget now what is older than the retention."""
    place = settings.folder(data)
    with plainly():
        if not place.is_dir():
            raise OSError(0, f"there is no relay in {place}")
        wanted = settings.read(place)
        with system.as_owner(place):
            kept = serve.opened(place, wanted.storage, wanted.objects)
        gone = 0
        before = int(time.time()) - wanted.retention_days * DAY
        while count := kept.disk.submit(kept.storage.expire, before, AT_ONCE).result():
            gone += count
        kept.disk.submit(kept.storage.tidy, int(time.time())).result()
        kept.close()
    click.echo(f"Forgot {gone} blobs older than {wanted.retention_days} days.")


@click.command()
@click.argument("text")
@IN_FOLDER
def notice(text: str, data: Path | None) -> None:
    """Say TEXT to everybody who uses this relay; an empty one takes it back."""
    line = routes.one_line(text)
    with ledger(data) as books:
        books.set_notice(line)
    click.echo(f"Everybody reads: {line}" if line else "Nothing is said any more.")


def _write_new(path: Path, content: str | bytes) -> None:
    """Write a file that was not there, for the owner alone."""
    data = content.encode() if isinstance(content, str) else content
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
