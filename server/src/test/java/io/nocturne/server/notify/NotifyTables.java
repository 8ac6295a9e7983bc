package io.nocturne.server.notify;

import io.nocturne.server.TestPostgres;
import io.nocturne.server.notify.store.Contents;
import io.nocturne.server.notify.store.NotifyStore;
import io.nocturne.server.notify.store.ReceiverStore;
import io.nocturne.server.platform.config.DatabaseConfig;
import io.nocturne.server.platform.config.DatabaseKind;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;

/// The tables of notifications in a database of their own.
record NotifyTables(NotifyStore store, ReceiverStore receivers) {

    static NotifyTables open(DatabaseKind kind) {
        DataSource source = source(kind);
        new ResourceDatabasePopulator(new ClassPathResource("db/migration/V47__notifications.sql")).execute(source);
        JdbcTemplate jdbc = new JdbcTemplate(source);
        JdbcClient client = JdbcClient.create(jdbc);
        Contents contents = new Contents();
        return new NotifyTables(
                new NotifyStore(client, jdbc, new JdbcTransactionManager(source), contents),
                new ReceiverStore(client, contents));
    }

    private static DataSource source(DatabaseKind kind) {
        return switch (kind) {
            case H2 ->
                new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID()
                        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1");
            case POSTGRESQL -> {
                DatabaseConfig database = TestPostgres.fresh();
                yield new DriverManagerDataSource(
                        Objects.requireNonNull(database.url()), database.username(), database.password());
            }
        };
    }
}
