package io.nocturne.agent.collect.oshi;

import java.util.EnumSet;
import java.util.Set;
import oshi.util.PlatformEnum;

/// What OSHI's numbers mean on an operating system: a 0 that stands for "not told" must not be reported, and
/// one getter returns different things on different systems.
///
/// **Source** - the platform classes of OSHI 7.5.
///
/// @param modes the CPU modes that the system counts
/// @param transferTime what the transfer time of a disk is
/// @param hasQueueLength whether the system tells how many operations a disk has under way right now
/// @param seesAllSockets whether everybody may see everybody's connections
record Platform(Set<CpuMode> modes, TransferTime transferTime, boolean hasQueueLength, boolean seesAllSockets) {

    private static final Set<CpuMode> BSD_MODES =
            EnumSet.of(CpuMode.USER, CpuMode.NICE, CpuMode.SYSTEM, CpuMode.IDLE, CpuMode.INTERRUPT);

    static Platform current() {
        return of(PlatformEnum.getCurrentPlatform());
    }

    static Platform of(PlatformEnum system) {
        return switch (system) {
            case LINUX, ANDROID, GNU -> new Platform(EnumSet.allOf(CpuMode.class), TransferTime.BUSY, true, true);
            case WINDOWS, WINDOWSCE ->
                new Platform(
                        EnumSet.of(CpuMode.USER, CpuMode.SYSTEM, CpuMode.IDLE, CpuMode.INTERRUPT),
                        TransferTime.OF_OPERATIONS,
                        true,
                        true);
            case MACOS ->
                new Platform(
                        EnumSet.of(CpuMode.USER, CpuMode.NICE, CpuMode.SYSTEM, CpuMode.IDLE),
                        TransferTime.OF_OPERATIONS,
                        false,
                        false);
            case SOLARIS ->
                new Platform(EnumSet.of(CpuMode.USER, CpuMode.SYSTEM, CpuMode.IDLE), TransferTime.BUSY, true, true);
            case AIX ->
                new Platform(
                        EnumSet.of(
                                CpuMode.USER,
                                CpuMode.SYSTEM,
                                CpuMode.IDLE,
                                CpuMode.IOWAIT,
                                CpuMode.INTERRUPT,
                                CpuMode.STEAL),
                        TransferTime.UNKNOWN,
                        true,
                        true);
            case FREEBSD, KFREEBSD -> new Platform(BSD_MODES, TransferTime.BUSY, true, true);
            case OPENBSD, NETBSD -> new Platform(BSD_MODES, TransferTime.BUSY, false, true);
            case DRAGONFLYBSD, UNKNOWN -> new Platform(BSD_MODES, TransferTime.UNKNOWN, false, true);
        };
    }

    /// What OSHI's transfer time of a disk is.
    enum TransferTime {
        /// The time with at least one operation under way: its share of the time is the utilization.
        BUSY,
        /// The times of all operations added up: divided by their number it is await, and by the time that
        /// passed the mean length of the queue.
        OF_OPERATIONS,
        UNKNOWN
    }
}
