package io.nocturne.agent.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {

    @TempDir
    private Path temporary;

    @Test
    void nobodyElseCanReadIt() throws IOException {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"), "needs POSIX permissions");
        Path folder = temporary.resolve("a").resolve("agent");

        StateDirectory state = StateDirectory.open(folder);
        state.write("credential.json", "secret");
        state.lock();

        assertThat(permissions(folder)).isEqualTo("rwx------");
        assertThat(permissions(folder.resolve("credential.json"))).isEqualTo("rw-------");
        assertThat(permissions(folder.resolve("agent.lock"))).isEqualTo("rw-------");
    }

    @Test
    void aFileIsReplacedAsAWhole() throws IOException {
        StateDirectory state = StateDirectory.open(temporary);
        state.write("f", "a long text");

        state.write("f", "short");

        assertThat(state.read("f")).hasValue("short");
        assertThat(temporary.resolve("f.new")).doesNotExist();
    }

    @Test
    void whatACrashLeftBehindIsNotInTheWay() throws IOException {
        StateDirectory state = StateDirectory.open(temporary);
        Files.writeString(temporary.resolve("f.new"), "torn");

        state.write("f", "whole");

        assertThat(state.read("f")).hasValue("whole");
    }

    @Test
    void aFileThatIsNotThereIsAbsent() throws IOException {
        assertThat(StateDirectory.open(temporary).read("nothing")).isEmpty();
    }

    @Test
    void aHugeFileIsRefused() throws IOException {
        StateDirectory state = StateDirectory.open(temporary);
        Files.write(temporary.resolve("f"), new byte[300 << 10]);

        assertThatIOException().isThrownBy(() -> state.read("f")).withMessageContaining("more than");
    }

    @Test
    void twoAgentsCannotShareIt() throws IOException {
        StateDirectory first = StateDirectory.open(temporary);

        assertThat(first.lock()).isTrue();
        assertThat(StateDirectory.open(temporary).lock()).isFalse();
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
