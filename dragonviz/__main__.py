"""``python -m dragonviz``."""

import sys

from dragonviz.cli import main

sys.exit(main())
