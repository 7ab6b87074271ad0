"""Neutral things to fill notebooks with, in three languages, and two people who share them."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from desktop.application.example_texts import plan_body, plan_title
from desktop.models import preferences
from desktop.models.preferences import Preferences
from desktop.tour import samples_people
from desktop.tour.stage import WORDS
from i18n import tr
from sync.engine import session
from sync.engine.own_relay import OwnRelay, free_port
from sync.engine.session import Session

__all__ = ["OTHERS", "Sample", "furnished", "plan_body", "plan_title", "screens"]
OTHERS = (
    ("Réunion des bénévoles", "réunion, centre", "Apporter les chaises, l’eau et le registre."),
    ("Atelier d’écriture à Thiès", "Sénégal", "Douze places, le samedi matin. Goûter offert par la mairie."),
    ("قائمة المشتريات", "مخيم", "خبز، ماء، شاي، أقلام ودفاتر."),
    ("تدريب المعلمين", "تدريب", "اليوم الأول: الاستماع. اليوم الثاني: الألعاب."),
    ("Mkutano wa vijana", "vijana", "Jumamosi saa nne, uwanjani. Chai na maandazi."),
)


@dataclass(frozen=True, slots=True)
class Sample:
    """A furnished notebook on disk, and what is worth opening in it."""

    profile: Path
    space: str
    spare: str
    """A space to bring papers into."""
    note: str
    contact: str
    package: Path
    papers: Path
    relay: OwnRelay


@contextmanager
def furnished(now: Preferences) -> Iterator[Sample]:
    """Make two notebooks in one space, with a third person at the door; all are gone afterwards."""
    with tempfile.TemporaryDirectory() as place:
        home = Path(place) / "home"
        with OwnRelay(home / "relay", port=free_port()) as relay:
            yield _made(home, relay, now)


@contextmanager
def put_back(sample: Sample) -> Iterator[None]:
    """Let anything be done with the notebooks, and have all of them and the relay as before afterwards."""
    home = sample.profile.parent
    kept = home.with_name("kept")
    with _at_rest(sample.relay):
        shutil.copytree(home, kept)
    yield
    with _at_rest(sample.relay):
        shutil.rmtree(home)
        kept.rename(home)


@contextmanager
def _at_rest(relay: OwnRelay) -> Iterator[None]:
    relay.stop()
    yield
    relay.start()


def _made(home: Path, relay: OwnRelay, now: Preferences) -> Sample:
    amal, badu, zuri = (_begun(home / each, each, now) for each in ("Amal", "Badu", "Zuri"))
    space = amal.spaces.new(tr("Field team")).id
    amal.spaces.add_relay(space, relay.address)
    badu.invitations.join_qr(amal.invitations.qr_text(space))
    amal.invitations.admit(space)
    badu.delivery.sync()
    samples_people.meet(amal, badu, home, space, lambda name: _begun(home / name, name, now))
    contact = _people(amal, space)
    note = _notes(amal, space)
    _written_apart(amal, badu, contact)
    spare = amal.spaces.new(tr("Reading room")).id
    package = home / "notes.pack"
    badu.items.new(space, "note", {"title": tr("From the coast"), "body": tr("The boat comes on Sunday.")})
    badu.packages.write(space, package)
    zuri.invitations.join_qr(amal.invitations.qr_text(space))
    amal.delivery.sync()
    for each in (amal, badu, zuri):
        each.close()
    return Sample(home / "Amal", space, spare, note, contact, package, _papers(home / "papers"), relay)


def _begun(profile: Path, name: str, now: Preferences) -> Session:
    begun = session.create(profile, WORDS, name=name, cost=session.quick_cost())
    preferences.keep(begun, now)
    return begun


def _people(amal: Session, space: str) -> str:
    office = {"name": tr("District school office"), "phone": "+254 700 000 000", "languages": "sw, en"}
    for fields in ({"name": "Réseau des jardins", "phone": "+221 77 000 00 00"}, {"name": "مكتب المكتبة"}):
        amal.items.new(space, "contact", fields)
    (contact,) = amal.items.new(space, "contact", office).ids
    return contact


def _notes(amal: Session, space: str) -> str:
    for title, tags, body in (
        (tr("Who has the keys"), tr("office"), tr("The office by the market, every Monday.")),
        *OTHERS,
        (tr("Lessons from the rainy season"), tr("village, roads"),
         tr("The road by the river closes. Plan two days more.")),
        (tr("Books for the reading room"), tr("library"), tr("Atlases, short stories, two dictionaries.")),
    ):  # fmt: skip
        amal.items.new(space, "note", {"title": title, "tags": tags, "body": body})
    (note,) = amal.items.new(
        space, "note", {"title": plan_title(), "tags": tr("plan, workshop"), "body": plan_body()}
    ).ids
    return note


def _written_apart(amal: Session, badu: Session, contact: str) -> None:
    """Let both change the same field before they hear of each other."""
    for each in (amal, badu):
        each.delivery.sync()
    amal.items.set(contact, {"phone": "+254 711 222 333"})
    badu.items.set(contact, {"phone": "+254 744 555 666"})
    for each in (badu, amal):
        each.delivery.sync()


def _papers(folder: Path) -> Path:
    """Files to bring in, of which some cannot be read."""
    folder.mkdir()
    (folder / "plan.md").write_text("# Plan\n\nTea at ten.\n", encoding="utf-8")
    (folder / "list.txt").write_text("chairs\nwater\n", encoding="utf-8")
    (folder / "picture.md").write_bytes(bytes(range(256)) * 4)
    (folder / "data.bin").write_bytes(bytes(64))
    return folder


def screens(folder: Path, name: str) -> Path:
    """Write a description of two screens that are none, one wide and one small, and return its path."""
    sizes = (("wide", 0, 1440, 900), ("small", 2000, 1024, 600))
    described = [
        {"name": name, "x": x, "y": 0, "width": width, "height": height, "logicalDpi": 96,
         "logicalBaseDpi": 96, "dpr": 1}
        for name, x, width, height in sizes
    ]  # fmt: skip
    path = folder / name
    whole = {"synchronousWindowSystemEvents": False, "windowFrameMargins": False, "screens": described}
    path.write_text(json.dumps(whole), encoding="utf-8")
    return path
