"""The pages of help: which there are, what they say in a language, and where a word stands."""

from dataclasses import dataclass

import resources
from i18n import language, tr
from sync.model.folding import fold

PAGES = (
    "start", "lock", "notes", "kinds", "calendar", "files", "spaces", "invite", "sending", "packages",
    "rooms", "lost", "words",
)  # fmt: skip
GUIDE = "guide"
SOURCE = "en"
ABOUT = {
    "lock": "settings words journey label locks",
    "notes": "transfer mapping takeout link careful notyet printing tags whole",
    "kinds": "places_sections",
    "calendar": "moveseries",
    "files": "attach attachsave attachview",
    "spaces": "spaces crossing people rolechange rules network_words organisations_share organisations_bring"
    " organisations_found",
    "invite": "invite requests join personcheck",
    "sending": "services services_add services_ask sending_log sending_pace missing",
    "packages": "packages folders",
    "rooms": "room",
    "lost": "rescue recover restore backup comeback computers computers_add laptops notebooks sheets_make"
    " sheets_kept sheets_retire",
}
"""The page for the dialogs of each module."""
DIALOGS = {module: name for name, modules in ABOUT.items() for module in modules.split()}
SETTINGS = {"sending": "sending", "computers": "lost", "forget": "lost", "backup": "lost"}
SECTIONS = {
    "home": "start", "note": "notes", "contact": "notes", "trash": "notes",
    "event": "calendar", "plan": "calendar", "call": "calendar",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """*source* is Markdown whose first line is the title; *own* is whether it is in the language spoken."""

    name: str
    title: str
    source: str
    own: bool

    @property
    def shown(self) -> str:
        """Return what to show: a page that nobody translated says so."""
        if self.own:
            return self.source
        title, _, rest = self.source.partition("\n")
        note = tr("This page is not in your language yet.")
        return f"{title}\n\n*{note}*\n{rest}"


def page(name: str) -> Page:
    own = _path(language(), name)
    there = resources.path(own).exists()
    source = resources.text(own if there else _path(SOURCE, name))
    title = source.partition("\n")[0].removeprefix("# ").strip()
    return Page(name, title, source, there)


def of_section(section: str) -> str:
    """Return the name of the page about a section of the window."""
    return SECTIONS.get(section, "kinds") if section else "start"


def of_settings(page: str) -> str:
    """Return the name of the page about a page of the settings."""
    return SETTINGS.get(page, "lock")


def of_dialog(dialog: type) -> str:
    """Return the name of the page about a sort of dialog, or about what it was made from."""
    modules = (each.__module__.rpartition(".")[2] for each in dialog.__mro__)
    return next((DIALOGS[module] for module in modules if module in DIALOGS), "start")


def having(words: str) -> list[Page]:
    """Return the pages that hold every one of *words*; all of them where there are none."""
    wanted = fold(words).split()
    found = []
    for name in PAGES:
        each = page(name)
        text = fold(each.source.replace("*", ""))
        if all(word in text for word in wanted):
            found.append(each)
    return found


def _path(code: str, name: str) -> str:
    return f"help/{code}/{name}.md"
