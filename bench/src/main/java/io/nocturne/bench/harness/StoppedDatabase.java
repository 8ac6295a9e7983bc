package io.nocturne.bench.harness;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// The server's database while no server runs on it.
///
/// **Shape** - `data` is the server's data directory, `postgres` is absent for H2. H2 closes its file with the last
/// connection.
public record StoppedDatabase(Path data, @Nullable PostgresProgram postgres) {

    public DataSource source() {
        String h2 = "jdbc:h2:file:" + data.resolve("db/nocturne")
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";
        return postgres == null
                ? new DriverManagerDataSource(h2, "nocturne", "")
                : new DriverManagerDataSource(postgres.url(), PostgresProgram.USER, "");
    }
}
