"""SQLite on a disk that loses power: what was written and not synced is gone.

A VFS of our own, put in front of SQLite's through its C interface, in the very library that Python's `sqlite3` uses. It
passes everything on, and keeps beside each file what the disk would hold if the power failed now.
"""

import _sqlite3
import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import CFUNCTYPE, POINTER, c_char_p, c_int, c_int64, c_void_p
from pathlib import Path
from typing import Any

_NAME = b"commkit_power"

_OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
_WRITE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_TRUNCATE = CFUNCTYPE(c_int, c_void_p, c_int64)
_SYNC = CFUNCTYPE(c_int, c_void_p, c_int)


class _Vfs(ctypes.Structure):
    """The beginning of `sqlite3_vfs`, and what follows up to the end of its version 3."""

    _fields_ = [  # as ctypes wants it
        ("version", c_int),
        ("file_size", c_int),
        ("longest_path", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("own", c_void_p),
        ("open", c_void_p),
        ("others", c_void_p * 14),
    ]


class _Methods(ctypes.Structure):
    """`sqlite3_io_methods`."""

    _fields_ = [  # as ctypes wants it
        ("version", c_int),
        ("close", c_void_p),
        ("read", c_void_p),
        ("write", c_void_p),
        ("truncate", c_void_p),
        ("sync", c_void_p),
        ("others", c_void_p * 13),
    ]


class Disk:
    """What would be there after a power cut."""

    def __init__(self, library: Any) -> None:
        library.sqlite3_vfs_find.restype = POINTER(_Vfs)
        self._real = library.sqlite3_vfs_find(None).contents
        self._vfs = _Vfs.from_buffer_copy(self._real)
        self._vfs.version = min(self._real.version, 3)
        self._vfs.name, self._vfs.next = _NAME, None
        self._real_open = _OPEN(self._real.open)
        self._open_ours = _OPEN(self._opened)
        self._vfs.open = ctypes.cast(self._open_ours, c_void_p).value
        self._kept: list[Any] = []  # whatever C may still call
        self._methods: dict[int, _Methods] = {}
        self._paths: dict[int, str] = {}
        self._synced: dict[str, bytearray] = {}
        self._unsynced: dict[str, list[tuple[int, bytes | None]]] = {}
        self.syncs = 0

    def after_a_power_cut(self, folder: Path) -> str:
        """Write what the disk holds into a folder; gives the path of the database there."""
        for path, content in self._synced.items():
            if not path.endswith("-shm"):
                (folder / Path(path).name).write_bytes(content)
        return str(folder / Path(min(self._synced, key=len)).name)

    def _opened(self, vfs: Any, path: Any, file: Any, flags: int, out: Any) -> int:
        # Its own VFS gets the call: what belongs to the path, such as its parameters, lies behind it in memory.
        result = self._real_open(ctypes.addressof(self._real), path, file, flags, out)
        methods = c_void_p.from_address(file)
        if result == 0 and path and methods.value:
            name = ctypes.string_at(path).decode()
            self._paths[file] = name
            self._synced.setdefault(name, bytearray(Path(name).read_bytes() if Path(name).exists() else b""))
            self._unsynced.setdefault(name, [])
            methods.value = ctypes.addressof(self._watched(methods.value))
        return result

    def _watched(self, address: int) -> _Methods:
        """The same methods, with our eyes on three of them."""
        if address not in self._methods:
            real = _Methods.from_address(address)
            ours = _Methods.from_buffer_copy(real)
            ours.version = min(real.version, 3)
            write, truncate, sync = _WRITE(real.write), _TRUNCATE(real.truncate), _SYNC(real.sync)

            def written(file: int, data: int, size: int, at: int) -> int:
                self._unsynced[self._paths[file]].append((at, ctypes.string_at(data, size)))
                return write(file, data, size, at)

            def truncated(file: int, size: int) -> int:
                self._unsynced[self._paths[file]].append((size, None))
                return truncate(file, size)

            def synced(file: int, flags: int) -> int:
                result = sync(file, flags)
                self._to_disk(self._paths[file])
                return result

            callbacks = _WRITE(written), _TRUNCATE(truncated), _SYNC(synced)
            self._kept.append((callbacks, write, truncate, sync))
            for name, callback in zip(("write", "truncate", "sync"), callbacks, strict=True):
                setattr(ours, name, ctypes.cast(callback, c_void_p).value)
            self._methods[address] = ours
        return self._methods[address]

    def _to_disk(self, path: str) -> None:
        content = self._synced[path]
        for at, data in self._unsynced[path]:
            if data is None:
                del content[at:]
                continue
            content.extend(bytes(max(0, at - len(content))))
            content[at : at + len(data)] = data
        self._unsynced[path].clear()
        self.syncs += 1


@contextmanager
def watched_disk() -> Iterator[Disk | None]:
    """A disk for databases at `url_on`; None where Python's SQLite hides its C interface.

    Close every connection within the block.
    """
    try:
        library = ctypes.CDLL(_sqlite3.__file__)
        register, unregister = library.sqlite3_vfs_register, library.sqlite3_vfs_unregister
    except (AttributeError, OSError):
        yield None
        return
    disk = Disk(library)
    assert register(ctypes.byref(disk._vfs), 0) == 0
    try:
        yield disk
    finally:
        unregister(ctypes.byref(disk._vfs))


def url_on(file: Path) -> str:
    """The URL of a database on the watched disk."""
    return f"sqlite:///file:{file}?vfs={_NAME.decode()}&uri=true"
