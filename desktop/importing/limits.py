"""Memory limits of the process that reads files from outside."""

import contextlib
import os
import sys


def limit_memory(megabytes: int) -> None:
    """Keep this process from taking more than `megabytes` of memory, and from dumping core.

    A core file would hold what the spreadsheet held.
    """
    size = megabytes * 1024 * 1024
    if sys.platform == "win32":
        _limit_by_job(size)
    else:
        _limit_by_rlimit(size)


def allow_memory(megabytes: int) -> None:
    """Let this process take up to `megabytes`, if it may take less so far.

    A process without a limit keeps none.
    """
    size = megabytes * 1024 * 1024
    if sys.platform == "win32":
        _allow_by_job(size)
    else:
        _allow_by_rlimit(size)


def silence_standard_error() -> None:
    """Send what native code prints while it dies to nowhere: it may quote the file."""
    with contextlib.suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 2)
        os.close(nowhere)


if sys.platform != "win32":
    import resource

    def _limit_by_rlimit(size: int) -> None:
        for kind, soft in ((resource.RLIMIT_AS, size), (resource.RLIMIT_CORE, 0)):
            hard = resource.getrlimit(kind)[1]
            resource.setrlimit(kind, (_within(soft, hard), hard))

    def _allow_by_rlimit(size: int) -> None:
        soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        if soft != resource.RLIM_INFINITY and soft < size:
            resource.setrlimit(resource.RLIMIT_AS, (_within(size, hard), hard))

    def _within(size: int, hard: int) -> int:
        return size if hard == resource.RLIM_INFINITY else min(size, hard)

else:
    # Written from the documentation and checked by mypy only: not tried on Windows so far.
    import ctypes
    from ctypes import wintypes

    _EXTENDED_LIMITS = 9  # JobObjectExtendedLimitInformation
    _JOB_SET_ATTRIBUTES = 0x2
    _LIMIT_PROCESS_MEMORY = 0x100
    _LIMIT_DIE_ON_UNHANDLED_EXCEPTION = 0x400

    class _BasicLimits(ctypes.Structure):
        """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

        _fields_ = (
            ("PerProcessUserTimeLimit", wintypes.LARGE_INTEGER),
            ("PerJobUserTimeLimit", wintypes.LARGE_INTEGER),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
        )

    class _ExtendedLimits(ctypes.Structure):
        """JOBOBJECT_EXTENDED_LIMIT_INFORMATION; the six counters of IO_COUNTERS in one array."""

        _fields_ = (
            ("BasicLimitInformation", _BasicLimits),
            ("IoInfo", ctypes.c_ulonglong * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        )

    def _kernel() -> ctypes.WinDLL:
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.CreateJobObjectW.argtypes = (wintypes.LPVOID, wintypes.LPCWSTR)
        kernel.OpenJobObjectW.restype = wintypes.HANDLE
        kernel.OpenJobObjectW.argtypes = (wintypes.DWORD, wintypes.BOOL, wintypes.LPCWSTR)
        kernel.SetInformationJobObject.argtypes = (
            wintypes.HANDLE,
            ctypes.c_int,
            wintypes.LPVOID,
            wintypes.DWORD,
        )
        kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        return kernel

    def _name() -> str:
        """Return the name under which a process finds its own job again."""
        return f"Local\\OneHome-reader-{os.getpid()}"

    def _set(kernel: ctypes.WinDLL, job: int | None, size: int) -> bool:
        limits = _ExtendedLimits()
        # Without the second flag Windows may show a crash box and wait for a click.
        limits.BasicLimitInformation.LimitFlags = (
            _LIMIT_PROCESS_MEMORY | _LIMIT_DIE_ON_UNHANDLED_EXCEPTION
        )
        limits.ProcessMemoryLimit = size
        return bool(
            kernel.SetInformationJobObject(
                job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)
            )
        )

    def _limit_by_job(size: int) -> None:
        kernel = _kernel()
        # The handle stays open as long as the process lives: closing it would end the job.
        job = kernel.CreateJobObjectW(None, _name())
        if not (
            job
            and _set(kernel, job, size)
            and kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess())
        ):
            raise ctypes.WinError(ctypes.get_last_error())

    def _allow_by_job(size: int) -> None:
        kernel = _kernel()
        job = kernel.OpenJobObjectW(_JOB_SET_ATTRIBUTES, False, _name())
        if job and not _set(kernel, job, size):
            raise ctypes.WinError(ctypes.get_last_error())
