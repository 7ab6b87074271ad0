"""Pictures of the delivery services of a space, of what speaks against them, and of every dialog there."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QApplication, QWidget

from desktop.dialogs.services import NEEDS, ServicesDialog
from desktop.dialogs.services_add import AddServiceDialog, GiveTicketsDialog
from desktop.models.services import PROVED, RELIABLE, Against, Known, Service
from desktop.tour.gallery_security import shown
from desktop.tour.stage import Stage, Stuck, settle, until
from desktop.views.wishes import Wish
from i18n import tr
from sync.engine.events import RelayCaught, RelayNotice
from sync.engine.relays import RelayRow
from sync.engine.spaces import SpaceRow
from sync.relay_refusals import NoTickets

Take = Callable[[str, QWidget], None]
SETTLED_S = 0.3
MOMENT_MS = 1_795_000_000_000
PIN = "5f0c31a7" * 8
HEALTHY = RelayRow(
    "a1" * 32, f"https://letters.example.org#{PIN}", PIN, 4, 20, True, "", 90, MOMENT_MS, ""
)  # fmt: skip
FAULTY = RelayRow(
    "b2" * 32, "http://q5x7zkd2wl4m6n3vbt5yharp7ueg2sfc4ojixq3kzyt6mnd5wlbvraad.onion", "", 1, 1, True, "",
    30, None, "relay-unreachable",
)  # fmt: skip


def pages(app: QApplication, stage: Stage, take: Take) -> None:
    stage.grant(Wish.RELAY)
    (page,) = shown(app)
    if not isinstance(page, ServicesDialog):
        raise Stuck
    until(lambda: page.known is not None)
    settle(SETTLED_S)
    take("services", page)
    _furnish(page)
    settle(SETTLED_S)
    take("services-two", page)
    _scroll(page)
    take("services-two-below", page)
    _dialogs(app, page, take)
    _furnish_for_a_member(page)
    settle(SETTLED_S)
    take("services-member", page)
    _furnish_with_many(page)
    settle(SETTLED_S)
    take("services-many", page)
    page.close()
    settle()
    _lines(stage, take)


def _furnish(page: ServicesDialog) -> None:
    """Show one that is well and one that is not, as if they were this space's."""
    if page.known is None:
        raise Stuck
    notice = tr("It is off on Sunday from eight to nine, for care.")
    against = (Against("dropped", 3, MOMENT_MS, ""), Against("rolled-back", 1, MOMENT_MS, PROVED))
    both = (Service(replace(HEALTHY, notice=notice), RELIABLE, ()), Service(FAULTY, "proven", against))
    page._on_known(Known(page.known.spaces, page.known.space, both, 0))  # noqa: SLF001 - a picture of it


def _furnish_with_many(page: ServicesDialog) -> None:
    """Show so many that they are put in order: what needs somebody stands above."""
    if page.known is None:
        raise Stuck
    rows = [
        replace(HEALTHY, key=f"{number}" * 64, address=f"https://{place}.example.org#{PIN}")
        for number, place in enumerate(("post", "hill", "river"))
    ]
    every = (*page.known.services, *(Service(row, RELIABLE, ()) for row in rows))
    page._on_known(replace(page.known, services=every))  # noqa: SLF001 - as if they were read
    order = page.list.narrowing.order
    order.setCurrentIndex(order.findData(NEEDS))
    page.list.narrowing.changed.emit()


def _furnish_for_a_member(page: ServicesDialog) -> None:
    if page.known is None:
        raise Stuck
    space = SpaceRow(page.space, tr("Field team"), "member", (HEALTHY.address,), pending=False)
    one = Service(replace(HEALTHY, kept=None), RELIABLE, ())
    page._on_known(Known((space,), space, (one,), 2))  # noqa: SLF001 - a picture of it


def _scroll(page: ServicesDialog) -> None:
    bar = page._scroll.verticalScrollBar()  # noqa: SLF001
    bar.setValue(bar.maximum())
    settle()


def _dialogs(app: QApplication, page: ServicesDialog, take: Take) -> None:
    for name, then in (
        ("services-add", page.show_add),
        ("services-tickets", lambda: page.show_tickets(HEALTHY)),
        ("services-remove", lambda: page.show_removal(HEALTHY)),
        ("services-remove-several", lambda: page.show_removal(HEALTHY, FAULTY)),
        ("services-picture", lambda: page.show_picture(HEALTHY)),
    ):
        then()
        settle(SETTLED_S)
        for dialog in shown(app, page):
            if isinstance(dialog, AddServiceDialog):
                dialog._on_picture_read(HEALTHY.address)  # noqa: SLF001 - a picture of its answer
            if isinstance(dialog, GiveTicketsDialog):
                dialog.show_problem(NoTickets())
            settle(SETTLED_S)
            take(name, dialog)
            dialog.close()
        settle()


def _lines(stage: Stage, take: Take) -> None:
    """Show the quiet lines, one after the other."""
    errands = stage.application.errands
    if errands is None:
        raise Stuck
    stage.window.banner.clear()
    space = stage.window.desk.space
    errands.services.tell_caught(RelayCaught(space, FAULTY.key, "rolled-back", offer=True))
    settle()
    take("services-line-caught", stage.window)
    stage.window.banner.clear()
    notice = tr("It is off on Sunday from eight to nine, for care.")
    errands.services.tell_notice(RelayNotice(HEALTHY.key, HEALTHY.address, notice))
    settle()
    take("services-line-notice", stage.window)
    stage.window.banner.clear()
