"""S08: a relay whose certificate does not hold at this computer's time is said as a matter of the clock."""

import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.x509.oid import NameOID

from i18n.problems import sentences
from sync.engine.relay_client import RelayClient
from sync.errors import RelayUnproven, RelayUnreachable

NAME = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])


def certificate(file: Path, days: int) -> None:
    """Write a certificate that is good for a day, beginning in so many days."""
    key, begins = ed25519.Ed25519PrivateKey.generate(), datetime.now(UTC) + timedelta(days=days)
    made = (
        x509.CertificateBuilder(NAME, NAME, key.public_key(), x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=1))
        .sign(key, None)
    )
    own = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(own + made.public_bytes(serialization.Encoding.PEM))


class Asked(BaseHTTPRequestHandler):
    pass


@pytest.fixture(params=[-3000, 3000], ids=["over", "not yet"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    certificate(tmp_path / "both.pem", request.param)
    server = HTTPServer(("127.0.0.1", 0), Asked)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "both.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"https://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_clock_is_what_to_look_at(address: str) -> None:
    client = RelayClient(address)
    with pytest.raises(RelayUnproven) as caught:
        client.info()
    client.close()
    assert isinstance(caught.value, RelayUnreachable), "what waits is tried again, as without a line"
    said = sentences(caught.value.code)
    assert "date and time" in said.do and "safe" in said.safe
