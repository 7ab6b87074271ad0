"""The command `karkade-relay`."""

import sys
from pathlib import Path

import click

from sync.relay import serve as serving
from sync.relay.admission import Bounds
from sync.relay.serve import Place


@click.group()
def main() -> None:
    """Run a relay: a cache of sealed blobs that it cannot read."""


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8470, show_default=True, help="Port to listen on; 0 takes a free one.")
@click.option("--data", type=click.Path(path_type=Path), required=True, help="Folder for the blobs.")
@click.option("--storage", default="", help="sqlite:PATH or postgresql://…; else a file in the folder.")
@click.option("--open", "anybody", is_flag=True, help="Anybody may make mailboxes.")
@click.option("--patience", type=float, hidden=True, help="Seconds that half a request may take.")
def serve(host: str, port: int, data: Path, storage: str, *, anybody: bool, patience: float | None) -> None:
    """Serve until told to stop."""
    bounds = Bounds() if patience is None else Bounds(head_seconds=patience, grace_seconds=patience)
    try:
        serving.serve(Place(host, port, data, anybody, bounds, storage))
    except OSError as error:
        click.echo(f"The relay cannot start: {error.strerror}.", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
