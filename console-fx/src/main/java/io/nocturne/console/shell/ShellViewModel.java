package io.nocturne.console.shell;

import io.nocturne.console.fx.SharedView;
import io.nocturne.console.shell.ShellStatus.Health;
import io.nocturne.console.state.Fleet;
import io.nocturne.console.state.LinkState;
import io.nocturne.console.state.Monitored;
import io.nocturne.console.text.Texts;
import io.nocturne.model.access.Role;
import io.nocturne.model.fleet.HostState;
import io.nocturne.model.fleet.ServerStatus;
import io.nocturne.model.metric.Display;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// What the shell shows and does.
///
/// **Threads** - confined to the JavaFX thread.
final class ShellViewModel {

    private static final String UNKNOWN = "?";

    private final Monitored link;
    private final Texts texts;
    private final InstantSource clock;
    private final SharedView shared;
    private final Runnable whenSignedOut;
    private final ReadOnlyObjectWrapper<ShellStatus> status =
            new ReadOnlyObjectWrapper<>(this, "status", ShellStatus.NONE);
    private final StringProperty notice = new SimpleStringProperty(this, "notice", "");

    ShellViewModel(Monitored link, Texts texts, InstantSource clock, SharedView shared, Runnable whenSignedOut) {
        this.link = link;
        this.texts = texts;
        this.clock = clock;
        this.shared = shared;
        this.whenSignedOut = whenSignedOut;
        refresh();
    }

    ReadOnlyObjectProperty<ShellStatus> statusProperty() {
        return status.getReadOnlyProperty();
    }

    /// A word on an unexpected error; empty is none.
    StringProperty noticeProperty() {
        return notice;
    }

    SharedView shared() {
        return shared;
    }

    String server() {
        return link.server().toString();
    }

    /// "TLS 1.3" of `TLSv1.3`.
    String tls() {
        return link.tls().replace("TLSv", "TLS ");
    }

    String username() {
        return link.username();
    }

    /// One or two letters for the user's button.
    String initials() {
        String letters = link.username().replaceAll("[^\\p{L}\\p{N}]", "");
        return letters.substring(0, Math.min(2, letters.length())).toUpperCase(Locale.ROOT);
    }

    String roleName() {
        return switch (link.role()) {
            case ADMIN -> texts.of("role.admin");
            case OPERATOR -> texts.of("role.operator");
            case VIEWER -> texts.of("role.viewer");
            case AGENT -> texts.of("role.agent");
        };
    }

    boolean isReadOnly() {
        return !link.role().includes(Role.OPERATOR);
    }

    boolean mayOpen(Role needed) {
        return link.role().includes(needed);
    }

    /// Reads everything anew; called some times a second.
    void refresh() {
        LinkState state = link.link();
        Fleet fleet = link.fleet().snapshot();
        Instant serverNow = link.serverNow();
        boolean blind = state.isStale() || !fleet.known();
        status.set(new ShellStatus(
                health(state),
                stateText(state, fleet, serverNow),
                strip(state),
                windowTitle(state),
                counter(fleet, HostState.REPORTING, serverNow, blind),
                counter(fleet, HostState.STALE, serverNow, blind),
                counter(fleet, HostState.STOPPED, serverNow, blind),
                counter(fleet, HostState.NEVER_REPORTED, serverNow, blind),
                hosts(fleet, serverNow, blind),
                rate(blind),
                texts.clock(clock.instant()),
                texts.zoneName(clock.instant())));
    }

    void togglePause() {
        shared.pausedAtProperty().set(shared.isPaused() ? null : link.serverNow());
        refresh();
    }

    void goLive() {
        shared.pausedAtProperty().set(null);
        refresh();
    }

    void retryNow() {
        link.retryNow();
    }

    void resync() {
        link.resync();
    }

    void signOut() {
        link.signOut();
        whenSignedOut.run();
    }

    private Health health(LinkState state) {
        return switch (state.mode()) {
            case STALE -> Health.STALE;
            case CONNECTING -> Health.CONNECTING;
            case LIVE -> shared.isPaused() ? Health.PAUSED : Health.LIVE;
            case LATE -> shared.isPaused() ? Health.PAUSED : Health.LATE;
        };
    }

    private String stateText(LinkState state, Fleet fleet, Instant serverNow) {
        Optional<Duration> age = fleet.hosts().stream()
                .flatMap(host -> host.age(serverNow).stream())
                .min(Duration::compareTo);
        String data = age.map(value -> texts.of("status.data-age", texts.duration(value)))
                .orElseGet(() -> texts.of("status.no-data-yet"));
        return switch (health(state)) {
            case CONNECTING -> texts.of("status.connecting");
            case STALE -> texts.of("status.stale", texts.duration(state.silence()));
            case PAUSED -> texts.of("status.paused", texts.clock(Objects.requireNonNull(pausedAt())));
            case LATE -> texts.of("status.late", data);
            case LIVE -> texts.of("status.live", data);
        };
    }

    private Instant pausedAt() {
        return Objects.requireNonNullElse(shared.pausedAtProperty().get(), Instant.EPOCH);
    }

    private String strip(LinkState state) {
        String since = texts.of("stale.since", texts.clock(state.since()), texts.duration(state.silence()));
        Instant retryAt = state.retryAt();
        if (retryAt == null) {
            return texts.of("stale.trying", since);
        }
        Duration wait = Duration.between(clock.instant(), retryAt);
        return texts.of("stale.retry-in", since, texts.duration(wait));
    }

    private String windowTitle(LinkState state) {
        return state.isStale()
                ? texts.of("window.stale", server(), texts.clock(state.since()))
                : texts.of("window.title", server());
    }

    private static String counter(Fleet fleet, HostState state, Instant serverNow, boolean blind) {
        return blind ? UNKNOWN : Integer.toString(fleet.count(state, serverNow));
    }

    private String hosts(Fleet fleet, Instant serverNow, boolean blind) {
        return texts.of(
                "status.hosts",
                counter(fleet, HostState.REPORTING, serverNow, blind),
                fleet.known() ? Integer.toString(fleet.hosts().size()) : UNKNOWN);
    }

    private String rate(boolean blind) {
        Optional<ServerStatus> newest = link.status();
        String rate = blind || newest.isEmpty()
                ? UNKNOWN
                : texts.values(Display.NUMBER).text(newest.get().samplesPerSecond());
        return texts.of("status.rate", rate);
    }
}
