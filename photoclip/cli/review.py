"""``review``: asks about the photos whose answers teach a label most."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click
from rich.text import Text

from photoclip.cli.label_names import (
    changing,
    find_label,
    known_labels,
    look_ahead,
    note,
    note_demonstration,
    quoted,
    reading,
    rows_of,
    waiting_for,
)
from photoclip.cli.label_text import (
    TEACHES,
    counted,
    judge_text,
    photo_json,
    photo_line,
    probability_text,
)
from photoclip.cli.library import json_option
from photoclip.cli.progress import stop_on_interrupt
from photoclip.cli.render import console, plain, print_json
from photoclip.core.commands import Applied, MarkLabel, Together, Verdict
from photoclip.core.errors import NothingThereError, PhotoClipError
from photoclip.core.label_reports import ReviewGroup
from photoclip.core.types import PhotoId

if TYPE_CHECKING:
    from photoclip.session import Session

_BATCH = 5
"""Questions asked for at once: every few answers change what would teach most."""
_SHOWN = 6
_KEYS = "y yes · n no · s skip · o open · u undo · q quit"
_LOOKING = "Looking for what would teach most"
_WORDS = {"y": Verdict.CONFIRMED, "n": Verdict.REJECTED}


@click.command(
    epilog="""\b
Examples:
  photoclip review Dog
  photoclip review --count 50
  photoclip review Dog --open                   shows each photo in your viewer
  photoclip review Dog < answers.txt            where there is no terminal: an answer a line

\b
y  yes, it shows that      n  no        s  skip
u  undo the last answer    o  open it   q  quit

Near-identical photos are answered once. An answer is kept at once and never changed by a rule; the
label learns from it when it is next put in force (photoclip tag --apply).

--json asks nothing: it prints a question a line, 100 at most: label, probability, teaches (border, sure,
different), photos (id, path).
"""
)
@click.argument("label", required=False)
@click.option(
    "--count",
    default=20,
    show_default=True,
    type=click.IntRange(1, 100_000),
    help="How many questions at most.",
)
@click.option("--open", "open_each", is_flag=True, help="Open each photo in the system's viewer.")
@json_option
@click.pass_context
def review(
    context: click.Context, label: str | None, count: int, open_each: bool, as_json: bool
) -> None:
    """Answer what LABEL is unsure of, so that it learns; or what all labels in force are."""
    if as_json:
        with reading(context) as session, stop_on_interrupt() as token:
            name = None if label is None else find_label(session, label).name
            _print_json(session, session.tagging.review(name, (), count, token))
        return
    with changing(context) as session:
        name = None if label is None else find_label(session, label).name
        asking = Asking(session, name, count, open_each=open_each)
        asking.run()
        asking.tell()


def _print_json(session: Session, groups: Sequence[ReviewGroup]) -> None:
    rows = rows_of(session, [photo for group in groups for photo in group.photos])
    for group in groups:
        print_json(
            {
                "label": group.label,
                "probability": round(group.probability, 4),
                "teaches": group.teaches.value,
                "photos": [photo_json(photo, rows.get(photo)) for photo in group.photos],
            }
        )


@dataclass(frozen=True)
class _Answered:
    """A question that is done: its answer, or None where it was skipped."""

    group: ReviewGroup
    answer: Applied | None
    verdict: Verdict | None


class Asking:
    """One sitting: questions, answers, and what they taught."""

    def __init__(
        self, session: Session, label: str | None, count: int, *, open_each: bool = False
    ) -> None:
        self._session = session
        self._label = label
        self._count = count
        self._open_each = open_each
        self._out = console()
        self._keys = Keys()
        self._waiting: list[ReviewGroup] = []
        self._done: list[_Answered] = []
        self._explained = False

    def run(self) -> None:
        """Ask until there is nothing left to ask, or the person has enough."""
        while len(self._done) < self._count:
            group = self._next()
            if group is None:
                self._say_none_left()
                return
            if not self._ask(group):
                return

    def _next(self) -> ReviewGroup | None:
        if not self._waiting:
            wanted = min(_BATCH, self._count - len(self._done))
            skipped = [p for one in self._done if one.verdict is None for p in one.group.photos]
            with (
                stop_on_interrupt() as token,
                waiting_for(_LOOKING),
            ):
                found = self._session.tagging.review(self._label, tuple(skipped), wanted, token)
            self._waiting = list(found)
        return self._waiting.pop(0) if self._waiting else None

    def _ask(self, group: ReviewGroup) -> bool:
        """Ask one question; False if the person has enough."""
        self._show(group)
        if self._open_each:
            self._open(group)
        while True:
            key = self._keys.read()
            if key in ("y", "n"):
                self._answer(group, _WORDS[key])
                return True
            if key == "s":
                self._out.print("  skipped")
                self._done.append(_Answered(group, None, None))
                return True
            if key == "u" and self._undo(group):
                return True
            if key == "q":
                return False
            if key == "o":
                self._open(group)
            elif key != "u":
                self._out.print(Text(f"  {_KEYS}", "dim"))

    def _show(self, group: ReviewGroup) -> None:
        number = len(self._done) + 1
        said = f"  {probability_text(group.probability)}, {TEACHES[group.teaches]}"
        self._out.print(
            Text.assemble(
                (f"{number}/{self._count}  ", "dim"),
                (f"{plain(group.label)}?", "bold"),
                (said, "dim"),
            )
        )
        shown = group.photos[:_SHOWN]
        rows = rows_of(self._session, shown)
        for photo in shown:
            self._out.print(photo_line(photo, rows.get(photo)))
        if len(group.photos) > 1:
            rest = len(group.photos) - len(shown)
            said = f"and {rest} more, " if rest else ""
            self._out.print(Text(f"          {said}near-identical: one answer for all", "dim"))
        if not self._explained:
            self._out.print(Text(f"  {_KEYS}", "dim"))
            self._explained = True

    def _answer(self, group: ReviewGroup, verdict: Verdict) -> None:
        there = rows_of(self._session, group.photos)
        find_label(
            self._session, group.label
        )  # deleted meanwhile, it isn't made again by an answer
        marks = tuple(MarkLabel(photo, group.label, verdict) for photo in group.photos)
        marks = tuple(mark for mark in marks if mark.photo in there)
        if not marks:
            self._out.print("  gone meanwhile")
            self._done.append(_Answered(group, None, None))
            return
        applied = self._session.apply(Together(marks))
        word = "yes" if verdict is Verdict.CONFIRMED else "no"
        many = f": {counted(len(marks))}" if len(marks) > 1 else ""
        self._out.print(Text(f"  {word}{many}", "green" if word == "yes" else "red"))
        self._done.append(_Answered(group, applied, verdict))

    def _undo(self, asked: ReviewGroup) -> bool:
        """Take the last answer back and ask it again before the question that is open."""
        if not self._done:
            self._out.print("  There is no answer to take back in this sitting.")
            return False
        last = self._done.pop()
        if last.answer is not None:
            try:
                self._session.undo_edit(last.answer)
            except NothingThereError as error:
                self._out.print(Text(f"  {plain(str(error))}"))
                return False
        self._out.print("  taken back")
        self._waiting[:0] = [last.group, asked]
        return True

    def _open(self, group: ReviewGroup) -> None:
        row = rows_of(self._session, group.photos[:1]).get(group.photos[0])
        path = None if row is None else os.fsdecode(row.path)
        if path is None or not os.path.exists(path):
            self._out.print("  The photo is not there to be opened.")
        elif click.launch(path) != 0:
            self._out.print("  There is no program here that opens it.")

    def _say_none_left(self) -> None:
        session = self._session
        if self._done:
            self._out.print("There is nothing left to ask.")
        elif not session.status().embedded:
            self._out.print("There is nothing to ask: no photo has been read yet.")
            note("Have them read: photoclip index")
        elif self._label is None and not any(one.active for one in known_labels(session)):
            self._out.print("There is nothing to ask: no label is in force.")
            note("Name one: photoclip review LABEL      Which there are: photoclip label list")
        else:
            self._out.print("There is nothing to ask: every photo worth asking about is answered.")

    def tell(self) -> None:
        """What was learned from the answers, and how it is put in force."""
        answered = [one for one in self._done if one.verdict is not None]
        if not answered:
            return
        yes = sum(one.verdict is Verdict.CONFIRMED for one in answered)
        photos: set[PhotoId] = {photo for one in answered for photo in one.group.photos}
        self._out.print()
        self._out.print(
            Text(f"{yes} yes and {len(answered) - yes} no, for {counted(len(photos))}.")
        )
        for name in dict.fromkeys(one.group.label for one in answered):
            try:
                label = find_label(self._session, name)
                with stop_on_interrupt() as token:
                    preview = look_ahead(self._session, label.name, label.definition, token)
            except PhotoClipError as error:
                note(f"{error} {error.hint}".strip(), "yellow")
                continue
            self._out.print(
                Text.assemble((f"{plain(name)}: ", "bold"), judge_text(preview.learning))
            )
            apply = f"photoclip tag --apply {quoted(name)}"
            self._out.print(Text.assemble(("  Put it in force: ", "dim"), apply))
        note_demonstration(self._session)


class Keys:
    """Answers as letters: single keys in a terminal, lines elsewhere; ``q`` at the end."""

    def read(self) -> str:
        """The next letter in lower case; empty for anything that is none."""
        sys.stdout.flush()
        if sys.stdin.isatty():
            try:
                return click.getchar().lower()
            except EOFError:
                return "q"
        line = sys.stdin.readline()
        return line.strip().lower()[:1] if line else "q"
