package io.nocturne.agent.collect.linux;

import io.nocturne.agent.collect.Ticker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalDouble;

/// The speed of an interface's link.
///
/// **Unit** - bytes per second in one direction.
/// **Absent** - for interfaces that have none (virtual ones, a cable that is out): the kernel then says -1,
/// 0, 4294967295 or refuses.
/// **Threads** - confined to "collect".
/// **Source** - `/sys/class/net/*/speed`, in Mbit/s. Asked once a minute: on some drivers the question goes
/// to the hardware, and where it is refused each asking costs an exception.
final class LinkSpeed {

    private static final long REFRESH_NANOS = Duration.ofMinutes(1).toNanos();
    private static final double BYTES_PER_MEGABIT = 1e6 / 8;
    private static final long UNKNOWN_AS_UNSIGNED = 0xFFFF_FFFFL;

    private final Path path;
    private final Ticker ticker;
    private OptionalDouble speed;
    private long askedNanos;

    LinkSpeed(Path root, String name, Ticker ticker) {
        this.path = root.resolve("sys/class/net").resolve(name).resolve("speed");
        this.ticker = ticker;
        this.askedNanos = ticker.nanos();
        this.speed = ask();
    }

    OptionalDouble bytesPerSecond() {
        if (ticker.nanos() - askedNanos >= REFRESH_NANOS) {
            askedNanos = ticker.nanos();
            speed = ask();
        }
        return speed;
    }

    private OptionalDouble ask() {
        try (KernelFile file = new KernelFile(path)) {
            ByteScanner scanner = file.read(new ByteScanner());
            boolean known = scanner.nextLine() && scanner.nextNumber();
            return known && scanner.number() > 0 && scanner.number() != UNKNOWN_AS_UNSIGNED
                    ? OptionalDouble.of(scanner.number() * BYTES_PER_MEGABIT)
                    : OptionalDouble.empty();
        } catch (IOException e) {
            return OptionalDouble.empty();
        }
    }
}
