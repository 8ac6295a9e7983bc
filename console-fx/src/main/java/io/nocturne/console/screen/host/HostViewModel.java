package io.nocturne.console.screen.host;

import io.nocturne.console.fx.Activation;
import io.nocturne.console.fx.Navigator;
import io.nocturne.console.fx.SharedView;
import io.nocturne.console.fx.StateLook;
import io.nocturne.console.fx.TimeSpan;
import io.nocturne.console.fx.UiThread;
import io.nocturne.console.state.Changes;
import io.nocturne.console.state.HistoryState;
import io.nocturne.console.state.HostFeed;
import io.nocturne.console.state.HostNow;
import io.nocturne.console.state.HostSnapshot;
import io.nocturne.console.state.LinkState;
import io.nocturne.console.state.Monitored;
import io.nocturne.console.text.Reasons;
import io.nocturne.console.text.Texts;
import io.nocturne.console.theme.GlyphState;
import io.nocturne.model.fleet.HostState;
import io.nocturne.model.fleet.HostStop;
import io.nocturne.model.fleet.HostSummary;
import io.nocturne.model.metric.Display;
import io.nocturne.model.series.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// What the screen of a host shows and does.
///
/// **Threads** - confined to the JavaFX thread, except [#compute], which the bridge calls on its
/// timer and which reads only what is volatile or thread-safe.
final class HostViewModel {

    /// Charts move once a second.
    static final Duration PAUSE = Duration.ofMillis(500);

    private static final Duration TICK = Duration.ofSeconds(1);

    private final Monitored link;
    private final Texts texts;
    private final UiThread ui;
    private final SharedView shared;
    private final Navigator navigator;
    private final ReadOnlyObjectWrapper<HostFace> face;

    private volatile String hostId = "";
    private volatile @Nullable HostFeed feed;
    private volatile Frame frame = new Frame(TimeSpan.QUARTER_HOUR, null);

    /// The time that is looked at.
    private record Frame(TimeSpan span, @Nullable Instant pausedAt) {}

    HostViewModel(Monitored link, Texts texts, UiThread ui, SharedView shared, Navigator navigator) {
        this.link = link;
        this.texts = texts;
        this.ui = ui;
        this.shared = shared;
        this.navigator = navigator;
        this.face = new ReadOnlyObjectWrapper<>(
                this,
                "face",
                new HostFace(
                        "",
                        HostState.REPORTING,
                        new StateLook(GlyphState.OK, ""),
                        List.of(),
                        "",
                        "",
                        false,
                        "",
                        Map.of(),
                        List.of()));
    }

    /// The host to look at; comes before [#open].
    void show(String id) {
        hostId = id;
        face.set(compute());
    }

    String name() {
        return Objects.requireNonNull(face.get()).name();
    }

    ReadOnlyObjectProperty<HostFace> faceProperty() {
        return face.getReadOnlyProperty();
    }

    ObjectProperty<@Nullable Instant> crosshairProperty() {
        return shared.crosshairProperty();
    }

    /// Follows the host while its screen is shown.
    void open(Activation life) {
        takeFrame();
        HostFeed opened = link.openHost(hostId, frame.span().length());
        feed = opened;
        UiThread.Conduit faces = ui.conduit(this::compute, face::set, PAUSE);
        Changes.Registration changes = opened.changes().listen(faces::signal);
        life.atEnd(() -> {
            feed = null;
            opened.close();
        });
        life.atEnd(changes::close);
        life.add(faces);
        life.add(ui.every(TICK, faces::signal));
        life.add(shared.spanProperty().subscribe(_ -> reframe(opened)));
        life.add(shared.pausedAtProperty().subscribe(_ -> reframe(opened)));
        face.set(compute());
    }

    void retry() {
        HostFeed open = feed;
        if (open != null) {
            open.reload();
        }
    }

    void back() {
        navigator.back();
    }

    private void reframe(HostFeed open) {
        takeFrame();
        open.show(frame.span().length());
        face.set(compute());
    }

    private void takeFrame() {
        frame = new Frame(
                Objects.requireNonNull(shared.spanProperty().get()),
                shared.pausedAtProperty().get());
    }

    private HostFace compute() {
        Instant serverNow = link.serverNow();
        Frame now = frame;
        Instant to = Objects.requireNonNullElse(now.pausedAt(), serverNow);
        TimeRange range = new TimeRange(to.minus(now.span().length()), to);
        HostFeed open = feed;
        HostSnapshot snapshot = open == null ? NOTHING : open.snapshot(range.from());
        Optional<HostNow> host = link.fleet().snapshot().find(hostId);
        LinkState state = link.link();
        Instant staleSince = staleSince(state, host, serverNow);
        Duration interval =
                Duration.ofMillis(host.map(each -> each.host().intervalMillis()).orElse(5_000L));
        LatestValues latest = new LatestValues(snapshot.latest());
        HostState hostState = host.map(each -> each.state(serverNow)).orElse(HostState.NEVER_REPORTED);
        return new HostFace(
                host.map(each -> each.host().name()).orElse(hostId),
                hostState,
                look(state, hostState, host, serverNow),
                host.map(each -> chips(each.host())).orElse(List.of()),
                host.map(each -> description(each.host(), latest)).orElse(""),
                age(hostState, host.flatMap(each -> each.age(serverNow)), interval),
                staleSince != null,
                state.isStale() ? "" : problem(snapshot.history()),
                new HostCharts(snapshot, new HostCharts.Window(range, interval, staleSince), texts).all(),
                new HostFacts(host, latest, texts).all());
    }

    private static final HostSnapshot NOTHING =
            new HostSnapshot(Map.of(), Map.of(), null, new HistoryState.Loading(Instant.EPOCH));

    /// When the link is gone, that time; when only this host is silent or said goodbye,
    /// its last sample's.
    private static @Nullable Instant staleSince(LinkState link, Optional<HostNow> host, Instant serverNow) {
        if (link.isStale()) {
            return link.since().plus(link.serverAhead());
        }
        return host.flatMap(each -> switch (each.state(serverNow)) {
                    case STALE -> each.newestSample();
                    case STOPPED -> each.newestSample().or(() -> each.stop().map(HostStop::at));
                    case REPORTING, NEVER_REPORTED -> Optional.<Instant>empty();
                })
                .orElse(null);
    }

    /// While the link is gone, a host may have come back unseen: it looks stale whatever it said last.
    private StateLook look(LinkState link, HostState state, Optional<HostNow> host, Instant serverNow) {
        StateLook look = StateLook.full(state, host.flatMap(HostNow::stop), serverNow, texts);
        return link.isStale() && state != HostState.NEVER_REPORTED
                ? new StateLook(GlyphState.STALE, look.word())
                : look;
    }

    private String age(HostState state, Optional<Duration> age, Duration interval) {
        if (age.isEmpty()) {
            return texts.of("state.never");
        }
        String old = texts.duration(age.get());
        return state == HostState.STOPPED
                ? texts.of("host.age-stopped", old)
                : texts.of("host.age", old, texts.duration(interval));
    }

    private static List<String> chips(HostSummary host) {
        return host.tags().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(tag -> tag.getKey() + " " + tag.getValue())
                .toList();
    }

    private String description(HostSummary host, LatestValues latest) {
        List<String> parts = new ArrayList<>();
        if (host.osName() != null) {
            parts.add(host.osVersion() == null ? host.osName() : host.osName() + " " + host.osVersion());
        }
        if (host.architecture() != null) {
            parts.add(host.architecture());
        }
        if (host.logicalCpus() != null) {
            parts.add(texts.of("host.cores", host.logicalCpus()));
        }
        if (host.memoryBytes() != null) {
            parts.add(texts.values(Display.BINARY_BYTES).text(host.memoryBytes().doubleValue()));
        }
        latest.of("system.uptime")
                .ifPresent(seconds -> parts.add(
                        texts.of("host.up", texts.values(Display.DURATION).text(seconds))));
        if (host.agentVersion() != null) {
            parts.add(texts.of("host.agent", host.agentVersion()));
        }
        return String.join(" · ", parts);
    }

    private String problem(HistoryState history) {
        return history instanceof HistoryState.Failed failed
                ? texts.of("host.problem", link.server(), Reasons.of(texts, failed.answer()))
                : "";
    }
}
