"""The data that scikit-learn ships: irises, wines and tumours, as tables whose columns can be chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import numpy as np

from dragonviz.dragons.column import Column
from dragonviz.dragons.guessing import Columns
from dragonviz.dragons.table import Table


@dataclass(frozen=True)
class Shipped:
    """Data that scikit-learn ships.

    Parameters
    ----------
    name : str
        Of scikit-learn's loader: ``load_iris`` has "iris".
    title : str
        What it is called on screen.
    purpose : str
        What it is good for in a lecture, one sentence.
    sample, samples : str
        What one row is called, and several.
    columns : Columns
        A telling pair of features, and the class.
    """

    name: str
    title: str
    purpose: str
    sample: str
    samples: str
    columns: Columns

    def table(self) -> Table:
        """All of its columns, the class last. scikit-learn is loaded for it."""
        return _table(self)


_ALL = (
    Shipped(
        "iris",
        "Iris",
        "One species lies apart and two touch: a line is enough for the first and not quite for the others.",
        "iris",
        "irises",
        Columns("petal length (cm)", "petal width (cm)", "species"),
    ),
    Shipped(
        "wine",
        "Wine",
        "Measurements on different scales: see what the models make of them with and without scaling.",
        "wine",
        "wines",
        Columns("flavanoids", "color intensity", "cultivar"),
    ),
    Shipped(
        "breast_cancer",
        "Breast cancer",
        "Missing one malignant tumour is worse than a false alarm: accuracy alone does not say what a model is worth.",
        "tumour",
        "tumours",
        Columns("mean radius", "worst concave points", "diagnosis"),
    ),
)
SHIPPED: Mapping[str, Shipped] = MappingProxyType({data.name: data for data in _ALL})


@cache
def _table(data: Shipped) -> Table:
    from sklearn import datasets

    bunch = getattr(datasets, f"load_{data.name}")()
    names = [name.replace("_", " ") for name in bunch.feature_names]
    columns = {
        name: Column(name, tuple(map(repr, values.tolist()))) for name, values in zip(names, bunch.data.T, strict=True)
    }
    classes = tuple(str(bunch.target_names[label]).replace("_", " ") for label in bunch.target)
    columns[data.columns.label] = Column(data.columns.label, classes)
    return Table(data.title, np.arange(len(classes)) + 2, columns, (data.sample, data.samples))
