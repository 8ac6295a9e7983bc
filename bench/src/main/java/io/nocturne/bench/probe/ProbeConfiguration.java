package io.nocturne.bench.probe;

import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/// Adds the probe to a server that has this on its class path.
@AutoConfiguration
class ProbeConfiguration {

    @Bean
    StreamProbe streamProbe(DataSource source) {
        return new StreamProbe(source);
    }
}
