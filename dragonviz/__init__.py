"""dragonviz: watch logistic regression, perceptrons and the multi-layer perceptron learn, live."""

__version__ = "0.1.0"
