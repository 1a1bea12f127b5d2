"""What has to be loaded before the window is painted: numpy and Qt."""

import subprocess
import sys

import pytest

HEAVY = {"torch", "sklearn", "scipy", "numba", "pandas", "contourpy"}
CODE = f"""
import sys
from dragonviz.app.startup import make_application, make_window
app = make_application()
window = make_window()
window.painted.disconnect()  # what begins then would load more while this looks
window.painted.connect(lambda: print(sorted({HEAVY} & set(sys.modules))))
window.painted.connect(app.quit)
window.show()
app.exec()
window.close()
"""


@pytest.mark.slow
def test_nothing_heavy_is_loaded_before_the_window_is_painted():
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"
