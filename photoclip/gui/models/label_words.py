"""What is said of labels: how sure, from where, who judges, and what a change would do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLocale

from photoclip.browse.messages import LabelOnPhoto
from photoclip.core.label_reports import Beside, Judge, Learning, Teaches
from photoclip.core.labels import SEPARATOR, Automatic, Source, leaf
from photoclip.gui.models.label_cut import Effect
from photoclip.gui.models.text import Counted, readable

translate = QCoreApplication.translate  # the name by which the texts are collected

MINUS = "−"


def percent(share: float) -> str:
    """A share of the library as a person reads it: with a digit behind the point where that matters."""
    locale = QLocale()
    if 0 < share < 0.001:
        return translate("Labels", "less than {0} %").format(locale.toString(0.1, "f", 1))
    digits = 1 if 0 < share < 0.0995 else 0
    return translate("Labels", "{0} %").format(locale.toString(float(share) * 100.0, "f", digits))


def moved(added: int, removed: int) -> str:
    """What comes and goes, in signs: ``+412 / −37``."""
    locale = QLocale()
    return f"+{locale.toString(added)} / {MINUS}{locale.toString(removed)}"


def sureness(probability: float) -> str:
    """A probability in words."""
    if probability >= 0.95:
        return translate("Labels", "almost certainly")
    if probability >= 0.7:
        return translate("Labels", "probably")
    if probability > 0.3:
        return translate("Labels", "could be either")
    if probability > 0.05:
        return translate("Labels", "probably not")
    return translate("Labels", "almost certainly not")


def effect_text(effect: Effect, automatic: Automatic) -> str:
    """What a cut would do, in a sentence."""
    if automatic is Automatic.APPLY:
        return translate("Labels", "{0} photos").format(moved(effect.added, effect.removed))
    gone = Counted.tr("taken off %n photo(s)", "", effect.removed) if effect.removed else ""
    if automatic is Automatic.SUGGEST:
        said = Counted.tr("suggested on %n photo(s)", "", effect.suggested)
        return ", ".join(filter(None, (said, gone)))
    return gone or translate("Labels", "puts itself on no photo")


def share_text(effect: Effect, automatic: Automatic) -> str:
    """How much of the library that is."""
    if automatic is Automatic.OFF:
        return translate("Labels", "Only you put it on photos.")
    if effect.share == 0:
        return translate("Labels", "None of your photos")
    text = translate("Labels", "{0} of your photos").format(percent(effect.share))
    if automatic is Automatic.APPLY and effect.suggested:
        more = Counted.tr("and %n suggested", "", effect.suggested)
        return f"{text}, {more}"
    return text


def beside_text(beside: Sequence[Beside]) -> str:
    """What becomes of the labels a label excludes; empty if nothing does."""
    if not beside:
        return ""
    each = ", ".join(
        f"“{readable(leaf(one.name))}” {moved(one.added, one.removed)}" for one in beside
    )
    return translate("Labels", "A photo has only one of them: {0}").format(each)


def applied_text(name: str, added: int, removed: int) -> str:
    """What was done when a label's rule was put in force."""
    shown = readable(leaf(name))
    if not added and not removed:
        return translate("Labels", "“{0}” is saved. It changes no photo.").format(shown)
    on = Counted.tr("on %n more photo(s)", "", added) if added else ""
    off = Counted.tr("off %n photo(s)", "", removed) if removed else ""
    return translate("Labels", "“{0}”: {1}").format(shown, ", ".join(filter(None, (on, off))))


def judge_text(learning: Learning) -> str:
    """Who decides whether a photo has a label, and what is known of how well."""
    answers = learning.confirmed + learning.rejected
    learned, plain = learning.learned_error, learning.zero_shot_error
    counted = Counted.tr("%n answer(s)", "", answers)
    if learning.judge is Judge.LEARNED:
        text = translate("Labels", "Judges by your words and {0}.").format(counted)
        return text if learned is None or plain is None else f"{text} {_compared(learning)}"
    if not answers:
        return translate("Labels", "Judges by your words alone. Answer ✓ or ✗, and it learns.")
    if plain is None:
        return translate(
            "Labels", "Judges by your words. {0} so far: a few more of both kinds, and it learns."
        ).format(counted)
    text = translate("Labels", "Judges by your words.")
    if learned is None:
        on = Counted.tr("On %n answer(s) they were {0} sure of the right one.", "", answers)
        return f"{text} {on.format(_surety(plain))}"
    text = translate("Labels", "Judges by your words: learning from your answers is no better yet.")
    return f"{text} {_compared(learning)}"


def _compared(learning: Learning) -> str:
    """How sure of answers that were held out, with what was learned and without."""
    learned, plain = learning.learned_error, learning.zero_shot_error
    assert learned is not None
    assert plain is not None
    text = Counted.tr(
        "On %n answer(s) it had not seen it was {0} sure of the right one, your words alone {1}.",
        "",
        learning.confirmed + learning.rejected,
    )
    return text.format(_surety(learned), _surety(plain))


def _surety(error: float) -> str:
    """The probability given to the right answer, of what lacks of it."""
    return translate("Labels", "{0} %").format(QLocale().toString(round((1 - error) * 100)))


def learned_text(learning: Learning, since: int = 0) -> str:
    """What became of a label while somebody answered, in few words.

    ``since``: so many photos were answered for after that was known; fewer than none were taken
    back.
    """
    answers = learning.confirmed + learning.rejected
    learned, plain = learning.learned_error, learning.zero_shot_error
    if plain is None:
        return Counted.tr("%n answer(s) to learn from", "", max(0, answers + since))
    if learned is None:
        text = translate("Labels", "Now {0} sure of the right answer.").format(_surety(plain))
    elif learning.judge is Judge.LEARNED:
        text = _compared(learning)
    else:
        text = translate("Labels", "Learning from your answers is no better yet.")
    more = Counted.tr("%n more answered since.", "", since) if since > 0 else ""
    return f"{text} {more}".strip()


def teaches_text(teaches: Teaches) -> str:
    """Why a photo is asked about."""
    return {
        Teaches.BORDER: translate("Labels", "Close to the cut: your answer draws the line."),
        Teaches.SURE: translate("Labels", "It seems right: a quick yes helps."),
        Teaches.DIFFERENT: translate("Labels", "Unlike what was answered so far."),
    }[teaches]


# --- on a photo ------------------------------------------------------------------------------------


def spoken(label: LabelOnPhoto) -> str:
    """A label on a photo, as a screen reader says it."""
    name = readable(label.name)
    return {
        Source.CONFIRMED: "{0}",
        Source.IMPORTED: translate("Labels", "{0}, from the file"),
        Source.AUTO: translate("Labels", "{0}, put on by PhotoClip"),
        Source.SUGGESTED: translate("Labels", "{0}, suggested"),
        Source.REJECTED: translate("Labels", "Not {0}"),
    }[label.source].format(name)


def provenance(label: LabelOnPhoto) -> str:
    """Where a label on a photo comes from, and how sure that is, in a sentence."""
    name = readable(label.name)
    match label.source:
        case Source.CONFIRMED:
            return translate("Labels", "You said that this is “{0}”.").format(name)
        case Source.REJECTED:
            return translate("Labels", "You said that this is not “{0}”.").format(name)
        case Source.IMPORTED:
            return translate("Labels", "“{0}” is a keyword in the photo’s file.").format(name)
        case Source.AUTO:
            text = translate("Labels", "PhotoClip put “{0}” on this photo").format(name)
        case Source.SUGGESTED:
            text = translate("Labels", "PhotoClip suggests “{0}”").format(name)
    if label.score is None:
        return f"{text}."
    sure = QLocale().toString(round(label.score * 100))
    return translate("Labels", "{0}: it is {1} % sure.").format(text, sure)


def path_shown(name: str) -> str:
    """A label's name with its place as a person reads it: ``Animals › Dog``."""
    return " › ".join(readable(part) for part in name.split(SEPARATOR))
