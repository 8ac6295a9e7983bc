package io.nocturne.server.fleet;

import io.nocturne.model.fleet.AgentEvent;
import io.nocturne.model.fleet.HostDescription;
import io.nocturne.model.fleet.HostState;
import io.nocturne.model.fleet.HostStop;
import io.nocturne.model.fleet.HostSummary;
import io.nocturne.server.fleet.store.HostStore.StoredHost;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A host and what was heard of it.
///
/// **Absent** - `excusedUntil` unless the server was away while it reported; `stop` unless the agent's last word was a
/// goodbye and no newer sample came.
/// **Threads** - immutable; `published` is what everybody was last told.
record Heard(
        StoredHost host,
        @Nullable Instant sampleAt,
        @Nullable Instant receivedAt,
        @Nullable HostStop stop,
        @Nullable Duration clockAhead,
        @Nullable Instant excusedUntil,
        Face published) {

    static Heard never(StoredHost host) {
        return new Heard(host, null, null, null, null, null, new Face(HostState.NEVER_REPORTED, null));
    }

    Heard described(StoredHost newHost) {
        return new Heard(newHost, sampleAt, receivedAt, stop, clockAhead, excusedUntil, published);
    }

    Heard published(Face face) {
        return new Heard(host, sampleAt, receivedAt, stop, clockAhead, excusedUntil, face);
    }

    Heard withStop(@Nullable HostStop newStop) {
        return new Heard(host, sampleAt, receivedAt, newStop, clockAhead, excusedUntil, published);
    }

    Heard skewed(Duration ahead) {
        return new Heard(host, sampleAt, receivedAt, stop, ahead, excusedUntil, published);
    }

    Heard at(Instant newSampleAt, Instant newReceivedAt) {
        Instant newest = sampleAt == null || newSampleAt.isAfter(sampleAt) ? newSampleAt : sampleAt;
        HostStop left = stop == null || stop.isOver(newSampleAt) ? null : stop;
        return new Heard(host, newest, newReceivedAt, left, clockAhead, null, published);
    }

    /// Its silence counts from then on only.
    Heard excused(Instant until) {
        return new Heard(host, sampleAt, receivedAt, stop, clockAhead, until, published);
    }

    Heard every(long intervalMillis) {
        return new Heard(
                host.withInterval(intervalMillis), sampleAt, receivedAt, stop, clockAhead, excusedUntil, published);
    }

    Heard told(List<AgentEvent> news) {
        Heard after = this;
        for (AgentEvent event : news) {
            after = switch (event.type()) {
                case STOPPING -> after.withStop(new HostStop(event.reason(), event.time(), sampleAt));
                case STARTED, RESUMED, REBOOTED -> after.withStop(null);
                case CLOCK_STEPPED, SNAPSHOTS_LOST -> after;
            };
        }
        return after;
    }

    /// By name, and no two hosts have the same; U+0000, which no name holds, sorts before whatever a
    /// longer name has.
    String sortKey() {
        return host.description().name() + '\0' + host.hostId();
    }

    Face face(Instant now) {
        return new Face(
                HostState.of(stop, sampleAt, excusedUntil, Duration.ofMillis(host.intervalMillis()), now), stop);
    }

    HostSummary summary(Instant now) {
        HostDescription said = host.description();
        return new HostSummary(
                host.hostId().toString(),
                said.name(),
                face(now).state(),
                said.osName(),
                said.osVersion(),
                said.architecture(),
                said.logicalCpus(),
                said.memoryBytes(),
                said.agentVersion(),
                said.tags(),
                host.intervalMillis(),
                host.enrolledAt(),
                sampleAt,
                receivedAt,
                stop,
                clockAhead == null ? null : clockAhead.toMillis(),
                excusedUntil != null && now.isBefore(excusedUntil) ? excusedUntil : null);
    }

    /// What of it is worth telling everybody.
    record Face(HostState state, @Nullable HostStop stop) {}
}
