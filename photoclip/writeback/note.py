"""What was noted of a write, as JSON in the library: what there was, what was left, whose words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from photoclip.media.write_request import Fields, Target


@dataclass(frozen=True, slots=True)
class Note:
    """Fields of a photo's file and of its sidecar at one moment, those that a write is about.

    ``own`` are the words that are PhotoClip's own at that moment; ``made`` says that the write made
    the sidecar.
    """

    fields: Mapping[Target, Fields] = field(default_factory=dict)
    own: frozenset[str] = frozenset()
    made: bool = False

    def to_json(self) -> str:
        """As it is kept."""
        plain = {target.value: dict(fields) for target, fields in self.fields.items()}
        return json.dumps(
            {"fields": plain, "own": sorted(self.own), "made": self.made},
            ensure_ascii=False,
            separators=(",", ":"),
        )

    def with_fields(self, target: Target, fields: Fields, *, made: bool = False) -> Note:
        """With the fields of one more file."""
        return Note({**self.fields, target: fields}, self.own, self.made or made)

    def under(self, later: Note) -> Note:
        """What there was before two writes of which this one came first."""
        fields = {
            target: {**later.fields.get(target, {}), **self.fields.get(target, {})}
            for target in (*self.fields, *later.fields)
        }
        return Note(fields, self.own, self.made or later.made)

    def over(self, earlier: Note) -> Note:
        """What was left by two writes of which this one came last."""
        fields = {
            target: {**earlier.fields.get(target, {}), **self.fields.get(target, {})}
            for target in (*earlier.fields, *self.fields)
        }
        return Note(fields, self.own, self.made or earlier.made)


def from_json(text: str) -> Note:
    """The note behind `Note.to_json`. Raises ValueError for what is none."""
    plain = json.loads(text)
    try:
        fields = {
            Target(target): {str(key): tuple(map(str, values)) for key, values in found.items()}
            for target, found in plain["fields"].items()
        }
        return Note(fields, frozenset(map(str, plain["own"])), plain["made"] is True)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not a note of a write") from error
