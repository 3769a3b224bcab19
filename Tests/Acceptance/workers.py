"""Which tests a worker runs, where pytest runs several."""

from xdist.scheduler import LoadScopeScheduling

# A network namespace that is made while a disk is mounted keeps it: one after the other.
MOUNTS = ("test_links.py", "test_power_cuts.py", "test_full_disk.py")


class ByModule(LoadScopeScheduling):
    """One worker has all tests of a module, which share fixtures, or of modules that must not run
    together."""

    def _split_scope(self, nodeid: str) -> str:
        module = nodeid.split("::", 1)[0]
        return "mounts" if module.endswith(MOUNTS) else module
