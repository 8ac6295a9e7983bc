package io.nocturne.agent.collect.linux;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How a process without rights sees that its Linux host is going down.
///
/// **Shape** - under systemd its manager says `stopping` from the moment the shutdown is queued, before it stops
/// the first service; under SysV init the run level is 0 or 6. Files that also stand there without a shutdown
/// are not asked: `/run/nologin` is there five minutes before a planned one and while booting, and
/// `/run/systemd/shutdown/scheduled` for as long as somebody plans one.
/// **Absent** - in a container, and under other init systems: then nothing is seen.
/// **Source** - systemctl(1) is-system-running; utmp(5).
final class ShutdownSigns {

    private static final Logger log = LoggerFactory.getLogger(ShutdownSigns.class);
    private static final String STOPPING = "stopping";
    private static final int MAX_ANSWER_BYTES = 64;
    private static final long MAX_MILLIS = 1_000;

    private static final int RECORD_BYTES = 384;
    private static final int MAX_RECORDS = 4_096;
    private static final int PID_OFFSET = 4;
    private static final short RUN_LEVEL = 1;

    private final Path root;

    ShutdownSigns(Path root) {
        this.root = root;
    }

    boolean areThere() {
        try {
            return Files.isDirectory(root.resolve("run/systemd/system")) ? systemdStops() : isRunLevelLast();
        } catch (IOException e) {
            log.debug("whether the host goes down cannot be told: {}", e.toString());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean systemdStops() throws IOException, InterruptedException {
        Path program = Stream.of("usr/bin/systemctl", "bin/systemctl")
                .map(root::resolve)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IOException("there is no systemctl"));
        Process asked = new ProcessBuilder(program.toString(), "is-system-running")
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (InputStream answer = asked.getInputStream()) {
            if (!asked.waitFor(MAX_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new IOException("systemctl did not answer in time");
            }
            String state = new String(answer.readNBytes(MAX_ANSWER_BYTES), StandardCharsets.US_ASCII);
            return state.strip().equals(STOPPING);
        } finally {
            asked.destroyForcibly();
        }
    }

    private boolean isRunLevelLast() throws IOException {
        Path file = root.resolve("run/utmp");
        if (!Files.exists(file)) {
            return false;
        }
        try (InputStream records = Files.newInputStream(file)) {
            for (int i = 0; i < MAX_RECORDS; i++) {
                byte[] bytes = records.readNBytes(RECORD_BYTES);
                if (bytes.length < RECORD_BYTES) {
                    return false;
                }
                ByteBuffer record = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
                if (record.getShort(0) == RUN_LEVEL) {
                    char level = (char) (record.getInt(PID_OFFSET) & 0xff);
                    return level == '0' || level == '6';
                }
            }
            return false;
        }
    }
}
