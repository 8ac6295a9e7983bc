package io.nocturne.server.series.store;

import com.zaxxer.hikari.HikariDataSource;
import io.nocturne.model.json.WireJson;
import io.nocturne.server.TestPostgres;
import io.nocturne.server.ingest.SampleStore;
import io.nocturne.server.platform.DatabaseConfig;
import io.nocturne.server.platform.DatabaseKind;
import io.nocturne.server.platform.DiskSync;
import io.nocturne.server.series.SampleStoreContract;
import io.nocturne.server.series.SeriesQuery;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The contract on a real PostgreSQL.
class PostgresSampleStoreIT extends SampleStoreContract {

    private static final DatabaseConfig DATABASE = TestPostgres.fresh();

    private HikariDataSource source = new HikariDataSource();
    private JdbcSampleStore store = open();

    private JdbcSampleStore open() {
        JdbcClient jdbc = JdbcClient.create(source);
        return new JdbcSampleStore(
                jdbc,
                new JdbcTemplate(source, true),
                new TransactionTemplate(new JdbcTransactionManager(source)),
                new LayoutStore(jdbc, WireJson.mapper()),
                new DiskSync(jdbc, DatabaseKind.POSTGRESQL));
    }

    @BeforeEach
    void connect() {
        source = new HikariDataSource();
        source.setJdbcUrl(DATABASE.url());
        source.setUsername(DATABASE.username());
        Flyway.configure().dataSource(source).load().migrate();
        store = open();
    }

    @AfterEach
    void disconnect() {
        source.close();
    }

    @Override
    protected SampleStore store() {
        return store;
    }

    @Override
    protected SeriesQuery query() {
        return store;
    }

    @Override
    protected SeriesQuery reopened() {
        source.close();
        connect();
        return store;
    }
}
