"""Where the work is, in one line: saved here, waiting, on its way, or everywhere."""

from desktop.models import when
from i18n import missing, tr, tr_n
from i18n import sending as words
from sync.engine.events import DeliveryState


def sentence(state: DeliveryState) -> str:
    """Return the line for *state*: first where the work is, then what waits."""
    waiting = (
        tr_n(
            "{count} change is waiting to be sent.", "{count} changes are waiting to be sent.", state.waiting
        )
        if state.waiting and state.name != "no-relay"
        else ""
    )
    beginnings = {
        "idle": tr("Saved on this computer."),
        "sending": tr("Sending and receiving…"),
        "up-to-date": _up_to_date(state),
        "offline": tr("Cannot connect. Your work is safe on this computer."),
        "no-relay": tr("Saved on this computer only."),
        "paused": tr("Saved on this computer. Sending is paused."),
        "waiting-for-key": tr("Saved on this computer. The new key of a space is on its way."),
        "waiting-for-yes": _asks(state),
    }
    return f"{beginnings[state.name]} {waiting}".strip()


def _asks(state: DeliveryState) -> str:
    """Say what the connection would cost, before it does."""
    saved = tr("Saved on this computer.")
    if state.bytes_to_send:
        said = tr("To send it takes at most {size}. Press to send.", size=words.size(state.bytes_to_send))
    else:
        said = tr("More waits to be received. Press to receive.")
    return f"{saved} {said}"


def _up_to_date(state: DeliveryState) -> str:
    said = tr("Up to date.")
    if state.last_ms is not None:
        at = state.last_ms
        said = tr("Up to date at {when}.", when=when.short(at)) if when.is_today(at) else _long_ago(at)
    return f"{said} {missing.one_of_several()}" if state.problem is not None else said


def _long_ago(last_ms: int) -> str:
    return tr("Last up to date {ago}.", ago=when.ago(last_ms))
