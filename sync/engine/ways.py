"""The way that a notebook takes to relays, as a setting of the notebook (A6.8)."""

from sync.engine import route, tor
from sync.engine.notebook import Notebook
from sync.engine.resolver import RESOLVER
from sync.engine.route import Route
from sync.store import settings

SETTING = "route"


class Ways:
    def __init__(self, book: Notebook) -> None:
        self._book = book
        self._take(route.kept(book.read(lambda db: settings.get(db, SETTING))))

    @property
    def route(self) -> str:
        """How this notebook speaks to relays: direct, tor, socks://…, or off where that is unreadable."""
        return self._book.outlet.route.text

    def set_route(self, text: str) -> None:
        """Take another way from now on; what is under way breaks, and begins again on the new one.

        Raises BadRoute.
        """
        chosen = route.clean(text)
        self._book.write(lambda db: settings.put(db, SETTING, chosen.text.encode("ascii")))
        self._take(chosen)

    def found(self) -> str | None:
        """Return where Tor answers on this computer, or None. Takes up to two seconds."""
        proxy = tor.find()
        return None if proxy is None else proxy.text

    def close(self) -> None:
        RESOLVER.let_go(self)

    def _take(self, chosen: Route) -> None:
        """Shut the resolver before anything goes the new way, and open it after the last went the old one."""
        if chosen != route.DIRECT:
            RESOLVER.shut(self)
        self._book.outlet.lead(chosen)
        if chosen == route.DIRECT:
            RESOLVER.let_go(self)
