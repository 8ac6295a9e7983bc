package io.nocturne.server.ingest;

import io.nocturne.server.fleet.HostRegistry;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// Tells the registry which hosts are heard of.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class HeardHosts implements StreamFollower {

    private final HostRegistry hosts;

    HeardHosts(HostRegistry hosts) {
        this.hosts = hosts;
    }

    @Override
    public void follow(StreamEntry entry) {
        hosts.heard(entry.hostId(), entry.newest().time(), entry.arrival().at());
    }
}
