"""File systems of their own for a data folder: small, or on a disk whose power can be cut."""

import fcntl
import os
import pathlib
import signal
import struct
import subprocess

import pytest

# EXT4_IOC_SHUTDOWN, and that nothing is flushed before: what no sync has confirmed is gone.
EXT4_IOC_SHUTDOWN = 0x8004587D
NO_LOG_FLUSH = 2


def run(*command: object) -> subprocess.CompletedProcess[str]:
    """Runs a command that must succeed."""
    words = [str(word) for word in command]
    return subprocess.run(words, capture_output=True, text=True, check=True)


def try_to_mount(*arguments: object) -> None:
    """Mounts, or skips the test where this process may not."""
    if os.geteuid() != 0:
        pytest.skip("SKIPPED: only root may mount a file system")
    try:
        run("mount", *arguments)
    except subprocess.CalledProcessError as error:
        pytest.skip(f"SKIPPED: this root may not mount a file system: {error.stderr.strip()}")


class Room:
    """A file system in memory with little room."""

    def __init__(self, folder: pathlib.Path, size: int) -> None:
        self.folder = folder
        folder.mkdir(exist_ok=True)
        try_to_mount("-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder)

    def fill(self) -> None:
        """Takes all the room that is left."""
        with (self.folder / "filler").open("wb", buffering=0) as file:
            for size in (1 << 16, 1):
                try:
                    while True:
                        file.write(b"x" * size)
                except OSError:
                    continue

    def empty(self) -> None:
        """Gives the room back."""
        (self.folder / "filler").unlink()

    def close(self) -> None:
        """Takes the file system away."""
        run("umount", "-l", self.folder)


class Disk:
    """An ext4 file system on a loop device."""

    def __init__(self, folder: pathlib.Path, image: pathlib.Path, size: int) -> None:
        self.folder = folder
        self._image = image
        self._is_mounted = False
        folder.mkdir()
        with image.open("wb") as file:
            file.truncate(size)
        run("mkfs.ext4", "-q", "-F", image)
        # One device from first to last: one a mount would be let go while the next is in use.
        try:
            self._device = run("losetup", "--find", "--show", image).stdout.strip()
        except subprocess.CalledProcessError as error:
            pytest.skip(f"SKIPPED: no loop device here: {error.stderr.strip()}")
        self.mount()

    def mount(self) -> None:
        """Makes it usable; what a power cut left is mended by the file system's own journal."""
        try_to_mount(self._device, self.folder)
        self._is_mounted = True
        try:
            (self.folder / "probe").touch()
        except OSError as error:
            # A mount namespace made meanwhile has a copy of the mount, and the disk stays cut.
            pytest.skip(f"SKIPPED: another mount namespace keeps the disk: {error}")

    def cut_power(self) -> None:
        """From now on nothing reaches the disk, and what was not synced is gone."""
        descriptor = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.ioctl(descriptor, EXT4_IOC_SHUTDOWN, struct.pack("I", NO_LOG_FLUSH))
        except OSError as error:
            pytest.skip(f"SKIPPED: no EXT4_IOC_SHUTDOWN here: {error}")
        finally:
            os.close(descriptor)

    def make_read_only(self) -> None:
        """As the kernel does after a fault of the disk, files that are open included."""
        run("mount", "-o", "remount,abort", self.folder)

    def unmount(self) -> None:
        """Takes it away; nobody uses it any more."""
        run("umount", self.folder)
        self._is_mounted = False

    def close(self) -> None:
        """Takes it away, where it is there."""
        if self._is_mounted:
            run("umount", "-l", self.folder)
        run("losetup", "--detach", self._device)
        self._image.unlink()


def freeze(process: int) -> None:
    """Stops a process where it is."""
    os.kill(process, signal.SIGSTOP)
