package io.nocturne.server.platform;

import com.zaxxer.hikari.HikariDataSource;
import io.nocturne.model.json.WireJson;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Clock, randomness, threads, data directory and database of the server.
@Configuration(proxyBeanMethods = false)
class PlatformConfiguration {

    private static final int POOL_SIZE = 8;
    private static final long CONNECTION_TIMEOUT_MILLIS = 10_000;

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
    DataSource dataSource(DataDirectory data) {
        HikariDataSource source = new HikariDataSource();
        source.setJdbcUrl(h2Url(data));
        source.setUsername("nocturne");
        source.setPassword("");
        source.setMaximumPoolSize(POOL_SIZE);
        source.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
        source.setMaxLifetime(Duration.ofHours(1).toMillis());
        return source;
    }

    /// WRITE_DELAY=0 hands every commit to the operating system before it returns; the store adds the
    /// disk sync.
    private static String h2Url(DataDirectory data) {
        return "jdbc:h2:file:" + data.path("db/nocturne")
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
    }
}
