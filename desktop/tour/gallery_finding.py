"""Pictures of finding: the filter and what it leaves, columns, an empty library, and the shared tags."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QWidget

from desktop.dialogs.tags import TagsDialog
from desktop.tour.stage import Stage, settle, until
from i18n import mark, tr
from sync.engine.choice import Choice

Take = Callable[[str, QWidget], None]
SETTLED_S = 0.3
TOOLS = (
    (mark("Field kit for wells"), "tool", "en, sw", "KE/Coast", "water"),
    (mark("Listening walks"), "practice", "sw", "TZ", "youth, water"),
    (mark("Clinic and school"), "research", "fr", "SN", "health, school"),
    (mark("Right to be heard"), "policy", "ar, fr", "TN", "law"),
)


def pages(app: QApplication, stage: Stage, take: Take) -> None:
    window, session = stage.window, stage.session
    desk, space = window.desk, window.desk.space
    stage.choose("tool")
    settle(SETTLED_S)
    take("library-empty", window)
    for title, *rest in TOOLS:
        fields = dict(zip(("sort", "languages", "places", "tags"), rest, strict=True))
        session.items.new(space, "tool", {"title": tr(title), **fields})
    session.tags.add(space, "water", {"fr": "eau", "ar": "ماء", "es": "agua", "sw": "maji", "ru": "вода"})
    session.tags.add(space, "youth", {"fr": "jeunesse", "ar": "شباب"})
    until(lambda: desk.list.model.rowCount() == len(TOOLS))
    desk.list.arranged.emit(Choice(facets=(("tags", "water"), ("languages", "sw"))))
    until(lambda: desk.list.model.rowCount() < len(TOOLS))
    settle(SETTLED_S)
    take("filtered", window)
    desk.list.arranger.filter.setChecked(True)
    until(lambda: bool(desk.list.filtering.fields))
    settle(SETTLED_S)
    take("filter", window)
    desk.list.arranger.filter.setChecked(False)
    _wide(stage, take)
    _tags(app, stage, take)


def _wide(stage: Stage, take: Take) -> None:
    window, desk = stage.window, stage.window.desk
    desk.list.arranged.emit(Choice("title"))
    until(lambda: desk.list.model.rowCount() == len(TOOLS))
    sizes = desk.split.sizes()
    desk.split.setSizes([sum(sizes), 0])
    settle(SETTLED_S)
    take("columns", window)
    desk.split.setSizes(sizes)


def _tags(app: QApplication, stage: Stage, take: Take) -> None:
    desk = stage.window.desk
    desk.list.arranger.tags_page_wanted.emit()
    until(lambda: any(isinstance(each, TagsDialog) and each.words for each in app.topLevelWidgets()))
    page = next(each for each in app.topLevelWidgets() if isinstance(each, TagsDialog))
    settle(SETTLED_S)
    take("tags", page)
    page.show_word(next(each for each in page.words if each.id))
    settle(SETTLED_S)
    take("tag", page)
    page.close()
    settle()
