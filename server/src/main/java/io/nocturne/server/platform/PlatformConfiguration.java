package io.nocturne.server.platform;

import io.nocturne.model.json.WireJson;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
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
    DataDirectory dataDirectory(NocturneProperties properties) {
        return DataDirectory.open(properties.dataDir());
    }

    @Bean
    JsonMapperBuilderCustomizer wireJson() {
        return WireJson::configure;
    }

    @Bean(destroyMethod = "close")
    DataSource dataSource(ObjectProvider<DatabaseConfig> database, DataDirectory data) {
        return DatabasePool.open(database.getIfAvailable(DatabaseConfig::h2), data);
    }

    @Bean
    @ConditionalOnMissingBean
    Retention retention() {
        return Retention.DEFAULT;
    }

    @Bean
    DatabaseKind databaseKind(ObjectProvider<DatabaseConfig> database) {
        return database.getIfAvailable(DatabaseConfig::h2).kind();
    }
}
