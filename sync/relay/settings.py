"""What an operator wrote into `relay.toml`, in the folder of the relay's files."""

import dataclasses
import os
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sync.relay.admission import Bounds

FILE = "relay.toml"
KEY_FILE, DATABASE_FILE = "identity.key", "relay.db"
FOLDER_VARIABLE, FOLDER = "KARKADE_RELAY_DATA", Path("/var/lib/karkade-relay")
DAYS_MAX = 3650
PORT_MAX = 65_535
LIMITS: dict[str, Any] = {
    name: type(value) for name, value in dataclasses.asdict(Bounds()).items() if name != "proxied"
}


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything has a value that works; only *address* is the operator's to say."""

    address: str = ""
    """Where clients find the relay, for sheets, QR pictures and `check`."""
    host: str = "127.0.0.1"
    port: int = 8470
    storage: str = ""
    """`sqlite:PATH` or `postgresql://…`; empty for a file in the folder."""
    objects: str = ""
    """Storage of S3's protocol, for larger blobs: `s3://bucket?endpoint=https://…`; empty for none."""
    open: bool = False
    """Anybody may make mailboxes, without a ticket."""
    proxied: bool = False
    """A web server of this machine stands in front and says who asks, in `X-Forwarded-For`."""
    retention_days: int = 90
    metrics_port: int = 0
    """Port on the loopback address for counts; 0 for none."""
    certificate: str = ""
    key: str = ""
    """Files of an own certificate; empty where a proxy or an onion service does that."""
    limits: dict[str, float] = field(default_factory=dict)
    """Names and values of `Bounds`, where other ones are wanted."""

    def bounds(self) -> Bounds:
        """What callers may take; behind a proxy all connections come from one address."""
        proxied = {"proxied": True, "connections_per_source": Bounds().connections} if self.proxied else {}
        return Bounds(**proxied | {name: LIMITS[name](value) for name, value in self.limits.items()})


def folder(given: Path | None) -> Path:
    """Return the folder of the relay's files: as told, as the environment says, or the system's own."""
    return given or Path(os.environ.get(FOLDER_VARIABLE, FOLDER))


def read(data: Path) -> Settings:
    """Return the settings in *data*. Raises OSError with a sentence for what makes no sense."""
    try:
        written = tomllib.loads((data / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise OSError(0, f"{FILE} cannot be read: {error}") from error
    known = {each.name: type(getattr(Settings(), each.name)) for each in dataclasses.fields(Settings)}
    for name, value in written.items():
        if name not in known or type(value) is not known[name]:
            raise OSError(0, f"{FILE} says something of “{name}” that a relay does not understand")
    return _sensible(Settings(**written))


def write(data: Path, settings: Settings) -> None:
    """Write *settings* into *data*, for the owner alone."""
    lines = ["# Settings of this relay. `systemctl restart karkade-relay` makes changes count.\n"]
    for name, value in dataclasses.asdict(settings).items():
        if not isinstance(value, dict):
            lines.append(f"{name} = {_toml(value)}\n")
    lines.append("\n[limits]\n# source_rate = 200.0    requests a second of one source\n")
    lines += [f"{name} = {_toml(value)}\n" for name, value in settings.limits.items()]
    beside = data / f"{FILE}.new"
    with os.fdopen(
        os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
    ) as file:
        file.writelines(lines)
    beside.replace(data / FILE)


def _toml(value: object) -> str:
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return str(value).lower()


def _sensible(settings: Settings) -> Settings:
    wrong = [name for name, value in settings.limits.items() if not _is_limit(name, value)]
    if not 1 <= settings.retention_days <= DAYS_MAX:
        wrong.append("retention_days")
    wrong += [name for name in ("port", "metrics_port") if not 0 <= getattr(settings, name) <= PORT_MAX]
    if bool(settings.certificate) != bool(settings.key):
        wrong.append("certificate")
    if wrong:
        raise OSError(0, f"{FILE} says something of “{wrong[0]}” that a relay does not understand")
    return settings


def _is_limit(name: str, value: object) -> bool:
    return name in LIMITS and isinstance(value, int | float) and not isinstance(value, bool) and value > 0
