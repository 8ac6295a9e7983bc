package io.nocturne.agent.collect.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LinuxLifeTest {

    @TempDir
    private Path folder;

    private FakeMachine machine;
    private LinuxLife life;

    @BeforeEach
    void open() {
        machine = new FakeMachine(folder);
        life = new LinuxLife(folder);
    }

    @Test
    void theBootAndTheTimeSinceItAreTheKernels() {
        machine.file("proc/sys/kernel/random/boot_id", "9f0c5a6e-3d0c-4b8e-9d1b-2a8b5c7d9e01\n")
                .file("proc/uptime", "3600.25 7000.01\n");

        assertThat(life.bootId()).hasValue("9f0c5a6e-3d0c-4b8e-9d1b-2a8b5c7d9e01");
        assertThat(life.nanosSinceBoot()).hasValue(3_600_250_000_000L);
    }

    @Test
    void whatTheKernelHidesIsAbsent() {
        assertThat(life.bootId()).isEmpty();
        assertThat(life.nanosSinceBoot()).isEmpty();
        assertThat(life.isShuttingDown()).isFalse();
        machine.file("proc/sys/kernel/random/boot_id", "garbage\n").file("proc/uptime", "soon\n");
        assertThat(life.bootId()).isEmpty();
        assertThat(life.nanosSinceBoot()).isEmpty();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void systemdSaysWhetherTheHostGoesDown() throws IOException {
        Files.createDirectories(folder.resolve("run/systemd/system"));
        assertThat(life.isShuttingDown()).isFalse();

        systemctl("echo running");
        assertThat(life.isShuttingDown()).isFalse();
        systemctl("echo stopping; exit 1");
        assertThat(life.isShuttingDown()).isTrue();
        systemctl("echo Failed to connect to bus >&2; exit 1");
        assertThat(life.isShuttingDown()).isFalse();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aSystemdThatDoesNotAnswerDelaysTheEndByASecondAtMost() throws IOException {
        Files.createDirectories(folder.resolve("run/systemd/system"));
        systemctl("exec sleep 60");

        assertThat(life.isShuttingDown()).isFalse();
    }

    @Test
    void withoutSystemdTheRunLevelSaysIt() throws IOException {
        utmp(record(2, '~'), record(1, '5'));
        assertThat(life.isShuttingDown()).isFalse();
        utmp(record(2, '~'), record(1, '0'));
        assertThat(life.isShuttingDown()).isTrue();
        utmp(record(1, '6'));
        assertThat(life.isShuttingDown()).isTrue();
        Files.write(folder.resolve("run/utmp"), new byte[100]);
        assertThat(life.isShuttingDown()).isFalse();
    }

    @Test
    void aPlannedShutdownIsNotOne() {
        machine.file("run/systemd/shutdown/scheduled", "USEC=1\nMODE=poweroff\n")
                .file("run/nologin", "going down\n");

        assertThat(life.isShuttingDown()).isFalse();
    }

    private void systemctl(String script) throws IOException {
        machine.file("usr/bin/systemctl", "#!/bin/sh\n[ \"$1\" = is-system-running ] || exit 9\n" + script + "\n");
        Files.setPosixFilePermissions(
                folder.resolve("usr/bin/systemctl"), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void utmp(byte[]... records) throws IOException {
        Path file = Files.createDirectories(folder.resolve("run")).resolve("utmp");
        ByteBuffer all = ByteBuffer.allocate(384 * records.length);
        for (byte[] record : records) {
            all.put(record);
        }
        Files.write(file, all.array());
    }

    private static byte[] record(int type, char level) {
        ByteBuffer record = ByteBuffer.allocate(384).order(ByteOrder.nativeOrder());
        record.putShort(0, (short) type);
        record.putInt(4, ('5' << 8) | level);
        return record.array();
    }
}
