package io.nocturne.agent.send;

import io.nocturne.agent.log.RepeatedFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the operator reads of deliveries: the first one, the start of an outage, a line a minute while it
/// lasts, and its end with what it cost.
///
/// **Threads** - confined to "send".
final class DeliveryLog {

    private static final Logger log = LoggerFactory.getLogger(DeliveryLog.class);

    private final RepeatedFailure failure;
    private final RepeatedFailure rejection;
    private boolean everDelivered;
    private long droppedBefore;
    private @Nullable Duration outage;
    private int late;
    private long rejected;

    DeliveryLog(InstantSource clock) {
        this.failure = new RepeatedFailure(log, clock);
        this.rejection = new RepeatedFailure(log, clock);
    }

    void failed(String cause, int waiting, Duration next) {
        failure.report(
                "cannot deliver: {}; {} snapshots wait, next attempt in {} s",
                cause,
                waiting,
                Math.max(next.toSeconds(), 1));
    }

    /// Notes a delivery, of so many late snapshots; `waiting` are left, `dropped` had to go since the start.
    void delivered(int lateSnapshots, int waiting, long dropped) {
        Optional<Duration> ended = failure.over();
        if (ended.isPresent()) {
            outage = ended.get();
            late = 0;
        }
        if (!everDelivered) {
            log.info("the server has the first snapshot");
            everDelivered = true;
        }
        Duration past = outage;
        if (past == null) {
            return;
        }
        late += lateSnapshots;
        if (waiting == 0) {
            recovered(past, dropped - droppedBefore);
            droppedBefore = dropped;
            outage = null;
        }
    }

    void rejected(Instant time, String reason) {
        rejected++;
        rejection.report(
                "the server will never take the snapshot of {}, it is dropped ({} since the start): {}",
                time,
                rejected,
                reason);
    }

    void unauthorized(String cause) {
        log.warn("the server does not know this agent's credential ({}); enrolling again", cause);
    }

    private void recovered(Duration past, long lost) {
        String losses = lost == 0 ? "" : ", %d were lost because the buffer was full".formatted(lost);
        log.info("connected again after {} s, {} snapshots delivered late{}", past.toSeconds(), late, losses);
    }
}
