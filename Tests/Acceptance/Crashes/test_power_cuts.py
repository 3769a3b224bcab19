"""Promise P2: the power cut while messages come: nothing acknowledged is lost.

The data folder lies on a disk of its own, ext4 on a loop device. At a random instant the daemon
stands still, the broker takes the acknowledgements that are on their way, and the disk forgets
everything that no sync has confirmed. What the daemon acknowledged the broker does not send again:
so whatever is missing at the end was acknowledged and lost.
"""

import contextlib
import time

from disks import Disk, freeze
from processes import wait_until
from shifts import Shift, fresh_folders, fresh_shift

CUTS = 10
OPENING = 5
DISK = 256 << 20


def cut(shift: Shift, disk: Disk) -> float:
    """Cuts the power, brings it back, and tells how long the daemon then takes to open."""
    freeze(shift.daemon.process)
    time.sleep(0.05)  # the broker takes what was acknowledged until now
    disk.cut_power()
    shift.daemon.kill()
    disk.unmount()
    disk.mount()
    begin = time.monotonic()
    shift.daemon.start()
    wait_until(lambda: "lane open" in shift.daemon.log_of_this_life(), timeout=60)
    return time.monotonic() - begin


def test_power_cut_loses_nothing_that_was_acknowledged(
    bin_folder, lineside, tally, tmp_path
) -> None:
    count = tally("P2", "daemon on ext4")
    for folder, cuts in fresh_folders(count, CUTS, tmp_path):
        with (
            contextlib.closing(Disk(folder / "data", folder / "disk.img", DISK)) as disk,
            fresh_shift(bin_folder, folder) as shift,
        ):
            shift.publish(count.seed + count.runs, per_second=1500)
            for _ in range(cuts):
                time.sleep(count.random.uniform(0.1, 1.2))
                if not shift.simulator.is_running():
                    break
                count.recovered(cut(shift, disk))
                count.faults += 1
            shift.check(lineside, count)
    assert count.recovery_s < OPENING
