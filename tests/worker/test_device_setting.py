"""The setting that says where the model runs: what it takes, and who heeds it."""

from __future__ import annotations

import pytest

from photoclip.chosen_model import ChosenModel
from photoclip.core.commands import SetSetting
from photoclip.core.errors import PhotoClipError
from photoclip.core.events import Event, Notice
from photoclip.store import database
from photoclip.worker import first_use, preferences
from photoclip.worker.owner import Owner


class Loading:
    """Stands in for the loading of models: notes on which device, loads nothing."""

    def __init__(self) -> None:
        self.devices: list[str] = []

    def __call__(self, model, device="auto", *_rest, say, **_options):
        self.devices.append(device)
        say(f"loaded on {device}")
        return self

    def encode_texts(self, _texts):
        return None


@pytest.fixture
def loading(monkeypatch) -> Loading:
    stand_in = Loading()
    monkeypatch.setattr(first_use, "load_encoder", stand_in)
    return stand_in


@pytest.fixture
def has_everything(monkeypatch) -> None:
    monkeypatch.setattr(first_use, "pick_device", lambda wanted="auto": wanted)


def test_it_takes_the_names_of_devices_and_nothing_else():
    for name in preferences.DEVICES:
        assert preferences.parse("device", (name.upper(),)) == name
        preferences.check("worker.device", name)
    for wrong in ("gpu", "cuda:9:9", ""):
        with pytest.raises(PhotoClipError, match="no value for device") as caught:
            preferences.parse("device", (wrong,))
        assert "auto, cpu, cuda, mps, xpu" in caught.value.hint
    for wrong in (1, True, ["cpu"], "gpu"):
        with pytest.raises(PhotoClipError, match="no value for device"):
            preferences.check("worker.device", wrong)


def test_nonsense_in_the_library_counts_as_not_set(library):
    owner = Owner(library)
    with library.transaction() as connection:
        connection.execute("INSERT INTO setting(key, value) VALUES ('worker.device', '\"abacus\"')")
    assert preferences.load(library).device == "auto"
    owner.tags.stop()


def test_the_owner_loads_the_model_where_it_is_set_and_again_when_that_changes(
    library, loading, has_everything
):
    owner = Owner(library)
    events: list[Event] = []
    owner.subscribe(events.append)
    owner.apply(SetSetting("worker.device", "xpu"))
    first = owner.encoder()
    first.load()
    owner.apply(SetSetting("worker.idle_minutes", 7))
    assert owner.encoder() is first  # no reason to load it again
    owner.apply(SetSetting("worker.device", "cpu"))
    owner.encoder().load()
    assert loading.devices == ["xpu", "cpu"]
    assert Notice("loaded on cpu") in events
    owner.tags.stop()


def test_what_the_command_line_says_goes_before_the_setting(library, loading, has_everything):
    owner = Owner(library, "mps")
    owner.apply(SetSetting("worker.device", "cpu"))
    owner.encoder().load()
    assert loading.devices == ["mps"]
    owner.tags.stop()


def test_a_search_without_an_owner_heeds_it_too(library, loading, has_everything):
    owner = Owner(library)
    owner.apply(SetSetting("worker.device", "xpu"))
    owner.tags.stop()
    reader = database.open_reader(library.folder)
    try:
        for asked in ("auto", "cpu"):
            ChosenModel(lambda: reader, lambda: None, asked).encoder.encode_texts(["a dog"])
    finally:
        reader.close()
    assert loading.devices == ["xpu", "cpu"]
