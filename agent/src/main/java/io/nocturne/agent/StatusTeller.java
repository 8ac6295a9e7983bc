package io.nocturne.agent;

import io.nocturne.agent.buffer.BufferState;
import io.nocturne.agent.buffer.OutboundBuffer;
import io.nocturne.agent.collect.Ticker;
import io.nocturne.agent.event.EventJournal;
import io.nocturne.agent.link.Credential;
import io.nocturne.agent.link.ServerIdentity;
import io.nocturne.agent.send.DeliveryRecord;
import io.nocturne.agent.status.AgentStatus;
import io.nocturne.agent.status.StatusField;
import io.nocturne.agent.status.StatusFile;
import io.nocturne.model.fleet.StopReason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/// Puts together how the agent stands and writes it down, at most once each [#PAUSE].
///
/// **Threads** - confined to "send"; [#use] from any, [#stopped] after "send" has ended.
final class StatusTeller implements Consumer<DeliveryRecord> {

    static final Duration PAUSE = Duration.ofSeconds(10);

    private final StatusFile file;
    private final OutboundBuffer buffer;
    private final EventJournal journal;
    private final InstantSource clock;
    private final Ticker ticker;
    private final Instant start;
    private volatile AgentParts parts;
    private boolean isWritten;
    private long writtenAt;

    StatusTeller(
            StatusFile file,
            AgentParts parts,
            OutboundBuffer buffer,
            EventJournal journal,
            InstantSource clock,
            Ticker ticker) {
        this.file = file;
        this.parts = parts;
        this.buffer = buffer;
        this.journal = journal;
        this.clock = clock;
        this.ticker = ticker;
        this.start = clock.instant();
    }

    void use(AgentParts others) {
        parts = others;
    }

    @Override
    public void accept(DeliveryRecord deliveries) {
        long now = ticker.nanos();
        if (!isWritten || now - writtenAt >= PAUSE.toNanos()) {
            file.write(present(deliveries).build());
            isWritten = true;
            writtenAt = now;
        }
    }

    /// Notes that the agent ended in good order.
    void stopped(DeliveryRecord deliveries, StopReason reason) {
        file.write(present(deliveries)
                .put(StatusField.STOPPED_AT, clock.instant())
                .put(StatusField.STOP_REASON, reason.name())
                .build());
    }

    private AgentStatus.Builder present(DeliveryRecord deliveries) {
        AgentStatus.Builder status = new AgentStatus.Builder()
                .put(StatusField.PID, ProcessHandle.current().pid())
                .put(StatusField.AGENT_VERSION, AgentWiring.version())
                .put(StatusField.STARTED_AT, start)
                .put(StatusField.WRITTEN_AT, clock.instant())
                .put(StatusField.EVENTS_WAITING, journal.size())
                .put(StatusField.EVENTS_DROPPED, journal.dropped());
        server(status);
        buffer(status, buffer.state());
        deliveries(status, deliveries);
        return status;
    }

    private void server(AgentStatus.Builder status) {
        AgentParts present = parts;
        ServerIdentity server = present.door().identity();
        status.put(StatusField.INTERVAL_SECONDS, present.config().interval().toSeconds())
                .put(StatusField.SERVER_URL, present.config().serverUrl().toString())
                .put(StatusField.SERVER_ADDRESS, server.address())
                .put(StatusField.CERTIFICATE_END, server.certificateEnd())
                .put(StatusField.AUTHORITY_END, server.authorityEnd())
                .put(StatusField.HOST_ID, present.enrollment().known().map(Credential::hostId));
    }

    private static void buffer(AgentStatus.Builder status, BufferState state) {
        status.put(StatusField.TAKEN, state.offered())
                .put(StatusField.DROPPED, state.dropped())
                .put(StatusField.WAITING, state.waiting())
                .put(StatusField.WAITING_IN_MEMORY, state.inMemory())
                .put(StatusField.DISK_BYTES, state.diskBytes())
                .put(StatusField.OLDEST_WAITING, state.oldest());
    }

    private static void deliveries(AgentStatus.Builder status, DeliveryRecord deliveries) {
        Optional<DeliveryRecord.Acknowledged> acknowledged = deliveries.acknowledged();
        Optional<DeliveryRecord.Failed> failed = deliveries.failed();
        status.put(StatusField.DELIVERED, deliveries.delivered())
                .put(StatusField.ACKNOWLEDGED_AT, acknowledged.map(DeliveryRecord.Acknowledged::time))
                .put(StatusField.FAILED_AT, failed.map(DeliveryRecord.Failed::time))
                .put(StatusField.FAILURE, failed.map(DeliveryRecord.Failed::cause));
        acknowledged.ifPresent(last -> status.put(StatusField.ACKNOWLEDGED_SEQUENCE, last.sequence()));
    }
}
