"""What a dragon is: datasets, the lesson's tasks, ready-made shapes, and files of dragons. Loads only numpy itself."""

from dragonviz.dragons.bundled import bundled_columns, bundled_table
from dragonviz.dragons.dataset import LARGEST_FEATURE, MAX_DRAGONS, Dataset
from dragonviz.dragons.errors import DragonsError
from dragonviz.dragons.generator import generate
from dragonviz.dragons.guessing import Columns, guess_columns
from dragonviz.dragons.reading import dataset_from, pasted_table, read_table
from dragonviz.dragons.table import MissingValuesError, Table
from dragonviz.dragons.task import MAX_CLASSES, Task
from dragonviz.dragons.tasks import TASKS, colour_task, fire_task
from dragonviz.dragons.writing import write_table

__all__ = [
    "LARGEST_FEATURE",
    "MAX_CLASSES",
    "MAX_DRAGONS",
    "TASKS",
    "Columns",
    "Dataset",
    "DragonsError",
    "MissingValuesError",
    "Table",
    "Task",
    "bundled_columns",
    "bundled_table",
    "colour_task",
    "dataset_from",
    "fire_task",
    "generate",
    "guess_columns",
    "pasted_table",
    "read_table",
    "write_table",
]
