"""From starting the program to its first painted window, and to its first trained epoch; each in a fresh process."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager, nullcontext
from functools import partial

from benchmarks.goal import Row, at_most
from benchmarks.programs import run_program
from benchmarks.timing import median_ratio, middle
from dragonviz.models.catalogue import MODELS
from dragonviz.models.kernels.first_compilation import SHARES

_WARM, _COLD = at_most(4, "s"), at_most(10, "s")


def rows(effort):
    """Measure.

    Yields
    ------
    Row
    """
    # The first of each reads files that the later ones find in memory.
    _painted("bare_program")
    _painted("started_program")
    yield _first_window(effort)
    for model in ("logistic", "perceptron", "mlp") if effort.thorough else ("logistic", "mlp"):
        yield _first_epoch(model, effort.start_runs, cold=False)
    if effort.thorough:
        for model in ("perceptron", "mlp"):
            yield _first_epoch(model, effort.start_runs, cold=True)


def _first_window(effort):
    bare, ours = [], []
    for _ in range(effort.runs):
        bare.append(_painted("bare_program"))
        ours.append(_painted("started_program"))
    return Row(
        what="start → first painted window",
        goal=at_most(2, "×"),
        figure=median_ratio(ours, bare),
        unit="s",
        ours=middle(ours),
        peer="bare Qt + plot",
        theirs=middle(bare),
        profile=_profile,
    )


def _painted(program):
    started, findings = run_program(program)
    return findings["painted"] - started


def _first_epoch(model, runs, cold):
    took, gaps, painted = [], [], []
    for _ in range(runs):
        with _empty_caches() if cold else nullcontext() as caches:
            started, findings = run_program("started_program", model, environment=caches)
        took.append(findings["trained"] - started)
        painted.append(findings["painted"] - started)
        gaps.append(findings["longest_gap"])
    said = next((sentence for sentence in findings["said"] if sentence), "nothing")
    return Row(
        what=f"start → first trained epoch, {MODELS[model].title}, {'not compiled' if cold else 'warm'}",
        goal=_COLD if cold else _WARM,
        figure=middle(took),
        unit="s",
        ours=middle(took),
        peer="first window",
        theirs=middle(painted),
        note=f"Meanwhile the window says “{said}”; its longest frame gap is {middle(gaps):,.0f} ms.",
        profile=partial(_profile_of_compiling if cold else _profile, model),
    )


def _profile(model=None):
    programs = [("profiled_program",)] if model is None else [("profiled_program", model), ("loading_program", model)]
    return "\n".join(_told_by(*program) for program in programs)


def _profile_of_compiling(model):
    programs = [("profiled_program", model), *(("compiling_program", *share) for share in SHARES)]
    profiles = []
    for program in programs:
        with _empty_caches() as caches:
            profiles.append(_told_by(*program, environment=caches))
    return "\n".join(profiles)


def _told_by(*program, environment=None):
    _, findings = run_program(*program, environment=environment)
    return findings["profile"]


@contextmanager
def _empty_caches():
    with tempfile.TemporaryDirectory(prefix="dragonviz-") as folder:
        yield {"NUMBA_CACHE_DIR": f"{folder}/numba", "XDG_CACHE_HOME": f"{folder}/cache"}
