package io.nocturne.server.platform;

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
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

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

    @Bean
    DataDirectory dataDirectory(ServerConfig config) {
        return DataDirectory.open(config.dataDir());
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
}
