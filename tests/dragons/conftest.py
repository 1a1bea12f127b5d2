from pathlib import Path

import pytest

REAL_FILE = Path(__file__).parents[3] / "shared" / "data" / "2020-10-21-dragon-data.csv"


@pytest.fixture
def real_file():
    if not REAL_FILE.exists():
        pytest.skip("the lesson's own CSV is not beside this repository, in ../shared/data")
    return REAL_FILE


@pytest.fixture
def written(tmp_path):
    """Writes text or bytes to a file and returns its path."""

    def write(content, name="dragons.csv"):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write
