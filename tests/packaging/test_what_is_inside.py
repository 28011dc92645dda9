"""Nothing gets into a package that nobody looked up: licences, native libraries, stray files."""

import json
from importlib.metadata import Distribution

import pytest

from building import inside, installed, licences, native, notices, sbom, shipped
from building.licences import Text
from building.parts import Part
from building.project import BuildError


@pytest.fixture
def wheel(tmp_path):
    """Install a package that consists of these files; what is known of it."""

    def install(
        name="some-thing", *, metadata="License-Expression: MIT", **files: str
    ) -> Distribution:
        folder = tmp_path / "site-packages"
        information = folder / f"{name.replace('-', '_')}-1.0.dist-info"
        (information / "licenses").mkdir(parents=True)
        written = {"METADATA": f"Metadata-Version: 2.4\nName: {name}\nVersion: 1.0\n{metadata}\n"}
        records = []
        for path, content in {
            **{f"{information.name}/{k}": v for k, v in written.items()},
            **files,
        }.items():
            target = folder / path.replace("INFO", information.name)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(content)
            records.append(f"{target.relative_to(folder)},,")
        (information / "RECORD").write_text("\n".join(records) + "\n")
        return Distribution.at(information)

    return install


def parts_of(package, *, passed_on=True):
    files = {str(file): file.locate() for file in package.files}
    problems = []
    found = list(installed.package_parts(package, files, problems, passed_on=passed_on))
    return found, problems


def test_a_package_says_its_licence_and_brings_its_words(wheel):
    package = wheel(**{"INFO/licenses/LICENSE": "Do as you like."})
    (part,), problems = parts_of(package)
    assert problems == []
    assert (part.name, part.version, part.licence) == ("some-thing", "1.0", "MIT")
    assert [text.words for text in part.texts] == ["Do as you like."]


def test_a_package_whose_licence_nobody_knows_stops_the_build(wheel):
    package = wheel(metadata="License: see the homepage", **{"INFO/licenses/LICENSE": "Words."})
    found, problems = parts_of(package)
    assert found == []
    assert "under which licence some-thing 1.0 is" in problems[0]
    assert "packages.toml" in problems[0]


def test_a_package_that_says_two_different_things_stops_the_build(wheel):
    package = wheel(
        metadata="Classifier: License :: OSI Approved :: MIT License\n"
        "Classifier: License :: OSI Approved :: Apache Software License",
        **{"INFO/licenses/LICENSE": "Words."},
    )
    assert parts_of(package)[1]


def test_a_package_without_the_words_of_its_licence_stops_the_build(wheel):
    found, problems = parts_of(wheel())
    assert found == []
    assert "brings no text of its licence" in problems[0]


def test_an_empty_licence_file_is_no_licence(wheel):
    assert parts_of(wheel(**{"INFO/licenses/LICENSE": " \n"}))[1]


def test_a_native_library_that_nobody_looked_up_stops_the_build(wheel):
    package = wheel(**{"INFO/licenses/LICENSE": "Words.", "some_thing.libs/libmystery-1.so.2": "x"})
    _found, problems = parts_of(package)
    assert "libmystery-1.so.2" in problems[0]
    assert "libraries.toml" in problems[0]


def test_a_native_library_is_listed_with_its_own_licence_and_hash(wheel):
    package = wheel(**{"INFO/licenses/LICENSE": "Words.", "some_thing.libs/libzstd-1.so.1": "x"})
    parts, problems = parts_of(package)
    assert problems == []
    (library,) = [part for part in parts if part.kind == "library"]
    assert (library.name, library.within) == ("Zstandard", "some-thing")
    ((path, digest),) = library.hashes
    assert path == "some_thing.libs/libzstd-1.so.1"
    assert digest.startswith("2d711642b726b044")


def test_pythons_own_modules_are_no_native_libraries():
    assert not native.is_library("numpy/_core/_multiarray.cpython-311-x86_64-linux-gnu.so")
    assert not native.is_library("thing/_native.abi3.so")
    assert not native.is_library("thing/_native.pyd")
    assert native.is_library("thing.libs/libfoo-1234.so.1.2")
    assert native.is_library("thing/foo.dll")


@pytest.mark.parametrize("name", ["libcudart.faf08d9a.so.13", "libnvjpeg.36e11081.so.13"])
def test_what_may_not_be_passed_on_stops_a_freeze_but_not_a_wheel_that_only_needs_it(wheel, name):
    package = wheel(**{"INFO/licenses/LICENSE": "Words.", f"some_thing.libs/{name}": "x"})
    assert "is not to be passed on" in parts_of(package)[1][0]
    assert parts_of(package, passed_on=False)[1] == []


def test_the_release_of_a_library_comes_from_the_list_in_its_wheel(wheel):
    listed = json.dumps({"components": [{"name": "openssl-libs", "version": "1.1.1k-17"}]})
    package = wheel(
        **{
            "INFO/licenses/LICENSE": "Words.",
            "INFO/sboms/auditwheel.cdx.json": listed,
            "some_thing.libs/libssl-8248cfc9.so.1.1.1k": "nothing that tells",
        }
    )
    (library,) = [part for part in parts_of(package)[0] if part.kind == "library"]
    assert (library.name, library.version) == ("OpenSSL", "1.1.1k-17")


def test_every_licence_text_that_the_tables_name_is_there():
    for entry in [*licences.table("libraries")["library"], *licences.table("libraries")["linked"]]:
        assert "part_of" in entry or entry["licence"]
        for name in entry.get("texts", ()):
            assert name == "wheel" or licences.stored(name).words.strip()
        if "refused" not in entry and "part_of" not in entry:
            assert entry["texts"], entry["name"]
    for entry in licences.table("packages").values():
        for name in entry.get("texts", ()):
            assert licences.stored(name).words.strip()


@pytest.fixture
def freeze(tmp_path, monkeypatch):
    """A frozen folder with nothing but what is always there."""
    internal = tmp_path / "photoclip" / "_internal"
    internal.mkdir(parents=True)
    (internal / "libpython3.11.so.1.0").write_text("x")
    (internal / "photoclip").mkdir()
    (internal / "photoclip" / "data.txt").write_text("x")
    monkeypatch.setattr(inside, "_frozen_modules", lambda _folder: set())
    return internal


def test_a_stray_file_stops_the_build(freeze):
    (freeze / "left").mkdir()
    (freeze / "left" / "behind.txt").write_text("x")
    with pytest.raises(BuildError, match=r"Nothing says where left/behind\.txt comes from"):
        inside._of_freeze(freeze, {})


def test_a_freeze_with_nothing_stray_is_python_and_what_is_ours(freeze):
    (part,) = inside._of_freeze(freeze, {})
    assert part.name == "CPython"
    assert [path for path, _digest in part.hashes] == ["libpython3.11.so.1.0"]


def test_a_module_in_the_archive_counts_as_inside(freeze, wheel, monkeypatch):
    package = wheel(**{"INFO/licenses/LICENSE": "Words.", "some_thing/deep/part.py": ""})
    monkeypatch.setattr(inside, "_frozen_modules", lambda _folder: {"some_thing.deep.part"})
    parts = inside._of_freeze(freeze, {"some-thing": package})
    assert "some-thing" in {part.name for part in parts}


def test_a_package_that_is_installed_but_not_inside_is_not_listed(freeze, wheel):
    package = wheel(**{"INFO/licenses/LICENSE": "Words.", "some_thing/deep/part.py": ""})
    parts = inside._of_freeze(freeze, {"some-thing": package})
    assert {part.name for part in parts} == {"CPython"}


def test_a_model_without_a_licence_stops_the_build(tmp_path):
    card = tmp_path / "models" / "mine" / "photoclip.json"
    card.parent.mkdir(parents=True)
    card.write_text(json.dumps({"name": "mine", "license": ""}))
    with pytest.raises(BuildError, match="under which licence"):
        shipped.model(card, tmp_path)


def test_a_model_under_terms_that_are_not_here_needs_their_words_beside_it(tmp_path):
    card = tmp_path / "models" / "mine" / "photoclip.json"
    card.parent.mkdir(parents=True)
    card.write_text(json.dumps({"name": "mine", "license": "LicenseRef-Somebody"}))
    with pytest.raises(BuildError, match=r"LICENSE\.txt"):
        shipped.model(card, tmp_path)
    (card.parent / "LICENSE.txt").write_text("Terms.")
    assert shipped.model(card, tmp_path).texts == (Text("LICENSE.txt", "Terms."),)


def some_parts() -> list[Part]:
    words = Text("LICENSE", "The very same words.")
    return [
        Part("package", "one", "1.0", "MIT", (words,), purl="pkg:pypi/one@1.0", needs=("two",)),
        Part(
            "package",
            "two",
            "2.0",
            "BSD-3-Clause",
            (Text("COPYING", "The very  same\nwords."),),
            note="It may be replaced.",
            crates=(("serde", "1.0.1", "MIT OR Apache-2.0"),),
        ),
        Part(
            "library",
            "zlib",
            "",
            "Zlib",
            (Text("z", "Zlib's."),),
            within="two",
            hashes=(("z", "0" * 64),),
        ),
    ]


def test_the_notices_name_every_part_and_have_every_text_once():
    text = notices.written(some_parts())
    for said in ("one 1.0", "two 2.0", "It may be replaced.", "serde 1.0.1: MIT OR Apache-2.0"):
        assert said in text
    assert text.count("The very same words.") == 1
    assert "The very  same" not in text
    assert "GNU GENERAL PUBLIC LICENSE" in text


def test_the_bill_of_materials_is_valid_and_the_same_each_time():
    pytest.importorskip("cyclonedx", reason="a build tool: make build/venv")
    text = sbom.written(some_parts(), direct=["one"])
    sbom._validate(text)
    assert text == sbom.written(some_parts(), direct=["one"])
    said = json.loads(text)
    assert {"one", "two", "zlib", "serde"} == {each["name"] for each in said["components"]}
    needs = {each["ref"]: each.get("dependsOn", []) for each in said["dependencies"]}
    assert needs["photoclip"] == ["package:one:1.0"]
    assert needs["package:one:1.0"] == ["package:two:2.0"]
    assert needs["package:two:2.0"] == ["cargo:serde:1.0.1", "library:two:zlib"]
