"""Whatever a file holds, it gives dragons or one sentence, soon."""

from __future__ import annotations

import pytest

from tests.dragons.mutated_files import LONGEST, open_mutated, originals, outcome


def test_without_faults_all_but_two_are_dragons(tmp_path):
    said = {}
    for name, content in originals():
        path = tmp_path / name
        path.write_bytes(content)
        said[name] = outcome(path)
    assert [name for name in said if said[name] != "dragons"] == ["wide.csv", "gaps.csv"]
    assert "is not a text file in UTF-8" in said["wide.csv"]
    assert "column “width”: the value is missing" in said["gaps.csv"]


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, 300, 100))
def test_files_with_faults_give_dragons_or_one_sentence(tmp_path, first):
    outcomes = [open_mutated(seed, tmp_path) for seed in range(first, first + 100)]
    assert max(seconds for _, seconds in outcomes) < LONGEST
    n_dragons = sum(said == "dragons" for said, _ in outcomes)
    assert 5 < n_dragons < 95
