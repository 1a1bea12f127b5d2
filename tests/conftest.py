"""Before any test: Qt draws off the screen."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
