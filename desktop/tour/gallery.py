"""Pictures of every window in several languages, schemes, text sizes and screens, to be looked at."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import product
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop.dialogs.invite import InviteDialog
from desktop.dialogs.packages import OpenPackageDialog
from desktop.dialogs.transfer import ImportDialog
from desktop.models import preferences
from desktop.models.preferences import Preferences
from desktop.tour import (
    flaws,
    gallery_arrivals,
    gallery_assessing,
    gallery_calendar,
    gallery_crossing,
    gallery_cut_off,
    gallery_finding,
    gallery_forms,
    gallery_frame,
    gallery_gate,
    gallery_help,
    gallery_kept,
    gallery_language,
    gallery_lists,
    gallery_map,
    gallery_network,
    gallery_past,
    gallery_people,
    gallery_rooms,
    gallery_security,
    gallery_services,
    gallery_tables,
    gallery_whole,
    gallery_words,
    samples,
)
from desktop.tour.samples import Sample
from desktop.tour.stage import WORDS, Stage, heard, settle, until
from desktop.views.fields import DocumentField
from desktop.views.wishes import Wish
from i18n import set_language, tr
from sync.engine import session
from sync.errors import DiskFull

LANGUAGES, SCHEMES, SCALES = ("en", "ar", "ru", "sw"), ("light", "dark"), (100, 200)
QUICKLY = 80
"""To a PNG file quality is nothing but how little time is spent on making it small."""
DIALOGS = (
    Wish.NEW_SPACE, Wish.JOIN, Wish.INVITE, Wish.REQUESTS, Wish.RELAY, Wish.MAKE_PACKAGE,
    Wish.BRING_IN, Wish.TAKE_OUT, Wish.SETTINGS,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Screen:
    left: int
    width: int
    height: int

    def fill(self, window: QWidget) -> None:
        for _ in range(2):  # only a window that is narrow already leaves out words
            window.setGeometry(self.left, 0, self.width, self.height)
            settle()


SCREENS = (Screen(0, 1440, 900), Screen(2000, 1024, 600))


@dataclass(slots=True)
class Report:
    """How many pictures were made, and what is wrong on them, each as a line."""

    pictures: int = 0
    flaws: list[str] = field(default_factory=list)

    def write(self, path: Path) -> None:
        path.write_text("".join(f"{line}\n" for line in self.flaws), encoding="utf-8")


class Album:
    """Saves pictures under names that say what they show, and how, and looks for flaws on each."""

    def __init__(self, folder: Path, now: Preferences, screen: Screen, report: Report | None = None) -> None:
        self._folder, self._screen = folder, screen
        self._report = report or Report()
        self.stage: Stage | None = None
        """Whose answers are waited for; at the gate there is none yet."""
        self._end = f"{now.language}-{now.scheme}-{now.scale}-{screen.width}x{screen.height}.png"

    def take(self, name: str, window: QWidget) -> None:
        self.hear()
        settle()
        image = window.grab().toImage()
        image.save(str(self._folder / f"{name}-{self._end}"), quality=QUICKLY)
        room = QSize(self._screen.width, self._screen.height)
        self._report.pictures += 1
        self._report.flaws += [each.line(f"{name}-{self._end}") for each in flaws.found(window, room, image)]

    def hear(self) -> None:
        """Wait for what a window asked, however busy the machine is: a picture shows the answers."""
        if self.stage is not None:
            heard(self.stage.application.tasks)

    def fill(self, window: QWidget) -> None:
        self._screen.fill(window)


def run(app: QApplication, folder: Path, language: str) -> Report:
    """Make every picture in *language*."""
    report = Report()
    set_language(language)
    with samples.furnished(Preferences(language=language)) as sample:
        for scheme, scale, screen in product(SCHEMES, SCALES, SCREENS):
            now = Preferences(language=language, scale=scale, scheme=scheme)
            album = Album(folder, now, screen, report)
            with samples.put_back(sample):
                _gate(app, now, album, sample.profile)
                _windows(app, now, album, screen, sample)
            report.write(folder / f"flaws-{language}.txt")
    return report


def _gate(app: QApplication, now: Preferences, album: Album, profile: Path) -> None:
    gallery_gate.pages(app, now, profile, album.take, album.fill)


def _windows(app: QApplication, now: Preferences, album: Album, screen: Screen, sample: Sample) -> None:
    with opened(app, now, album, screen, sample) as stage:
        for show in PARTS.values():
            show(app, stage, album, sample)


@contextmanager
def opened(
    app: QApplication, now: Preferences, album: Album, screen: Screen, sample: Sample
) -> Iterator[Stage]:
    """Open the window of the furnished notebook as it is to be looked at."""
    notebook = session.unlock(sample.profile, WORDS)
    preferences.keep(notebook, replace(now))
    notebook.close()
    stage = album.stage = Stage(app, sample.profile, now)
    screen.fill(stage.window)
    stage.open_space(sample.space)
    yield stage
    album.stage = None
    stage.close()


def _company(app: QApplication, stage: Stage, album: Album, sample: Sample) -> None:
    _main(stage, album, sample)
    _dialogs(app, stage, album)
    gallery_frame.pages(stage, album.take)
    gallery_people.pages(app, stage, album.take)
    gallery_network.pages(app, stage, album.take)
    gallery_services.pages(app, stage, album.take)
    gallery_rooms.pages(app, stage, album.take)
    gallery_arrivals.pages(stage, album.take)


def _kinds(app: QApplication, stage: Stage, album: Album, sample: Sample) -> None:
    gallery_lists.pages(app, stage, sample.contact, album.take)
    gallery_crossing.pages(stage, album.take)
    gallery_cut_off.pages(stage, album.take)
    gallery_kept.pages(stage, album.take)
    gallery_map.pages(stage, album.take)
    gallery_past.pages(stage, album.take)
    gallery_finding.pages(app, stage, album.take)
    gallery_assessing.pages(stage, album.take)
    gallery_calendar.pages(stage, album.take)
    gallery_forms.pages(stage, album.take)


def _settings(app: QApplication, stage: Stage, album: Album, sample: Sample) -> None:
    gallery_security.pages(app, stage, album.take)
    gallery_help.pages(stage, album.take)
    gallery_language.pages(app, stage, album.take)
    gallery_words.pages(app, stage, album.take)
    gallery_tables.pages(app, stage, album.take)
    gallery_whole.pages(app, stage, album.take)
    _invite(app, stage, album)
    _answers(app, stage, album, sample)


def _first_look(stage: Stage, album: Album) -> None:
    window = stage.window
    stage.choose("note")
    until(lambda: window.desk.list.model.rowCount() > 0 and bool(window.banner.text()))
    album.take("notice-decision", window)
    window.banner.clear()
    album.take("list", window)


def _main(stage: Stage, album: Album, sample: Sample) -> None:
    window = stage.window
    _first_look(stage, album)
    stage.open_item(sample.note, showing=samples.plan_title())
    album.take("note", window)
    body = window.desk.panes.editors["note"].fields["body"]
    if isinstance(body, DocumentField):
        body.show_preview(shown=True)
        album.take("preview", window)
        body.show_preview(shown=False)
    window.banner.show_problem(DiskFull())
    album.take("problem", window)
    window.banner.clear()
    stage.choose("contact")
    stage.open_item(sample.contact, showing=tr("District school office"))
    album.take("contact", window)
    window.top.search.setText("Thiès")
    settle(0.6)
    album.take("search", window)
    window.top.search.clear()
    stage.choose("note")
    window.desk.drop(sample.note)
    until(lambda: bool(window.banner.text()))
    stage.choose("trash")
    until(lambda: window.desk.list.model.rowCount() == 1)
    album.take("trash", window)
    stage.session.items.restore(sample.note)
    stage.choose("note")


def shown_dialogs(app: QApplication) -> list[QDialog]:
    return [each for each in app.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]


def _dialogs(app: QApplication, stage: Stage, album: Album) -> None:
    for wish in DIALOGS:
        stage.grant(wish)
        for dialog in shown_dialogs(app):
            settle()
            album.take(wish.value, dialog)
            dialog.close()
        settle()


def _invite(app: QApplication, stage: Stage, album: Album) -> None:
    stage.grant(Wish.INVITE)
    for dialog in shown_dialogs(app):
        if isinstance(dialog, InviteDialog):
            dialog.choose_picture()
            until(dialog.picture.isVisible)
            album.take("invite-picture", dialog)
        dialog.close()
    stage.grant(Wish.INVITE)
    for dialog in shown_dialogs(app):
        if isinstance(dialog, InviteDialog):
            dialog.choose_words()
            until(dialog.answer.isVisible)
            album.take("invite-words", dialog)
        dialog.close()
    settle()


def _answers(app: QApplication, stage: Stage, album: Album, sample: Sample) -> None:
    stage.open_space(sample.spare)
    stage.grant(Wish.BRING_IN)
    for dialog in shown_dialogs(app):
        if isinstance(dialog, ImportDialog):
            dialog.bring_in([sample.papers])
            until(dialog.outcome.isVisible)
            album.take("import-report", dialog)
        dialog.close()
    opened = OpenPackageDialog(
        stage.session.packages, [sample.package], stage.application.tasks, stage.window
    )
    opened.open()
    until(opened.is_done)
    album.take("open-package", opened)
    opened.close()
    settle()


PARTS: Mapping[str, Callable[[QApplication, Stage, Album, Sample], None]] = {
    "company": _company, "kinds": _kinds, "settings": _settings,
}  # fmt: skip
"""What is to be seen in the window, in parts of which each can be looked at alone."""
