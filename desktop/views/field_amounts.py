"""A number, or an amount with its currency, written as the person writes numbers."""

from typing_extensions import override

from desktop.models import field_numbers
from desktop.theme import parts
from desktop.theme.look import em
from desktop.views.field_finder import Choices, Finder
from desktop.views.field_framed import Typed
from i18n import named, tr
from sync.model.kinds.declaration import Field


def _number(text: str) -> str:
    found = field_numbers.read(text)
    return field_numbers.kept(found) if found is not None else text.strip()


def currencies() -> Choices:
    return [(f"{code} ({name})", code) for name, code in named.currencies()]


class CurrencyLine(Finder):
    """Shows the code, which fits whole; its name stands in the list that drops down, and in the tip."""

    def __init__(self) -> None:
        super().__init__(tr("Currency"), currencies, hint=tr("Currency"))
        self.textChanged.connect(lambda _text: self._tell_whole())

    @override
    def written(self, key: str) -> str:
        return key

    @override
    def _tell_whole(self) -> None:
        super()._tell_whole()
        key = self.text().strip().upper()
        name = named.currency(key)
        self.setAccessibleDescription(name if name != key else "")
        if self.accessibleDescription():
            parts.tip(self, f"{key} ({name})")


class NumberField(Typed):
    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.box = parts.line(tr(field.label))
        self.box.setMaximumWidth(14 * em())
        self.box.textEdited.connect(self.on_typed)
        self.box.editingFinished.connect(self._on_finished)
        self.inner.addWidget(self.box)
        self.inner.addWidget(self.sign)
        self.setFocusProxy(self.box)

    @override
    def raw(self) -> str:
        return _number(self.box.text())

    @override
    def show_value(self, text: str) -> None:
        if text != self.raw() or not self.box.hasFocus():
            self.box.setText(field_numbers.shown(text))

    @override
    def say(self, label: str, help_text: str) -> None:
        self.box.setAccessibleName(label)

    def _on_finished(self) -> None:
        self.box.setText(field_numbers.shown(self.raw()))
        self.on_done()


class MoneyField(Typed):
    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.amount = parts.line(tr(field.label))
        self.amount.setMinimumWidth(5 * em())
        self.currency = CurrencyLine()
        self.currency.setMinimumWidth(6 * em())
        line = parts.row(gap=2)
        line.addWidget(self.amount, 1)
        line.addWidget(self.currency, 1)
        self.inner.addLayout(line)
        self.inner.addWidget(self.sign)
        for each in (self.amount, self.currency):
            each.textEdited.connect(self.on_typed)
            each.editingFinished.connect(self._on_finished)
        self.setFocusProxy(self.amount)

    @override
    def raw(self) -> str:
        amount = _number(self.amount.text())
        currency = self.currency.key() or self.currency.text().strip().upper()
        return f"{amount} {currency}".strip() if amount else currency

    @override
    def show_value(self, text: str) -> None:
        amount, _, currency = text.partition(" ")
        if _number(self.amount.text()) != amount or not self.amount.hasFocus():
            self.amount.setText(field_numbers.shown(amount))
        self.currency.show_key(currency)

    @override
    def say(self, label: str, help_text: str) -> None:
        self.amount.setAccessibleName(label)
        self.currency.setAccessibleName(tr("{field}: currency", field=label))

    def _on_finished(self) -> None:
        self.amount.setText(field_numbers.shown(_number(self.amount.text())))
        self.on_done()
