"""The command `karkade-relay`."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from sync.relay import checking, office, setting_up, settings
from sync.relay import serve as serving
from sync.relay.admission import Bounds
from sync.relay.serve import Place


@click.group()
def main() -> None:
    """Run a relay: a cache of sealed blobs that it cannot read."""


@main.command()
@click.option("--host", help="Address to listen on; 127.0.0.1 unless the settings say otherwise.")
@click.option("--port", type=click.IntRange(0, settings.PORT_MAX), help="Port; 0 takes a free one.")
@click.option("--storage", help="sqlite:PATH or postgresql://…; else a file in the folder.")
@click.option("--objects", help="s3://BUCKET?endpoint=https://… for larger blobs; else none.")
@click.option("--open", "anybody", is_flag=True, help="Anybody may make mailboxes.")
@click.option("--patience", type=float, hidden=True, help="Seconds that half a request may take.")
@office.IN_FOLDER
def serve(data: Path | None, patience: float | None, *, anybody: bool, **beside: Any) -> None:
    """Serve until told to stop."""
    folder = settings.folder(data)
    try:
        here = {name: value for name, value in beside.items() if value is not None}
        said = replace(settings.read(folder), **here)
        bounds = said.bounds()
        if patience is not None:
            bounds = Bounds(head_seconds=patience, grace_seconds=patience)
        place = Place(
            said.host, said.port, folder, anybody or said.open, bounds, said.storage, said.retention_days,
            said.certificate, said.key, said.metrics_port, said.objects,
        )  # fmt: skip
        serving.serve(place)
    except OSError as error:
        click.echo(f"The relay cannot start: {error.strerror}.", err=True)
        sys.exit(1)


for command in (
    setting_up.setup,
    checking.check,
    office.ticket,
    office.stats,
    office.backup,
    office.purge,
    office.notice,
):
    main.add_command(command)

if __name__ == "__main__":
    main()
