package io.nocturne.server.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileTest {

    private static final String HEX = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    private static final String BASE64 = "/u3erb7vABEiM0RVZneImaq7zN3u/wARIjNEVWZ3iJk=";

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("keys");
    }

    @Test
    void theFirstKeyIsTheOneForWhatIsNew() throws IOException {
        write("# made on Monday\n\n  7\t" + HEX.toUpperCase(Locale.ROOT) + " \r\n2147483647 " + BASE64 + "\n3 lost\n");

        KeyRing ring = KeyFile.read(file);

        assertThat(ring.writeId()).isEqualTo(7);
        assertThat(ring.ids()).containsExactly(7, Integer.MAX_VALUE);
        assertThat(ring.isLost(3)).isTrue();
        assertThat(ring.toString()).isEqualTo("KeyRing[writes 7, keys [7, 2147483647], lost [3]]");
    }

    @Test
    void plainInFrontMeansThatNothingNewIsEncrypted() throws IOException {
        write("0 plain\n7 " + HEX);

        assertThat(KeyFile.read(file).writeId()).isEqualTo(KeyRing.PLAIN);
        assertThat(KeyFile.read(file).ids()).containsExactly(7);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                | holds no key
            '#1 HEX'          | holds no key
            1                 | line 1: allowed is ID KEY
            1 HEX x           | line 1: allowed is ID KEY
            HEX               | line 1: allowed is ID KEY
            x HEX             | line 1: the id must be a number from 1 to 2147483647
            -1 HEX            | line 1: the id must be a number
            2147483648 HEX    | line 1: the id must be a number
            99999999999 HEX   | line 1: the id must be a number
            HEX 1             | line 1: the id must be a number
            0 HEX             | line 1: id 0 is only for '0 plain' as the first entry
            1 plain           | line 1: the key must be 32 bytes, as 64 hex digits or as base64
            1 lost            | line 1: the first entry is the key for what is new
            1 HEX;0 plain     | line 2: id 0 is only for '0 plain' as the first entry
            1 HEX;#;1 BASE    | line 3: id 1 stands in line 1 already
            1 HEX;1 lost      | line 2: id 1 stands in line 1 already
            1 HEX;2 HEX       | line 2: it is the key of id 1 again
            1 HEX;2 HEX0      | line 2: the key must be 32 bytes
            1 0HEX            | line 1: the key must be 32 bytes
            1 BASE=           | line 1: the key must be 32 bytes
            1 AAAA            | line 1: the key must be 32 bytes
            1 zHEX            | line 1: the key must be 32 bytes
            """)
    void aWrongLineIsNamedAndNotRepeated(String content, String expected) throws IOException {
        write(content.replace(';', '\n').replace("HEX", HEX).replace("BASE", BASE64));

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> KeyFile.read(file))
                .withMessageContaining("key file " + file)
                .withMessageContaining(expected)
                .satisfies(e -> assertThat(String.valueOf(e.getMessage()))
                        .doesNotContain(HEX.substring(4, 20))
                        .doesNotContain(BASE64.substring(4, 20)));
    }

    @Test
    void aNumberOfKeysAndBytesIsEnough() throws IOException {
        String many =
                IntStream.rangeClosed(1, 65).mapToObj("%1$d %1$064x"::formatted).collect(Collectors.joining("\n"));
        write(many);
        assertRefused("line 65: there are more than 64 keys");

        write("1 " + HEX + "\n#" + "x".repeat(65_536));
        assertRefused("is larger than 65536 bytes");
    }

    @Test
    void whatIsNoTextOrNoFileIsRefused() throws IOException {
        assertRefused("is not there, or is no file");
        Files.write(file, new byte[] {'1', ' ', (byte) 0xff});
        permit("rw-------");
        assertRefused("is not UTF-8 text");
        file = directory;
        assertRefused("is not there, or is no file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw------x"})
    void aFileThatOthersCanOpenIsRefused(String permissions) throws IOException {
        assumeThat(directory.getFileSystem().supportedFileAttributeViews()).contains("posix");
        write("1 " + HEX);
        permit(permissions);

        assertRefused("is open to others than its owner (rw-");
        assertRefused("chmod 600 it");
    }

    @Test
    void aChangeIsToldOnce() throws IOException {
        write("1 " + HEX);
        KeyFile open = KeyFile.open(file);
        assertThat(open.changed()).isEmpty();

        write("2 " + BASE64 + "\n1 " + HEX);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));

        assertThat(open.changed().map(KeyRing::writeId)).contains(2);
        assertThat(open.changed()).isEmpty();
        Files.delete(file);
        assertThatExceptionOfType(ConfigException.class).isThrownBy(open::changed);
        assertThat(open.changed()).isEmpty();
    }

    private void assertRefused(String expected) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> KeyFile.read(file))
                .withMessageContaining(expected);
    }

    private void write(String content) throws IOException {
        Files.writeString(file, content);
        permit("rw-------");
    }

    private void permit(String permissions) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        }
    }
}
