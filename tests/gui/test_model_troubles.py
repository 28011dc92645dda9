"""The calm bar about a model that isn't on this computer any more: one notice, with a way on."""

from __future__ import annotations

import pytest
from label_fakes import Owner

from photoclip.browse.messages import Trouble
from photoclip.browse.overview_messages import Overview
from photoclip.gui.views.notices import NoticeBar
from photoclip.gui.views.troubles import Troubles
from photoclip.worker.messages import Activity, OwnerState

SAID = "The model “my/model”, by which this library knows its photos, isn't on this machine."


@pytest.fixture
def bar(application):
    made = NoticeBar()
    yield made
    made.deleteLater()


def test_a_missing_model_is_one_notice_with_a_way_to_the_models(bar):
    troubles = Troubles(bar, Owner())
    wanted = []
    troubles.models_wanted.connect(lambda: wanted.append(1))
    troubles.set_state(OwnerState(1, "", Activity.PAUSED, SAID))
    troubles.set_overview(Overview(photos=849, model="my/model", model_missing=True))
    troubles.set_state(OwnerState(1, "", Activity.PAUSED, SAID))
    troubles.tell(f"{SAID} Search with one that is here: photoclip models use x")
    assert bar.names() == ("model-missing",)
    notice = bar.current()
    assert notice.text == "The model my/model isn't on this computer any more."
    notice.act()
    assert wanted == [1]
    troubles.set_overview(Overview(photos=849, model="other"))
    assert bar.names() == ()


def test_words_without_a_model_are_answered_with_a_window_s_advice(bar):
    troubles = Troubles(bar, Owner())
    hint = "Search with one that is here: photoclip models use x\nOr get it again: photoclip …"
    troubles.trouble(Trouble(1, "ModelError", SAID, hint))
    notice = bar.current()
    assert notice.text == SAID
    assert "photoclip" not in notice.detail
    assert notice.button == "Choose a model…"
