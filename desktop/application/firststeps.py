"""What comes right after a notebook was made: sheets, an invitation, a package, or the first note."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer

from desktop.application.errands import Errands
from desktop.models import preferences
from desktop.models.facade import Session
from desktop.models.preferences import Preferences
from desktop.views import wizardstart
from desktop.views.window import MainWindow
from desktop.views.wishes import Wish
from desktop.views.wizard import Beginning
from i18n import tr


def prepare(session: Session, first: Preferences, beginning: Beginning) -> None:
    """Keep the first settings, and make a space that nobody else is in, unless another computer has one."""
    preferences.keep(session, first)
    session.delivery.set_mode("always")
    if beginning.then != "other":
        session.spaces.new(tr("My own notes"))


def shut(session: Session) -> None:
    session.rhythm.stop()
    session.close()


def take(beginning: Beginning, errands: Errands, window: MainWindow, now: Preferences) -> None:
    """Open what was chosen; sheets come first, and the rest when they are done."""
    go_on = partial(_go_on, beginning.first, errands, window)
    if beginning.then == "other":
        errands.safe.join_other_computer()
    elif beginning.then == "sheets":
        settings = errands.safe.show_settings(now)
        settings.make_sheets(beginning.shares)
        settings.finished.connect(lambda _how: QTimer.singleShot(0, window, go_on))
    else:
        go_on()


def _go_on(first: str, errands: Errands, window: MainWindow) -> None:
    ways: dict[str, Callable[[], None]] = {
        wizardstart.JOIN: partial(errands.grant, Wish.JOIN),
        wizardstart.PACKAGE: partial(errands.grant, Wish.OPEN_PACKAGE),
    }
    ways.get(first, partial(_welcome, errands, window))()


def _welcome(errands: Errands, window: MainWindow) -> None:
    window.banner.show_words(
        tr("Your notebook is ready."),
        tr("Begin with a note of your own, or join a space."),
        action=tr("I have an invitation…"),
        then=partial(errands.grant, Wish.JOIN),
    )
