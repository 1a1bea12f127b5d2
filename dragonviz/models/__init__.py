"""The four models as scikit-learn estimators.

They load when they are first asked for, since the window paints before scikit-learn, numba and torch are there.
"""

from importlib import import_module

_HOMES = {
    "LogisticRegression": "logistic",
    "Perceptron": "perceptron",
    "MulticlassPerceptron": "multiclass_perceptron",
    "MLPClassifier": "mlp",
}
__all__ = ["LogisticRegression", "MLPClassifier", "MulticlassPerceptron", "Perceptron"]


def __getattr__(name: str) -> type:
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
