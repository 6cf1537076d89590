"""`python checking_child.py CORE FILE SECONDS BYTES` checks a results file, in this process alone.

It may take only so much time of the processor and so much memory: HDF5's own parser has faults that a file can be made
to trigger. CORE is the package's extension, loaded without the package. Exit code 2: the file is damaged, and how is on
stdout.
"""

from __future__ import annotations

import importlib.util
import resource
import sys


def main() -> int:
    """See above."""
    core, path, seconds, memory = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    about = importlib.util.spec_from_file_location("_core", core)
    assert about is not None and about.loader is not None
    module = importlib.util.module_from_spec(about)
    about.loader.exec_module(module)
    wrong = module.wrong_in_results(path, True)
    if not wrong:
        return 0
    sys.stdout.buffer.write(wrong.encode(errors="backslashreplace"))
    return 2


if __name__ == "__main__":
    sys.exit(main())
