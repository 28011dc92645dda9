"""The bar over the viewer's picture: what the picture is, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from photoclip.browse.messages import Card
from photoclip.core.commands import MAX_STARS, Flag
from photoclip.gui.views.icons import IconName, quiet
from photoclip.gui.views.viewer_controls import IconButton, TextButton, TextLine

_ROLE = QPalette.ColorRole


class ViewerBar(QWidget):
    """The bar over the picture. It says what was clicked; `show_card` and the setters say what it
    shows.
    """

    back = Signal()
    rating_chosen = Signal(object)
    flag_chosen = Signal(object)
    zoom = Signal()
    slideshow = Signal()
    full_screen = Signal()
    info = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rating: int | None = None
        self._flag: Flag | None = None
        self._floating = False
        self._strength = 1.0
        self._back = IconButton(IconName.BACK, self)
        self._name, self._place = TextLine(self), TextLine(self)
        self._place.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        bold = self._name.font()
        bold.setWeight(bold.Weight.DemiBold)
        self._name.setFont(bold)
        self._stars = [IconButton(IconName.STAR_EMPTY, self, size=1.6) for _ in range(MAX_STARS)]
        self._pick = IconButton(IconName.UNFLAGGED, self)
        self._reject = IconButton(IconName.REJECTED, self)
        self._zoom = TextButton(self)
        self._slideshow = IconButton(IconName.PLAY, self)
        self._full = IconButton(IconName.FULLSCREEN, self)
        self._info = IconButton(IconName.INFO, self)
        self._lay_out()
        self._back.clicked.connect(self.back)
        for stars, button in enumerate(self._stars, 1):
            button.clicked.connect(lambda _checked=False, given=stars: self._rate(given))
        self._pick.clicked.connect(lambda: self._choose(Flag.PICKED))
        self._reject.clicked.connect(lambda: self._choose(Flag.REJECTED))
        self._zoom.clicked.connect(self.zoom)
        self._slideshow.clicked.connect(self.slideshow)
        self._full.clicked.connect(self.full_screen)
        self._info.clicked.connect(self.info)
        self.retranslate()
        self._tint()
        self.show_card("", "", None)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        gap = max(4, self.fontMetrics().height() // 3)
        row.setContentsMargins(2 * gap, gap + gap // 2, 2 * gap, gap + gap // 2)
        row.setSpacing(gap)
        row.addWidget(self._back)
        row.addWidget(self._name, 1)
        row.addWidget(self._place)
        row.addStretch(1)
        self._marks = QWidget(self)
        marks = QHBoxLayout(self._marks)
        marks.setContentsMargins(0, 0, 0, 0)
        marks.setSpacing(0)
        for button in self._stars:
            marks.addWidget(button)
        marks.addSpacing(gap)
        marks.addWidget(self._pick)
        marks.addWidget(self._reject)
        row.addWidget(self._marks)
        row.addSpacing(2 * gap)
        for right in (self._zoom, self._slideshow, self._full, self._info):
            row.addWidget(right)

    # --- what it shows ----------------------------------------------------------------------------

    def show_card(self, name: str, place: str, card: Card | None) -> None:
        """The picture's name, its place in the list, stars and flag."""
        self._name.setText(name)
        self._name.setToolTip("" if card is None else name)
        self._name.updateGeometry()
        self._place.setText(place)
        self._rating = None if card is None else card.rating
        self._flag = None if card is None else card.flag
        given = self._rating or 0
        for stars, button in enumerate(self._stars, 1):
            icon = IconName.STAR if stars <= given else IconName.STAR_EMPTY
            button.show_icon(icon)
            button.setEnabled(card is not None)
        picked, rejected = self._flag is Flag.PICKED, self._flag is Flag.REJECTED
        self._pick.show_icon(IconName.PICKED if picked else IconName.UNFLAGGED, lit=picked)
        self._reject.show_icon(IconName.REJECTED, lit=rejected)
        for button, on in ((self._pick, picked), (self._reject, rejected)):
            button.setCheckable(True)
            button.setChecked(on)
            button.setEnabled(card is not None)
        self._marks.setAccessibleName(self.tr("%n star(s)", "", given))

    def show_zoom(self, text: str) -> None:
        """How large the picture is shown."""
        self._zoom.setText(text)
        self._zoom.setAccessibleName(self.tr("Zoom: {zoom}").format(zoom=text))
        self._zoom.setToolTip(self.tr("Fit or 100 % (Z)"))

    def show_slideshow(self, *, playing: bool) -> None:
        """Whether pictures move on by themselves."""
        self._slideshow.show_icon(IconName.PAUSE if playing else IconName.PLAY)
        name = self.tr("Pause the slideshow") if playing else self.tr("Start the slideshow")
        self._slideshow.name(name)

    def show_full_screen(self, on: bool) -> None:
        """Whether the button leaves the full screen, and the bar floats over the picture."""
        self._floating = on
        self._full.setChecked(on)
        name = self.tr("Leave full screen") if on else self.tr("Full screen")
        self._full.name(name, "F11")
        self.update()

    def show_info(self, on: bool) -> None:
        """Whether the information about the picture is shown beside it."""
        self._info.setChecked(on)

    @property
    def focused(self) -> bool:
        """Whether one of its buttons has the keyboard."""
        return any(button.hasFocus() for button in self.findChildren(QToolButton))

    def set_strength(self, strength: float) -> None:
        """Fade in or out."""
        self._strength = strength
        for button in self.findChildren(IconButton):
            button.set_strength(strength)
        for line in (self._name, self._place):
            line.set_strength(strength)
        self.update()

    def retranslate(self) -> None:
        """Name everything."""
        self.setAccessibleName(self.tr("Viewer"))
        self._back.name(self.tr("Back to the photos"), "Esc")
        for stars, button in enumerate(self._stars, 1):
            button.name(self.tr("Give %n star(s)", "", stars), str(stars))
        self._pick.name(self.tr("Pick this photo"), "P")
        self._reject.name(self.tr("Reject this photo"), "X")
        self._full.setCheckable(True)
        self._info.setCheckable(True)
        self._info.name(self.tr("Information"), "I")
        self.show_full_screen(self._floating)
        self.show_slideshow(playing=False)

    # --- what is done -----------------------------------------------------------------------------

    def _rate(self, stars: int) -> None:
        self.rating_chosen.emit(0 if stars == self._rating else stars)

    def _choose(self, flag: Flag) -> None:
        asked = None if flag is self._flag else flag
        # A click toggles a button; what it shows is what the card says.
        self._pick.setChecked(self._flag is Flag.PICKED)
        self._reject.setChecked(self._flag is Flag.REJECTED)
        self.flag_chosen.emit(asked)

    # --- painting ---------------------------------------------------------------------------------

    def _tint(self) -> None:
        palette = self.palette()
        palette.setColor(_ROLE.WindowText, quiet(palette))
        self._place.setPalette(palette)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the colours."""
        if event.type() is QEvent.Type.PaletteChange:
            self._tint()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Stars and flags need room; keys give them too."""
        self._marks.setVisible(
            event.size().width() > 46 * self.fontMetrics().averageCharWidth() * 2
        )
        super().resizeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The window's ground, seen through where it floats."""
        with QPainter(self) as painter:
            ground = self.palette().color(_ROLE.Window)
            ground.setAlphaF(0.78 * self._strength if self._floating else 1.0)
            painter.fillRect(self.rect(), ground)
            if not self._floating:
                edge = self.palette().color(_ROLE.WindowText)
                edge.setAlphaF(0.12)
                painter.fillRect(0, self.height() - 1, self.width(), 1, edge)
