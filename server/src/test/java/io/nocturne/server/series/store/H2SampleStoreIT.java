package io.nocturne.server.series.store;

import com.zaxxer.hikari.HikariDataSource;
import io.nocturne.model.json.WireJson;
import io.nocturne.server.ingest.SampleStore;
import io.nocturne.server.platform.DatabaseKind;
import io.nocturne.server.platform.DiskSync;
import io.nocturne.server.series.SampleStoreContract;
import io.nocturne.server.series.SeriesQuery;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The contract on a real H2 file.
class H2SampleStoreIT extends SampleStoreContract {

    @TempDir
    private Path directory;

    private HikariDataSource source = new HikariDataSource();
    private JdbcSampleStore store = open();

    private JdbcSampleStore open() {
        JdbcClient jdbc = JdbcClient.create(source);
        return new JdbcSampleStore(
                jdbc,
                new JdbcTemplate(source, true),
                new TransactionTemplate(new JdbcTransactionManager(source)),
                new LayoutStore(jdbc, WireJson.mapper()),
                new DiskSync(jdbc, DatabaseKind.H2));
    }

    @BeforeEach
    void connect() {
        source = new HikariDataSource();
        source.setJdbcUrl("jdbc:h2:file:" + directory.resolve("contract")
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0");
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
