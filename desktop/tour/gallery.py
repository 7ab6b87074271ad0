"""Pictures of windows in several languages, schemes and sizes, to be looked at."""

import tempfile
from dataclasses import replace
from itertools import product
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog

from desktop.models import preferences
from desktop.models.preferences import Preferences
from desktop.tour.stage import WORDS, Stage, settle
from desktop.views.wishes import Wish
from i18n import set_language, tr
from sync.engine import session
from sync.engine.session import Session

LANGUAGES, SCHEMES, SCALES = ("en", "fr", "ar"), ("light", "dark"), (100, 200)
SIZES = ((1024, 600), (1440, 900))
DIALOGS = (
    Wish.NEW_SPACE, Wish.JOIN, Wish.INVITE, Wish.PEOPLE, Wish.RELAY, Wish.MAKE_PACKAGE, Wish.BRING_IN,
    Wish.SETTINGS, Wish.HELP,
)  # fmt: skip


def run(app: QApplication, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for language, scheme, scale in product(LANGUAGES, SCHEMES, SCALES):
        now = Preferences(language=language, scale=scale, scheme=scheme, sending="pressed")
        with tempfile.TemporaryDirectory() as home:
            _one(app, Path(home) / "notebook", now, folder)


def _one(app: QApplication, profile: Path, now: Preferences, folder: Path) -> None:
    set_language(now.language)
    begun = session.create(profile, WORDS, name="Amal", cost=session.quick_cost())
    preferences.keep(begun, replace(now, sending="pressed"))
    space, note = furnish(begun)
    begun.close()
    stage = Stage(app, profile, now)
    stage.open_space(space)
    stage.open_item(note, showing=tr("Plan for March"))
    name = f"{now.language}-{now.scheme}-{now.scale}"
    for width, height in SIZES:
        stage.picture(folder / f"main-{name}-{width}x{height}.png", width, height)
    for wish in DIALOGS:
        stage.grant(wish)
        for dialog in (
            each for each in app.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()
        ):
            settle()
            dialog.grab().save(str(folder / f"{wish.value}-{name}.png"))
            dialog.close()
    stage.close()


def _dialogs(app: QApplication) -> list[QDialog]:
    return [each for each in app.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]


def furnish(opened: Session) -> tuple[str, str]:
    """Fill a notebook with neutral things; return a space and the note to open."""
    space = opened.spaces.new(tr("Field team")).id
    texts = (
        (tr("Who has the keys"), tr("The office by the market, every Monday.")),
        ("Réunion des bénévoles", "Apporter les chaises, l'eau et le registre."),
        ("قائمة المشتريات", "خبز، ماء، شاي، أقلام."),
        (tr("Lessons from the rainy season"), tr("The road by the river closes. Plan two days more.")),
    )
    for title, body in texts:
        opened.items.new(space, "note", {"title": title, "body": body, "tags": tr("village")})
    plan = tr("Plan for March")
    lines = [tr("Bring water."), tr("Ask the school for chairs."), tr("Tell the drivers by Thursday.")]
    body = f"# {plan}\n\n" + "\n".join(f"- {line}" for line in lines) + "\n"
    (note,) = opened.items.new(space, "note", {"title": plan, "body": body, "tags": "2027"}).ids
    opened.items.new(space, "contact", {"name": tr("District school office"), "phone": "+254 700 000 000"})
    return space, note
