package io.nocturne.server.series.store;

import io.nocturne.server.platform.config.DataDirectory;
import io.nocturne.server.platform.config.DatabaseKind;
import io.nocturne.server.platform.config.EncryptionConfig;
import io.nocturne.server.platform.config.KeyFile;
import io.nocturne.server.platform.config.Retention;
import io.nocturne.server.platform.database.DiskSync;
import io.nocturne.server.platform.database.DiskWatch;
import io.nocturne.server.platform.database.StoreConnections;
import io.nocturne.server.platform.database.TableHold;
import io.nocturne.server.series.store.chunk.LayoutStore;
import io.nocturne.server.series.store.crypt.Encryption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/// Starts the store of samples with the server, and stops it after the last request.
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

    /// Until several servers share a database there is one.
    private static final int NODE_ID = 1;

    private static final int HEAD_SHARE_OF_MEMORY = 4;

    @Bean(destroyMethod = "close")
    ExecutorService journalThread() {
        return Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("store-journal").factory());
    }

    @Bean(destroyMethod = "close")
    ScheduledExecutorService upkeepThread() {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("store-upkeep").factory());
    }

    @Bean
    LayoutStore layoutStore(JdbcClient jdbc, JsonMapper json) {
        return new LayoutStore(jdbc, json);
    }

    @Bean
    DiskWatch diskWatch(DatabaseKind database, DataDirectory data, Clock clock) throws IOException {
        return database == DatabaseKind.H2
                ? DiskWatch.of(Files.getFileStore(data.root()), clock)
                : DiskWatch.none(clock);
    }

    @Bean
    StoreTables storeTables(
            StoreConnections connections,
            JdbcTemplate questions,
            DatabaseKind database,
            DiskSync disk,
            EncryptionConfig encryption,
            SecureRandom random) {
        return StoreTables.open(connections.jdbc(), questions, database, disk, NODE_ID, encryption(encryption, random));
    }

    @Bean
    StoreParts storeParts(
            StoreTables tables,
            LayoutStore layouts,
            StoreConnections connections,
            DiskSync disk,
            Retention retention,
            DiskWatch watch,
            TableHold hold,
            Clock clock) {
        StoreSettings settings = new StoreSettings(
                retention, Runtime.getRuntime().maxMemory() / HEAD_SHARE_OF_MEMORY, watch, hold, clock);
        return StoreParts.assemble(tables, layouts, connections.transaction(), disk, settings);
    }

    @Bean
    MeasuredStore storeHealth(StoreParts parts) {
        return new MeasuredStore(parts);
    }

    private static Encryption encryption(EncryptionConfig config, SecureRandom random) {
        Path file = config.keyFile();
        return file == null ? Encryption.none() : Encryption.of(KeyFile.open(file), random);
    }

    @Bean(destroyMethod = "close")
    RunningStore runningStore(StoreParts parts, ExecutorService journalThread, ScheduledExecutorService upkeepThread) {
        RunningStore store = RunningStore.start(parts, journalThread);
        // Ends with its thread.
        ScheduledFuture<?> _ = upkeepThread.scheduleWithFixedDelay(parts.upkeep()::tick, 1, 1, TimeUnit.SECONDS);
        return store;
    }
}
