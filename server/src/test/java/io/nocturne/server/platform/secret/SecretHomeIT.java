package io.nocturne.server.platform.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nocturne.server.TestPostgres;
import io.nocturne.server.platform.config.ConfigException;
import io.nocturne.server.platform.config.DataDirectory;
import io.nocturne.server.platform.config.DatabaseConfig;
import io.nocturne.server.platform.config.KeyFile;
import io.nocturne.server.platform.crypt.Encryption;
import io.nocturne.server.platform.database.OfflineDatabase;
import io.nocturne.server.series.store.TestKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Where secrets are, as keys, files and other servers come and go.
class SecretHomeIT {

    private static final String ONE = "1 " + TestKeys.ONE;
    private static final String TWO = "2 " + TestKeys.TWO;
    private static final String NAME = "secrets/test";

    @TempDir
    private Path directory;

    private DataDirectory data;
    private TestKeys keys;
    private OfflineDatabase database;
    private JdbcTemplate jdbc;

    @BeforeEach
    void open() {
        data = DataDirectory.open(directory.resolve("data"));
        keys = new TestKeys(directory).write(ONE);
        use(TestPostgres.fresh());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void theFirstServersSecretIsEverybodysAndLiesNowhereInTheClear() throws Exception {
        assertThat(get(home(keys.encryption()), "first")).isEqualTo("first");

        DataDirectory other = DataDirectory.open(directory.resolve("other"));
        assertThat(get(home(keys.encryption(), other), "second")).isEqualTo("first");

        assertThat(rows()).isEqualTo(Map.of(NAME, 1));
        assertThat(new String(content(), StandardCharsets.ISO_8859_1)).doesNotContain("first");
        assertThat(files(data)).isEmpty();
        assertThat(files(other)).isEmpty();
    }

    @Test
    void whoComesSecondTakesTheSecretOfWhoWasFaster() throws Exception {
        SecretHome slow = home(keys.encryption());
        SecretHome fast = home(keys.encryption());

        String got = slow.secrets().get(new Text(() -> {
            assertThat(get(fast, "the faster one's")).isEqualTo("the faster one's");
            return "the slower one's";
        }));

        assertThat(got).isEqualTo("the faster one's");
    }

    @Test
    void aFileOfTheTimeBeforeGoesIntoTheTable() throws Exception {
        write("of before");

        assertThat(get(home(keys.encryption()), "made anew")).isEqualTo("of before");

        assertThat(rows()).isEqualTo(Map.of(NAME, 1));
        assertThat(files(data)).isEmpty();
    }

    @Test
    void aFileThatIsNoSecretDoesNotGetIntoTheTable() throws Exception {
        write("");

        assertThatThrownBy(() -> get(home(keys.encryption()), "made anew")).hasMessage("it is empty");

        assertThat(rows()).isEmpty();
        assertThat(files(data)).containsExactly("test");
    }

    @Test
    void whereTheTableSaysOtherwiseTheFileIsKeptAside() throws Exception {
        assertThat(get(home(keys.encryption()), "shared")).isEqualTo("shared");
        for (String own : List.of("my own", "my other")) {
            write(own);
            Files.setPosixFilePermissions(
                    directory.resolve("data/" + NAME), PosixFilePermissions.fromString("rw-r--r--"));
            assertThat(get(home(keys.encryption()), "made anew")).isEqualTo("shared");
        }

        assertThat(files(data)).containsExactly("test.before", "test.before-2");
        Path aside = directory.resolve("data/secrets/test.before");
        assertThat(aside).hasContent("my own");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(aside)))
                .isEqualTo("rw-------");
    }

    @Test
    void withoutAKeyNothingGetsIntoTheTable() throws Exception {
        assertThat(get(home(Encryption.none()), "in a file")).isEqualTo("in a file");
        keys.write("0 plain", ONE);
        assertThat(get(home(keys.encryption()), "anew")).isEqualTo("in a file");

        assertThat(rows()).isEmpty();
        assertThat(files(data)).containsExactly("test");
    }

    @Test
    void whatCannotBeReadIsNamedAndNotMadeAnew() throws Exception {
        assertThat(get(home(keys.encryption()), "first")).isEqualTo("first");
        byte[] before = content();

        assertRefused(keys.write(TWO)::encryption, "encrypted with key 1, which the key file does not hold");
        assertRefused(keys.write(TWO, "1 lost")::encryption, "encrypted with key 1, which the key file does not hold");
        assertRefused(keys.write("1 " + TestKeys.TWO)::encryption, "the key of that id is another now");
        assertThatThrownBy(() -> home(Encryption.none()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("secrets, encrypted with keys [1], but encryption.key_file is not set");

        assertThat(content()).isEqualTo(before);
        assertThat(files(data)).isEmpty();
        assertThat(get(home(keys.write(ONE).encryption()), "anew")).isEqualTo("first");
    }

    @Test
    void aRowThatSomebodyChangedMovedOrPutThereIsRefused() throws Exception {
        assertThat(get(home(keys.encryption()), "first")).isEqualTo("first");
        byte[] before = content();

        byte[] changed = before.clone();
        changed[changed.length - 1] ^= 1;
        jdbc.update("UPDATE shared_secret SET content = ?", (Object) changed);
        assertRefused(keys::encryption, "it was changed or moved");
        jdbc.update(
                "UPDATE shared_secret SET content = ?, key_id = 0", (Object) "mine".getBytes(StandardCharsets.UTF_8));
        assertRefused(keys::encryption, "it is not encrypted");
        jdbc.update("UPDATE shared_secret SET content = ?, key_id = 1, name = 'another'", (Object) before);

        assertThatThrownBy(() -> home(keys.encryption()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("secret 'another' of the database cannot be read: it was changed or moved");
    }

    @Test
    void aSecretIsUnderTheNewKeyBeforeThatIsUsed() throws Exception {
        SecretHome running = home(keys.encryption());
        assertThat(get(running, "first")).isEqualTo("first");

        // Even where the file has given the old key up.
        running.encryption().use(KeyFile.read(keys.write(TWO).path()));

        assertThat(rows()).isEqualTo(Map.of(NAME, 2));
        assertThat(get(home(keys.encryption()), "anew")).isEqualTo("first");
        assertThat(get(home(keys.write("3 " + "2d".repeat(32), TWO).encryption()), "anew"))
                .isEqualTo("first");
        assertThat(rows()).isEqualTo(Map.of(NAME, 3));
    }

    @Test
    void keysAreNotUsedWhileASecretCannotFollow() throws Exception {
        SecretHome running = home(keys.encryption());
        assertThat(get(running, "first")).isEqualTo("first");
        jdbc.update("UPDATE shared_secret SET key_id = 7");

        assertThatThrownBy(() -> running.encryption()
                        .use(KeyFile.read(keys.write(TWO, ONE).path())))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(NAME);

        assertThat(running.encryption().cipher().ring().writeId()).isEqualTo(1);
    }

    @Test
    void encryptionSwitchedOffBringsThemIntoFilesWhichTheNextStartReads() throws Exception {
        SecretHome running = home(keys.encryption());
        assertThat(get(running, "first")).isEqualTo("first");

        running.encryption().use(KeyFile.read(keys.write("0 plain", ONE).path()));

        assertThat(rows()).isEmpty();
        assertThat(files(data)).containsExactly("test");
        assertThat(get(home(Encryption.none()), "anew")).isEqualTo("first");
    }

    @Test
    void rowsThatARestoreBroughtIntoH2BecomeFiles() throws Exception {
        assertThat(get(home(keys.encryption()), "first")).isEqualTo("first");
        byte[] content = content();
        database.close();
        use(DatabaseConfig.h2());
        jdbc.update("INSERT INTO shared_secret (name, key_id, content) VALUES (?, 1, ?)", NAME, content);

        assertThat(get(home(keys.encryption()), "anew")).isEqualTo("first");

        assertThat(rows()).isEmpty();
        assertThat(files(data)).containsExactly("test");
    }

    private void use(DatabaseConfig config) {
        database = OfflineDatabase.openEmpty(config, data);
        database.migrate(database.newestSchemaVersion());
        jdbc = new JdbcTemplate(database.source());
    }

    private SecretHome home(Encryption encryption) {
        return home(encryption, data);
    }

    private SecretHome home(Encryption encryption, DataDirectory directory) {
        return SecretHome.open(JdbcClient.create(jdbc), database.kind(), directory, encryption);
    }

    private static String get(SecretHome home, String fresh) {
        try {
            return home.secrets().get(new Text(() -> fresh));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private void write(String content) throws IOException {
        data.writeSecret(data.path(NAME), content.getBytes(StandardCharsets.UTF_8));
    }

    private void assertRefused(Supplier<Encryption> encryption, String why) {
        assertThatThrownBy(() -> home(encryption.get()))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("secret '%s' of the database cannot be read: it ".formatted(NAME))
                .hasMessageContaining(why);
    }

    private Map<String, Integer> rows() {
        Map<String, Integer> found = new HashMap<>();
        jdbc.query("SELECT name, key_id FROM shared_secret", row -> {
            found.put(row.getString(1), row.getInt(2));
        });
        return found;
    }

    private byte[] content() {
        return jdbc.queryForList("SELECT content FROM shared_secret", byte[].class)
                .getFirst();
    }

    private static List<String> files(DataDirectory directory) throws IOException {
        try (Stream<Path> all = Files.list(directory.path("secrets/x").getParent())) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    /// A secret that is a text, and not an empty one.
    private record Text(Supplier<String> maker) implements Secret<String> {

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public byte[] make() {
            return maker.get().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String read(byte[] content) {
            if (content.length == 0) {
                throw new IllegalStateException("it is empty");
            }
            return new String(content, StandardCharsets.UTF_8);
        }
    }
}
