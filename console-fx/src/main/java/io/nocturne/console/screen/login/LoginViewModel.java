package io.nocturne.console.screen.login;

import io.nocturne.console.fx.UiThread;
import io.nocturne.console.net.LinkFault;
import io.nocturne.console.net.Probe;
import io.nocturne.console.net.ServerAddress;
import io.nocturne.console.state.Gate;
import io.nocturne.console.state.KnownServer;
import io.nocturne.console.state.PreferenceStore;
import io.nocturne.console.state.ServerLink;
import io.nocturne.console.text.Reasons;
import io.nocturne.console.text.Texts;
import io.nocturne.model.problem.ProblemCode;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// What the sign-in page shows and does.
///
/// The password leaves this object only after the certificate was found to be the pinned one, or
/// after the operator said that the fingerprint of a new one matches.
///
/// **Threads** - confined to the JavaFX thread.
final class LoginViewModel {

    private final Gate gate;
    private final PreferenceStore preferences;
    private final Texts texts;
    private final UiThread ui;
    private final InstantSource clock;
    private final Consumer<ServerLink> onOpened;
    private final Consumer<String> whenOver;

    private final ObservableList<ServerRow> servers = FXCollections.observableArrayList();
    private final ReadOnlyStringWrapper chosenText = new ReadOnlyStringWrapper(this, "chosen", "");
    private final ReadOnlyObjectWrapper<DoorFace> face =
            new ReadOnlyObjectWrapper<>(this, "door", new DoorFace(DoorFace.Kind.UNKNOWN, "", List.of()));
    private final StringProperty user = new SimpleStringProperty(this, "user", "");
    private final StringProperty password = new SimpleStringProperty(this, "password", "");
    private final BooleanProperty matches = new SimpleBooleanProperty(this, "matches");
    private final BooleanProperty busy = new SimpleBooleanProperty(this, "busy");
    private final StringProperty message = new SimpleStringProperty(this, "message", "");
    private final ObjectProperty<String> addProblem = new SimpleObjectProperty<>(this, "addProblem", "");
    private final BooleanBinding canSignIn;
    private ServerAddress chosen;
    private Door door = new Door.Unseen();
    private int look;

    LoginViewModel(
            ServerAddress first,
            Optional<String> firstUser,
            Gate gate,
            PreferenceStore preferences,
            Texts texts,
            UiThread ui,
            InstantSource clock,
            Consumer<ServerLink> onOpened,
            Consumer<String> whenOver) {
        this.gate = gate;
        this.preferences = preferences;
        this.texts = texts;
        this.ui = ui;
        this.clock = clock;
        this.onOpened = onOpened;
        this.whenOver = whenOver;
        this.chosen = first;
        this.chosenText.set(first.toString());
        this.canSignIn = Bindings.createBooleanBinding(
                () -> !busy.get() && !user.get().isBlank() && !password.get().isEmpty() && isDoorOpen(),
                busy,
                user,
                password,
                face,
                matches);
        preferences.change(now -> now.withServer(first, server -> server));
        firstUser.ifPresent(name -> preferences.change(now -> now.withServer(first, each -> each.withUser(name))));
        user.set(rememberedUser(first));
        listServers();
    }

    ObservableList<ServerRow> servers() {
        return servers;
    }

    /// The chosen server's address, `host:port`.
    ReadOnlyStringProperty chosenProperty() {
        return chosenText.getReadOnlyProperty();
    }

    /// The chosen server's name alone.
    String chosenHost() {
        return chosen.host();
    }

    ReadOnlyObjectProperty<DoorFace> doorProperty() {
        return face.getReadOnlyProperty();
    }

    StringProperty userProperty() {
        return user;
    }

    StringProperty passwordProperty() {
        return password;
    }

    /// Whether the operator says that the fingerprint of a new certificate matches.
    BooleanProperty matchesProperty() {
        return matches;
    }

    BooleanProperty busyProperty() {
        return busy;
    }

    /// Why the last try failed, or why the session ended; empty is nothing.
    StringProperty messageProperty() {
        return message;
    }

    /// What is wrong with the address that was to be added; empty is nothing.
    ObjectProperty<String> addProblemProperty() {
        return addProblem;
    }

    BooleanBinding canSignIn() {
        return canSignIn;
    }

    /// Chooses a server and looks at its certificate.
    void choose(String address) {
        choose(ServerAddress.parse(address));
    }

    private void choose(ServerAddress address) {
        if (busy.get()) {
            return;
        }
        chosen = address;
        chosenText.set(address.toString());
        user.set(rememberedUser(address));
        password.set("");
        message.set("");
        lookAgain();
    }

    /// Adds a server to the list and chooses it; false if the text is no address.
    boolean add(String address) {
        try {
            ServerAddress parsed = ServerAddress.parse(address);
            preferences.change(now -> now.withServer(parsed, server -> server));
            addProblem.set("");
            listServers();
            choose(parsed);
            return true;
        } catch (IllegalArgumentException _) {
            addProblem.set(texts.of("login.add-wrong"));
            return false;
        }
    }

    /// Takes the chosen server off the list, unless it is the last one.
    void forgetChosen() {
        if (servers.size() > 1) {
            preferences.change(now -> now.withoutServer(chosen));
            listServers();
            choose(servers.getFirst().address());
        }
    }

    /// Shakes hands with the chosen server; an answer about another one is dropped.
    void lookAgain() {
        int mine = ++look;
        ServerAddress address = chosen;
        matches.set(false);
        stand(new Door.Looking());
        ui.background(() -> gate.probe(address), probe -> {
            if (mine == look) {
                seen(address, probe);
            }
        });
    }

    /// Sends the password, if it may be sent.
    void signIn() {
        if (!canSignIn.get() || !(door instanceof Door.Seen(Probe.Reached seen))) {
            return;
        }
        ServerAddress address = chosen;
        String name = user.get().strip();
        String secret = password.get();
        busy.set(true);
        message.set("");
        ui.background(
                () -> gate.enter(address, seen, name, secret, whenOver), entrance -> entered(address, name, entrance));
    }

    /// Says why the session before ended.
    void sessionEnded(String code) {
        message.set(texts.of("login.session-over", code));
    }

    /// The words of the list in the language that is set now.
    void listServers() {
        servers.setAll(preferences.current().servers().stream().map(this::row).toList());
    }

    private void stand(Door now) {
        door = now;
        face.set(new DoorFace(
                kind(),
                doorText(),
                door instanceof Door.Seen(Probe.Reached seen)
                        ? seen.fingerprint().lines()
                        : List.of()));
    }

    private DoorFace.Kind kind() {
        return switch (door) {
            case Door.Unseen _, Door.Looking _ -> DoorFace.Kind.UNKNOWN;
            case Door.Shut _ -> DoorFace.Kind.SHUT;
            case Door.Seen(Probe.Reached seen) ->
                switch (seen.verdict()) {
                    case NEW -> DoorFace.Kind.NEW;
                    case PINNED -> DoorFace.Kind.TRUSTED;
                    case CHANGED -> DoorFace.Kind.CHANGED;
                };
        };
    }

    /// "Server answers, 12 ms, TLS 1.3".
    private String doorText() {
        return switch (door) {
            case Door.Unseen _ -> "";
            case Door.Looking _ -> texts.of("login.looking");
            case Door.Seen(Probe.Reached seen) ->
                texts.of("login.answers", seen.latency().toMillis(), seen.tls().replace("TLSv", "TLS "));
            case Door.Shut(LinkFault fault) -> texts.of("login.shut", Reasons.of(texts, fault));
        };
    }

    private boolean isDoorOpen() {
        return door instanceof Door.Seen(Probe.Reached seen)
                && switch (seen.verdict()) {
                    case PINNED -> true;
                    case NEW -> matches.get();
                    case CHANGED -> false;
                };
    }

    private void seen(ServerAddress address, Probe probe) {
        switch (probe) {
            case Probe.Reached reached -> stand(new Door.Seen(reached));
            case Probe.Failed failed -> {
                stand(new Door.Shut(failed.fault()));
                remember(address, server -> server.failed(clock.instant(), failed.fault()));
            }
        }
    }

    private void entered(ServerAddress address, String name, Gate.Entrance entrance) {
        busy.set(false);
        switch (entrance) {
            case Gate.Entrance.Opened opened -> {
                password.set("");
                preferences.change(now -> now.withServer(address, server -> server.withUser(name)));
                onOpened.accept(opened.link());
            }
            case Gate.Entrance.Refused refused -> {
                password.set("");
                message.set(
                        ProblemCode.CREDENTIALS_WRONG.code().equals(refused.code())
                                ? texts.of("login.wrong")
                                : texts.of("login.refused", refused.code(), refused.detail()));
            }
            case Gate.Entrance.Unreachable unreachable -> {
                message.set(texts.of("login.unreachable", Reasons.of(texts, unreachable.fault())));
                lookAgain();
            }
        }
    }

    private void remember(ServerAddress address, UnaryOperator<KnownServer> change) {
        preferences.change(now -> now.withServer(address, change));
        listServers();
    }

    private String rememberedUser(ServerAddress address) {
        return preferences
                .current()
                .find(address)
                .map(KnownServer::user)
                .filter(Objects::nonNull)
                .orElse("");
    }

    private ServerRow row(KnownServer server) {
        String when = server.seenAt() == null ? texts.of("login.added") : texts.dayAndTime(server.seenAt());
        LinkFault fault = server.fault();
        if (fault != null) {
            return row(server.address(), ServerRow.Mood.FAILED, Reasons.of(texts, fault), when);
        }
        Integer reporting = server.reporting();
        Integer hosts = server.hosts();
        if (reporting == null || hosts == null) {
            return row(server.address(), ServerRow.Mood.NEW, texts.of("login.new"), when);
        }
        ServerRow.Mood mood = reporting.equals(hosts) ? ServerRow.Mood.FINE : ServerRow.Mood.PARTLY;
        return row(server.address(), mood, texts.of("login.reporting", reporting, hosts), when);
    }

    private static ServerRow row(ServerAddress address, ServerRow.Mood mood, String state, String when) {
        return new ServerRow(address.toString(), address.host(), mood, state, when);
    }
}
