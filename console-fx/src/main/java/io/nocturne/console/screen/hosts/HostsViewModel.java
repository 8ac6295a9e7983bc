package io.nocturne.console.screen.hosts;

import io.nocturne.console.fx.Activation;
import io.nocturne.console.fx.Navigator;
import io.nocturne.console.fx.SharedView;
import io.nocturne.console.fx.UiThread;
import io.nocturne.console.net.Answer;
import io.nocturne.console.state.Changes;
import io.nocturne.console.state.Fleet;
import io.nocturne.console.state.Monitored;
import io.nocturne.console.text.Reasons;
import io.nocturne.console.text.Texts;
import io.nocturne.model.fleet.HostList;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;

/// What the list of hosts shows and does.
///
/// **Threads** - confined to the JavaFX thread.
final class HostsViewModel {

    /// Values change at most four times a second.
    static final Duration PAUSE = Duration.ofMillis(250);

    private static final Duration AGING = Duration.ofSeconds(1);

    private final Monitored link;
    private final Texts texts;
    private final UiThread ui;
    private final SharedView shared;
    private final Navigator navigator;

    private final Map<String, HostItem> byId = new HashMap<>();
    private final ObservableList<HostItem> all = FXCollections.observableArrayList();
    private final FilteredList<HostItem> shown = new FilteredList<>(all);
    private final ReadOnlyObjectWrapper<Face> face = new ReadOnlyObjectWrapper<>(this, "face", new Face.Loading());
    private HostFilter filter = HostFilter.parse("");
    private String lastSelected = "";

    HostsViewModel(Monitored link, Texts texts, UiThread ui, SharedView shared, Navigator navigator) {
        this.link = link;
        this.texts = texts;
        this.ui = ui;
        this.shared = shared;
        this.navigator = navigator;
    }

    /// What stands in the list's place or above it.
    sealed interface Face {

        /// The first list is on its way.
        record Loading() implements Face {}

        /// No host is enrolled; `command` enrolls one.
        record NoHosts(String command) implements Face {}

        /// There are hosts, but the filter lets none pass.
        record NoMatch(String filter) implements Face {}

        /// The list could not be had; `reason` says what, with server and code.
        record Failed(String reason) implements Face {}

        /// The list is there. `count` says how many of how many.
        record Ready(String count) implements Face {}
    }

    /// Follows the fleet while the list is shown.
    void open(Activation life) {
        UiThread.Conduit fleet = ui.conduit(link.fleet()::snapshot, this::take, PAUSE);
        life.add(fleet);
        Changes.Registration changes = link.fleet().changes().listen(fleet::signal);
        life.atEnd(changes::close);
        life.add(ui.every(AGING, this::refresh));
        life.add(shared.filterProperty().subscribe(_ -> refresh()));
        refresh();
    }

    /// Those that pass the filter, in no order.
    ObservableList<HostItem> hosts() {
        return shown;
    }

    ReadOnlyObjectProperty<Face> faceProperty() {
        return face.getReadOnlyProperty();
    }

    /// The host that was selected or opened last, so that coming back finds it.
    String lastSelected() {
        return lastSelected;
    }

    void select(String hostId) {
        lastSelected = hostId;
    }

    void openHost(String hostId) {
        lastSelected = hostId;
        navigator.open("host", hostId);
    }

    void clearFilter() {
        shared.filterProperty().set("");
    }

    void retry() {
        link.resync();
    }

    void refresh() {
        take(link.fleet().snapshot());
    }

    private void take(Fleet fleet) {
        List<HostRow> rows = fleet.hosts().stream()
                .map(host -> HostRow.of(host, link.serverNow()))
                .toList();
        Set<String> ids = new HashSet<>();
        rows.forEach(row -> ids.add(row.id()));
        byId.keySet().retainAll(ids);
        all.removeIf(item -> !ids.contains(item.row().id()));
        for (HostRow row : rows) {
            HostItem item = byId.get(row.id());
            if (item == null) {
                HostItem added = new HostItem(row);
                byId.put(row.id(), added);
                all.add(added);
            } else {
                item.set(row);
            }
        }
        applyFilter();
        face.set(face(fleet));
    }

    /// The filter judges values too, so it is asked anew whenever they changed; the list hears only of
    /// real changes.
    private void applyFilter() {
        filter = HostFilter.parse(shared.filterProperty().get());
        HostFilter now = filter;
        boolean same = all.stream().allMatch(item -> now.test(item.row()) == shown.contains(item));
        if (!same) {
            shown.setPredicate(item -> now.test(item.row()));
        }
    }

    private Face face(Fleet fleet) {
        Answer<HostList> failure = fleet.failure();
        if (failure != null && fleet.hosts().isEmpty()) {
            return new Face.Failed(texts.of("hosts.failed", link.server(), Reasons.of(texts, failure)));
        }
        if (!fleet.known()) {
            return new Face.Loading();
        }
        if (fleet.hosts().isEmpty()) {
            return new Face.NoHosts(
                    "nocturne agent enroll --server " + link.server().url() + " --token TOKEN");
        }
        if (shown.isEmpty()) {
            return new Face.NoMatch(shared.filterProperty().get());
        }
        return new Face.Ready(
                shown.size() == all.size() ? total() : texts.of("hosts.count-filtered", shown.size(), all.size()));
    }

    private String total() {
        return all.size() == 1 ? texts.of("hosts.count-one") : texts.of("hosts.count", all.size());
    }
}
