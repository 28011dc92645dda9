"""The sidebar's tree keeps its place while the library changes, and says what a person wants of it."""

import random
from dataclasses import replace

import pytest
from PySide6.QtCore import QLocale, QModelIndex, QPersistentModelIndex, Qt

from photoclip.browse.messages import (
    AlbumOverview,
    Folder,
    LabelOverview,
    Overview,
    RootOverview,
)
from photoclip.gui.models.sidebar import (
    COUNT_ROLE,
    KIND_ROLE,
    NAME_ROLE,
    NOTE_ROLE,
    PATH_ROLE,
    QUERY_ROLE,
    SidebarModel,
)
from photoclip.gui.models.sidebar_rows import RowKind

NOBODY = QModelIndex()


def folder(path: str, count: int = 1) -> Folder:
    return Folder(path, count, f'in:"/photos/{path}"')


def root(path: bytes = b"/photos", folders=(), **more) -> RootOverview:
    name = path.rpartition(b"/")[2].decode("utf-8", "surrogateescape")
    query = f'in:"{path.decode("utf-8", "replace")}"'
    values = {"count": 7, "offline": False} | more
    return RootOverview(path, name, query=query, folders=tuple(folders), **values)


def label(name: str, confirmed: int = 2) -> LabelOverview:
    return LabelOverview(name, confirmed, f'label:"{name}"')


def album(name: str, smart: bool = False) -> AlbumOverview:
    query = "sunset" if smart else f'album:"{name}"'
    return AlbumOverview(name, smart, None if smart else 3, query)


ITALY = ("2023", "2023/Italy", "2023/Italy/Rome", "2024")
OVERVIEW = Overview(
    photos=12345,
    roots=(root(folders=map(folder, ITALY)),),
    albums=(album("Best of"), album("Evenings", smart=True)),
    labels=(label("Ada"), label("our cat")),
)


@pytest.fixture
def model(qtmodeltester):
    made = SidebarModel()
    made.set_overview(OVERVIEW)
    qtmodeltester.check(made)  # it goes on listening to every signal of the model
    return made


def children(model, parent=NOBODY):
    return [model.index(row, 0, parent) for row in range(model.rowCount(parent))]


def tree(model, parent=NOBODY):
    """The texts as nested lists: what a person would see with everything open."""
    return {index.data(): tree(model, index) for index in children(model, parent)}


def find(model, *texts):
    index = NOBODY
    for text in texts:
        index = next(child for child in children(model, index) if child.data() == text)
    return index


def test_tree_shows_what_the_library_holds(model):
    assert tree(model) == {
        "All photos": {},
        "Picked": {},
        "Folders": {"photos": {"2023": {"Italy": {"Rome": {}}}, "2024": {}}},
        "Albums": {"Best of": {}, "Evenings": {}},
        "Labels": {"Ada": {}, "our cat": {}},
    }


def test_every_row_but_headings_has_a_query(model):
    queries = [index.data(QUERY_ROLE) for index in children(model)]
    assert queries == ["", "is:picked", None, None, None]
    assert find(model, "Folders", "photos", "2023", "Italy").data(QUERY_ROLE) == (
        'in:"/photos/2023/Italy"'
    )
    assert find(model, "Labels", "Ada").data(QUERY_ROLE) == 'label:"Ada"'
    assert find(model, "Albums", "Evenings").data(QUERY_ROLE) == "sunset"


def test_counts_are_written_as_this_locale_writes_them(model):
    assert find(model, "All photos").data(COUNT_ROLE) == QLocale().toString(12345)
    assert find(model, "Albums", "Evenings").data(COUNT_ROLE) == ""


def test_what_needs_a_look_is_shown_only_where_there_is_some(model):
    model.set_overview(replace(OVERVIEW, duplicates=4, failed=1))
    below = list(tree(model))[5:]
    assert below == ["Duplicates", "Not read"]
    assert find(model, "Not read").data(QUERY_ROLE) == "is:failed"
    assert find(model, "Duplicates").data(QUERY_ROLE) == "is:duplicate"
    model.set_overview(replace(OVERVIEW, offline=9))
    assert list(tree(model))[5:] == ["Offline"]


def test_offline_root_says_so_in_a_word_and_why(model):
    model.set_overview(
        replace(OVERVIEW, roots=(root(offline=True, reason="the drive <b> is not connected"),))
    )
    index = find(model, "Folders", "photos")
    assert index.data(NOTE_ROLE) == "offline"
    assert "the drive &lt;b&gt; is not connected" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).endswith("offline")


def test_folder_without_its_parent_in_the_list_hangs_below_the_nearest(model):
    model.set_overview(replace(OVERVIEW, roots=(root(folders=map(folder, ("a", "a/b/c", "x/y"))),)))
    assert tree(model, find(model, "Folders", "photos")) == {"a": {"b/c": {}}, "x/y": {}}


def test_paths_of_folders_are_the_operating_systems_bytes(model):
    odd = b"caf\xe9".decode("utf-8", "surrogateescape")
    model.set_overview(replace(OVERVIEW, roots=(root(b"/m\xe9dia", [folder(f"2023/{odd}")]),)))
    top = children(model, find(model, "Folders"))[0]
    below = children(model, top)[0]
    assert top.data(PATH_ROLE) == b"/m\xe9dia"
    assert below.data(PATH_ROLE) == b"/m\xe9dia/2023/caf\xe9"
    assert below.data() == "2023/caf\ufffd"
    assert find(model, "All photos").data(PATH_ROLE) is None


def test_rows_that_stay_keep_their_indexes(model):
    rome = QPersistentModelIndex(find(model, "Folders", "photos", "2023", "Italy", "Rome"))
    cat = QPersistentModelIndex(find(model, "Labels", "our cat"))
    before, after = root(b"/a", [folder("x")]), root(b"/z")
    grown = root(folders=map(folder, ("2022", *ITALY[:2], "2023/Italy/Como", *ITALY[2:])), count=9)
    model.set_overview(
        replace(OVERVIEW, roots=(before, grown, after), labels=(label("Bob"), label("our cat", 5)))
    )
    assert rome.isValid()
    assert rome.data(PATH_ROLE) == b"/photos/2023/Italy/Rome"
    assert (cat.data(NAME_ROLE), cat.data(COUNT_ROLE)) == ("our cat", "5")
    assert list(tree(model)["Folders"]) == ["a", "photos", "z"]
    assert tree(model)["Labels"] == {"Bob": {}, "our cat": {}}


def test_row_that_is_gone_has_no_index_any_more(model):
    rome = QPersistentModelIndex(find(model, "Folders", "photos", "2023", "Italy", "Rome"))
    model.set_overview(replace(OVERVIEW, roots=(root(folders=[folder("2024")]),)))
    assert not rome.isValid()


def test_same_overview_again_changes_nothing(model):
    tree(model)
    said = []
    for signal in (model.dataChanged, model.rowsInserted, model.rowsRemoved, model.rowsMoved):
        signal.connect(lambda *_: said.append(1))
    model.set_overview(replace(OVERVIEW))
    assert said == []


def test_changed_counts_are_told_without_rows_coming_or_going(model):
    changed = []
    model.dataChanged.connect(lambda first, last: changed.append((first.data(), last.data())))
    model.rowsInserted.connect(lambda *_: changed.append("inserted"))
    model.set_overview(replace(OVERVIEW, photos=5))
    assert changed == [("All photos", "All photos")]


def test_leaf_that_gets_folders_tells_a_view_that_knows_it_as_a_leaf(model):
    leaf = find(model, "Folders", "photos", "2024")
    inserted = []
    model.rowsInserted.connect(lambda parent, *_: inserted.append(parent.data()))
    model.set_overview(replace(OVERVIEW, roots=(root(folders=map(folder, (*ITALY, "2024/x"))),)))
    assert inserted == ["2024"]
    assert model.hasChildren(leaf)


def test_folder_that_loses_its_folders_becomes_a_leaf_though_nobody_looked_inside():
    model = SidebarModel()
    model.set_overview(OVERVIEW)
    italy = find(model, "Folders", "photos", "2023", "Italy")
    removed = []
    model.rowsRemoved.connect(lambda parent, *_: removed.append(parent.data()))
    folders = map(folder, ("2023", "2023/Italy", "2024"))
    model.set_overview(replace(OVERVIEW, roots=(root(folders=folders),)))
    assert removed == ["Italy"]
    assert not model.hasChildren(italy)


def test_manual_and_smart_album_of_one_name_are_two_rows(model):
    model.set_overview(replace(OVERVIEW, albums=(album("Best of"), album("Best of", smart=True))))
    kinds = [index.data(KIND_ROLE) for index in children(model, find(model, "Albums"))]
    assert kinds == [RowKind.ALBUM, RowKind.SMART_ALBUM]


@pytest.mark.parametrize("seed", range(6))
def test_any_overview_can_follow_any_other(qtmodeltester, seed):
    draw = random.Random(seed)

    def some(names):
        return draw.sample(names, draw.randrange(len(names) + 1))

    def overview():
        paths = ["a", "a/b", "a/b/c", "a b", "d", "d/e", "f/g"]
        roots = [root(b"/" + name.encode(), map(folder, some(paths))) for name in some(list("rst"))]
        return Overview(
            draw.randrange(3),
            failed=draw.randrange(2),
            roots=tuple(roots),
            labels=tuple(map(label, some(list("xyzuvw")))),
            albums=tuple(album(name, draw.random() < 0.5) for name in some(list("ijkl"))),
        )

    model = SidebarModel()
    qtmodeltester.check(model)
    for _ in range(15):
        now = overview()
        model.set_overview(now)
        fresh = SidebarModel()
        fresh.set_overview(now)
        if draw.random() < 0.5:
            assert tree(model) == tree(fresh)
    assert tree(model) == tree(fresh)


def test_query_leads_to_its_row_however_deep(model):
    for query, text in (("", "All photos"), ('in:"/photos/2023/Italy/Rome"', "Rome")):
        assert model.index_of_query(query).data() == text
    assert model.index_of_query("sunset").data() == "Evenings"
    assert not model.index_of_query("sunset on the beach").isValid()


def test_edited_name_is_told_and_not_yet_shown(model, qtbot):
    index = find(model, "Labels", "our cat")
    with qtbot.waitSignal(model.rename_wanted) as told:
        assert model.setData(index, "  Minka ")
    assert told.args == [RowKind.LABEL, "our cat", "Minka"]
    assert index.data() == "our cat"


@pytest.mark.parametrize("name", ["", "   ", "our cat"])
def test_name_that_is_none_or_the_same_is_not_told(model, qtbot, name):
    with qtbot.assertNotEmitted(model.rename_wanted):
        assert not model.setData(find(model, "Labels", "our cat"), name)


def test_only_names_a_person_gave_can_be_edited(model):
    def editable(*texts):
        return bool(find(model, *texts).flags() & Qt.ItemFlag.ItemIsEditable)

    assert editable("Labels", "Ada")
    assert editable("Albums", "Evenings")
    assert not editable("Folders", "photos")
    assert not editable("All photos")
