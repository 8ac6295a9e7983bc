package io.nocturne.server.backup;

import io.nocturne.server.platform.config.DataDirectory;
import io.nocturne.server.platform.config.DatabaseKind;
import io.nocturne.server.platform.config.ServerVersion;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Gives a running server its backups.
@Configuration(proxyBeanMethods = false)
class BackupConfiguration {

    @Bean
    BackupMaker backupMaker(
            DataSource source, DatabaseKind database, DataDirectory data, Clock clock, ServerVersion version) {
        return new BackupMaker(source, database, data, clock, version.text());
    }
}
