package io.nocturne.server.platform.config;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// How many connections the server holds open, together and from one address.
///
/// **Shape** - key `connections` of `server.yml`, with `max` and `per_address`. Whole sites come from one address
/// where there is a proxy or NAT, so one address may have many.
/// **Errors** - [ConfigException] naming the key and what is allowed.
/// **Threads** - immutable.
public record ConnectionLimits(int max, int perAddress) {

    public static final ConnectionLimits DEFAULT = new ConnectionLimits(4_096, 2_048);

    static final Set<String> KEYS = new TreeSet<>(Set.of("max", "per_address"));

    private static final int LEAST = 8;
    private static final int MOST = 65_536;

    static ConnectionLimits read(String file, @Nullable Object section) {
        Map<?, ?> values = switch (section) {
            case null -> Map.of();
            case Map<?, ?> map -> map;
            default -> throw new ConfigException("%s: connections must be a map of %s".formatted(file, KEYS));
        };
        for (Object key : values.keySet()) {
            if (!KEYS.contains(String.valueOf(key))) {
                throw new ConfigException(
                        "%s: unknown key 'connections.%s', allowed are %s".formatted(file, key, KEYS));
            }
        }
        int max = number(file, values, "max", DEFAULT.max(), MOST);
        return new ConnectionLimits(max, number(file, values, "per_address", Math.max(LEAST, max / 2), max));
    }

    private static int number(String file, Map<?, ?> values, String key, int otherwise, int most) {
        Object value = values.get(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Integer number && number >= LEAST && number <= most) {
            return number;
        }
        throw new ConfigException("%s: connections.%s is '%s', allowed is a number from %d to %d"
                .formatted(file, key, value, LEAST, most));
    }
}
