"""What an overview counts, beside the same counted file by file."""

from __future__ import annotations

from collections import defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st

from photoclip.store import counts, database

ROOTS = (1, 2, 3)
A_FILE = st.tuples(
    st.sampled_from(ROOTS),
    st.one_of(st.none(), st.integers(1, 4)),  # the photo, which other files may be, too
    st.sampled_from(["pending", "ready", "failed"]),
    st.booleans(),  # whether it is missing
)


@settings(max_examples=60, deadline=None)
@given(st.lists(A_FILE, max_size=9), st.sets(st.sampled_from(ROOTS)))
def test_photos_offline_and_copied_are_counted_as_one_would(tmp_path_factory, files, away):
    library = database.open_owner(tmp_path_factory.mktemp("counted") / "library")
    try:
        _fill(library, files, away)
        totals = counts.totals(library)
    finally:
        library.close()
    there = defaultdict(list)
    for root, photo, state, missing in files:
        if photo is not None and state != "failed" and not missing:
            there[photo].append(root)
    assert totals.photos == len(there)
    assert totals.offline == sum(set(roots) <= away for roots in there.values())
    assert totals.duplicates == sum(len(roots) > 1 for roots in there.values())


def _fill(library, files, away):
    with library.transaction() as connection:
        for root in ROOTS:
            connection.execute(
                "INSERT INTO root(id, path, added_at, offline_since) VALUES (?, ?, '', ?)",
                (root, b"/photos/%d" % root, "2026-01-01" if root in away else None),
            )
        for photo in range(1, 5):
            connection.execute(
                "INSERT INTO content(id, hash, byte_size, format, width, height, frames) "
                "VALUES (?, ?, 1, 'jpeg', 1, 1, 1)",
                (photo, photo.to_bytes(32, "big")),
            )
            connection.execute(
                "INSERT INTO photo(id, content_id, added_at) VALUES (?, ?, '')", (photo, photo)
            )
        for number, (root, photo, state, missing) in enumerate(files):
            connection.execute(
                "INSERT INTO file(root_id, path, folder, name, size, mtime_ns, inode, sidecars, "
                "photo_id, state, missing_since) VALUES (?, ?, '', ?, 1, 1, 0, 0, ?, ?, ?)",
                (
                    root,
                    b"%d.jpg" % number,
                    f"{number}.jpg",
                    photo,
                    state,
                    "2026-01-01" if missing else None,
                ),
            )
