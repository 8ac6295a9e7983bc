package io.nocturne.server.ingest;

import io.nocturne.model.problem.ProblemCode;
import io.nocturne.model.sample.IngestReceipt;
import io.nocturne.model.sample.IngestReceipt.Refusal;
import io.nocturne.model.sample.IngestRequest;
import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.Snapshot;
import io.nocturne.model.text.PlainText;
import io.nocturne.server.fleet.HostRegistry;
import io.nocturne.server.platform.config.Retention;
import io.nocturne.server.platform.web.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;

/// Checks a delivery and has it stored; the stream tells everybody else.
///
/// **Threads** - safe; holds no state of its own beyond the meter.
@Service
class IngestService {

    private static final int MAX_LAYOUT_ID = 64;
    private static final Duration MAX_AHEAD = Duration.ofMinutes(5);

    private final SampleStore store;
    private final HostRegistry hosts;
    private final IngestMeter meter;
    private final Retention retention;
    private final Clock clock;

    IngestService(SampleStore store, HostRegistry hosts, IngestMeter meter, Retention retention, Clock clock) {
        this.store = store;
        this.hosts = hosts;
        this.meter = meter;
        this.retention = retention;
        this.clock = clock;
    }

    /// **Errors** - [ProblemException] `layout-unknown` when the delivery names a layout that was
    /// never declared.
    IngestReceipt accept(UUID agentId, UUID hostId, Delivery delivery) {
        IngestRequest request = delivery.request();
        KnownLayout layout = layoutOf(request);
        hosts.meet(hostId);
        Instant now = clock.instant();
        List<Refusal> refused = new ArrayList<>();
        List<NumberedSnapshot> good = new ArrayList<>();
        for (int i = 0; i < request.snapshots().size(); i++) {
            Snapshot snapshot = request.snapshots().get(i);
            String unread = delivery.faults().get(i);
            String fault = unread == null ? fault(snapshot, layout.layout(), now) : unread;
            if (fault.isEmpty()) {
                good.add(new NumberedSnapshot(request.sequence() + i, snapshot));
            } else {
                refused.add(new Refusal(i, fault));
            }
        }
        List<NumberedSnapshot> stored = List.of();
        if (!good.isEmpty()) {
            Instant newest = good.stream()
                    .map(NumberedSnapshot::time)
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            Arrival arrival = Arrival.of(now, newest, request.sentAt(), request.intervalMillis());
            stored = store.append(agentId, hostId, layout, good, arrival);
            stored.forEach(snapshot -> meter.count(snapshot.values().count()));
        }
        if (request.intervalMillis() != null) {
            hosts.interval(hostId, request.intervalMillis());
        }
        if (request.sentAt() != null) {
            hosts.clockSkew(hostId, Duration.between(now, request.sentAt()));
        }
        return new IngestReceipt(layout.id(), stored.size(), good.size() - stored.size(), refused);
    }

    private KnownLayout layoutOf(IngestRequest request) {
        if (request.layout() != null) {
            return KnownLayout.of(request.layout());
        }
        String layoutId = Objects.requireNonNull(request.layoutId(), "a request has a layout or its id");
        // What is no id at all is nothing to ask the database for.
        return Optional.of(layoutId)
                .filter(id -> id.length() <= MAX_LAYOUT_ID && PlainText.firstHidden(id) < 0)
                .flatMap(store::layout)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.LAYOUT_UNKNOWN,
                        "layout '%s' is not known here; send it whole"
                                .formatted(PlainText.quoted(layoutId, MAX_LAYOUT_ID))));
    }

    private String fault(Snapshot snapshot, Layout layout, Instant now) {
        int expected = layout.series().size();
        if (snapshot.values().size() != expected) {
            return "has %d values, its layout has %d series"
                    .formatted(snapshot.values().size(), expected);
        }
        if (snapshot.time().isAfter(now.plus(MAX_AHEAD))) {
            return "time %s is more than %s ahead of the server's %s".formatted(snapshot.time(), MAX_AHEAD, now);
        }
        // Its minutes would be made anew of what is left of the samples around it, which may be nothing.
        if (snapshot.time().isBefore(now.minus(retention.raw()))) {
            return "time %s is older than the %d days that are kept"
                    .formatted(snapshot.time(), retention.raw().toDays());
        }
        return "";
    }
}
