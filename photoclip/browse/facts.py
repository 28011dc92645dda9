"""What a window asks of single pictures, of the library as a whole, and of what is being typed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from photoclip.browse import model_choices, writing
from photoclip.browse.lists import chip, chips, mistake
from photoclip.browse.messages import (
    Card,
    Complete,
    Completion,
    Details,
    FilePlace,
    GetCards,
    GetDetails,
    GetKey,
    GetPreferences,
    GetWhy,
    ItemKey,
    ItemState,
    LabelOnPhoto,
    Question,
    Understand,
    Understood,
    Why,
    WhyPart,
)
from photoclip.browse.model_messages import GetModels
from photoclip.browse.organizing_messages import (
    GetFileChanges,
    GetWrites,
    GetWritingPreferences,
)
from photoclip.browse.overview import model_of, overview, root_text
from photoclip.browse.overview_messages import GetOverview, Overview
from photoclip.compare.calibrate import band_of
from photoclip.core.cancel import CancelToken
from photoclip.core.captions import MachineCaption
from photoclip.core.commands import Flag
from photoclip.core.errors import QueryError
from photoclip.core.roots import is_inside
from photoclip.core.types import FileId, PhotoId
from photoclip.media.thumbnails import ThumbnailCache
from photoclip.search.chips import PartKind, part_of_term, parts_of
from photoclip.search.completion import suggestions
from photoclip.search.query import format_query, parse
from photoclip.session import Session
from photoclip.store import (
    albums,
    cards,
    columns,
    counts,
    files,
    labels,
    machine_captions,
    photos,
    write_jobs,
)
from photoclip.worker import preferences

_MOST_FOLDERS = 20_000


class Facts:
    """Answers everything but lists and pictures, from a session of its own."""

    def __init__(self, session: Session) -> None:
        session.borrow_models()
        self._session = session
        self._thumbnails = ThumbnailCache(session.library.thumbnails)
        self._overview: tuple[object, Overview] | None = None
        self._values: tuple[object, dict[str, Sequence[str]]] = (None, {})

    def answer(
        self,
        question: Question,
        more: Callable[[object], None],
        hold: Callable[[str], None],
        cancel: CancelToken,
    ) -> object:
        """See `Answerer`; each question says what it is answered by."""
        del more
        self._session.keep_up()
        match question:
            case GetCards():
                return self._cards(question.keys)
            case Understand():
                return _understood(question.query)
            case GetKey():
                return self._key_at(question.path)
            case GetDetails():
                return self._details(question.key)
            case GetWhy():
                return self._why(question, hold, cancel)
            case GetOverview():
                return self._whole(cancel)
            case Complete():
                return self._completions(question)
            case GetModels():
                return model_choices.choices(self._session, english=question.english)
            case GetPreferences():
                return preferences.stored(self._session.library)
            case GetFileChanges():
                return tuple(writing.file_changes(self._session, question.photos, cancel))
            case GetWrites():
                return write_jobs.batches(self._session.library)
            case GetWritingPreferences():
                return writing.writing_preferences(self._session)
        raise TypeError(f"not a question for facts: {question!r}")

    # --- single pictures ----------------------------------------------------------------------------

    def _key_at(self, path: bytes) -> ItemKey | None:
        library = self._session.library
        known = photos.at_path(library, path)
        if known is not None:
            return ItemKey(known.id)
        for root in files.roots(library):
            if is_inside(path, root.path):
                below = os.path.relpath(path, root.path)
                file = files.rows_in(library, root.id, [below]).get(below)
                if file is not None and not file.missing:
                    return ItemKey(-file.id)
        return None

    def _cards(self, keys: Sequence[ItemKey]) -> tuple[Card | None, ...]:
        library = self._session.library
        waiting = cards.file_cards(library, [FileId(-key) for key in keys if key < 0])
        ids = [PhotoId(key) for key in keys if key > 0]
        # A file may have become a photo since the list was made: its place shows that photo.
        ids += [one.photo for one in waiting.values() if one.photo is not None]
        found = cards.photo_cards(library, ids)
        shown: list[Card | None] = []
        for key in keys:
            file = waiting.get(FileId(-key))
            photo = PhotoId(key) if key > 0 else None if file is None else file.photo
            card = None if photo is None else found.get(photo)
            if card is not None:
                shown.append(self._photo_card(key, card))
            else:
                shown.append(None if file is None else _file_card(key, file))
        return tuple(shown)

    def _photo_card(self, key: ItemKey, card: cards.PhotoCard) -> Card:
        return Card(
            key,
            card.path,
            ItemState.READY if card.copies else ItemState.FAILED,
            taken_at=card.taken_at,
            format=card.format,
            width=card.width,
            height=card.height,
            frames=card.frames,
            rating=card.rating,
            flag=None if card.flag is None else Flag(card.flag),
            offline=card.offline,
            copies=max(1, card.copies),
            thumbnail=os.fsencode(self._thumbnails.path_for(card.content_hash)),
            reason=card.reason,
        )

    def _details(self, key: ItemKey) -> Details | None:
        (card,) = self._cards([key])
        if card is None:
            return None
        library = self._session.library
        file = cards.file_cards(library, [FileId(-key)]).get(FileId(-key)) if key < 0 else None
        photo = PhotoId(key) if key > 0 else None if file is None else file.photo
        facts = None if photo is None else cards.photo_facts(library, photo)
        if photo is None or facts is None:
            if file is None:
                return None
            place = FilePlace(file.path, file.offline, file.byte_size)
            return Details(card, (place,), file.byte_size)
        return Details(
            card,
            tuple(FilePlace(one.path, one.offline, one.byte_size) for one in facts.files),
            byte_size=facts.byte_size,
            camera=facts.camera,
            lens=facts.lens,
            exposure_time=facts.exposure_time,
            f_number=facts.f_number,
            iso=facts.iso,
            focal_length=facts.focal_length,
            latitude=facts.latitude,
            longitude=facts.longitude,
            altitude=facts.altitude,
            utc_offset=facts.utc_offset,
            file_rating=facts.file_rating,
            title=facts.title,
            caption=facts.caption,
            file_title=facts.file_title,
            file_caption=facts.file_caption,
            machine_caption=_if_other(machine_captions.shown_of(library, photo), facts.caption),
            keywords=facts.keywords,
            labels=tuple(
                LabelOnPhoto(one.name, one.source, one.score, one.color)
                for one in labels.labels_of(library, photo)
            ),
            albums=tuple(albums.albums_of(library, photo)),
            added_at=facts.added_at,
            warning=facts.warning,
        )

    def _why(
        self, question: GetWhy, hold: Callable[[str], None], cancel: CancelToken
    ) -> Why | None:
        try:
            query = parse(question.query)
            if not query.terms:  # nothing is judged, and no model needed
                return None
            with self._session.waiting(hold, cancel):
                judged = self._session.engine.judge(query, PhotoId(question.key), cancel)
        except QueryError:
            return None
        if judged is None:
            return None
        score, judgements = judged
        return Why(
            score,
            band_of(score),
            tuple(
                WhyPart(
                    chip(part_of_term(query, one.term, one.excluded)),
                    one.score,
                    band_of(one.score),
                    one.cosine,
                    one.excluded,
                )
                for one in judgements
            ),
            tuple(chip(part) for part in parts_of(query) if part.kind is PartKind.FILTER),
        )

    # --- the whole library --------------------------------------------------------------------------

    def _whole(self, cancel: CancelToken) -> Overview:
        version = self._session.keep_up()
        model = model_of(self._session)  # may come and go without a change of the library
        state = (version, "" if model is None else model.info.key)
        if self._overview is None or self._overview[0] != state:
            self._overview = (state, overview(self._session, cancel))
        return self._overview[1]

    # --- what is being typed ------------------------------------------------------------------------

    def _completions(self, question: Complete) -> tuple[Completion, ...]:
        return tuple(
            Completion(one.text, one.help, one.start, one.end)
            for one in suggestions(question.query, question.cursor, self._values_of)
        )

    def _values_of(self, name: str, typed: str) -> Iterable[str]:
        """The library's values for a filter, read once for each state of it."""
        if name in ("date", "after", "before") and len(typed) > 4:
            return counts.months(self._session.library, typed[:4])
        absolute = name == "in" and typed.startswith("/")
        key = "in:/" if absolute else name
        version = self._session.keep_up()
        if self._values[0] != version:
            self._values = (version, {})
        known = self._values[1]
        if key not in known:
            known[key] = self._read_values(name, absolute)
        return known[key]

    def _read_values(self, name: str, absolute: bool) -> Sequence[str]:
        library = self._session.library
        match name:
            case "camera":
                return [one for one, _count in counts.cameras(library, columns.hidden(library))]
            case "lens":
                return [one for one, _count in counts.lenses(library, columns.hidden(library))]
            case "keyword":
                return [one for one, _count in counts.keywords(library)]
            case "label":
                return labels.names(library)
            case "album":
                return [one.name for one in albums.all_albums(library) if not one.smart]
            case "date" | "after" | "before":
                return [one for one, _count in counts.years(library, columns.hidden(library))]
            case "in":
                return self._folders(absolute)
            case _:
                return ()

    def _folders(self, absolute: bool) -> Sequence[str]:
        inside = counts.folders(self._session.library)
        found: dict[str, None] = {}
        for root in files.roots(self._session.library):
            whole = root_text(root.path)
            before = f"{whole}/" if absolute else ""
            places = sorted(inside.get(root.id, {}), key=lambda path: (path.count("/"), path))
            found[f"{whole}/" if absolute else f"{whole.rpartition('/')[2]}/"] = None
            found.update((f"{before}{path}/", None) for path in places[:_MOST_FOLDERS] if path)
        return list(found)


def _understood(text: str) -> object:
    try:
        query = parse(text)
    except QueryError as error:
        return mistake(error)
    return Understood(chips(query), format_query(query))


def _file_card(key: ItemKey, file: cards.FileCard) -> Card:
    return Card(
        key,
        file.path,
        ItemState.FAILED if file.failed else ItemState.WAITING,
        modified_at=_local_time(file.mtime_ns),
        offline=file.offline,
        reason=file.reason,
    )


def _if_other(machine: MachineCaption | None, caption: str | None) -> MachineCaption | None:
    """What a model wrote, unless that has become the photo's caption."""
    return None if machine is None or machine.text == caption else machine


def _local_time(nanoseconds: int) -> str | None:
    """A file's time as local ISO 8601; None for one that no calendar has."""
    try:
        moment = datetime.fromtimestamp(nanoseconds // 10**9)
    except (OverflowError, OSError, ValueError):
        return None
    return moment.isoformat(timespec="seconds")
