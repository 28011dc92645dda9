"""The sidebar's tree keeps its place while the library changes, and says what a person wants of it."""

import random
from dataclasses import replace

import pytest
from PySide6.QtCore import (
    QEvent,
    QLocale,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    Qt,
)
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from photoclip.browse.overview_messages import (
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
from photoclip.gui.views.sidebar import Sidebar

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
PATH_TO_ROME = ("Folders", "photos", "2023", "Italy", "Rome")
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


# --- the view -------------------------------------------------------------------------------------


@pytest.fixture
def sidebar(qtbot):
    made = Sidebar()
    qtbot.addWidget(made)
    made.set_overview(OVERVIEW)
    made.resize(240, 600)
    made.show()
    qtbot.waitExposed(made)
    return made


def point(sidebar, *texts):
    return sidebar.tree.visualRect(find(sidebar.model, *texts)).center()


def selected(sidebar):
    return [index.data() for index in sidebar.tree.selectionModel().selectedIndexes()]


def click(qtbot, sidebar, *texts):
    qtbot.mouseClick(sidebar.tree.viewport(), Qt.MouseButton.LeftButton, pos=point(sidebar, *texts))


def dropped(sidebar, at, formats):
    """Drag over a point and drop there; whether it was taken while it was over it."""
    carried = QMimeData()
    for name, data in formats.items():
        carried.setData(name, data)
    viewport, copy = sidebar.tree.viewport(), Qt.DropAction.CopyAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(viewport, QDragEnterEvent(at, copy, carried, left, none))
    over = QDragMoveEvent(at, copy, carried, left, none)
    QApplication.sendEvent(viewport, over)
    QApplication.sendEvent(viewport, QDropEvent(QPointF(at), copy, carried, left, none))
    return over.isAccepted()


def test_click_chooses_what_a_row_finds(sidebar, qtbot):
    with qtbot.waitSignal(sidebar.query_chosen) as chosen:
        click(qtbot, sidebar, "Albums", "Evenings")
    assert chosen.args == ["sunset", "Evenings"]


def test_enter_chooses_where_the_arrows_led(sidebar, qtbot):
    sidebar.tree.setCurrentIndex(find(sidebar.model, "All photos"))
    qtbot.keyClick(sidebar.tree, Qt.Key.Key_Down)
    with qtbot.waitSignal(sidebar.query_chosen) as chosen:
        qtbot.keyClick(sidebar.tree, Qt.Key.Key_Return)
    assert chosen.args == ["is:picked", "Picked"]


def test_heading_folds_and_finds_nothing(sidebar, qtbot):
    labels = find(sidebar.model, "Labels")
    with qtbot.assertNotEmitted(sidebar.query_chosen):
        click(qtbot, sidebar, "Labels")
    assert not sidebar.tree.isExpanded(labels)
    click(qtbot, sidebar, "Labels")
    assert sidebar.tree.isExpanded(labels)


def test_row_of_the_search_is_selected_and_no_other(sidebar):
    sidebar.select_query('label:"Ada"')
    assert selected(sidebar) == ["Ada"]
    sidebar.select_query('label:"Ada" beach')
    assert selected(sidebar) == []
    sidebar.select_query("")
    assert selected(sidebar) == ["All photos"]


def test_selecting_a_deep_folder_opens_the_way_to_it(sidebar):
    sidebar.select_query('in:"/photos/2023/Italy/Rome"')
    assert selected(sidebar) == ["Rome"]
    assert sidebar.tree.visualRect(find(sidebar.model, *PATH_TO_ROME)).isValid()


def test_new_overview_keeps_what_is_open_selected_and_in_sight(sidebar, qtbot):
    sidebar.resize(240, 150)
    sidebar.tree.expand(find(sidebar.model, *PATH_TO_ROME[:3]))
    sidebar.select_query('label:"our cat"')
    before = sidebar.tree.verticalScrollBar().value()
    assert before > 0
    with qtbot.assertNotEmitted(sidebar.query_chosen):
        sidebar.set_overview(
            replace(OVERVIEW, photos=99, labels=(label("Ada"), label("our cat", 3)))
        )
    assert selected(sidebar) == ["our cat"]
    assert sidebar.tree.isExpanded(find(sidebar.model, *PATH_TO_ROME[:3]))
    assert not sidebar.tree.isExpanded(find(sidebar.model, *PATH_TO_ROME[:4]))
    assert sidebar.tree.verticalScrollBar().value() == before


def test_renamed_label_is_selected_again_when_the_search_follows(sidebar):
    sidebar.select_query('label:"Minka"')
    assert selected(sidebar) == []
    sidebar.set_overview(replace(OVERVIEW, labels=(label("Ada"), label("Minka"))))
    assert selected(sidebar) == ["Minka"]


def test_only_root_is_open_at_first_but_not_opened_again(sidebar):
    photos = find(sidebar.model, "Folders", "photos")
    assert sidebar.tree.isExpanded(photos)
    sidebar.tree.collapse(photos)
    sidebar.set_overview(replace(OVERVIEW, photos=1))
    assert not sidebar.tree.isExpanded(photos)


def test_sections_are_open_though_they_were_empty_at_first(qtbot):
    sidebar = Sidebar()
    qtbot.addWidget(sidebar)
    sidebar.set_overview(OVERVIEW)
    assert sidebar.tree.isExpanded(find(sidebar.model, "Labels"))


def test_f2_edits_a_name_and_says_so(sidebar, qtbot):
    sidebar.tree.setCurrentIndex(find(sidebar.model, "Labels", "Ada"))
    qtbot.keyClick(sidebar.tree, Qt.Key.Key_F2)
    editor = sidebar.tree.viewport().findChild(QLineEdit)
    assert editor.text() == "Ada"
    editor.setText("Ada L.")
    with qtbot.waitSignal(sidebar.label_rename_wanted) as renamed:
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert renamed.args == ["Ada", "Ada L."]


def test_delete_asks_for_the_removal_of_what_was_made_by_hand(sidebar, qtbot):
    for texts, signal, said in (
        (("Labels", "Ada"), sidebar.label_delete_wanted, "Ada"),
        (("Albums", "Evenings"), sidebar.album_delete_wanted, "Evenings"),
        (("Folders", "photos"), sidebar.remove_folder_wanted, b"/photos"),
    ):
        sidebar.tree.setCurrentIndex(find(sidebar.model, *texts))
        with qtbot.waitSignal(signal) as wanted:
            qtbot.keyClick(sidebar.tree, Qt.Key.Key_Delete)
        assert wanted.args == [said]


@pytest.mark.parametrize(
    ("texts", "action", "signal", "said"),
    [
        (("Folders",), "Add a folder…", "add_folder_wanted", []),
        (("Folders", "photos"), "Look for new photos", "rescan_wanted", []),
        (("Folders", "photos"), "Remove from the library…", "remove_folder_wanted", [b"/photos"]),
        (PATH_TO_ROME[:3], "Show in the file manager", "show_folder_wanted", [b"/photos/2023"]),
        (("Albums",), "New album…", "album_create_wanted", []),
        (("Albums",), "Save this search as a smart album…", "save_search_wanted", []),
        (("Albums", "Best of"), "Delete album…", "album_delete_wanted", ["Best of"]),
        (("Labels",), "New label…", "label_create_wanted", []),
        (("Labels", "Ada"), "Delete label…", "label_delete_wanted", ["Ada"]),
        (("Labels", "Ada"), "Show these photos", "query_chosen", ['label:"Ada"', "Ada"]),
    ],
)
def test_menu_of_a_row_says_what_is_wanted(sidebar, qtbot, texts, action, signal, said):
    menu = sidebar.menu_for(find(sidebar.model, *texts))
    chosen = next(one for one in menu.actions() if one.text() == action)
    with qtbot.waitSignal(getattr(sidebar, signal)) as wanted:
        chosen.trigger()
    assert wanted.args == said


def test_menu_outlives_its_row(sidebar, qtbot):
    menu = sidebar.menu_for(find(sidebar.model, "Labels", "Ada"))
    sidebar.set_overview(replace(OVERVIEW, labels=()))
    with qtbot.assertNotEmitted(sidebar.query_chosen):
        for action in menu.actions():
            if action.text() in ("Show these photos", "Rename…", "Delete label…"):
                action.trigger()


def test_photos_fall_onto_albums_and_labels(sidebar, qtbot):
    keys = {"application/x-photoclip-keys": b"3,-14,15"}
    for texts, kind in ((("Albums", "Best of"), RowKind.ALBUM), (("Labels", "Ada"), RowKind.LABEL)):
        with qtbot.waitSignal(sidebar.photos_dropped) as told:
            assert dropped(sidebar, point(sidebar, *texts), keys)
        assert told.args == [kind, texts[1], (3, -14, 15)]


@pytest.mark.parametrize("texts", [("Albums", "Evenings"), ("Albums",), ("Folders", "photos")])
def test_nothing_else_takes_photos(sidebar, qtbot, texts):
    files = {"text/uri-list": b"file:///x.jpg\r\n"}  # photos are dragged as files as well
    with (
        qtbot.assertNotEmitted(sidebar.photos_dropped),
        qtbot.assertNotEmitted(sidebar.folder_dropped),
    ):
        keys = {"application/x-photoclip-keys": b"3"} | files
        assert not dropped(sidebar, point(sidebar, *texts), keys)


def test_keys_that_are_none_are_not_taken(sidebar, qtbot):
    with qtbot.assertNotEmitted(sidebar.photos_dropped):
        assert not dropped(
            sidebar, point(sidebar, "Labels", "Ada"), {"application/x-photoclip-keys": b"x"}
        )


def test_folders_of_a_file_manager_fall_anywhere(sidebar, qtbot):
    said = []
    sidebar.folder_dropped.connect(said.append)
    assert dropped(
        sidebar, QPoint(100, 580), {"text/uri-list": b"file:///caf%E9/\r\nfile:///b%20c\r\n"}
    )
    assert said == [b"/caf\xe9", b"/b c"]


@pytest.mark.parametrize(
    "direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft]
)
def test_sidebar_draws_every_kind_of_row_in_both_directions(sidebar, direction):
    sidebar.setLayoutDirection(direction)
    away = root(b"/away", offline=True, count=0)
    sidebar.set_overview(
        replace(OVERVIEW, roots=(*OVERVIEW.roots, away), duplicates=1, offline=2, failed=3)
    )
    sidebar.tree.expandAll()
    picture = sidebar.tree.viewport().grab().toImage()
    row = sidebar.tree.visualRect(find(sidebar.model, "Picked"))
    ink = [
        x
        for x in range(picture.width())
        for y in range(row.top() + 4, row.bottom() - 4)
        if picture.pixelColor(x, y).lightness() < 128
    ]
    near = direction is Qt.LayoutDirection.LeftToRight
    assert (max(ink) < picture.width() / 2) is near
    assert (min(ink) > picture.width() / 2) is not near


def test_changed_count_is_drawn(sidebar, until):
    def drawn():
        rect = sidebar.tree.visualRect(find(sidebar.model, "Labels", "Ada"))
        return sidebar.tree.viewport().grab(rect).toImage()

    before = drawn()
    painted = []
    sidebar.tree.viewport().installEventFilter(watch := PaintWatch(painted))
    sidebar.set_overview(replace(OVERVIEW, labels=(label("Ada", 777), label("our cat"))))
    until(lambda: painted)
    assert drawn() != before
    sidebar.tree.viewport().removeEventFilter(watch)


class PaintWatch(QObject):
    """Tells when something is painted without anybody asking."""

    def __init__(self, painted):
        super().__init__()
        self._painted = painted

    def eventFilter(self, _watched, event):  # noqa: N802 - Qt's own
        if event.type() == QEvent.Type.Paint:
            self._painted.append(True)
        return False
