package io.nocturne.bench.attack;

import io.nocturne.bench.harness.DiskFiller;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// The kinds of attack, by name.
final class Attacks {

    static final String DISK_FULL = "disk-full";
    static final String LIVE_READER = "live-reader";
    static final String BLACK_HOLE = "blackhole";
    static final String PART_FAULTS = "part-faults";
    static final List<String> KINDS = List.of(
            "slow-bodies",
            "sign-ins",
            "questions",
            "fleet-questions",
            "layouts",
            "infinite",
            "idle-connections",
            "windows",
            "live-flood",
            LIVE_READER,
            DISK_FULL,
            "enroll",
            PART_FAULTS,
            BLACK_HOLE);

    private static final int SLOW = 300;
    private static final int WRONG = 10_000;
    private static final int WRONG_CONNECTIONS = 150;
    private static final int ASKING = 200;
    private static final int IDLE = 4_096;
    private static final int SESSIONS = 500;
    private static final int ENROLLING = 16;

    private Attacks() {}

    static boolean fits(String kind, String store) {
        return !kind.equals(BLACK_HOLE) || store.equals("postgres");
    }

    /// How long an attack takes unless it is said.
    static int seconds(String kind) {
        return switch (kind) {
            case "layouts" -> 120;
            case LIVE_READER -> 70;
            case "idle-connections", BLACK_HOLE -> 60;
            // A seal comes every ten minutes.
            case PART_FAULTS -> 660;
            default -> 30;
        };
    }

    /// **Shape** - `disk` is where the store's file system is mounted, if it is a small one; the server listens for a
    /// debugger at `debugPort`, if this kind needs one.
    static Attack of(String kind, Path disk, int debugPort) {
        return switch (kind) {
            case "slow-bodies" -> new SlowBodies(SLOW);
            case "sign-ins" -> new WrongSignIns(WRONG, WRONG_CONNECTIONS, new AtomicInteger());
            case "questions" -> new Questions(ASKING, false);
            case "fleet-questions" -> new Questions(ASKING, true);
            case "layouts" -> new NewLayouts();
            case "infinite" -> new InfiniteSums();
            case "idle-connections" -> new IdleConnections(IDLE);
            case "windows" -> new ManyWindows();
            case "live-flood" -> new LiveFlood(SESSIONS);
            case LIVE_READER -> new SlowLiveReader();
            case DISK_FULL -> new FullDisk(new DiskFiller(disk));
            case "enroll" -> new Enrolling(ENROLLING);
            case PART_FAULTS -> new PartFaults(debugPort);
            case BLACK_HOLE -> new BlackHole();
            default -> throw new IllegalArgumentException("there is no attack '%s'".formatted(kind));
        };
    }
}
