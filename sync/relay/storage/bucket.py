"""Objects in storage that speaks S3's protocol: put, got, listed and deleted by name (A6.9)."""

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import urllib3
from minio import Minio
from minio.error import MinioException, S3Error
from urllib3.exceptions import HTTPError

from sync.relay.storage.interface import DiskFailing, DiskFull

SCHEME = "s3"
KEYS_FILE = "objects.keys"
KEY_VARIABLES = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
LEAST = 64 * 1024
"""Bytes from which on a blob is an object, unless the address says `from=`."""
REGION = "us-east-1"
ENDPOINT = "https://s3.amazonaws.com"
WAITING = urllib3.Timeout(connect=5, read=20)
AGAIN = urllib3.Retry(total=1, backoff_factor=0.2, status_forcelist=(500, 502, 503, 504), redirect=False)
LINES = 16
MISSING, NO_ROOM = "NoSuchKey", 507
SAID = {"endpoint", "region", "from"}
NO_PLACE = "the place of objects does not look like s3://bucket?endpoint=https://storage.example"


@dataclass(frozen=True, slots=True)
class Place:
    """Where objects go: `s3://bucket/prefix?endpoint=https://…&region=…&from=65536`."""

    bucket: str
    prefix: str
    endpoint: str
    region: str
    least: int


def place_of(address: str) -> Place:
    """Return what *address* says. Raises OSError with a sentence."""
    try:
        parts = urlsplit(address)
        asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        least = int(asked.get("from", LEAST))
    except ValueError as error:
        raise OSError(0, NO_PLACE) from error
    if parts.scheme != SCHEME or not parts.hostname or least < 1 or asked.keys() - SAID:
        raise OSError(0, NO_PLACE)
    endpoint = asked.get("endpoint", ENDPOINT)
    if not endpoint.startswith(("https://", "http://")):
        raise OSError(0, NO_PLACE)
    if parts.username or "@" in endpoint:
        raise OSError(0, f"keys do not belong into an address: they go into the file {KEYS_FILE}")
    return Place(parts.netloc, parts.path.strip("/"), endpoint, asked.get("region", REGION), least)


def keys(folder: Path) -> tuple[str, str]:
    """Return the two keys: from systemd's credentials, the relay's *folder*, or the environment.

    The file has them on two lines. Raises OSError with a sentence.
    """
    handed = os.environ.get("CREDENTIALS_DIRECTORY")
    for place in (*([Path(handed)] if handed else []), folder):
        path = place / KEYS_FILE
        if path.exists():
            return _two_lines(path)
    found = [os.environ.get(name, "") for name in KEY_VARIABLES]
    if not all(found):
        raise OSError(0, f"the keys of the objects are missing: two lines in {folder / KEYS_FILE}")
    return found[0], found[1]


def _two_lines(path: Path) -> tuple[str, str]:
    if stat.S_IMODE(path.stat().st_mode) & 0o007 and sys.platform != "win32":
        raise OSError(0, f"others on this machine can read {path}")
    match path.read_text(encoding="ascii", errors="replace").split():
        case [name, secret]:
            return name, secret
    raise OSError(0, f"{path} does not have two lines, a key's name and the key")


class Bucket:
    """Used on any number of threads. Every method raises DiskFull or DiskFailing where the storage cannot."""

    def __init__(self, place: Place, of: tuple[str, str], prefix: str) -> None:
        """*prefix* stands before all names, behind that of *place*: relays may share a bucket."""
        self._bucket, self._prefix = place.bucket, f"{place.prefix}/{prefix}/".lstrip("/")
        scheme, _, host = place.endpoint.partition("://")
        lines = urllib3.PoolManager(maxsize=LINES, timeout=WAITING, retries=AGAIN)
        try:
            self._client = Minio(host, *of, region=place.region, secure=scheme == "https", http_client=lines)
        except ValueError as error:
            raise OSError(0, NO_PLACE) from error

    def put(self, name: str, data: bytes) -> None:
        """Return once *data* is kept."""
        with faults():
            self._client.put_object(self._bucket, self._prefix + name, BytesIO(data), len(data))

    def get(self, name: str, size: int) -> bytes | None:
        """Return the object, None when there is none of this name and size."""
        with faults():
            try:
                answer = self._client.get_object(self._bucket, self._prefix + name)
            except S3Error as error:
                if error.code == MISSING:
                    return None
                raise
            try:
                found = bytes(answer.read(size + 1))
            finally:
                answer.close()
                answer.release_conn()
        return found if len(found) == size else None

    def delete(self, name: str) -> None:
        with faults():
            self._client.remove_object(self._bucket, self._prefix + name)

    def listed(self) -> Iterator[tuple[str, float]]:
        """Give the name of each object and when it was put, as Unix time."""
        with faults():
            for each in self._client.list_objects(self._bucket, prefix=self._prefix, recursive=True):
                if each.object_name and each.last_modified:
                    yield each.object_name.removeprefix(self._prefix), each.last_modified.timestamp()


@contextmanager
def faults() -> Iterator[None]:
    """What the storage did, under the name that disks have for it."""
    try:
        yield
    except S3Error as error:
        raise (DiskFull if error.response.status == NO_ROOM else DiskFailing) from error
    except (MinioException, HTTPError, ValueError) as error:  # the last one for answers that are none
        raise DiskFailing from error
