"""Bad days at the relay, and files of other people: each has its sentence, and nothing is lost."""

import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sync.engine.mailbox import Mailbox
from sync.errors import Cancelled
from tests.scenarios.laptops import Laptop, Relay

REDIRECT = b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"
CARD = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Bureau des \u00e9coles\r\nTEL;TYPE=cell:+254 700 000\r\nX-ODD:kept\r\n"
    "END:VCARD\r\n"
)
ANSWERS = {
    "nonsense": (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nnot sense", "relay-talks-nonsense"),
    "no http": (b"220 mail.example ready\r\n\r\n", "relay-talks-nonsense"),
    "a redirect": (REDIRECT, "relay-talks-nonsense"),
    "a refusal": (b"HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n", "relay-refuses"),
    "silence and goodbye": (b"", "relay-unreachable"),
}  # fmt: skip


class Parrot:
    """A server on loopback that says the same to everybody."""

    def __init__(self, port: int, answer: bytes) -> None:
        self._answer = answer
        self._listener = socket.create_server(("127.0.0.1", port))
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                plug, _ = self._listener.accept()
            except OSError:
                return
            with plug:
                plug.settimeout(5)
                plug.recv(65_536)
                plug.sendall(self._answer)

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()


@pytest.fixture
def parrot() -> Iterator[Callable[[int, bytes], Parrot]]:
    made: list[Parrot] = []

    def make(port: int, answer: bytes) -> Parrot:
        made.append(Parrot(port, answer))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.mark.parametrize("what", ANSWERS)
def test_a_relay_that_has_gone_wrong(
    shared: tuple[Laptop, Laptop, str], relay: Relay, parrot: Callable[[int, bytes], Parrot], what: str
) -> None:
    amal, _, space = shared
    answer, code = ANSWERS[what]
    relay.stop()
    parrot(relay.port, answer)
    note = amal.note(space, "Written all the same")
    report = amal.session.delivery.sync()
    assert {problem.code for problem in report.problems} == {code}
    assert report.waiting > 0
    amal.reopen()
    assert amal.value(note, "title") == "Written all the same"


def test_garbage_in_the_mailbox_is_passed_over(shared: tuple[Laptop, Laptop, str]) -> None:
    """Anyone with the append key may post it; it costs nothing but its bytes (A0)."""
    amal, badu, space = shared
    amal.session.delivery.sync()
    (box,) = amal.session._mailboxes.every()
    assert isinstance(box, Mailbox)
    box._client.post(box._keys, [bytes([number]) * 700 for number in range(1, 20)])
    note = amal.note(space, "After the garbage")
    amal.session.delivery.sync()
    report = badu.session.delivery.sync()
    assert not report.problems
    assert badu.value(note, "title") == "After the garbage"


def test_real_files_come_in_and_go_out_unharmed(laptop: Callable[[str], Laptop], tmp_path: Path) -> None:
    amal = laptop("Amal")
    space = amal.session.spaces.new("Field team").id
    notes = tmp_path / "notes"
    (notes / "march").mkdir(parents=True)
    texts = {
        "plan.md": "---\ntitle: Plan for March\ntags: [water, school]\ncolour: blue\n---\nBring **water**.\n",
        "march/list.txt": "خبز\nماء\n",
        "café.md": "# Café\n\nÀ bientôt.\n",
    }
    for name, text in texts.items():
        (notes / name).write_text(text, encoding="utf-8")
    (notes / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    cards = tmp_path / "cards.vcf"
    cards.write_bytes((CARD + "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Cut in ha").encode("latin-1"))

    seen: list[tuple[int, int]] = []
    brought = amal.session.transfer.bring_in(space, [notes, cards], progress=lambda *done: seen.append(done))
    assert brought.added == 4
    assert {(one.name.rpartition("/")[2].partition(" ")[0], one.reason) for one in brought.refused} == {
        ("photo.jpg", "unknown-type"),
        ("cards.vcf", "cut-short"),
    }
    assert seen
    assert {row.title for row in amal.session.items.find("ecoles")} == {"Bureau des écoles"}
    assert {row.title for row in amal.session.items.find("خبز")} == {"list"}

    assert amal.session.transfer.take_out(space, "note", tmp_path / "out") == 3
    out = [path.read_text("utf-8") for path in (tmp_path / "out").rglob("*.*")]
    assert sorted(out) == sorted(texts.values())
    amal.session.transfer.take_out(space, "contact", tmp_path / "out.vcf")
    assert "X-ODD:kept" in (tmp_path / "out.vcf").read_text("utf-8")


@pytest.mark.parametrize("kind", ["note", "contact"])
def test_taking_out_that_is_stopped_leaves_nothing_behind(
    laptop: Callable[[str], Laptop], tmp_path: Path, kind: str
) -> None:
    session = laptop("Amal").session
    space = session.spaces.new("Field team").id
    for name in ("One", "Two", "Three"):
        session.items.new(space, kind, {"title" if kind == "note" else "name": name})
    place, seen = tmp_path / "place", list[int]()
    place.mkdir()

    def told(done: int, _total: int) -> None:
        seen.append(done)

    with pytest.raises(Cancelled):
        session.transfer.take_out(space, kind, place / "out", progress=told, cancelled=lambda: bool(seen))

    assert seen == [1] and not list(place.iterdir())
    assert session.transfer.take_out(space, kind, place / "out") == 3


def test_nothing_readable_is_ever_on_the_disk(laptop: Callable[[str], Laptop]) -> None:
    amal = laptop("Amal-marker")
    space = amal.session.spaces.new("space-marker").id
    amal.note(space, "title-marker", "body-marker ماركر")
    amal.session.items.find("marker")
    held = b"".join(path.read_bytes() for path in amal.home.rglob("*") if path.is_file())
    amal.session.close()
    held += b"".join(path.read_bytes() for path in amal.home.rglob("*") if path.is_file())
    for secret in ("marker", "ماركر", "Field"):
        assert secret.encode() not in held
        assert secret.encode("utf-16-le") not in held
