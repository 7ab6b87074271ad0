"""Names the parts of a form as the space of its item does."""

from PySide6.QtWidgets import QLabel

from desktop.models.wording import Wording
from desktop.views.editor import ItemEditor
from desktop.views.field_grid import HELPS
from desktop.views.fields import LineField
from sync.model.kinds.declaration import Field, FieldType


def name_form(editor: ItemEditor, wording: Wording) -> None:
    """Say every label, hint and accessible name of *editor* in the words of *wording*."""
    editor.wording = wording
    for field in editor.kind.fields:
        if field.name in editor.fields:
            _name(editor, field, wording)


def _name(editor: ItemEditor, field: Field, wording: Wording) -> None:
    label = wording.say(f"field.{editor.kind.name}.{field.name}")
    help_text = wording.say(f"help.{editor.kind.name}.{field.name}") if field.help else ""
    part = editor.fields[field.name]
    for each in editor.findChildren(QLabel):
        if each.buddy() is part:
            each.setText(label)
            part.setAccessibleName(label)
        elif each.property(HELPS) == field.name:
            each.setText(help_text)
    part.say(label, help_text)
    if isinstance(part, LineField):
        is_title = field.name == editor.kind.title_field
        part.box.setPlaceholderText(label if is_title else help_text if field.type is FieldType.TAGS else "")
