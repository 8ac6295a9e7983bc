package io.nocturne.server.platform.config;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reads `retention` of `server.yml`.
///
/// **Errors** - [ConfigException] naming the key and what is allowed.
final class RetentionSection {

    static final Set<String> KEYS = new TreeSet<>(Set.of("raw_days", "one_minute_days", "one_hour_days"));

    private static final int MAX_DAYS = 3_660;

    private RetentionSection() {}

    static Retention read(String file, @Nullable Object section) {
        Map<?, ?> values = switch (section) {
            case null -> Map.of();
            case Map<?, ?> map -> map;
            default -> throw new ConfigException("%s: retention must be a map of %s".formatted(file, KEYS));
        };
        for (Object key : values.keySet()) {
            if (!KEYS.contains(String.valueOf(key))) {
                throw new ConfigException("%s: unknown key 'retention.%s', allowed are %s".formatted(file, key, KEYS));
            }
        }
        try {
            return new Retention(
                    days(file, values, "raw_days", Retention.DEFAULT.raw()),
                    days(file, values, "one_minute_days", Retention.DEFAULT.oneMinute()),
                    days(file, values, "one_hour_days", Retention.DEFAULT.oneHour()));
        } catch (IllegalArgumentException e) {
            throw new ConfigException("%s: retention: %s".formatted(file, e.getMessage()));
        }
    }

    private static Duration days(String file, Map<?, ?> values, String key, Duration otherwise) {
        Object value = values.get(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Integer days && days >= 1 && days <= MAX_DAYS) {
            return Duration.ofDays(days);
        }
        throw new ConfigException("%s: retention.%s is '%s', allowed is a number of days from 1 to %d"
                .formatted(file, key, value, MAX_DAYS));
    }
}
