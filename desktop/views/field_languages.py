"""Languages, found by their names in the language of the window."""

from typing_extensions import override

from desktop.views.field_finder import Choices
from desktop.views.field_picked import PickedField
from i18n import named, tr
from sync.model.kinds.declaration import split_tags


class LanguagesField(PickedField):
    joint, ordered = ", ", False

    @override
    def offered(self) -> Choices:
        return named.languages()

    @override
    def words_of_add(self) -> str:
        return tr("Add a language")

    @override
    def name_of(self, key: str) -> str:
        return named.language(key)

    @override
    def _split(self, text: str) -> list[str]:
        return list(split_tags(text))
