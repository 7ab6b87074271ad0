"""More people for the pictures: an organisation with its own, two organisers, and what waits for a word."""

import secrets
import time
from collections.abc import Callable
from pathlib import Path

from i18n import tr
from sync.engine import identity
from sync.engine.session import Session

Begin = Callable[[str], Session]


def meet(amal: Session, badu: Session, home: Path, space: str, begun: Begin) -> None:
    """Have Badu propose a third organiser, and an organisation join; Amal has checked some of them."""
    for name in ("Wangari", "Réseau Camille"):
        other = begun(name)
        other.invitations.join_qr(
            amal.invitations.qr_text(space, "reader" if name != "Wangari" else "member")
        )
        amal.invitations.admit(space)
        other.delivery.sync()
        other.close()
    _organisation(amal, home, space, begun)
    _gone(amal, badu, home, space, begun)
    amal.stewardship.promote(space, badu.me.person)
    amal.spaces.verify(badu.me.person, "in-person")
    for each in (amal, badu):
        each.delivery.sync()
    wangari = badu.spaces.find_member(space, "Wangari").person
    badu.stewardship.promote(space, wangari)
    badu.verification.by_qr(amal.verification.qr_text(space))
    badu.verification.vouch(space, amal.me.person)
    badu.delivery.sync()
    amal.delivery.sync()
    amal.spaces.verify(wangari, "call")
    (laptop,) = amal.stewardship.laptops(space, wangari)
    amal.stewardship.hold(space, laptop.id, on=True)
    amal.invitations.to_file(space, uses=3)


def _gone(amal: Session, badu: Session, home: Path, space: str, begun: Begin) -> None:
    """Have Mosi write on after going, and take Badu out while nobody has told them yet: neither counts."""
    mosi = begun("Mosi")
    mosi.invitations.join_qr(amal.invitations.qr_text(space, "member"))
    amal.invitations.admit(space)
    mosi.delivery.sync()
    amal.delivery.sync()
    amal.stewardship.promote(space, mosi.me.person)
    amal.delivery.sync()
    mosi.delivery.sync()
    amal.stewardship.remove(space, mosi.me.person)
    mosi.items.new(space, "note", {"title": tr("From the coast"), "body": tr("The boat comes on Sunday.")})
    package = home / "late.pack"
    mosi.packages.write(space, package)
    mosi.items.new(space, "note", {"title": tr("Books for the reading room")})
    mosi.stewardship.remove(space, badu.me.person)
    mosi.packages.write(space, home / "later.pack")
    for late in (package, home / "later.pack"):
        amal.packages.read(late)
    mosi.close()


def _organisation(amal: Session, home: Path, space: str, begun: Begin) -> None:
    grace, otis = (begun(name) for name in ("Grace", "Otis"))
    card = grace.organisations.new(tr("Reading circle"))
    brought = amal.organisations.add_to(space, card)
    package = home / "brought.pack"
    package.write_bytes(brought.file)
    grace.packages.read(package)
    grace.organisations.delegate(space, brought.id, otis.organisations.person_card())
    grace.delivery.sync()
    amal.delivery.sync()
    _network(amal, grace, home, card, amal.spaces.find(space).relays[0])
    for each in (grace, otis):
        each.close()


def _network(amal: Session, grace: Session, home: Path, card: bytes, address: str) -> None:
    """Have two organisations in a network: Amal's own, and one that wants to share it with its members."""
    network = amal.spaces.new(tr("Coast network"), network=True).id
    amal.spaces.add_relay(network, address)
    brought = amal.organisations.add_to(network, card)
    package = home / "network.pack"
    package.write_bytes(brought.file)
    grace.packages.read(package)
    grace.delivery.sync()
    grace.sharing.start(network, brought.id, grace.spaces.new(tr("Reading circle")).id)
    grace.delivery.sync()
    amal.delivery.sync()
    own = amal.organisations.add_to(network, amal.organisations.new(tr("Gardens in schools")))
    wangari = identity.found("Wangari", secrets.token_bytes(32), int(time.time() * 1000))
    amal.organisations.delegate(network, own.id, wangari.card)
