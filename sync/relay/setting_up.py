"""Four questions, and a relay is ready to serve; asked again, it keeps what is not asked about."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click

from sync.relay import certificates, office, onion, serve, settings, system
from sync.relay.pictures import picture
from sync.relay.settings import Settings

PROXY, OWN, ONION = "proxy", "own", "onion"
TORRC_FILE = "torrc.lines"
ONION_FOLDER = "/var/lib/tor/karkade-relay"
HERE = "127.0.0.1"
PORT = Settings().port


@click.command()
@click.option("--address", prompt="1. Address at which people reach it, such as https://relay.example",
              default="", show_default=False, help="Where people reach it; may be said later.")  # fmt: skip
@click.option("--mailboxes", type=click.Choice(["tickets", "anybody"]), default="tickets",
              prompt="2. Who may make mailboxes", help="Those with a ticket, or anybody.")  # fmt: skip
@click.option("--days", type=click.IntRange(1, settings.DAYS_MAX), default=90,
              prompt="3. Days after which blobs go", help="Days after which blobs go.")  # fmt: skip
@click.option("--tls", type=click.Choice([PROXY, OWN, ONION]), default=PROXY,
              prompt="4. Who encrypts the connection: a web server in front, an own certificate, or Tor",
              help="A web server in front, an own certificate, or Tor.")  # fmt: skip
@click.option("--port", type=click.IntRange(1, settings.PORT_MAX), help="Port to listen on.")
@click.option("--storage", help="sqlite:PATH or postgresql://…; else a file in the folder.")
@click.option("--objects", help="s3://BUCKET?endpoint=https://… for larger blobs; else none.")
@office.IN_FOLDER
def setup(address: str, mailboxes: str, days: int, tls: str, data: Path | None, **beside: Any) -> None:
    """Ask four questions, write the settings, and show the address with its QR picture."""
    folder = settings.folder(data)
    with office.plainly():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if tls == ONION and (service := onion.name(Path(ONION_FOLDER), beside.get("port") or PORT)):
            address = f"http://{service}"
        with system.as_owner(folder):
            said = {name: value for name, value in beside.items() if value is not None}
            said |= {"address": clean(address), "open": mailboxes == "anybody", "retention_days": days}
            wanted = _listening(replace(settings.read(folder), **said), folder, tls)
            key = serve.identity(folder).verify_key.encode().hex()
            serve.opened(folder, wanted.storage, wanted.objects).close()
            settings.write(folder, wanted)
            pin = certificates.pin(Path(wanted.certificate)).hex() if wanted.certificate else ""
    click.echo("\n".join(_summary(wanted, folder, key, pin)))
    if tls == ONION:
        click.echo("\n".join(_about_tor(folder)))


def clean(address: str) -> str:
    """Return the address as clients take it, or nothing. Raises OSError with a sentence."""
    text = address.strip().rstrip("/")
    if text and not _is_proper(text):
        raise OSError(0, "the address does not look like https://relay.example")
    return text


def _is_proper(address: str) -> bool:
    try:
        parts = urlsplit(address)
        plain = not (parts.query or parts.fragment or parts.username) and parts.port != 0
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and plain


def _listening(wanted: Settings, folder: Path, tls: str) -> Settings:
    """Where to listen, and what for: a proxy and Tor are on this machine; others come from outside."""
    if tls == OWN:
        host = urlsplit(wanted.address).hostname or "localhost"
        certificate, key = certificates.make(folder, host)
        return replace(wanted, host="0.0.0.0", proxied=False, certificate=str(certificate), key=str(key))  # noqa: S104
    if tls == ONION:
        lines = f"HiddenServiceDir {ONION_FOLDER}\nHiddenServicePort 80 {HERE}:{wanted.port}\n"
        (folder / TORRC_FILE).write_text(lines, encoding="ascii")
    return replace(wanted, host=HERE, proxied=tls == PROXY, certificate="", key="")


def _summary(wanted: Settings, folder: Path, key: str, pin: str) -> list[str]:
    said = [f"Settings are in {folder / settings.FILE}.", f"The key of this relay: {key}"]
    said += [f"The pin of its certificate: {pin}"] if pin else []
    if wanted.address:
        address = f"{wanted.address}#{pin}" if pin else wanted.address
        said += [f"The address: {address}", "", picture(address, paper=False), ""]
    if not wanted.open:
        said.append("Tickets: karkade-relay ticket new --size 1G --count 10 --to sheet.txt")
    return [*said, "Start it: systemctl enable --now karkade-relay", "Look at it: karkade-relay check"]


def _about_tor(folder: Path) -> list[str]:
    missing = [] if shutil.which("tor") else ["Tor is not installed: apt-get install tor"]
    made = (Path(ONION_FOLDER) / "hostname").exists()
    then = f"The address is then in {ONION_FOLDER}/hostname: run setup again with --address http://NAME.onion"
    return [
        *missing,
        f"Add the two lines of {folder / TORRC_FILE} to /etc/tor/torrc and restart tor.",
        *([] if made else [then]),
    ]
