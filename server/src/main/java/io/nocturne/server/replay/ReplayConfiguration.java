package io.nocturne.server.replay;

import io.nocturne.server.fleet.Goodbyes;
import io.nocturne.server.fleet.LostSnapshots;
import io.nocturne.server.series.SeriesQuery;
import io.nocturne.server.silence.Mutes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Wires what history is read from.
@Configuration(proxyBeanMethods = false)
class ReplayConfiguration {

    @Bean
    HostReplay.Stores replayStores(SeriesQuery query, Goodbyes goodbyes, LostSnapshots losses, Mutes mutes) {
        return new HostReplay.Stores(query, goodbyes, losses, mutes);
    }
}
