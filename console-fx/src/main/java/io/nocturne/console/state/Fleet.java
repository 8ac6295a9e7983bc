package io.nocturne.console.state;

import io.nocturne.console.net.Answer;
import io.nocturne.model.fleet.HostList;
import io.nocturne.model.fleet.HostState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// All hosts at one moment.
///
/// **Shape** - `hosts` by name. `known` is false until the first list came; `failure` is why the
/// last request for the list failed, and null after one that did not.
public record Fleet(
        List<HostNow> hosts, boolean known, @Nullable Answer<HostList> failure) {

    static final Fleet UNKNOWN = new Fleet(List.of(), false, null);

    public Fleet {
        hosts = List.copyOf(hosts);
    }

    public Optional<HostNow> find(String hostId) {
        return hosts.stream()
                .filter(host -> host.host().hostId().equals(hostId))
                .findFirst();
    }

    /// How many hosts are in a state at this time.
    public int count(HostState state, Instant serverNow) {
        return (int)
                hosts.stream().filter(host -> host.state(serverNow) == state).count();
    }
}
