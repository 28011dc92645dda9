"""How labels look in a terminal: certainty and learning in words, a histogram with its cut."""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.style import Style
from rich.text import Text

from photoclip.cli.render import path_json, path_text, plain
from photoclip.core.label_reports import Bin, Judge, Learning, Preview, Teaches
from photoclip.core.labels import Automatic, LabelDefinition
from photoclip.core.types import PhotoId

if TYPE_CHECKING:
    from photoclip.store.photos import PhotoRow

_BAR = 40
_ROWS = 10
"""How many a histogram has above the cut, and below it."""
_HOPELESS = math.log(0.001 / 0.999)
_MINUS = "−"

TEACHES = {
    Teaches.BORDER: "it could be either",
    Teaches.SURE: "it looks right",
    Teaches.DIFFERENT: "nothing like it was answered yet",
}


def counted(count: int, noun: str = "photo") -> str:
    """``1 photo``, ``412 photos``."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def share_text(share: float) -> str:
    """A share 0..1 in percent, as precise as a person needs it: ``0.04 %``, ``3.2 %``, ``41 %``."""
    percent = share * 100
    if percent in (0.0, 100.0) or 10 <= percent <= 99.5:
        return f"{percent:.0f} %"
    return f"{percent:.1f} %" if percent >= 1 else f"{percent:.2g} %"


def probability_of(certainty: float) -> float:
    """The probability 0..1 behind calibrated log-odds."""
    if certainty >= 0:
        return 1.0 / (1.0 + math.exp(-min(certainty, 700.0)))
    grown = math.exp(max(certainty, -700.0))
    return grown / (1.0 + grown)


def probability_text(probability: float) -> str:
    """In words and percent: ``probably (72 %)``."""
    for least, words in (
        (0.97, "almost certainly"),
        (0.8, "very likely"),
        (0.6, "probably"),
        (0.4, "perhaps"),
        (0.2, "rather not"),
    ):
        if probability >= least:
            return f"{words} ({_percent(probability)})"
    return f"hardly ({_percent(probability)})"


def _percent(probability: float) -> str:
    if 0.0 < probability < 0.01:
        return "under 1 %"
    if 0.99 < probability < 1.0:
        return "over 99 %"
    return f"{probability * 100:.0f} %"


def moved_text(added: int, removed: int) -> str:
    """What changes: ``+412 / −37 photos``."""
    return f"+{added} / {_MINUS}{removed} photos"


def answers_text(learning: Learning) -> str:
    """How often a person answered: ``12 yes and 3 no``."""
    return f"{learning.confirmed} yes and {learning.rejected} no"


def judge_text(learning: Learning) -> str:
    """Who judges and how sure that is, in a sentence or two."""
    words, learned = learning.zero_shot_error, learning.learned_error
    answers = learning.confirmed + learning.rejected
    told = answers_text(learning)
    if learning.judge is Judge.LEARNED:
        said = f"It learned from {told}."
        if words is None or learned is None:
            return said
        return (
            f"{said} On answers it had not seen it was {_percent(1 - learned)} sure of the right one, "
            f"its words alone {_percent(1 - words)}."
        )
    if not answers:
        return "Its words alone decide: nobody has answered yet."
    if words is None or learned is None:
        are = "is" if answers == 1 else "are"
        return f"Its words alone decide: {told} {are} too few to tell whether learning from them helps."
    return (
        f"Its words alone decide: they were {_percent(1 - words)} sure of your answers, and learning "
        f"from {told} {_percent(1 - learned)} of those it had not seen."
    )


def histogram(preview: Preview) -> list[Text]:
    """Photos by how sure the label is of them, the surest first, with the cut marked.

    Bars grow with the logarithm of the count: most photos never show what a label means.
    """
    bins = sorted((one for one in preview.bins if one.count), key=lambda one: one.low)
    if not bins:
        return []
    above = [place for place, one in enumerate(bins) if _is_above(one, preview.certainty)]
    first = above[0] if above else len(bins)
    rows_below, rows_above = _merged(_hopeless(bins[:first])), _merged(bins[first:])
    most = max(one.count for one in (*rows_below, *rows_above))
    return [
        *(_bar(one, most) for one in reversed(rows_above)),
        _cut_line(preview),
        *(_bar(one, most) for one in reversed(rows_below)),
    ]


def _is_above(one: Bin, cut: float) -> bool:
    """Whether a bin lies above the cut, or at least most of the photos in it do."""
    return one.low >= cut or 2 * one.held >= one.count


def _bar(one: Bin, most: int) -> Text:
    filled = max(1, round(_BAR * math.log1p(one.count) / math.log1p(most)))
    held = min(filled, math.ceil(filled * one.held / one.count))
    line = Text(f"  {_level(one.low):>12}  {one.count:>{len(str(most))}}  ")
    return line.append("█" * held, "bold green").append("░" * (filled - held), "dim")


def _level(certainty: float) -> str:
    """How sure photos in a bin are at least."""
    probability = probability_of(certainty)
    if certainty < _HOPELESS:
        return "under 0.1 %"
    if probability < 0.01 or probability > 0.99:
        return f"from {min(probability, 0.999) * 100:.1f} %"
    return f"from {probability * 100:.0f} %"


def _hopeless(bins: Sequence[Bin]) -> list[Bin]:
    """Those that surely don't show it as one bin: it makes no difference how surely."""
    lost = [one for one in bins if one.low < _HOPELESS]
    rest = [one for one in bins if one.low >= _HOPELESS]
    return [*_together(lost), *rest]


def _together(bins: Sequence[Bin]) -> list[Bin]:
    if not bins:
        return []
    return [Bin(bins[0].low, sum(one.count for one in bins), sum(one.held for one in bins))]


def _merged(bins: Sequence[Bin]) -> list[Bin]:
    """At most `_ROWS` of them, neighbours put together."""
    step = max(1, math.ceil(len(bins) / _ROWS))
    return [
        merged
        for start in range(0, len(bins), step)
        for merged in _together(bins[start : start + step])
    ]


def among_them(preview: Preview) -> str:
    """Said of the photos above the cut where some are answered: the bars show only the others."""
    beside = round(preview.share * preview.photos) - preview.would_hold
    return f", {beside} you answered among them" if beside > 0 else ""


def _cut_line(preview: Preview) -> Text:
    where = f" cut: {share_text(preview.share)} of the library is above it{among_them(preview)} "
    return Text("  " + "─" * 4 + where + "─" * 4, "yellow")


def photo_line(photo: PhotoId, row: PhotoRow | None) -> Text:
    """One photo: its number and path, a link in terminals that know them.

    The path comes last, so that it can be copied whole.
    """
    line = Text("  ").append(f"{f'#{photo}':<7} ", "dim")
    if row is None:
        return line.append("(no longer in the library)", "dim")
    line.append(path_text(row.path), Style(link=Path(os.fsdecode(row.path)).as_uri()))
    if row.offline:
        line.append("  (offline)", "dim")
    return line


def definition_pairs(definition: LabelDefinition) -> list[tuple[str, Text]]:
    """What a label means, word by word, for `print_pairs`."""
    pairs = [("Shows", Text(plain(one))) for one in definition.describe]
    pairs += [("Not", Text(plain(one))) for one in definition.unlike]
    if definition.color:
        pairs.append(("Colour", Text.assemble(("■ ", definition.color), definition.color)))
    if definition.exclusive:
        pairs.append(("Exclusive", Text("yes: one of those beside it at most")))
    words = {
        "apply": "put on photos it is sure of, suggested on others",
        "suggest": "only suggested",
        "off": "no: by hand only",
    }
    pairs.append(("Automatic", Text(words[definition.automatic])))
    cut = "by calibration" if definition.share is None else share_text(definition.share)
    pairs.append(("Cut", Text(cut if definition.share is None else f"{cut} of the library")))
    return pairs


def definition_json(definition: LabelDefinition) -> dict[str, Any]:
    """The stable JSON form of a definition: every key, those left as usual too."""
    return {
        "describe": list(definition.describe),
        "not": list(definition.unlike),
        "color": definition.color or None,
        "exclusive": definition.exclusive,
        "automatic": definition.automatic.value,
        "share": definition.share,
    }


def learning_json(learning: Learning) -> dict[str, Any]:
    """The stable JSON form of what answers taught."""
    return {
        "judge": learning.judge.value,
        "answers_yes": learning.confirmed,
        "answers_no": learning.rejected,
        "words_error": learning.zero_shot_error,
        "learned_error": learning.learned_error,
    }


def preview_json(preview: Preview, rows: Mapping[PhotoId, PhotoRow]) -> dict[str, Any]:
    """The stable JSON form of what a label would do."""

    def shown(photos: Iterable[PhotoId]) -> list[dict[str, Any]]:
        return [photo_json(photo, rows.get(photo)) for photo in photos]

    only_suggests = preview.definition.automatic is Automatic.SUGGEST
    return {
        "label": preview.name,
        **definition_json(preview.definition),
        **learning_json(preview.learning),
        "photos": preview.photos,
        "cut": round(preview.certainty, 4),
        "default_cut": round(preview.default_certainty, 4),
        "would_share": preview.share,
        "would_have": 0 if only_suggests else preview.would_hold,
        "would_suggest": preview.would_suggest,
        "added": preview.added,
        "removed": preview.removed,
        "bins": [{"from": one.low, "photos": one.count, "have": one.held} for one in preview.bins],
        "above": shown(preview.above),
        "below": shown(preview.below),
        "surest": shown(preview.surest),
        "beside": [
            {"label": one.name, "added": one.added, "removed": one.removed}
            for one in preview.beside
        ],
    }


def photo_json(photo: PhotoId, row: PhotoRow | None) -> dict[str, Any]:
    """A photo as JSON has it: ``id`` and ``path``, which is null once it is gone."""
    return {"id": photo, "path": None if row is None else path_json(row.path)}
