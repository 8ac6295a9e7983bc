package io.nocturne.console.state;

import io.nocturne.console.net.ServerAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What the console remembers between runs; never a password or a token.
///
/// **Absent** - `language` and `theme` until the operator chose: then the system decides.
public record Preferences(
        @Nullable String language, @Nullable String theme, List<KnownServer> servers) {

    static final Preferences NONE = new Preferences(null, null, List.of());

    private static final int MAX_SERVERS = 50;

    public Preferences {
        servers = servers == null ? List.of() : List.copyOf(servers);
    }

    public Preferences withLanguage(String newLanguage) {
        return new Preferences(newLanguage, theme, servers);
    }

    public Preferences withTheme(String newTheme) {
        return new Preferences(language, newTheme, servers);
    }

    public Optional<KnownServer> find(ServerAddress address) {
        return servers.stream()
                .filter(server -> server.address().equals(address))
                .findFirst();
    }

    /// Changes what is remembered of a server; one that is new comes to the end of the list.
    public Preferences withServer(ServerAddress address, UnaryOperator<KnownServer> change) {
        KnownServer changed = change.apply(find(address).orElse(KnownServer.of(address)));
        List<KnownServer> all = new ArrayList<>(servers);
        all.replaceAll(server -> server.address().equals(address) ? changed : server);
        if (find(address).isEmpty() && all.size() < MAX_SERVERS) {
            all.add(changed);
        }
        return new Preferences(language, theme, all);
    }

    public Preferences withoutServer(ServerAddress address) {
        return new Preferences(
                language,
                theme,
                servers.stream()
                        .filter(server -> !server.address().equals(address))
                        .toList());
    }
}
