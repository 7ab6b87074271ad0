"""An own certificate, made by `openssl`, and the pin by which clients know it (A6.8)."""

import os
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path

CERTIFICATE_FILE, KEY_FILE = "certificate.pem", "certificate.key"
DAYS = 3650
SOON = 14 * 24 * 3600
PATIENCE = 30.0


def make(folder: Path, host: str) -> tuple[Path, Path]:
    """Make a self-signed certificate for *host* and its key, unless both are there. Raises OSError."""
    certificate, key = folder / CERTIFICATE_FILE, folder / KEY_FILE
    if not (certificate.exists() and key.exists()):
        name = "IP" if host.replace(".", "").isdigit() or ":" in host else "DNS"
        _openssl(
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
            "-days", str(DAYS), "-subj", "/CN=relay", "-addext", f"subjectAltName={name}:{host}",
            "-keyout", str(key), "-out", str(certificate),
        )  # fmt: skip
        key.chmod(0o600)
    return certificate, key


def pin(certificate: Path) -> bytes:
    """Return the 32 bytes that clients keep: SHA-256 of its public key's SubjectPublicKeyInfo."""
    written = _openssl("x509", "-in", str(certificate), "-noout", "-pubkey")
    return sha256(_openssl("pkey", "-pubin", "-outform", "der", given=written)).digest()


def ends_soon(certificate: Path) -> bool:
    """Say whether it is good for less than 14 days. Raises OSError where it is not there."""
    with certificate.open("rb"):
        pass
    try:
        _openssl("x509", "-in", str(certificate), "-noout", "-checkend", str(SOON))
    except ChildProcessError:
        return True
    return False


def _openssl(*words: str, given: bytes = b"") -> bytes:
    program = shutil.which("openssl")
    if program is None:
        raise OSError(0, "openssl is missing: install it, or leave TLS to a web server")
    done = subprocess.run(  # noqa: S603 - words of our own and file names
        [program, *words], input=given, capture_output=True, timeout=PATIENCE, check=False,
        env={**os.environ, "LC_ALL": "C"},
    )  # fmt: skip
    if done.returncode:
        raise ChildProcessError(0, "openssl refused to make or to read a certificate")
    return done.stdout
