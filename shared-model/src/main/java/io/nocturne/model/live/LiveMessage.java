package io.nocturne.model.live;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.nocturne.model.alert.Alert;
import io.nocturne.model.fleet.HostSummary;
import io.nocturne.model.problem.ProblemCode;
import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.SampleValues;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything that the server says on the live WebSocket.
///
/// **Shape** - JSON text frames with a `type`. A client ignores a type that it does not know.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = LiveMessage.Hello.class, name = "hello"),
    @JsonSubTypes.Type(value = LiveMessage.LayoutDeclared.class, name = "layoutDeclared"),
    @JsonSubTypes.Type(value = LiveMessage.SampleTick.class, name = "sampleTick"),
    @JsonSubTypes.Type(value = LiveMessage.SamplesMissed.class, name = "samplesMissed"),
    @JsonSubTypes.Type(value = LiveMessage.HostChanged.class, name = "hostChanged"),
    @JsonSubTypes.Type(value = LiveMessage.AlertChanged.class, name = "alertChanged"),
    @JsonSubTypes.Type(value = LiveMessage.AlertsMissed.class, name = "alertsMissed"),
    @JsonSubTypes.Type(value = LiveMessage.Notified.class, name = "notified"),
    @JsonSubTypes.Type(value = LiveMessage.Heartbeat.class, name = "heartbeat"),
    @JsonSubTypes.Type(value = LiveMessage.Problem.class, name = "problem")
})
public sealed interface LiveMessage {

    /// The first message: who speaks, what time it is there, and how often at least a frame comes.
    record Hello(Instant serverTime, String serverVersion, long heartbeatMillis) implements LiveMessage {}

    /// Before the first tick that names it: the series of a subscription's ticks of one host, in order. Only
    /// the series that the subscription asked for; `layoutId` is the content hash of just those.
    record LayoutDeclared(String subscription, String hostId, String layoutId, Layout layout) implements LiveMessage {}

    /// One snapshot of one host, cut to what the subscription asked for.
    ///
    /// **Shape** - `frame` counts up by one with every message of the connection. `missedFrom`, when present,
    /// is the time of the oldest snapshot of this host that was left out since the tick before, because this
    /// client was slow: the client reads `[missedFrom, time)` from the range query. `missed` is how many were.
    /// **Absent** - `missedFrom` and `missed` when nothing was left out.
    record SampleTick(
            String subscription,
            long frame,
            Instant serverTime,
            String hostId,
            String layoutId,
            Instant time,
            SampleValues values,
            @Nullable Instant missedFrom,
            @Nullable Long missed)
            implements LiveMessage {}

    /// Snapshots of a subscription that were left out and that no tick names: too many hosts waited, the
    /// subscription was replaced, or the connection ends.
    ///
    /// **Shape** - `count` snapshots with times in `[from, to)`, of any of the subscription's hosts.
    record SamplesMissed(String subscription, long frame, Instant serverTime, Instant from, Instant to, long count)
            implements LiveMessage {}

    /// A host enrolled, changed what it says of itself, or changed its state.
    record HostChanged(long frame, Instant serverTime, HostSummary host) implements LiveMessage {}

    /// An alert took a step; `alert` as it is now. A client that is slow gets the newest of each.
    record AlertChanged(long frame, Instant serverTime, Alert alert) implements LiveMessage {}

    /// Alerts changed that no message names, because too many waited: the client reads the list anew.
    record AlertsMissed(long frame, Instant serverTime) implements LiveMessage {}

    /// The console is a receiver, and this is what it is told: something for a person to notice.
    ///
    /// **Shape** - `kind` is why, `firing` or `resolved` for example, and unknown kinds may come; `alerts` the
    /// most telling first, `omitted` more were left out. `drill` when somebody only tries. `missed` messages
    /// before this one were left out because this client was slow; `alertChanged` said all the same what
    /// happened.
    /// **Absent** - `missed` when none were.
    record Notified(
            long frame,
            Instant serverTime,
            String noticeId,
            String kind,
            List<Alert> alerts,
            int omitted,
            boolean drill,
            @Nullable Long missed)
            implements LiveMessage {

        public Notified {
            alerts = alerts == null ? List.of() : List.copyOf(alerts);
        }
    }

    /// Sent when nothing else was for a heartbeat's time: the link and the server are alive.
    record Heartbeat(long frame, Instant serverTime) implements LiveMessage {}

    /// A request on this connection was refused; the connection stays open.
    record Problem(ProblemCode code, String detail) implements LiveMessage {}
}
