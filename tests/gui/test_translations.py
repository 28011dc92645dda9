"""Every text the window shows is collected, translated and compiled."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, Qt, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu

from photoclip.core import paths
from photoclip.core.errors import QueryError
from photoclip.embed.catalogue import offers
from photoclip.gui.main import translate
from photoclip.gui.models.told import SENTENCES, told
from photoclip.gui.views.actions import Actions
from photoclip.search.query import parse
from photoclip.search.query_help import FILTERS

ROOT = Path(__file__).resolve().parents[2]
TRANSLATIONS = paths.resources_dir() / "translations"
LANGUAGES = ("en", "de")
LUPDATE = Path(sys.executable).parent / "pyside6-lupdate"
_PLACEHOLDER = re.compile(r"\{\w*\}|%L?n")


@dataclass(frozen=True)
class Text:
    """A text of the sources, as Qt tells texts apart; ``counted`` where it has plural forms."""

    context: str
    source: str
    comment: str
    counted: bool


def entries(file: Path) -> Iterator[tuple[Text, list[str], bool]]:
    """The texts of a .ts file, their translations (one for each form), and whether they are done."""
    for context in ElementTree.parse(file).getroot().iter("context"):
        for message in context.iter("message"):
            text = Text(
                context.findtext("name", ""),
                message.findtext("source", ""),
                message.findtext("comment", ""),
                message.get("numerus") == "yes",
            )
            said = message.find("translation")
            assert said is not None
            forms = [form.text or "" for form in said.iter("numerusform")]
            yield text, forms or [said.text or ""], said.get("type") is None


def texts(file: Path) -> set[Text]:
    return {text for text, _, _ in entries(file)}


def texts_of_the_sources() -> set[Text]:
    """What is passed to tr() and its kin, found by Python's own parser."""
    found = set()
    for file in sorted(ROOT.glob("photoclip/gui/**/*.py")):
        found |= set(_texts_below(ast.parse(file.read_text("utf-8")), ""))
    return found


def _texts_below(node: ast.AST, owner: str) -> Iterator[Text]:
    for child in ast.iter_child_nodes(node):
        inside = child.name if isinstance(child, ast.ClassDef) else owner
        if isinstance(child, ast.Call):
            yield from _text_of(child, owner)
        yield from _texts_below(child, inside)


def _text_of(call: ast.Call, owner: str) -> Iterator[Text]:
    if isinstance(call.func, ast.Attribute):
        name, of = call.func.attr, ast.unparse(call.func.value)
    else:
        name, of = ast.unparse(call.func), ""
    if name == "tr":
        context = owner if of == "self" else of
        said = [context, *(_literal(argument) for argument in call.args[:2])]
        yield Text(said[0], said[1], "".join(said[2:]), counted=len(call.args) > 2)
    elif name == "QT_TRANSLATE_NOOP" or (name == "translate" and of in ("", "QCoreApplication")):
        if isinstance(call.args[1], ast.Name | ast.Attribute | ast.Call):
            return  # a text that was marked with QT_TRANSLATE_NOOP
        said = [_literal(argument) for argument in call.args]
        yield Text(said[0], said[1], "".join(said[2:]), counted=False)


def _literal(node: ast.expr) -> str:
    said = node.value if isinstance(node, ast.Constant) else None
    assert isinstance(said, str), f"line {node.lineno}: Qt's tools can't read {ast.unparse(node)}"
    return said


def placeholders(text: str) -> Counter[str]:
    return Counter(found.replace("L", "") for found in _PLACEHOLDER.findall(text))


@pytest.fixture
def speaking(application: QApplication) -> Iterator[Callable[[str], None]]:
    """Lets the application speak a language; it speaks as before after the test."""
    default, direction = QLocale(), application.layoutDirection()

    def speak(language: str) -> None:
        translate(application, language)

    before = set(application.findChildren(QTranslator))
    yield speak
    for translator in set(application.findChildren(QTranslator)) - before:
        application.removeTranslator(translator)
        translator.deleteLater()
    application.setLayoutDirection(direction)
    QLocale.setDefault(default)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


# --- the files ----------------------------------------------------------------------------------------


def test_german_has_every_text_of_the_window() -> None:
    assert texts(TRANSLATIONS / "photoclip_de.ts") == texts_of_the_sources()


def test_english_has_every_text_with_a_number() -> None:
    counted = {text for text in texts_of_the_sources() if text.counted}
    assert texts(TRANSLATIONS / "photoclip_en.ts") == counted


@pytest.mark.skipif(not LUPDATE.exists(), reason="pyside6-lupdate is not installed")
@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_are_what_make_translations_makes(language: str, tmp_path: Path) -> None:
    script = ROOT / "scripts" / "translations"
    subprocess.run([sys.executable, script, "--into", tmp_path], check=True, cwd=ROOT)
    name = f"photoclip_{language}.ts"
    made = {(text, *said) for text, said, _ in entries(tmp_path / name)}
    assert made == {(text, *said) for text, said, _ in entries(TRANSLATIONS / name)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_compiled_translations_say_what_their_sources_say(
    language: str, application: QApplication
) -> None:
    translator = QTranslator()
    assert translator.load(str(TRANSLATIONS / f"photoclip_{language}.qm"))
    for text, forms, _ in entries(TRANSLATIONS / f"photoclip_{language}.ts"):
        numbers = (1, 2) if text.counted else (-1,)
        said = [translator.translate(text.context, text.source, text.comment, n) for n in numbers]
        assert said == forms, text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language: str) -> None:
    for text, forms, done in entries(TRANSLATIONS / f"photoclip_{language}.ts"):
        assert done, text
        assert all(forms), text
        assert len(forms) == (2 if text.counted else 1), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_what_is_filled_in(language: str) -> None:
    for text, forms, _ in entries(TRANSLATIONS / f"photoclip_{language}.ts"):
        for form in forms:
            assert placeholders(form) == placeholders(text.source), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_shows_a_plural_in_brackets(language: str) -> None:
    for text, forms, _ in entries(TRANSLATIONS / f"photoclip_{language}.ts"):
        assert not [form for form in forms if re.search(r"\w\((s|es|ies|e|n|en|er)\)", form)], text


def test_german_keeps_how_a_text_begins_and_ends() -> None:
    for text, forms, _ in entries(TRANSLATIONS / "photoclip_de.ts"):
        for form in forms:
            for end in ("…", ":", ".", "?"):
                assert form.endswith(end) == text.source.endswith(end), text
            assert form.startswith(" ") == text.source.startswith(" "), text
            assert ("&" in form) == ("&" in text.source), text
            assert "..." not in form, text


def test_german_quotes_as_german_does() -> None:
    for text, forms, _ in entries(TRANSLATIONS / "photoclip_de.ts"):
        for form in forms:
            assert form.count("„") == form.count("“"), text
            assert "”" not in form, text


def test_a_text_is_put_the_same_way_everywhere() -> None:
    """One German text for an English one, but for those that mean several things."""
    several = {"&View", "Add a label", "No flag", "Show in the file manager"}
    said: dict[str, set[tuple[str, ...]]] = {}
    for text, forms, _ in entries(TRANSLATIONS / "photoclip_de.ts"):
        if text.source not in several:
            said.setdefault(text.source, set()).add(tuple(forms))
    assert {source: forms for source, forms in said.items() if len(forms) > 1} == {}


# --- what other processes say -------------------------------------------------------------------------


def said_below(*places: str) -> set[str]:
    """Every text in these parts of PhotoClip, with {} for what is filled in."""
    found = set()
    for place in places:
        files = [ROOT / place] if place.endswith(".py") else sorted((ROOT / place).rglob("*.py"))
        assert files
        for file in files:
            nodes = list(ast.walk(ast.parse(file.read_text("utf-8"))))
            docstrings = {node.value for node in nodes if isinstance(node, ast.Expr)}
            for node in nodes:
                if node in docstrings:
                    continue
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    found.add(node.value)
                elif isinstance(node, ast.JoinedStr):
                    found.add("".join(map(_filled, node.values)))
    return found


def _filled(part: ast.expr) -> str:
    if isinstance(part, ast.Constant):
        return str(part.value)
    assert isinstance(part, ast.FormattedValue)
    return "" if ast.unparse(part.value) == "hint" else "{}"


def test_every_sentence_that_is_known_is_really_said() -> None:
    rooms = (
        "browse",
        "core",
        "embed",
        "folders",
        "indexing",
        "media",
        "search",
        "store",
        "teaching",
        "worker",
        "exporting",
        "writeback",
    )
    below = said_below(
        *(f"photoclip/{room}" for room in rooms),
        "photoclip/gui/bridge",
        *(f"photoclip/{module}.py" for module in ("session", "library_models", "machine_models")),
    )
    for offer in (*offers("clip"), *offers("captioner")):  # what the catalogue says is data
        below |= {offer.note, re.sub(r"^\d+ ", "{} ", offer.languages)}
    known = {re.sub(r"\{\d\}", "{}", sentence) for sentence in SENTENCES}
    assert {one for one in known - below if "did you mean" not in one} == set()


def test_every_sentence_about_a_bad_file_is_known() -> None:
    said = {
        one for one in said_below("photoclip/media") if re.match(r"(The|This|There) .*\.$", one)
    }
    known = {re.sub(r"\{\d\}", "{}", sentence) for sentence in SENTENCES}
    assert said - known == set()


MISTAKES = (
    "^2", "--x", '""', "like:", "-x^2", "colour:red", "camra:x", "date:2024^2", "date:", "-sort:date",
    "sort:date sort:name", '"open', "dog^nine", "date:..", "date:2024..2023", "date:soon",
    "date:0999", "date:2024-13", "date:2023-02-30", 'camera:" "', "type:jpg2", "type:qqqqqq",
    "in:/", "in:..", "rating:many", "rating:>5", "near:here", "near:91,1", "near:1,181",
    "near:1,1,5ly", "near:1,1,0m", "id:x", "id:9999999999999999999", "sort:size", "is:odd",
    "has:cheese", "label:", "lens:", "name:", "album:", "keyword:",
)  # fmt: skip


@pytest.mark.parametrize("query", MISTAKES)
def test_a_mistake_in_a_query_is_explained_in_german(
    query: str, speaking: Callable[[str], None]
) -> None:
    speaking("de")
    with pytest.raises(QueryError) as raised:
        parse(query)
    assert told(str(raised.value)) != str(raised.value)
    assert raised.value.expected == "" or told(raised.value.expected) != raised.value.expected


def test_every_filter_is_explained_in_german(speaking: Callable[[str], None]) -> None:
    speaking("de")
    for entry in FILTERS:
        assert told(entry.help) != entry.help
        assert told(entry.expected) != entry.expected


def test_what_is_filled_in_is_translated_as_well(speaking: Callable[[str], None]) -> None:
    speaking("de")
    assert told("This is a ZIP archive, not a picture.") == "Das ist ein ZIP-Archiv, kein Bild."


def test_what_nobody_knows_is_shown_as_it_came(speaking: Callable[[str], None]) -> None:
    speaking("de")
    assert told("Flux {0} lost\x00.") == "Flux {0} lost\N{REPLACEMENT CHARACTER}."
    assert told("") == ""


# --- the window ---------------------------------------------------------------------------------------


def mnemonics(actions: Iterable[QAction]) -> list[str]:
    texts = [action.text().replace("&&", "") for action in actions]
    return [text[text.index("&") + 1].lower() for text in texts if "&" in text]


def twice(letters: list[str]) -> list[str]:
    return [letter for letter, times in Counter(letters).items() if times > 1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_menu_has_a_letter_twice(language: str, speaking: Callable[[str], None]) -> None:
    speaking(language)
    window = QMainWindow()
    actions = Actions(window)
    actions.fill_menu_bar(window.menuBar())
    bar = window.menuBar().actions()
    menus = [action.menu() for action in bar] + [actions.photo_menu(window)]
    assert len(mnemonics(bar)) == len(bar)
    assert twice(mnemonics(bar)) == []
    for menu in menus:
        assert isinstance(menu, QMenu)
        assert mnemonics(menu.actions())
        assert twice(mnemonics(menu.actions())) == []
    window.deleteLater()


def test_a_german_window_speaks_german(
    library: Path,
    open_window: Callable[[Path], QMainWindow],
    until: Callable[[Callable[[], object]], None],
    speaking: Callable[[str], None],
) -> None:
    speaking("de")
    window = open_window(library)
    until(window.photos.rowCount)
    model = window.browser.sidebar.tree.model()
    assert model.index(0, 0).data() == "Alle Fotos"
    assert [menu.text().replace("&", "") for menu in window.menuBar().actions()] == [
        "Datei", "Bearbeiten", "Foto", "Labels", "Ansicht", "Hilfe"
    ]  # fmt: skip
    until(lambda: window.browser.status.results.text() == "4 Fotos")


@pytest.mark.parametrize(
    ("count", "english", "german"),
    [(0, "0 photos", "0 Fotos"), (1, "1 photo", "1 Foto"), (2, "2 photos", "2 Fotos"),
     (1_234_567, "1,234,567 photos", "1.234.567 Fotos")],
)  # fmt: skip
def test_a_number_of_photos_is_said_as_the_language_says_it(
    count: int, english: str, german: str, speaking: Callable[[str], None]
) -> None:
    speaking("en")
    assert QCoreApplication.translate("Finding", "%n photo(s)", "", count) == english
    speaking("de")
    assert QCoreApplication.translate("Finding", "%n photo(s)", "", count) == german


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"LANG": "C"}, "1 photo, All photos, Cancel"),
        ({"LANG": "C.UTF-8"}, "1 photo, All photos, Cancel"),
        ({"LANG": "en_GB.UTF-8"}, "1 photo, All photos, Cancel"),
        ({"LANG": "fr_FR.UTF-8"}, "1 photo, All photos, Cancel"),
        ({"LANG": "de_DE.UTF-8"}, "1 Foto, Alle Fotos, Abbrechen"),
        ({"LANG": "de_AT.UTF-8"}, "1 Foto, Alle Fotos, Abbrechen"),
        ({"LANG": "fr_FR.UTF-8", "LANGUAGE": "fr:de"}, "1 Foto, Alle Fotos, Abbrechen"),
    ],
)
def test_the_window_speaks_the_system_s_language_or_english(
    environment: dict[str, str], said: str
) -> None:
    program = (
        "from PySide6.QtWidgets import QApplication, QDialogButtonBox as Buttons\n"
        "from photoclip.gui.main import translate\n"
        "app = QApplication([])\n"
        "translate(app, '')\n"
        "one = app.translate('Finding', '%n photo(s)', '', 1)\n"
        "box = Buttons(Buttons.StandardButton.Cancel)\n"
        "cancel = box.buttons()[0].text().replace('&', '')\n"
        "print(one, app.translate('Sidebar', 'All photos'), cancel, sep=', ')\n"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        check=True,
        cwd=ROOT,
        encoding="utf-8",
        env={"QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8", **environment},
    )
    assert answer.stdout.strip() == said


def test_arabic_mirrors_the_window(
    application: QApplication, speaking: Callable[[str], None]
) -> None:
    speaking("ar")
    assert application.layoutDirection() == Qt.LayoutDirection.RightToLeft
    speaking("de")
    assert application.layoutDirection() == Qt.LayoutDirection.LeftToRight
