"""A trial: a new home on a delivery service of its own, both gone at quit."""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from i18n import tr
from sync.engine import session
from sync.engine.own_relay import OwnRelay, free_port
from sync.engine.session import Progress, Session, Strength

MARK = "trial"  # stands in a folder that may be removed whole


@dataclass(slots=True)
class Trial:
    """The home of one trial; a locked one goes on in a new process with the same home and port."""

    home: Path
    port: int
    relay: OwnRelay

    @classmethod
    def begin(cls, home: Path | None, port: int) -> "Trial":
        """Begin in a new folder; *home* is the folder of a trial that goes on, and of nothing else."""
        goes_on = home is not None and (home / MARK).exists()
        place = home if home is not None and goes_on else Path(tempfile.mkdtemp(prefix="trial-"))
        (place / MARK).touch()
        chosen = port or free_port()
        relay = OwnRelay(place / "relay", port=chosen)
        relay.start()
        return cls(place, chosen, relay)

    @property
    def profile(self) -> Path:
        return self.home / "notebook"

    def end(self) -> None:
        """Leave nothing."""
        self.relay.stop()
        shutil.rmtree(self.home, ignore_errors=True)

    def again(self) -> list[str]:
        """Leave the port free, and return the words that go on with this trial in a new process."""
        self.relay.stop()
        return ["--throwaway", "--home", str(self.home), "--port", str(self.port)]

    # ------------------------------------------------------------ the door that a trial hands in
    def create(self, profile: Path, passphrase: str, *, name: str = "") -> Session:
        """Make the notebook, with a space that already has the trial's delivery service."""
        made = session.create(profile, passphrase, name=name)
        space = made.spaces.new(tr("A space to try"))
        made.spaces.add_relay(space.id, self.relay.address)
        return made

    def unlock(
        self, profile: Path, passphrase: str, *,
        accept_incomplete: bool = False, progress: Progress | None = None,
    ) -> Session:  # fmt: skip
        return session.unlock(profile, passphrase, accept_incomplete=accept_incomplete, progress=progress)

    def exists(self, profile: Path) -> bool:
        return session.exists(profile)

    def generated_passphrase(self, language: str = "en") -> str:
        return session.generated_passphrase(language)

    def strength(self, passphrase: str) -> Strength:
        return session.strength(passphrase)
