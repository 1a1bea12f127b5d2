"""A network that would not fit is refused with its size in words, before anything is allocated."""

import subprocess
import sys

import pytest

from dragonviz.models.catalogue import MODELS
from dragonviz.models.network_size import validate
from dragonviz.models.settings import SettingError


@pytest.mark.parametrize("sizes", [(2, 1, 2), (2, 10, 20, 1000, 3), (2, 4096, 4096, 4096, 4096, 8)])
def test_what_fits_passes(sizes):
    assert validate(sizes) is None


def test_what_does_not_fit_is_refused_with_its_size():
    with pytest.raises(SettingError) as refusal:
        validate((2, 100_000, 100_000, 3))
    # 3 × 100,000 + 100,001 × 100,000 + 100,001 × 3 weights of 32 bytes each
    assert str(refusal.value) == (
        "A network of 2-100000-100000-3 has 10,001 million weights and would need 320.0 GB; at most 4 GB are allowed, "
        "so use fewer or smaller hidden layers."
    )


def test_the_number_of_classes_can_tip_the_scales():
    hidden = (1_245, 100_000)
    values = {**MODELS["mlp"].defaults(), "hidden_layer_sizes": hidden}
    MODELS["mlp"].validate(values, 2, 2)
    with pytest.raises(SettingError):
        MODELS["mlp"].validate(values, 2, 8)


def test_the_perceptron_tells_two_classes_apart_and_the_others_more():
    for name, kind in MODELS.items():
        kind.validate(kind.defaults(), 2, 2)
        if name != "perceptron":
            kind.validate(kind.defaults(), 2, 8)
    with pytest.raises(SettingError, match="tells two classes apart, and there are 3 here"):
        MODELS["perceptron"].validate(MODELS["perceptron"].defaults(), 2, 3)


def test_the_size_is_known_without_torch():
    code = (
        "import sys; from dragonviz.models.network_size import validate\n"
        "try: validate((2, 10**6, 10**6, 2))\n"
        "except ValueError: print('torch' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "False"


def test_one_look_at_all_samples_takes_no_longer_than_a_hand_waits():
    validate((2, 4000, 4000, 2), n_samples=480)
    with pytest.raises(SettingError, match=r"2-4000-4000-2 has 16 million weights, .* 10,000 samples .* 11 seconds"):
        validate((2, 4000, 4000, 2), n_samples=10_000)
