package io.nocturne.server.series.store;

import io.nocturne.model.fleet.HostSummary;
import io.nocturne.server.fleet.HostRegistry;
import io.nocturne.server.platform.config.DatabaseKind;
import io.nocturne.server.platform.config.Retention;
import io.nocturne.server.platform.crypt.Encryption;
import io.nocturne.server.platform.database.DiskGate;
import io.nocturne.server.platform.database.DiskSync;
import io.nocturne.server.platform.database.StoreConnections;
import io.nocturne.server.platform.database.TableHold;
import io.nocturne.server.platform.lease.Leases;
import io.nocturne.server.platform.loop.Loop;
import io.nocturne.server.platform.loop.Pace;
import io.nocturne.server.platform.loop.Parts;
import io.nocturne.server.series.store.chunk.LayoutAllowance;
import io.nocturne.server.series.store.chunk.LayoutStore;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/// Starts the store of samples with the server, and stops it after the last request.
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

    private static final int HEAD_SHARE_OF_MEMORY = 4;

    private static final int LAYOUTS_SHARE_OF_MEMORY = 10;

    private static final Pace STREAM_PACE =
            new Pace(Duration.ofMinutes(1), Duration.ofSeconds(1), Duration.ofSeconds(10));

    private static final Pace UPKEEP_PACE =
            new Pace(Duration.ofMinutes(10), Duration.ofSeconds(1), Duration.ofSeconds(15));

    /// Stopped by the store, which is closed before it. Daemons: one that does not end keeps no process alive.
    @Bean(destroyMethod = "shutdownNow")
    ExecutorService journalThread() {
        return Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("store-journal").factory());
    }

    @Bean(destroyMethod = "shutdownNow")
    ExecutorService upkeepThread() {
        return Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("store-upkeep").factory());
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
            StoreConnections connections,
            JdbcTemplate questions,
            DatabaseKind database,
            DiskSync disk,
            Leases leases,
            Encryption encryption) {
        return StoreTables.open(connections.jdbc(), questions, database, disk, leases.node(), encryption);
    }

    @Bean
    StoreParts storeParts(
            StoreTables tables,
            LayoutStore layouts,
            StoreConnections connections,
            DiskSync disk,
            Leases leases,
            Retention retention,
            DiskGate gate,
            TableHold hold,
            LayoutAllowance allowance,
            Parts supervised,
            Clock clock) {
        StoreSettings settings = new StoreSettings(
                leases,
                retention,
                Runtime.getRuntime().maxMemory() / HEAD_SHARE_OF_MEMORY,
                gate,
                hold,
                allowance,
                supervised,
                clock);
        Changes changes = Changes.of(connections.client(), connections.transaction(), leases);
        return StoreParts.assemble(tables, layouts, changes, disk, settings);
    }

    @Bean
    MeasuredStore storeHealth(StoreParts parts) {
        return new MeasuredStore(parts);
    }

    /// Closed before the store.
    @Bean(destroyMethod = "close")
    @DependsOn("runningStore")
    StreamReaders streamReaders(StoreParts parts, Parts supervised) {
        return new StreamReaders(
                parts.stream(),
                supervised,
                STREAM_PACE,
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().factory()));
    }

    @Bean(destroyMethod = "close")
    RunningStore runningStore(
            StoreParts parts, Parts supervised, ExecutorService journalThread, ExecutorService upkeepThread) {
        RunningStore store = RunningStore.start(parts, journalThread);
        upkeepThread.execute(
                new Loop(supervised.part("store-upkeep", UPKEEP_PACE), parts.upkeep()::turn, upkeepThread::isShutdown));
        return store;
    }
}
