package io.nocturne.agent.collect.linux;

import io.nocturne.agent.collect.HostLife;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// How a Linux host lives.
///
/// **Source** - `/proc/sys/kernel/random/boot_id`; `/proc/uptime`, which counts sleep (proc(5), CLOCK_BOOTTIME);
/// [ShutdownSigns].
final class LinuxLife implements HostLife {

    private static final Pattern BOOT_ID = Pattern.compile("[0-9a-f-]{32,36}");
    private static final long NANOS_PER_HUNDREDTH = 10_000_000;

    private final Path root;
    private final KernelFile uptime;
    private final ByteScanner scanner = new ByteScanner();

    LinuxLife(Path root) {
        this.root = root;
        this.uptime = new KernelFile(root.resolve("proc/uptime"));
    }

    @Override
    public Optional<String> bootId() {
        try {
            byte[] bytes = Files.readAllBytes(root.resolve("proc/sys/kernel/random/boot_id"));
            return Optional.of(new String(bytes, StandardCharsets.US_ASCII).strip())
                    .filter(id -> BOOT_ID.matcher(id).matches());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public OptionalLong nanosSinceBoot() {
        try {
            uptime.read(scanner).nextLine();
            return scanner.nextHundredths()
                    ? OptionalLong.of(scanner.number() * NANOS_PER_HUNDREDTH)
                    : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    @Override
    public boolean isShuttingDown() {
        return new ShutdownSigns(root).areThere();
    }
}
