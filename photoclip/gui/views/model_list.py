"""Choosing a model: what each costs and what it is good for."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QLabel, QRadioButton, QVBoxLayout, QWidget

from photoclip.browse.model_messages import ModelChoice

_SI = QLocale.DataSizeFormat.DataSizeSIFormat
_NOTES = {
    "ViT-B-32-256/datacomp_s34b_b86k": QT_TRANSLATE_NOOP(
        "ModelList", "The best start on a computer without a strong graphics card"
    ),
    "ViT-B-32/laion2b_s34b_b79k": QT_TRANSLATE_NOOP(
        "ModelList", "The classic: as fast, sees a little less"
    ),
    "ViT-B-16/datacomp_xl_s13b_b90k": QT_TRANSLATE_NOOP(
        "ModelList", "Finds more, and is several times slower"
    ),
    "ViT-L-14/datacomp_xl_s13b_b90k": QT_TRANSLATE_NOOP(
        "ModelList", "Finds the most, and wants a strong graphics card"
    ),
}
"""What the models on offer are good for, in the person's language."""
_MINUTE = 60.0
_HOUR = 3600.0


class ModelList(QWidget):
    """One radio button a model, with its costs below. ``chosen`` when a person picks one."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._group.idToggled.connect(self._toggled)
        self._models: tuple[ModelChoice, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self.setAccessibleName(self.tr("Models"))

    @property
    def models(self) -> tuple[ModelChoice, ...]:
        """What can be chosen."""
        return self._models

    def set_models(self, models: tuple[ModelChoice, ...]) -> None:
        """Offer these, real models first. The active one is chosen, unless it is a demonstration."""
        models = tuple(sorted(models, key=lambda model: model.demonstration))
        if models == self._models:
            return
        self._models = models
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for button in self._group.buttons():
            self._group.removeButton(button)
        for number, model in enumerate(models):
            button = QRadioButton(self._title(model))
            button.setAccessibleDescription(self._costs(model))
            self._group.addButton(button, number)
            costs = QLabel(self._costs(model))
            costs.setTextFormat(Qt.TextFormat.PlainText)
            costs.setWordWrap(True)
            costs.setIndent(26)
            costs.setEnabled(False)
            costs.setContentsMargins(0, 0, 0, 6)
            for widget in (button, costs):
                self._column.addWidget(widget)
                widget.show()  # a layout counts what is hidden as nothing, and would say it is small
        real = (n for n, model in enumerate(models) if model.active and not model.demonstration)
        active = next(real, 0)
        if models:
            self._group.button(active).setChecked(True)

    def choice(self) -> ModelChoice | None:
        """The model that is chosen."""
        number = self._group.checkedId()
        return self._models[number] if 0 <= number < len(self._models) else None

    def choose(self, name: str) -> None:
        """Choose the model of this name, if it is offered."""
        for number, model in enumerate(self._models):
            if model.name == name:
                self._group.button(number).setChecked(True)

    def _toggled(self, number: int, checked: bool) -> None:
        if checked:
            self.chosen.emit(self._models[number].name)

    def _title(self, model: ModelChoice) -> str:
        if model.demonstration:
            return self.tr("Only a demonstration: knows drawn scenes, and little about real photos")
        note = _NOTES.get(model.name)
        if note is None:
            return model.name
        return QCoreApplication.translate("ModelList", str(note))

    def _costs(self, model: ModelChoice) -> str:
        locale = QLocale()
        parts = [model.name]
        if model.installed:
            parts.append(self.tr("already on this computer"))
        else:
            size = locale.formattedDataSize(model.download_mb * 1_000_000, 0, _SI)
            parts.append(self.tr("download {size}").format(size=size))
        if model.memory_mb:
            size = locale.formattedDataSize(model.memory_mb * 1_000_000, 1, _SI)
            parts.append(self.tr("memory {size}").format(size=size))
        if model.seconds_per_1000:
            took = self._duration(10 * model.seconds_per_1000)
            parts.append(self.tr("about {time} for 10,000 photos").format(time=took))
        return " · ".join(parts)

    def _duration(self, seconds: float) -> str:
        if seconds < 1.5 * _MINUTE:
            return self.tr("a minute")
        if seconds < 1.5 * _HOUR:
            return self.tr("%n minute(s)", "", round(seconds / _MINUTE))
        return self.tr("%n hour(s)", "", round(seconds / _HOUR))
