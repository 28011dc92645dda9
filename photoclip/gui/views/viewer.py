"""One picture at a time: in the window in place of the grid, and on the whole screen."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QLocale,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QHideEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from photoclip.browse.messages import ItemKey
from photoclip.gui.models.photo_text import name_of
from photoclip.gui.models.told import told
from photoclip.gui.views.canvas_geometry import fit
from photoclip.gui.views.fading import moves_allowed
from photoclip.gui.views.slideshow import Slideshow
from photoclip.gui.views.viewer_keys import Act, act_of
from photoclip.gui.views.viewer_pictures import Held, PictureSource, Side
from photoclip.gui.views.viewer_reel import Reel
from photoclip.gui.views.viewer_stage import Stage

_RESIZED_MS = 150
_STEP = 0.12  # of the area, that a key moves a zoomed picture
_SECONDS = 4.0
_WARM = 6  # neighbours whose thumbnails are looked for
_FAILURES = 200  # pictures a slideshow passes over in a row


class Viewer(Stage):
    """Shows the pictures of a model, one at a time.

    It says what it needs: ``picture_wanted`` (key, long side in device pixels or None for every
    pixel), answered by `set_picture` or `set_no_picture`; ``pictures_dropped`` (key): nothing of
    this picture is waited for any more. ``closed`` and ``current_changed`` carry a row, -1 where
    the list is empty. ``rating_chosen`` carries stars, 0 to take them away; ``flag_chosen`` a `Flag`
    or None; ``menu_wanted`` where on the screen a context menu was asked for.
    """

    picture_wanted = Signal(object, object)
    pictures_dropped = Signal(object)
    current_changed = Signal(int)
    closed = Signal(int)
    rating_chosen = Signal(object)
    flag_chosen = Signal(object)
    inspector_wanted = Signal()
    full_screen_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reel = Reel(self)
        self._pictures = PictureSource(self)
        self._told: tuple[ItemKey | None, int] = (None, -1)
        self._direction = 1
        #: How long a slideshow begun here shows each picture.
        self.slideshow_seconds = _SECONDS
        self._content = b""
        self.slideshow = Slideshow(self)
        self._resized = QTimer(self, singleShot=True, interval=_RESIZED_MS)
        self._shown = QTimer(self, singleShot=True, interval=0)
        self._connect()

    def _connect(self) -> None:
        self._reel.changed.connect(self._refresh)
        self._reel.replaced.connect(self._show)
        self._reel.emptied.connect(self.leave)
        self._pictures.wanted.connect(self.picture_wanted)
        self._pictures.dropped.connect(self.pictures_dropped)
        self.canvas.moved.connect(self._canvas_moved)
        self.bar.back.connect(self.leave)
        self.bar.rating_chosen.connect(self.rating_chosen)
        self.bar.flag_chosen.connect(self.flag_chosen)
        self.bar.zoom.connect(self.canvas.toggle)
        self.bar.slideshow.connect(self._slideshow_clicked)
        self.bar.full_screen.connect(self.full_screen_wanted)
        self.bar.info.connect(self.inspector_wanted)
        self.previous_button.clicked.connect(self.show_previous)
        self.next_button.clicked.connect(self.show_next)
        self.failure.again.connect(self._try_again)
        self.slideshow.due.connect(self._slide_on)
        self.slideshow.changed.connect(self._slideshow_changed)
        self.slideshow.progressed.connect(self.canvas.set_progress)
        self._resized.timeout.connect(self._ask)
        self._shown.timeout.connect(self._ask)

    # --- what is shown ----------------------------------------------------------------------------

    def open(self, model: QAbstractItemModel, row: int) -> None:
        """Show a row of a model whose data are those of `PhotosModel`."""
        self._let_go()
        if 0 <= row < model.rowCount():
            self._direction = 1
            self._reel.open(model, row)
            self._show()
            self.wake()

    @property
    def row(self) -> int:
        """The row that is shown, -1 for none."""
        return self._reel.row

    @property
    def key(self) -> ItemKey | None:
        """The picture that is shown."""
        return self._reel.key

    def set_picture(
        self, key: ItemKey, side: Side, image: QImage, original: QSize, whole: bool
    ) -> None:
        """A picture that was wanted, upright and in sRGB."""
        if self.key is None:
            return
        content = self._content if key == self.key else b""
        held = self._pictures.came(key, Held(image, original, whole, side, content))
        if key == self.key:
            first = not self.canvas.has_image
            self._show_held(held)
            if first:
                self.slideshow.restart()
        self._ask()
        self.slideshow.remind()

    def set_no_picture(self, key: ItemKey, reason: str) -> None:
        """Why a picture that was wanted can't be shown, in words for a person."""
        if self.key is None:
            return
        self._pictures.failed(key, told(reason) or self.tr("This photo can’t be shown."))
        if key == self.key:
            self.failure.say(self._pictures.failure(key))
            self.arrange()
        self._ask()
        self.slideshow.remind()

    def start_slideshow(self, seconds: float = _SECONDS) -> None:
        """Show one picture after the other until a person moves on by hand."""
        if self.key is not None:
            self._direction = 1
            self.slideshow.start(seconds, smooth=moves_allowed())
            self._ask()

    def leave(self) -> None:
        """Back to where it was opened from."""
        if self.key is not None:
            row = self._reel.row if self._reel.count else -1
            self._let_go()
            self.closed.emit(row)

    def _let_go(self) -> None:
        self.slideshow.stop()
        self._reel.close()
        self._told = (None, -1)
        self._pictures.clear()
        self.failure.hide()
        self.canvas.clear()

    # --- moving on --------------------------------------------------------------------------------

    def show_next(self) -> None:
        """The next picture of the list."""
        self._go(self.row + 1)

    def show_previous(self) -> None:
        """The picture before."""
        self._go(self.row - 1)

    def _go(self, row: int) -> None:
        self.slideshow.stop()
        row = min(max(row, 0), self._reel.count - 1)
        if self.key is not None and row != self.row:
            self._direction = 1 if row > self.row else -1
            self._reel.go(row)
            self._show()

    def _show(self, *, fade: bool = False) -> None:
        """Show the picture the reel stands at: what there is of it now, and the rest as it comes."""
        row, key = self._reel.row, self.key
        assert key is not None
        self._pictures.turn_to(key)
        self.failure.hide()
        self.canvas.set_busy(False)
        self.canvas.begin(self._reel.thumbnail_at(row), self._reel.size_at(row), fade=fade)
        self._content = self._reel.content_at(row)
        held = self._pictures.get(key, self._content)
        if held is not None:
            self._show_held(held)
        self._tell()
        self._ask()
        for step in range(-_WARM, _WARM + 1):
            self._reel.thumbnail_at(row + step)  # so that it is there when a person gets there

    def _show_held(self, held: Held) -> None:
        self.failure.hide()
        self.canvas.set_image(held.image, held.original, whole=held.whole)

    def _refresh(self) -> None:
        """More is known of the picture, or its place is another."""
        row = self._reel.row
        content = self._reel.content_at(row)
        if self._content and content and content != self._content:
            self._show()  # it was edited
            return
        self._content = content or self._content
        self.canvas.set_thumbnail(self._reel.thumbnail_at(row), self._reel.size_at(row))
        self._tell()
        self._ask()

    def _tell(self) -> None:
        """Say what is shown: in the bar, to a screen reader, to the window."""
        row, count = self._reel.row, self._reel.count
        card = self._reel.card_at(row)
        name = "" if card is None else name_of(card)
        locale = QLocale()
        number, total = locale.toString(row + 1), locale.toString(count)
        place = self.tr("{number} of {count}").format(number=number, count=total)
        self.bar.show_card(name, place, card)
        self.canvas.setAccessibleName(
            self.tr("Photo {name}, {place}").format(name=name, place=place)
        )
        self.previous_button.setEnabled(row > 0)
        self.next_button.setEnabled(row < count - 1)
        self._tell_zoom()
        if self._told != (self.key, row):
            self._told = (self.key, row)
            self.current_changed.emit(row)

    def _tell_zoom(self) -> None:
        placed = self.canvas.placement
        percent = "" if placed is None else QLocale().toString(round(placed.scale * 100))
        self.bar.show_zoom(self.tr("{percent} %").format(percent=percent) if percent else "")

    def _try_again(self) -> None:
        if self.key is not None:
            self._pictures.turn_to(self.key)
            self.failure.hide()
            self.canvas.setFocus()
            self._ask()

    # --- what is asked for ------------------------------------------------------------------------

    def _ask(self) -> None:
        """Ask for the picture as it is shown; when it is there, for those a person may want next."""
        if self.key is None or not self.isVisible():
            return
        side = self._side_now()
        lacking = self._pictures.lacks(self.key, side, self._content)
        self.canvas.set_busy(lacking)
        if lacking:
            self._pictures.ask(self.key, side)
        elif not self._pictures.waiting:
            # One at a time: whoever answers may prefer the newest wish, and moving on drops little.
            for row in self._ahead():
                key, side = self._reel.key_at(row), self._side_of(row)
                content = self._reel.content_at(row)
                if key is not None and self._pictures.lacks(key, side, content):
                    self._pictures.ask(key, side)
                    return

    def _side_now(self) -> Side:
        """A zoomed picture needs all of its pixels once those there are too few."""
        assert self.key is not None
        held = self._pictures.get(self.key, self._content)
        shown = self.canvas.side
        if held is None or shown is None or not self.canvas.zoomed:
            return self._side_of(self._reel.row)
        return None if shown > max(held.image.width(), held.image.height()) else held.asked

    def _side_of(self, row: int) -> int:
        """The long side of a row's picture when it is fitted, in device pixels."""
        ratio = self.canvas.devicePixelRatioF()
        wide, high = self.canvas.width() * ratio, self.canvas.height() * ratio
        placed, size = self.canvas.placement, self._reel.size_at(row)
        if row == self._reel.row and placed is not None:
            placed = fit(wide, high, placed.picture_width, placed.picture_height)
        elif size is not None:
            placed = fit(wide, high, size.width(), size.height())
        else:
            return max(1, math.ceil(max(wide, high)))
        return max(1, math.ceil(max(placed.width, placed.height) - 1e-6))

    def _ahead(self) -> list[int]:
        """Two rows on in the direction a person moves, and the one behind."""
        row, count = self._reel.row, self._reel.count
        if self.slideshow.running:
            return self._slides()[:2]
        rows = (row + step * self._direction for step in (1, 2, -1))
        return [other for other in rows if 0 <= other < count]

    # --- slideshow --------------------------------------------------------------------------------

    def _slides(self) -> list[int]:
        """The rows a slideshow goes on with: not those that can't be shown, and round the end."""
        row, count = self._reel.row, self._reel.count
        rows = ((row + step) % count for step in range(1, min(count, _FAILURES)))
        keys = ((other, self._reel.key_at(other)) for other in rows)
        return [o for o, key in keys if key is not None and not self._pictures.failure(key)]

    def _slide_on(self) -> None:
        for row in self._slides()[:1]:
            key = self._reel.key_at(row)
            if key is not None and self._pictures.get(key, self._reel.content_at(row)) is not None:
                self._reel.go(row)
                self._show(fade=True)
                self.slideshow.restart()

    def _slideshow_clicked(self) -> None:
        if self.slideshow.running:
            self.slideshow.toggle()
        else:
            self.start_slideshow(self.slideshow_seconds)

    def _slideshow_changed(self) -> None:
        self.bar.show_slideshow(playing=self.slideshow.playing)
        if not self.slideshow.running:
            self.canvas.set_progress(None)

    # --- what a person does -----------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Its keys are the viewer's before they are shortcuts of the window."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if self._act(event) is None:
                return super().event(event)
            event.accept()
            return True
        return super().event(event)

    def _act(self, event: QKeyEvent) -> Act | None:
        return act_of(event, zoomed=self.canvas.zoomed, mirrored=self.mirrored)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Move on, zoom, look around, or go back."""
        act = self._act(event)
        if act is None:
            super().keyPressEvent(event)
        else:
            self._do(act)

    def _do(self, act: Act) -> None:
        canvas = self.canvas
        done: dict[Act, Callable[[], None]] = {
            Act.NEXT: self.show_next,
            Act.PREVIOUS: self.show_previous,
            Act.FIRST: lambda: self._go(0),
            Act.LAST: lambda: self._go(self._reel.count - 1),
            Act.LEAVE: self.leave,
            Act.PAUSE_OR_LEAVE: self.slideshow.toggle if self.slideshow.running else self.leave,
            Act.ZOOM_IN: lambda: canvas.step(1),
            Act.ZOOM_OUT: lambda: canvas.step(-1),
            Act.FIT: canvas.fit,
            Act.ACTUAL_SIZE: canvas.actual_size,
            Act.TOGGLE_SIZE: lambda: canvas.toggle(canvas.cursor_point()),
            Act.LOOK_LEFT: lambda: canvas.pan(-_STEP, 0),
            Act.LOOK_RIGHT: lambda: canvas.pan(_STEP, 0),
            Act.LOOK_UP: lambda: canvas.pan(0, -_STEP),
            Act.LOOK_DOWN: lambda: canvas.pan(0, _STEP),
        }
        done[act]()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The buttons on a mouse's side move on."""
        if event.button() is Qt.MouseButton.BackButton:
            self.show_previous()
        elif event.button() is Qt.MouseButton.ForwardButton:
            self.show_next()
        else:
            super().mousePressEvent(event)

    def _canvas_moved(self) -> None:
        self._tell_zoom()
        if self.canvas.zoomed:
            self._ask()
        else:
            self._resized.start()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """What is seen is asked for, once everything has its size."""
        super().showEvent(event)
        self._shown.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Nothing moves on unseen."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.slideshow.stop()
