"""What was noted of a write, as JSON in the library: what there was, what was left, whose words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from photoclip.media.write_request import Fields, Target


@dataclass(frozen=True, slots=True)
class Note:
    """The fields of a photo's file, and of its sidecar if there is one, at one moment.

    ``own`` are the words that are PhotoClip's own at that moment; ``made`` says that there was no
    sidecar and one is made.
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

    def differs_from(self, other: Note) -> bool:
        """Whether a field has other values, whatever its bytes."""
        return any(
            name[:4] != "raw:"
            and self.fields.get(target, {}).get(name, ())
            != other.fields.get(target, {}).get(name, ())
            for target in {*self.fields, *other.fields}
            for name in {*self.fields.get(target, {}), *other.fields.get(target, {})}
        )


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
