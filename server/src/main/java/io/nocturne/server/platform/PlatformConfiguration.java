package io.nocturne.server.platform;

import com.zaxxer.hikari.HikariDataSource;
import io.nocturne.server.platform.config.DataDirectory;
import io.nocturne.server.platform.config.DatabaseConfig;
import io.nocturne.server.platform.config.DatabaseKind;
import io.nocturne.server.platform.config.Retention;
import io.nocturne.server.platform.config.ServerConfig;
import io.nocturne.server.platform.crypt.Encryption;
import io.nocturne.server.platform.database.DatabaseFaults;
import io.nocturne.server.platform.database.DatabasePool;
import io.nocturne.server.platform.database.DiskGate;
import io.nocturne.server.platform.database.DiskSync;
import io.nocturne.server.platform.database.DiskWatch;
import io.nocturne.server.platform.database.StoreConnections;
import io.nocturne.server.platform.loop.Parts;
import io.nocturne.server.platform.secret.SecretHome;
import io.nocturne.server.platform.secret.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/// Clock, randomness, threads, data directory and database of the server.
@Configuration(proxyBeanMethods = false)
class PlatformConfiguration {

    /// Millisecond ticks, because that is what the wire and the store keep.
    @Bean
    Clock clock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }

    @Bean
    SecureRandom secureRandom() {
        return new SecureRandom();
    }

    /// What runs as long as the server does.
    @Bean
    Parts supervised(Clock clock) {
        return new Parts(clock);
    }

    /// One virtual thread for each task; used for work that waits on a peer. The stop does not wait for peers.
    @Bean(destroyMethod = "shutdown")
    ExecutorService peerExecutor() {
        return Executors.newVirtualThreadPerTaskExecutor();
    }

    /// What is done now and then and is soon done. Without it, Spring would take any scheduler that it finds.
    @Bean
    TaskScheduler taskScheduler() {
        ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
        scheduler.setPoolSize(2);
        scheduler.setThreadNamePrefix("schedule-");
        return scheduler;
    }

    @Bean
    DataDirectory dataDirectory(ServerConfig config) {
        return DataDirectory.open(config.dataDir());
    }

    @Bean(destroyMethod = "close")
    HikariDataSource dataSource(ServerConfig config, DataDirectory data, DatabaseFaults faults) {
        return DatabasePool.open(config.database(), data, faults);
    }

    @Bean
    DatabaseFaults databaseFaults(DiskGate gate) {
        return new DatabaseFaults(gate);
    }

    @Bean
    DiskGate diskGate(DatabaseKind database, DataDirectory data, Clock clock) throws IOException {
        DiskWatch watch = database == DatabaseKind.H2
                ? DiskWatch.of(Files.getFileStore(data.root()), clock)
                : DiskWatch.none(clock);
        return new DiskGate(watch, clock);
    }

    /// After the data source, and so closed before it: the one that closes last may compact the file.
    @Bean(destroyMethod = "close")
    @DependsOn("dataSource")
    StoreConnections storeConnections(ServerConfig config, DataDirectory data, DatabaseFaults faults) {
        return StoreConnections.open(config.database(), data, faults);
    }

    @Bean
    DiskSync diskSync(StoreConnections connections, DatabaseKind database) {
        return new DiskSync(connections.client(), database);
    }

    /// A migration may take longer than a connection of the pool waits for an answer.
    @Bean
    FlywayConfigurationCustomizer patientMigrations(ServerConfig config) {
        DatabaseConfig database = config.database();
        return flyway -> {
            if (database.url() != null) {
                flyway.dataSource(database.url(), database.username(), database.password());
            }
        };
    }

    @Bean
    Retention retention(ServerConfig config) {
        return config.retention();
    }

    /// After the migrations, because it asks the database.
    @Bean
    SecretHome secretHome(
            ServerConfig config, JdbcClient jdbc, DatabaseKind database, DataDirectory data, SecureRandom random) {
        return SecretHome.open(jdbc, database, data, Encryption.of(config.encryption(), random));
    }

    @Bean
    Secrets secrets(SecretHome home) {
        return home.secrets();
    }

    @Bean
    Encryption encryption(SecretHome home) {
        return home.encryption();
    }

    @Bean
    DatabaseKind databaseKind(ServerConfig config) {
        return config.database().kind();
    }

    @Bean
    PrivateFiles privateFiles(DataDirectory data) {
        return new PrivateFiles(data);
    }

    /// Once everything is open, and now and then: H2 makes files while it runs.
    record PrivateFiles(DataDirectory data) {

        private static final long EVERY_MILLIS = 600_000;

        @Scheduled(fixedDelay = EVERY_MILLIS)
        void look() {
            data.restrictAll();
        }
    }
}
