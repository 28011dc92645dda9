"""A review: the questions that teach most, their pictures ahead of time, and what was learned."""

from __future__ import annotations

import math
from collections import Counter
from functools import partial

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage

from photoclip.browse.messages import ItemKey, Trouble
from photoclip.browse.organizing_messages import GetLabelPage, GetReview, LabelPage
from photoclip.core.commands import ApplyRule, MarkLabel, Together, Verdict
from photoclip.core.errors import PhotoClipError
from photoclip.core.label_reports import Preview, ReviewGroup
from photoclip.gui.bridge.asking import Asked, Asker
from photoclip.gui.bridge.pictures import PictureLoader
from photoclip.gui.models.history import Step
from photoclip.gui.models.label_words import applied_text, learned_text, path_shown
from photoclip.gui.models.review_queue import ReviewQueue
from photoclip.gui.models.text import readable
from photoclip.gui.models.told import told
from photoclip.gui.views.editing import Editing
from photoclip.gui.views.review_page import ReviewPage
from photoclip.gui.views.small_pictures import SmallPictures

_AHEAD = 3  # questions whose pictures are there before they are asked
_FEW = 6  # with fewer questions more are asked for
_AT_ONCE = 12
_FRESH = 5  # after so many answers others may teach more
_LEARNS = 10  # after so many answers to a label it is worth a look at what was learned
_KEPT = 12  # pictures


class Reviewing(QObject):
    """Runs the review page.

    ``closed`` when a person has enough; ``edit_wanted`` with the label's name; ``refused`` with a
    `PhotoClipError`.
    """

    closed = Signal()
    edit_wanted = Signal(str)
    refused = Signal(object)

    def __init__(
        self,
        page: ReviewPage,
        asker: Asker,
        editing: Editing,
        small: SmallPictures,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._asker = asker
        self._editing = editing
        self._small = small
        self._loader = PictureLoader(asker, self)
        self._held: dict[ItemKey, tuple[QImage, QSize]] = {}
        self._large: ItemKey | None = None  # the photo that is shown large
        self._label: str | None = None
        self._queue: ReviewQueue[Step] = ReviewQueue()
        self._questions: Asked | None = None
        self._stale = False  # whether newer questions are wanted though there are enough
        self._over = False  # whether there is nothing left to ask
        self._learning: Asked | None = None
        self._due: Counter[str] = Counter()  # answers to a label since the last look at it
        self._looked = 0  # photos that were answered for when it was looked at
        self._shown: tuple[str, Preview, int] | None = None  # and the photos answered for then
        self._learned: tuple[str, Preview] | None = None
        self.running = False
        page.answered.connect(self._answer)
        page.undo_wanted.connect(self._undo)
        page.closed.connect(self.stop)
        page.apply_wanted.connect(self._apply)
        page.edit_wanted.connect(self._edit)
        page.resized.connect(self._ask_pictures)
        page.group.chosen.connect(self._show_large)
        small.came.connect(self._small_came)
        self._loader.loaded.connect(self._loaded)
        self._loader.failed.connect(self._not_loaded)

    @property
    def queue(self) -> ReviewQueue[Step]:
        """The questions and answers of this review."""
        return self._queue

    def start(self, label: str | None) -> None:
        """Ask about this label, or about all that are active."""
        self._forget()
        self.running = True
        self._label = label
        self._queue = ReviewQueue()
        self._over = self._stale = False
        self._page.begin(label)
        self._page.say(self.tr("Looking for the photos that teach most…"))
        self._page.setFocus()
        self._get_questions()
        if label is not None:
            self._look_what_was_learned(label)

    def stop(self) -> None:
        """Nobody is asked any more; what was answered stays."""
        if self.running:
            self.running = False
            self._forget()
            self.closed.emit()

    def close(self) -> None:
        """End the threads."""
        self.running = False
        self._forget()
        self._loader.close()

    def _forget(self) -> None:
        for asked in (self._questions, self._learning):
            if asked is not None:
                asked.drop()
        self._questions = self._learning = None
        self._learned = self._shown = None
        self._due.clear()
        self._loader.drop()
        self._held.clear()
        self._large = None

    # --- questions ----------------------------------------------------------------------------------

    def _get_questions(self) -> None:
        if self._questions is not None or not self.running:
            return
        # An answered photo is in the library; for another label it may well be asked about.
        every = self._label is None
        skipped = self._queue.skipped() if every else self._queue.settled(self._label)
        self._stale = False
        self._questions = self._asker.ask(
            GetReview(self._label, skipped, _AT_ONCE),
            self._questions_came,
            self._no_questions,
            lambda reason: None if self._page.asking else self._page.say(told(reason)),
        )

    def _questions_came(self, groups: tuple[ReviewGroup, ...]) -> None:
        self._questions = None
        self._over = not groups
        self._look_if_it_is_time()
        before = self._queue.current
        self._queue.put(groups, _AHEAD)
        self._small.want(
            ItemKey(photo) for group in self._queue.coming for photo in group.photos[:6]
        )
        if before is None:
            self._show()
        else:
            self._ask_pictures()
        if self._stale:
            self._get_questions()

    def _no_questions(self, trouble: Trouble) -> None:
        self._questions = None
        if not self._page.asking:
            self._page.say(f"{told(trouble.message)}\n{told(trouble.hint)}".strip())

    def _show(self) -> None:
        """Show the question that is to be asked now, or why there is none."""
        group = self._queue.current
        self._page.show_progress(self._queue.answered, can_undo=self._queue.last is not None)
        self._say_learned()
        if group is None:
            self._large = None
            if self._questions is not None or not self._over:
                self._page.say(self.tr("Looking for the photos that teach most…"))
            else:
                self._page.say(self._end_text())
            return
        self._page.ask(group)
        for photo in group.photos:
            self._page.group.show_pixmap(ItemKey(photo), self._small.pixmap(ItemKey(photo)))
        self._show_large(ItemKey(group.photos[0]))

    def _end_text(self) -> str:
        if self._queue.answered:
            return self.tr("Nothing left to ask. Your answers are kept.")
        if self._label is None:
            return self.tr("Nothing to ask: no label puts itself on photos yet.")
        return self.tr("Nothing to ask: every photo is clear, or answered.")

    # --- answers ------------------------------------------------------------------------------------

    def _answer(self, verdict: Verdict | None) -> None:
        group = self._queue.current
        if group is None or not self.running:
            return
        step = None
        if verdict is not None:
            marks = tuple(MarkLabel(photo, group.label, verdict) for photo in group.photos)
            holder: list[Step] = []
            step = self._editing.do(
                Together(marks),
                self.tr("Label “{name}”").format(name=readable(group.label)),
                done=partial(self._answered, group.label),
                refused=partial(self._not_answered, holder),
            )
            holder.append(step)
        self._queue.answer(verdict, step)
        if verdict is not None and self._queue.answered % _FRESH == 0:
            self._stale = True
        self._show()
        if self._stale or len(self._queue.coming) < _FEW:
            self._more()

    def _more(self) -> None:
        if not self._over or self._stale:
            self._get_questions()

    def _answered(self, label: str) -> None:
        """An answer is in the library."""
        if not self.running:
            return
        self._due[label] += 1
        self._look_if_it_is_time()
        if self._queue.current is None:
            self._get_questions()  # the answer may have taught it to ask more

    def _not_answered(self, holder: list[Step], error: PhotoClipError) -> None:
        for step in holder:
            self._queue.take_back(step)
        if self.running:
            self._show()
        self.refused.emit(error)

    def _undo(self) -> None:
        last = self._queue.back()
        if last is not None:
            if last.token is not None:
                self._editing.history.undo_this(last.token)
                self._due[last.group.label] += 1  # what was learned of it is no more
            self._over = False
            self._show()

    # --- what was learned ---------------------------------------------------------------------------

    def _look_if_it_is_time(self) -> None:
        """Look at the label with the most new answers: at the end for any, else for several."""
        if self._learning is not None or not self._due:
            return
        label, answers = self._due.most_common(1)[0]
        ends = self._over and self._queue.current is None
        if answers >= (1 if ends else _LEARNS):
            self._look_what_was_learned(label)

    def _look_what_was_learned(self, label: str) -> None:
        # Looking takes its time: answers that come meanwhile count for the next look.
        self._due.pop(label, None)
        self._looked = self._queue.marked(label)
        self._learning = self._asker.ask(
            GetLabelPage(label), self._learning_came, self._nothing_learned
        )

    def _learning_came(self, page: LabelPage | None) -> None:
        if page is not None and page.preview is not None:
            self._show_learned(page.name, page.preview)
        if self._learning is not None and not self._learning.waits:
            self._learning = None
            self._look_if_it_is_time()

    def _show_learned(self, name: str, preview: Preview) -> None:
        changes = bool(preview.added or preview.removed)
        if self._learned is not None and self._learned[0] != name and not changes:
            return  # what another label learned can still be applied
        self._learned = (name, preview) if changes else None
        self._shown = (name, preview, self._looked)
        self._say_learned()
        self._page.offer(preview.added, preview.removed)

    def _nothing_learned(self, _trouble: Trouble) -> None:
        self._learning = None

    def _say_learned(self) -> None:
        """What is known of it, and how many were answered since: that is never out of date."""
        if self._shown is not None:
            name, preview, before = self._shown
            since = self._queue.marked(name) - before
            text = learned_text(preview.learning, since)
            self._page.learned.setText(
                f"{path_shown(name)}: {text}" if self._label is None else text
            )

    def _apply(self) -> None:
        if self._learned is None:
            return
        name, preview = self._learned
        self._learned = self._shown = None  # until there is more to say than that it was applied
        self._page.offer(0, 0)
        self._editing.do(
            ApplyRule(name, preview.rule),
            self.tr("Apply what “{name}” learned").format(name=readable(name)),
            done=lambda: self._page.learned.setText(
                applied_text(name, preview.added, preview.removed)
            ),
            refused=self.refused.emit,
        )

    def _edit(self) -> None:
        if self._label is not None:
            self.edit_wanted.emit(self._label)

    # --- pictures -----------------------------------------------------------------------------------

    def _show_large(self, key: ItemKey) -> None:
        self._large = key
        card, held = self._small.card(key), self._held.get(key)
        size = None
        if card is not None and card.width and card.height:
            size = QSize(card.width, card.height)
        image, original = (None, None) if held is None else held
        self._page.show_picture(self._small.pixmap(key), size, image, original)
        self._ask_pictures()

    def _ask_pictures(self) -> None:
        """Have the picture that is shown, and those of the next questions."""
        if not self.running or self._large is None:
            return
        first = [ItemKey(group.photos[0]) for group in self._queue.coming[: 1 + _AHEAD]]
        wanted = list(dict.fromkeys([self._large, *first]))
        side = self._side()
        # The newest wish is answered first, so the most urgent one comes last.
        for key in reversed(wanted):
            if key not in self._held:
                self._loader.want(key, side)

    def _side(self) -> int:
        canvas = self._page.canvas
        ratio = canvas.devicePixelRatioF()
        return max(320, math.ceil(max(canvas.width(), canvas.height()) * ratio))

    def _loaded(
        self, key: ItemKey, _side: int | None, image: QImage, original: QSize, _whole: bool
    ) -> None:
        self._held.pop(key, None)
        self._held[key] = (image, original)
        while len(self._held) > _KEPT:
            del self._held[next(iter(self._held))]
        if key == self._large:
            self._page.canvas.set_image(image, original, whole=False)

    def _not_loaded(self, key: ItemKey, _side: int | None, _reason: str) -> None:
        self._held.pop(key, None)

    def _small_came(self, key: ItemKey) -> None:
        if not self.running:
            return
        pixmap = self._small.pixmap(key)
        self._page.group.show_pixmap(key, pixmap)
        if key == self._large and not self._page.canvas.has_image:
            card = self._small.card(key)
            size = None if card is None or not card.width else QSize(card.width, card.height)
            self._page.canvas.set_thumbnail(pixmap, size)
