"""age files of others: a second implementation and the command as oracles, and what identities refuse."""

import io
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pyrage
import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto import agearmor, agefile, ageothers, agestanza, bech32
from crypto.agefile import CHUNK, AgeReader, Identity
from crypto.ageothers import CurveIdentity, PassphraseIdentity
from crypto.agestanza import Stanza, hkdf, unpadded
from crypto.errors import Malformed, NotForUs

COMMANDS = [found for found in (shutil.which("age"), shutil.which("rage")) if found]
SIZES = [0, 5, CHUNK, CHUNK + 1]
FILE_KEY = bytes(range(16))


def read_whole(data: bytes, identity: Identity) -> bytes:
    return b"".join(iter(AgeReader(io.BytesIO(data).read, [identity]).read, b""))


def written(content: bytes, recipient: str) -> bytes:
    """Our head and payload for an X25519 recipient, which the program itself never writes."""
    theirs = bech32.decode(recipient, "age")
    once = X25519PrivateKey.generate()
    share = once.public_key().public_bytes_raw()
    shared = once.exchange(X25519PublicKey.from_public_bytes(theirs))
    body = ChaCha20Poly1305(hkdf(shared, share + theirs, ageothers.CURVE_INFO)).encrypt(
        bytes(12), FILE_KEY, None
    )
    file = io.BytesIO()
    file.write(agestanza.encode((Stanza((ageothers.CURVE_TYPE, unpadded(share).decode()), body),), FILE_KEY))
    writer = agefile.AgeWriter(file.write, FILE_KEY)
    writer.write(content)
    writer.finish()
    return file.getvalue()


@given(st.binary(max_size=200) | st.sampled_from([CHUNK - 1, CHUNK, 2 * CHUNK]).map(bytes))
@settings(max_examples=20, deadline=None)
def test_a_second_implementation_reads_ours_and_we_read_its(content: bytes) -> None:
    identity = pyrage.x25519.Identity.generate()
    recipient = identity.to_public()
    ours = CurveIdentity.parse(str(identity))
    assert pyrage.decrypt(written(content, str(recipient)), [identity]) == content
    assert read_whole(pyrage.encrypt(content, [recipient]), ours) == content
    armored = pyrage.encrypt(content, [recipient], armored=True)
    assert read_whole(agearmor.dearmored(armored), ours) == content


def run(command: str, arguments: list[str], content: bytes) -> bytes:
    done = subprocess.run([command, *arguments], input=content, capture_output=True, check=True, timeout=60)
    return done.stdout


def test_the_command_reads_ours_and_we_read_its(tmp_path: Path) -> None:
    identity = pyrage.x25519.Identity.generate()
    recipient, key = str(identity.to_public()), tmp_path / "key.txt"
    key.write_text(f"{identity}\n", encoding="ascii")
    ours = CurveIdentity.parse(str(identity))
    for command in COMMANDS:
        for content in map(bytes, SIZES):
            assert run(command, ["--decrypt", "-i", str(key)], written(content, recipient)) == content
            assert read_whole(run(command, ["-r", recipient], content), ours) == content
            armored = run(command, ["-a", "-r", recipient], content)
            assert read_whole(agearmor.dearmored(armored), ours) == content


KEY = CurveIdentity(bytes(range(32)))
POINT = unpadded(X25519PrivateKey.from_private_bytes(bytes(32)).public_key().public_bytes_raw()).decode()
SALT = unpadded(bytes(16)).decode()


@pytest.mark.parametrize(
    ("arguments", "size"),
    [
        pytest.param(("X25519",), 32, id="no share"),
        pytest.param(("X25519", POINT, "more"), 32, id="an argument more"),
        pytest.param(("X25519", POINT[:-4]), 32, id="a short share"),
        pytest.param(("X25519", POINT), 31, id="a short body"),
        pytest.param(("X25519", unpadded(bytes(32)).decode()), 32, id="a share of low order"),
        pytest.param(("X25519", "????"), 32, id="no base64"),
    ],
)
def test_a_curve_stanza_of_another_form(arguments: tuple[str, ...], size: int) -> None:
    with pytest.raises(Malformed):
        KEY.unwrap((Stanza(arguments, bytes(size)),))


@pytest.mark.parametrize(
    ("arguments", "size"),
    [
        pytest.param(("scrypt", SALT), 32, id="no work factor"),
        pytest.param(("scrypt", SALT[:-4], "10"), 32, id="a short salt"),
        pytest.param(("scrypt", SALT, "10"), 33, id="a long body"),
        pytest.param(("scrypt", SALT, "0"), 32, id="no work"),
        pytest.param(("scrypt", SALT, "010"), 32, id="a zero in front"),
        pytest.param(("scrypt", SALT, "-1"), 32, id="less than none"),
        pytest.param(("scrypt", SALT, "19"), 32, id="more work than we do"),
        pytest.param(("scrypt", SALT, "64"), 32, id="more work than anyone does"),
        pytest.param(("scrypt", SALT, "٣"), 32, id="another script's digit"),
    ],
)
def test_a_passphrase_stanza_of_another_form(arguments: tuple[str, ...], size: int) -> None:
    with pytest.raises(Malformed):
        PassphraseIdentity("bread").unwrap((Stanza(arguments, bytes(size)),))


def test_a_stanza_for_somebody_else_is_passed_over() -> None:
    others = (Stanza(("ssh-ed25519", "x"), b""), Stanza(("X25519", POINT), bytes(32)))
    assert KEY.unwrap(others) is None
    assert PassphraseIdentity("bread").unwrap(others) is None


@given(st.text(max_size=20), st.binary(min_size=16, max_size=16), st.integers(1, 5))
@settings(deadline=None)
def test_a_passphrase_is_stretched_as_a_second_implementation_does(
    text: str, salt: bytes, factor: int
) -> None:
    stretched = Scrypt(salt=ageothers.SCRYPT_SALT + salt, length=32, n=1 << factor, r=8, p=1)
    key = stretched.derive(unicodedata.normalize("NFC", text).encode())
    body = ChaCha20Poly1305(key).encrypt(bytes(12), FILE_KEY, None)
    stanza = Stanza((ageothers.SCRYPT_TYPE, unpadded(salt).decode(), str(factor)), body)
    assert PassphraseIdentity(text).unwrap((stanza,)) == FILE_KEY


def test_a_passphrase_alone_opens_a_file_and_beside_others_is_refused() -> None:
    key = Scrypt(salt=ageothers.SCRYPT_SALT + bytes(16), length=32, n=2, r=8, p=1).derive(b"bread")
    body = ChaCha20Poly1305(key).encrypt(bytes(12), FILE_KEY, None)
    alone = Stanza((ageothers.SCRYPT_TYPE, SALT, "1"), body)
    for stanzas in ((alone, alone), (alone, Stanza(("X",), b"")), (Stanza(("X",), b""), alone)):
        with pytest.raises(Malformed, match="beside"):
            read_whole(agestanza.encode(stanzas, FILE_KEY), PassphraseIdentity("bread"))
    file = io.BytesIO()
    file.write(agestanza.encode((alone,), FILE_KEY))
    agefile.AgeWriter(file.write, FILE_KEY).finish()
    assert read_whole(file.getvalue(), PassphraseIdentity("bread")) == b""


def test_another_passphrase_does_not_fit() -> None:
    stanza = Stanza(("scrypt", SALT, "1"), bytes(32))
    assert PassphraseIdentity("bread").unwrap((stanza,)) is None
    with pytest.raises(NotForUs):
        read_whole(agestanza.encode((stanza,), FILE_KEY), PassphraseIdentity("bread"))


def test_identities_are_checked_at_the_door_and_blank_in_a_log() -> None:
    with pytest.raises(Malformed):
        CurveIdentity(bytes(31))
    assert repr(KEY) == "CurveIdentity()"
    assert repr(PassphraseIdentity("bread")) == "PassphraseIdentity()"


ARMORED = [agearmor.BEGIN, b"YWdl" * 16, b"YWdlYQ==", agearmor.END]


def joined(*rows: bytes, end: bytes = b"\n") -> bytes:
    return end.join(rows) + end


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_the_text_form_is_read_with_either_line_end(end: bytes) -> None:
    text = joined(*ARMORED, end=end)
    assert agearmor.dearmored(text) == b"age" * 16 + b"agea"
    assert agearmor.dearmored(b"\n \r\n" + text + b"\t\n") == b"age" * 16 + b"agea"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(b"", id="empty"),
        pytest.param(agearmor.BEGIN, id="no end"),
        pytest.param(joined(*ARMORED[:3]), id="cut"),
        pytest.param(joined(*ARMORED[1:]), id="no beginning"),
        pytest.param(joined(ARMORED[0], b"", *ARMORED[1:]), id="an empty line"),
        pytest.param(joined(*ARMORED[:3], b"", ARMORED[3]), id="an empty line at the end"),
        pytest.param(joined(ARMORED[0], b"YWdl", *ARMORED[1:]), id="a short line in between"),
        pytest.param(joined(ARMORED[0], b"YWdl" * 17, ARMORED[3]), id="a long line"),
        pytest.param(joined(ARMORED[0], b"YWdlYQ", ARMORED[3]), id="padding left out"),
        pytest.param(joined(ARMORED[0], b"YWdlYQ=", ARMORED[3]), id="half of the padding"),
        pytest.param(joined(ARMORED[0], b"YWdlYQ======", ARMORED[3]), id="too much padding"),
        pytest.param(joined(ARMORED[0], b"YWdlYR==", ARMORED[3]), id="stray bits"),
        pytest.param(joined(ARMORED[0], b"YW l", ARMORED[3]), id="a blank inside"),
        pytest.param(joined(*ARMORED, b"more"), id="something behind"),
    ],
)
def test_any_other_text_is_refused(text: bytes) -> None:
    with pytest.raises(Malformed):
        agearmor.dearmored(text)


def test_the_text_form_of_nothing_is_nothing() -> None:
    assert agearmor.dearmored(joined(agearmor.BEGIN, agearmor.END)) == b""


@given(st.binary(max_size=200))
def test_the_text_form_holds_any_bytes(data: bytes) -> None:
    encoded = unpadded(data) + b"=" * (-len(data) % 3)
    rows = [encoded[at : at + 64] for at in range(0, len(encoded), 64)]
    assert agearmor.dearmored(joined(agearmor.BEGIN, *rows, agearmor.END)) == data
