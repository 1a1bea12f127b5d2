"""What is made ready behind the window, and in which order."""

from dragonviz.models.catalogue import MODELS
from dragonviz.models.kernels import cache
from tests.app.laboratory import Laboratory


def test_it_says_what_it_makes_ready_and_then_nothing(qtbot, monkeypatch):
    # As at every start but the first.
    monkeypatch.setattr(cache, "is_compiled", lambda kernel: True)
    laboratory, said = Laboratory(qtbot), []
    laboratory.services.loading.connect(said.append)
    with qtbot.waitSignal(laboratory.services.loading, check_params_cb=lambda what: not what, timeout=60_000):
        laboratory.services.preload()
    assert laboratory.stop()
    assert said == ["Getting ready…", *(f"Getting ready: {kind.title}…" for kind in MODELS.values()), ""]
