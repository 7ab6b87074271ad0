"""Says what a child process has from its parent besides the way to its modules."""

import os
import sys
from pathlib import Path

found = sorted({"SECRET", "HOME", "PATH"} & os.environ.keys())
sys.stdout.write(f"{found} {str(Path.cwd()) in sys.path}\n")
