"""What scikit-learn ships, with the columns and words that are asked for."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn import datasets

from dragonviz.dragons import Columns, dataset_from
from dragonviz.dragons.shapes import SHIPPED


@pytest.mark.parametrize("name", list(SHIPPED))
def test_every_value_is_scikit_learns_own(name):
    data, bunch = SHIPPED[name], getattr(datasets, f"load_{name}")()
    table = data.table()
    read = np.column_stack([table.feature(column) for column in table.numeric])
    np.testing.assert_array_equal(read, bunch.data)
    classes, labels = table.class_labels(data.columns.label)
    assert [classes[label] for label in labels] == [bunch.target_names[k].replace("_", " ") for k in bunch.target]
    assert data.table() is table


@pytest.mark.parametrize(
    ("name", "n", "classes", "one", "several"),
    [
        ("iris", 150, ("setosa", "versicolor", "virginica"), "an iris", "irises"),
        ("wine", 178, ("class 0", "class 1", "class 2"), "a wine", "wines"),
        ("breast_cancer", 569, ("benign", "malignant"), "a tumour", "tumours"),
    ],
)
def test_the_samples_have_their_own_words(name, n, classes, one, several):
    data = SHIPPED[name]
    dataset = dataset_from(data.table(), data.columns, 1)
    assert (len(dataset), dataset.task.classes) == (n, classes)
    assert (dataset.task.a_sample, dataset.task.samples) == (one, several)
    assert dataset.task.features == (data.columns.x, data.columns.y)
    assert data.purpose.endswith(".")


def test_other_features_can_be_chosen_by_name():
    dataset = dataset_from(SHIPPED["iris"].table(), Columns("sepal length (cm)", "sepal width (cm)", "species"), 1)
    assert sorted(map(tuple, dataset.X.tolist())) == sorted(map(tuple, datasets.load_iris().data[:, :2].tolist()))
