"""One label in the editor: its preview follows what is typed, and applying it is one step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from photoclip.browse.messages import ItemKey, Trouble
from photoclip.browse.organizing_messages import GetLabelPage, LabelPage, PreviewLabel
from photoclip.core.commands import (
    ApplyRule,
    Command,
    DefineLabel,
    MarkLabel,
    RenameLabel,
    Together,
    Verdict,
)
from photoclip.core.errors import PhotoClipError
from photoclip.core.label_reports import Preview
from photoclip.core.labels import SEPARATOR, Automatic, LabelDefinition, checked, checked_name, leaf
from photoclip.core.names import LONGEST_NAME
from photoclip.core.types import PhotoId
from photoclip.gui.bridge.asking import Asked, Asker
from photoclip.gui.models.history import Step
from photoclip.gui.models.text import readable
from photoclip.gui.models.told import told
from photoclip.gui.views.editing import Editing
from photoclip.gui.views.label_editor import LabelEditor
from photoclip.gui.views.small_pictures import SmallPictures

_TYPING_MS = 300
_DRAGGED_MS = 150


class LabelEditing(QObject):
    """Fills a `LabelEditor`, asks for previews, and applies what was made of the label.

    ``stored`` is the label's name in the library, empty for a new one; ``taken`` gives the label that
    has a name already, as it is spelt, or nothing. ``applied`` carries the name, how many photos got
    and lost it, and the `Step`.
    """

    applied = Signal(str, int, int, object)

    def __init__(
        self,
        dialog: LabelEditor,
        stored: str,
        asker: Asker,
        editing: Editing,
        pictures: SmallPictures,
        taken: Callable[[str], str],
    ) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._asker = asker
        self._editing = editing
        self._pictures = pictures
        self._taken = taken
        self._stored = stored
        self._new = not stored
        self._answers: list[Step] = []
        self._asked: Asked | None = None
        self._asked_for: PreviewLabel | None = None
        self._shown_for: PreviewLabel | None = None
        self._applying = False  # as soon as the preview is there
        self._sent = False  # it is being applied
        self._note = ""  # what is said while nothing is wrong
        self._closed = False
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._ask)
        form, forecast = dialog.form, dialog.forecast
        form.name_changed.connect(self._name_changed)
        form.changed.connect(self._definition_changed)
        form.looks_changed.connect(lambda: forecast.show_colour(form.colour.colour))
        forecast.share_chosen.connect(self._choose_share)
        forecast.answered.connect(self._answer)
        forecast.pictures_wanted.connect(pictures.want)
        forecast.pictures_wanted.connect(self._show_pictures)
        pictures.came.connect(self._show_picture)
        dialog.apply_wanted.connect(self._apply)
        dialog.finished.connect(self._finished)

    def open(self, name: str, definition: LabelDefinition) -> None:
        """Begin with a new label of this name and meaning, or with the one that is stored."""
        self._dialog.form.show_label(name, definition)
        self._dialog.open()
        self._dialog.form.name.setFocus()
        self._dialog.form.name.selectAll()
        if self._stored:
            self._dialog.form.setEnabled(False)
            self._dialog.apply.setEnabled(False)
            self._asked = self._asker.ask(
                GetLabelPage(self._stored), self._know, self._not_known, self._held
            )
        else:
            self._changed(0)

    def _know(self, page: LabelPage | None) -> None:
        self._drop()
        self._dialog.form.setEnabled(True)
        self._dialog.apply.setEnabled(True)
        if page is None:
            self._new, self._stored = True, ""
            self._note = self.tr("This label has been deleted. Applying makes it anew.")
            self._dialog.say(self._note)
        else:
            self._stored = page.name
            self._dialog.form.show_label(page.name, page.definition)
            self._dialog.form.describe.setFocus()
        self._changed(0)

    def _not_known(self, trouble: Trouble) -> None:
        self._asked = None
        self._dialog.say(told(trouble.message), told(trouble.hint))

    # --- previews -----------------------------------------------------------------------------------

    def _question(self) -> PreviewLabel | None:
        """What to ask for now; None where nothing can be said yet. Raises what is wrong."""
        form = self._dialog.form
        # The colour has no say in it: choosing one asks for nothing anew.
        name, definition = form.label_name(), replace(checked(form.definition()), color="")
        if not self._stored:
            if name:
                return PreviewLabel(name, definition)
            if definition.describe:
                return PreviewLabel(
                    definition.describe[0].replace("/", " ")[:LONGEST_NAME], definition
                )
            return None
        if name and not definition.describe and leaf(name) != leaf(self._stored):
            # Its new name is what describes it once it is applied.
            definition = replace(definition, describe=(leaf(name),))
        return PreviewLabel(self._stored, definition)

    def _name_changed(self) -> None:
        # Behind a slash something is still to come: that is no mistake before a pause.
        self._look_for_mistakes(aloud=not self._dialog.form.label_name().endswith(SEPARATOR))
        self._changed(_TYPING_MS)

    def _definition_changed(self) -> None:
        self._look_for_mistakes()
        self._changed(_TYPING_MS)

    def _look_for_mistakes(self, *, aloud: bool = True) -> bool:
        """Say what is wrong, if anything is; with that nothing can be applied."""
        text, hint = self._wrong_name()
        if not text:
            try:
                checked(self._dialog.form.definition())
            except PhotoClipError as error:
                text, hint = told(str(error)), told(error.hint)
        wrong = bool(text)
        self._applying = self._applying and not wrong
        self._dialog.apply.setEnabled(not wrong and not self._applying and not self._sent)
        if aloud:
            self._dialog.say(text or self._note, hint)
        else:
            self._dialog.say(self._note)
        return wrong

    def _wrong_name(self) -> tuple[str, str]:
        """What is wrong with the name, and what to do; nothing of a name that isn't there yet."""
        name = self._dialog.form.label_name()
        if not name or (self._stored and name.casefold() == self._stored.casefold()):
            return "", ""
        try:
            taken = self._taken(checked_name(name))
        except PhotoClipError as error:
            return told(str(error)), told(error.hint)
        if taken:
            return self.tr("There is already a label “{0}”.").format(readable(taken)), ""
        return "", ""

    def _changed(self, after: int) -> None:
        if not self._closed:
            self._soon.start(after)

    def _choose_share(self, share: float | None) -> None:
        self._dialog.form.set_share(share)
        self._changed(0 if share is None else _DRAGGED_MS)

    def _ask(self) -> None:
        self._drop()
        forecast = self._dialog.forecast
        forecast.set_busy("")
        wrong = self._look_for_mistakes()
        question = None if wrong else self._question()
        if question is None:
            if forecast.preview is None or not wrong:
                forecast.say(self.tr("Give the label a name, and see here what it would do."))
            return
        if forecast.preview is None:
            forecast.say(self.tr("Looking at your photos…"))
        forecast.set_busy(self.tr("Looking…"))
        self._asked_for = question
        self._asked = self._asker.ask(question, self._preview_came, self._no_preview, self._held)

    def _drop(self) -> None:
        if self._asked is not None:
            self._asked.drop()
            self._asked = None

    def _held(self, reason: str) -> None:
        if self._dialog.forecast.preview is None:
            self._dialog.forecast.say(told(reason))
        self._dialog.forecast.set_busy(told(reason))

    def _preview_came(self, preview: Preview) -> None:
        self._asked = None
        self._shown_for = self._asked_for
        self._dialog.forecast.set_busy("")
        self._dialog.forecast.show_preview(preview, self._dialog.form.colour.colour)
        self._show_pictures(tuple(map(ItemKey, preview.above + preview.below)))
        if self._applying:
            self._apply()

    def _no_preview(self, trouble: Trouble) -> None:
        self._asked = None
        self._shown_for = None
        self._dialog.forecast.set_busy("")
        self._dialog.forecast.say(f"{told(trouble.message)}\n{told(trouble.hint)}".strip())
        if self._applying:
            self._apply()

    def _show_pictures(self, keys: tuple[ItemKey, ...]) -> None:
        for key in keys:
            self._show_picture(key)

    def _show_picture(self, key: ItemKey) -> None:
        self._dialog.forecast.show_pixmap(key, self._pictures.pixmap(key), self._pictures.name(key))

    # --- answers ------------------------------------------------------------------------------------

    def _answer(self, key: ItemKey, verdict: Verdict) -> None:
        name = self._stored or self._dialog.form.label_name()
        wrong, hint = self._wrong_name()
        if not name:
            wrong = self.tr("Give the label a name first: answers are kept under it.")
        if wrong:
            self._dialog.say(wrong, hint)
            self._clear_answers()
            self._dialog.form.name.setFocus()
            return
        self._stored = name
        text = self.tr("Label “{name}”").format(name=readable(name))
        step = self._editing.do(
            MarkLabel(PhotoId(key), name, verdict),
            text,
            done=lambda: self._changed(0),
            refused=self._not_answered,
        )
        self._answers.append(step)

    def _not_answered(self, error: PhotoClipError) -> None:
        if self._closed:
            return
        if self._new and len(self._answers) <= 1:
            self._stored = ""
        self._dialog.say(told(str(error)), told(error.hint))
        self._clear_answers()

    def _clear_answers(self) -> None:
        self._dialog.forecast.above.clear_answers()
        self._dialog.forecast.below.clear_answers()

    # --- applying -----------------------------------------------------------------------------------

    def _apply(self) -> None:
        form, forecast = self._dialog.form, self._dialog.forecast
        self._applying = False
        name = form.label_name()
        if not name:
            self._dialog.say(self.tr("Give the label a name."))
            form.name.setFocus()
        if not name or self._look_for_mistakes():
            return
        definition, question = checked(form.definition()), self._question()
        failed = self._shown_for is None and self._asked is None and not self._soon.isActive()
        if question != self._shown_for and not failed:
            self._applying = True  # what is applied is what was seen
            self._dialog.apply.setEnabled(False)
            if self._asked is None or question != self._asked_for:
                self._changed(0)
            return
        self._sent = True
        self._dialog.apply.setEnabled(False)
        preview = forecast.preview if question == self._shown_for else None
        added, removed = (preview.added, preview.removed) if preview is not None else (0, 0)
        self._dialog.say("")
        step = self._editing.do(
            self._command(name, definition, preview),
            self._title(name),
            done=lambda: self._accept(name, added, removed, step),
            refused=self._refuse,
        )

    def _command(self, name: str, definition: LabelDefinition, preview: Preview | None) -> Command:
        steps: list[Command] = []
        if self._stored and name != self._stored:
            steps.append(RenameLabel(self._stored, name))
        steps.append(DefineLabel(name, definition))
        if definition.automatic is Automatic.OFF:
            steps.append(ApplyRule(name, None))
        elif preview is not None:
            steps.append(ApplyRule(name, preview.rule))
        return Together(tuple(steps))

    def _title(self, name: str) -> str:
        if self._new:
            return self.tr("New label “{name}”").format(name=readable(name))
        return self.tr("Change label “{name}”").format(name=readable(name))

    def _accept(self, name: str, added: int, removed: int, step: Step) -> None:
        self._answers.clear()
        self.applied.emit(name, added, removed, step)
        if not self._closed:
            self._dialog.accept()

    def _refuse(self, error: PhotoClipError) -> None:
        self._sent = False
        if not self._closed:
            self._dialog.apply.setEnabled(True)
            self._dialog.say(told(str(error)), told(error.hint))

    def _finished(self, _code: int) -> None:
        """Ask nothing any more; a new label that nobody wanted leaves nothing behind."""
        self._closed = True
        self._soon.stop()
        self._drop()
        self._pictures.came.disconnect(self._show_picture)
        if self._new:
            for step in reversed(self._answers):
                self._editing.history.undo_this(step)
