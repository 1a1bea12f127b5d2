"""How inner loops are compiled."""

from dragonviz.models.kernels.cache import FOLDER
from dragonviz.models.kernels.compiling import compiled


def test_division_follows_ieee_754_and_the_result_is_cached():
    @compiled(from_python=True)
    def divide(a, b):
        return a / b

    assert divide(1.0, 0.0) == float("inf")
    assert divide.stats.cache_path.startswith(str(FOLDER))
