"""Icons take their colour from the palette of the moment, and turn round where they point somewhere."""

import gc

import pytest
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPalette, QPixmap

from photoclip.gui.views.icons import IconName, draw_icon, icon, mixed, outline, quiet


def contrast(one: QColor, other: QColor) -> float:
    def luminance(colour):
        parts = (colour.redF(), colour.greenF(), colour.blueF())
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def ink(image: QImage, colour: QColor) -> int:
    """How many pixels have exactly this colour."""
    pixels = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return sum(image.pixelColor(x, y) == colour for x, y in pixels)


def drawn(name: IconName, direction: Qt.LayoutDirection) -> QImage:
    image = QImage(48, 48, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    draw_icon(painter, name, QRectF(0, 0, 48, 48), QColor("black"), direction)
    painter.end()
    return image


@pytest.fixture
def application_palette(application):
    before = application.palette()
    yield application
    application.setPalette(before)


@pytest.mark.parametrize("name", IconName)
def test_every_icon_draws_something_inside_its_square(name):
    bounds = outline(name).boundingRect()
    assert bounds.width() > 5
    assert QRectF(0, 0, 24, 24).contains(bounds)


def test_no_two_icons_look_the_same():
    ltr = Qt.LayoutDirection.LeftToRight
    assert len({drawn(name, ltr).constBits().tobytes() for name in IconName}) == len(IconName)


def test_icon_follows_the_application_when_it_turns_dark(application_palette):
    star = icon(IconName.STAR)
    palette = QPalette(application_palette.palette())
    for colour in (QColor("#102030"), QColor("#e0f0ff")):
        palette.setColor(QPalette.ColorRole.ButtonText, colour)
        application_palette.setPalette(palette)
        assert ink(star.pixmap(QSize(32, 32), 1.0).toImage(), colour) > 50


def test_icon_of_a_palette_keeps_to_it():
    palette = QPalette()
    palette.setColor(QPalette.ColorGroup.All, QPalette.ColorRole.Text, QColor("#123456"))
    picture = icon(IconName.PAUSE, palette, QPalette.ColorRole.Text).pixmap(QSize(32, 32), 1.0)
    assert ink(picture.toImage(), QColor("#123456")) > 50


def test_disabled_and_selected_icons_have_the_colours_of_such_text():
    palette = QPalette()
    roles = QPalette.ColorRole
    palette.setColor(QPalette.ColorGroup.Disabled, roles.ButtonText, QColor("#777777"))
    palette.setColor(QPalette.ColorGroup.All, roles.HighlightedText, QColor("#ffeeaa"))
    flag = icon(IconName.PICKED, palette)
    for mode, colour in ((QIcon.Mode.Disabled, "#777777"), (QIcon.Mode.Selected, "#ffeeaa")):
        assert ink(flag.pixmap(QSize(32, 32), 1.0, mode).toImage(), QColor(colour)) > 50


def test_icon_has_every_pixel_of_a_fine_screen():
    pixmap = icon(IconName.FOLDER).pixmap(QSize(16, 16), 2.0)
    assert pixmap.size() == QSize(32, 32)
    assert pixmap.devicePixelRatio() == 2.0


def test_around_an_icon_there_is_nothing():
    for _ in range(5):  # memory that nobody cleared may happen to be empty
        image = icon(IconName.PLUS).pixmap(QSize(24, 24), 1.0).toImage()
        assert image.pixelColor(2, 2).alpha() == 0


@pytest.mark.parametrize("name", [IconName.BACK, IconName.ARROW_LEFT, IconName.ARROW_RIGHT])
def test_arrows_turn_round_in_right_to_left_layouts(name):
    ltr = drawn(name, Qt.LayoutDirection.LeftToRight)
    rtl = drawn(name, Qt.LayoutDirection.RightToLeft)
    # Antialiasing may round one way or the other.
    flipped = ltr.flipped(Qt.Orientation.Horizontal)
    pixels = [(x, y) for x in range(48) for y in range(48)]
    assert all(
        abs(flipped.pixelColor(x, y).value() - rtl.pixelColor(x, y).value()) < 40 for x, y in pixels
    )
    assert ltr != rtl


def test_a_clock_does_not_turn_round():
    clocks = [drawn(IconName.CLOCK, direction) for direction in Qt.LayoutDirection]
    assert clocks[0] == clocks[1]


def test_a_copy_of_an_icon_survives_a_pixmap_of_somebody_else():
    copy = QIcon(icon(IconName.GEAR))
    copy.addPixmap(QPixmap(4, 4))
    gc.collect()
    assert not copy.pixmap(16, 16).isNull()


@pytest.mark.parametrize(("text", "base"), [("#000000", "#ffffff"), ("#f0f0f0", "#202020")])
def test_quiet_text_can_still_be_read(text, base):
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.WindowText, QColor(text))
    palette.setColor(QPalette.ColorRole.Window, QColor(base))
    assert 4.5 < contrast(quiet(palette), QColor(base)) < contrast(QColor(text), QColor(base))


def test_mixing_goes_from_one_colour_to_the_other():
    black, white = QColor("black"), QColor("white")
    assert [mixed(white, black, share).red() for share in (0.0, 0.5, 1.0)] == [0, 128, 255]
