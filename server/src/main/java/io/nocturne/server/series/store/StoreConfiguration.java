package io.nocturne.server.series.store;

import io.nocturne.model.fleet.HostSummary;
import io.nocturne.server.fleet.HostRegistry;
import io.nocturne.server.platform.config.DatabaseKind;
import io.nocturne.server.platform.config.EncryptionConfig;
import io.nocturne.server.platform.config.KeyFile;
import io.nocturne.server.platform.config.Retention;
import io.nocturne.server.platform.database.DiskGate;
import io.nocturne.server.platform.database.DiskSync;
import io.nocturne.server.platform.database.TableHold;
import io.nocturne.server.series.store.chunk.LayoutAllowance;
import io.nocturne.server.series.store.chunk.LayoutStore;
import io.nocturne.server.series.store.crypt.Encryption;
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
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Starts the store of samples with the server, and stops it after the last request.
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

    /// Until several servers share a database there is one.
    private static final int NODE_ID = 1;

    private static final int HEAD_SHARE_OF_MEMORY = 4;

    private static final int LAYOUTS_SHARE_OF_MEMORY = 10;

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
    LayoutStore layoutStore(JdbcClient jdbc, JsonMapper json, Clock clock) {
        return new LayoutStore(jdbc, json, clock, Runtime.getRuntime().maxMemory() / LAYOUTS_SHARE_OF_MEMORY);
    }

    @Bean
    LayoutAllowance layoutAllowance(Clock clock, HostRegistry hosts) {
        return new LayoutAllowance(
                clock, hostId -> hosts.find(hostId).map(HostSummary::name).orElse("unknown"));
    }

    @Bean
    StoreTables storeTables(
            JdbcTemplate jdbc, DatabaseKind database, DiskSync disk, EncryptionConfig encryption, SecureRandom random) {
        return StoreTables.open(jdbc, database, disk, NODE_ID, encryption(encryption, random));
    }

    @Bean
    StoreParts storeParts(
            StoreTables tables,
            LayoutStore layouts,
            TransactionTemplate transaction,
            DiskSync disk,
            Retention retention,
            DiskGate gate,
            TableHold hold,
            LayoutAllowance allowance,
            Clock clock) {
        StoreSettings settings = new StoreSettings(
                retention, Runtime.getRuntime().maxMemory() / HEAD_SHARE_OF_MEMORY, gate, hold, allowance, clock);
        return StoreParts.assemble(tables, layouts, transaction, disk, settings);
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
