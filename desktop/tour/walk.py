"""The tour: two notebooks, a delivery service that can read nothing, one package, and pictures of it all."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.models import preferences
from desktop.models.preferences import Preferences
from desktop.tour.stage import WORDS, Stage, settle, until
from i18n import tr, tr_n
from sync.engine import session
from sync.engine.own_relay import OwnRelay

PICTURES = Path("screenshots")
SHOWN_BLOBS = 6
SHOWN_BYTES = 24


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - telling is what the tour is for


def made(profile: Path, name: str, now: Preferences) -> Path:
    """Make a notebook that is quick to open."""
    begun = session.create(profile, WORDS, name=name, cost=session.quick_cost())
    preferences.keep(begun, now)
    begun.close()
    return profile


@contextmanager
def stages(app: QApplication, home: Path, now: Preferences) -> Iterator[tuple[Stage, Stage]]:
    amal = Stage(app, made(home / "a", "Amal", now), now)
    badu = Stage(app, made(home / "b", "Badu", now), now)
    try:
        yield amal, badu
    finally:
        amal.close()
        badu.close()


def run(app: QApplication, now: Preferences, pictures: Path = PICTURES) -> None:
    """Walk through it all; what is shown is real, and the notebooks are gone afterwards."""
    pictures.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as home,
        OwnRelay(Path(home) / "relay") as relay,
        stages(app, Path(home), now) as (amal, badu),
    ):
        say(tr("Two notebooks are made, for Amal and for Badu."))
        space = share(amal, badu, relay.address)
        note = exchange(amal, badu, space)
        relay.stop()
        carry(amal, badu, space, note, Path(home) / "on-a-stick.pack")
        show_relay(Path(home) / "relay")
        for name, stage in (("amal", amal), ("badu", badu)):
            stage.picture(pictures / f"{name}.png")
        say(tr("Pictures of both windows are in the folder {folder}.", folder=str(pictures.resolve())))


def share(amal: Stage, badu: Stage, address: str) -> str:
    space = amal.session.spaces.new(tr("Field team")).id
    amal.session.spaces.add_relay(space, address)
    words = amal.session.invitations.by_words(space)
    say(tr("Amal shares a space. Its six words: {words}", words=words))
    badu.session.invitations.join_words(words, address)
    amal.session.delivery.sync()
    (asking,) = amal.session.invitations.requests(space)
    say(tr("Badu asks to join. Check words: {words}", words=" ".join(asking.check_words)))
    amal.session.invitations.admit(space)
    badu.session.delivery.sync()
    return space


def exchange(amal: Stage, badu: Stage, space: str) -> str:
    amal.open_space(space)
    badu.open_space(space)
    title, body = tr("Plan for March"), tr("Bring water.")
    note = amal.write_note(title, f"# {title}\n\n- {body}\n")
    amal.write_note(tr("Who has the keys"), tr("The office by the market, every Monday."))
    amal.session.delivery.sync()
    badu.session.delivery.sync()
    badu.open_item(note, showing=title)
    say(tr("Amal writes a note, and Badu reads it: {title}", title=title))
    known = badu.shown(note, "body")
    first, last = tr("Badu was here first."), tr("- Amal brings the tea.")
    badu.type(note, "body", f"{first}\n\n{known}")
    amal.open_item(note, showing=title)
    amal.type(note, "body", f"{known}{last}\n")
    for stage in (amal, badu, amal):
        stage.session.delivery.sync()
    until(lambda: amal.shown(note, "body") == badu.shown(note, "body") != known)
    shown = (amal.shown(note, "body"), badu.shown(note, "body"))
    both = all(first in text and last in text for text in shown)
    say(tr("Both change it at the same time. Every word stays.") if both else tr("The two differ."))
    return note


def carry(amal: Stage, badu: Stage, space: str, note: str, package: Path) -> None:
    badu.session.items.set(note, {"tags": tr("carried on a stick")})
    written = badu.session.packages.write(space, package)
    read = amal.session.packages.read(package)
    settle()
    amal.open_item(note, showing=amal.session.items.show(note).title)
    say(
        tr_n(
            "The delivery service is off. A package carries {count} change.",
            "The delivery service is off. A package carries {count} changes.",
            written.entries,
        )
    )
    say(tr_n("{count} of them was new to Amal.", "{count} of them were new to Amal.", read.new))


def show_relay(data: Path) -> None:
    """What whoever takes the delivery service away would hold."""
    with sqlite3.connect(data / "relay.db") as held:
        blobs = [bytes(row[0]) for row in held.execute("SELECT data FROM blob ORDER BY row")]
    held.close()
    say(
        tr_n(
            "The delivery service held {count} sealed piece:",
            "The delivery service held {count} sealed pieces:",
            len(blobs),
        )
    )
    for blob in blobs[:SHOWN_BLOBS]:
        say(f"  {len(blob):>7} B  {blob[:SHOWN_BYTES].hex(' ')}")
    words = ("Amal", "Badu", tr("Field team"), tr("Plan for March"), tr("Bring water."))
    held_files = [path.read_bytes() for path in data.rglob("*") if path.is_file()]
    found = [word for word in words if any(word.encode() in file for file in held_files)]
    say(tr("None of the words of the notes is in them.") if not found else tr("Words were found in them."))
