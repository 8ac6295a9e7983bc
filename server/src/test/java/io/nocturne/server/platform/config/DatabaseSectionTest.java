package io.nocturne.server.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseSectionTest {

    private static final String URL = "jdbc:postgresql://db:5432/nocturne";

    @TempDir
    private Path directory;

    @Test
    void withoutTheSectionItIsH2() {
        DatabaseConfig database = DatabaseSection.read("server.yml", null, Map.of());

        assertThat(database.kind()).isEqualTo(DatabaseKind.H2);
        assertThat(database).isEqualTo(DatabaseConfig.h2());
    }

    @Test
    void theEnvironmentCountsOverTheFile() {
        DatabaseConfig database = DatabaseSection.read(
                "server.yml",
                Map.of("url", URL, "username", "file", "password", "file", "pool_size", 20),
                Map.of("NOCTURNE_DATABASE_USERNAME", "environment", "NOCTURNE_DATABASE_PASSWORD", "${x}"));

        assertThat(database).isEqualTo(new DatabaseConfig(URL, "environment", "${x}", 20));
        assertThat(database.kind()).isEqualTo(DatabaseKind.POSTGRESQL);
    }

    @Test
    void thePasswordCanComeFromAFile() throws IOException {
        Path file = Files.writeString(directory.resolve("password"), "from-file\n");
        Map<String, Object> section = Map.of("url", URL, "password_file", file.toString());

        assertThat(DatabaseSection.read("server.yml", section, Map.of()).password())
                .isEqualTo("from-file");
        assertThat(DatabaseSection.read("server.yml", section, Map.of("NOCTURNE_DATABASE_PASSWORD", "other"))
                        .password())
                .isEqualTo("other");
    }

    @Test
    void thePasswordAndTheParametersOfTheAddressAreNotShown() {
        DatabaseConfig database = new DatabaseConfig(URL + "?sslpassword=hidden", "u", "secret", 8);

        assertThat(database.toString()).contains(URL).doesNotContain("secret").doesNotContain("hidden");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            url       | jdbc:mysql://db/x                        | server.yml: database.url must be jdbc:postgresql://HOST:PORT/NAME
            url       | jdbc:postgresql://db/x?password=hunter2  | database.url must not hold the user or the password
            url       | jdbc:postgresql://me:hunter2@db/x        | database.url must not hold the user or the password
            pool_size | hunter2                                  | database.pool_size is 'hunter2', allowed is a number from 2 to 100
            pasword   | hunter2                                  | unknown key 'database.pasword', allowed are [password, password_file, pool_size, url, username]
            username  | ''                                       | database.username must be a text that is not empty
            password_file | /nowhere/at-all                      | database.password_file '/nowhere/at-all' cannot be read
            """)
    void aWrongValueIsNamedPrecisely(String key, String value, String expected) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> DatabaseSection.read("server.yml", Map.of(key, value), Map.of()))
                .withMessageContaining(expected)
                .satisfies(fault -> {
                    if (!key.equals("pool_size")) {
                        assertThat(fault.getMessage()).doesNotContain("hunter2");
                    }
                });
    }

    @Test
    void aWrongValueOfTheEnvironmentIsNamedByItsVariable() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() ->
                        DatabaseSection.read("server.yml", null, Map.of("NOCTURNE_DATABASE_URL", "postgres://db/x")))
                .withMessageStartingWith("NOCTURNE_DATABASE_URL must be");
    }

    @Test
    void twoPasswordsAreOneTooMany() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> DatabaseSection.read(
                        "server.yml", Map.of("password", "hunter2", "password_file", "/x"), Map.of()))
                .withMessage("server.yml: only one of database.password and database.password_file may be given");
    }
}
