package io.nocturne.server.platform.config;

import org.jspecify.annotations.Nullable;

/// The database that the server keeps everything in.
///
/// **Shape** - `url` begins with `jdbc:postgresql:`; `poolSize` connections, [#MIN_POOL_SIZE] to
/// [#MAX_POOL_SIZE].
/// **Absent** - without `url` it is the H2 file in the data directory, and user and password mean nothing.
/// **Threads** - immutable.
public record DatabaseConfig(@Nullable String url, String username, String password, int poolSize) {

    static final int MIN_POOL_SIZE = 2;
    static final int MAX_POOL_SIZE = 100;

    /// H2 in the data directory.
    public static DatabaseConfig h2() {
        return new DatabaseConfig(null, "nocturne", "", 8);
    }

    public DatabaseKind kind() {
        return url == null ? DatabaseKind.H2 : DatabaseKind.POSTGRESQL;
    }

    /// The address without its parameters, which can hold secrets.
    public String address() {
        if (url == null) {
            return "the H2 file in the data directory";
        }
        int parameters = url.indexOf('?');
        return parameters < 0 ? url : url.substring(0, parameters);
    }

    @Override
    public String toString() {
        return "DatabaseConfig[" + address() + ", username=" + username + ", poolSize=" + poolSize + "]";
    }
}
