package io.nocturne.server.platform;

import io.nocturne.model.json.WireJson;
import io.nocturne.server.platform.config.DataDirectory;
import io.nocturne.server.platform.config.DatabaseKind;
import io.nocturne.server.platform.config.EncryptionConfig;
import io.nocturne.server.platform.config.Retention;
import io.nocturne.server.platform.config.ServerConfig;
import io.nocturne.server.platform.database.DatabasePool;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
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

    /// One virtual thread for each task; used for work that waits on a peer.
    @Bean(destroyMethod = "close")
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

    @Bean
    JsonMapperBuilderCustomizer wireJson() {
        return WireJson::configure;
    }

    @Bean(destroyMethod = "close")
    DataSource dataSource(ServerConfig config, DataDirectory data) {
        return DatabasePool.open(config.database(), data);
    }

    @Bean
    Retention retention(ServerConfig config) {
        return config.retention();
    }

    @Bean
    EncryptionConfig encryptionConfig(ServerConfig config) {
        return config.encryption();
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
