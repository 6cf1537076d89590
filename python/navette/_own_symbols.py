"""Loads the compiled module such that it finds its own libraries first.

Another package may have opened another version of HDF5 to the whole process (RTLD_GLOBAL): calls from here would go
half to that one and half to ours.
"""

from __future__ import annotations

import importlib
import os
import sys

_before = sys.getdlopenflags()
sys.setdlopenflags(os.RTLD_NOW | os.RTLD_DEEPBIND)
try:
    importlib.import_module("navette._core")
finally:
    sys.setdlopenflags(_before)
