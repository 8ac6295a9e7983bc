package io.nocturne.server.alert.store;

import io.nocturne.model.sample.SeriesKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What there is one alert of at a time: a rule on an instance of a host.
///
/// **Shape** - `instance` is the first 16 bytes of the SHA-256 of the series' canonical key in hex, and empty
/// where the rule looks at the host itself.
public record SlotKey(String ruleId, UUID hostId, String instance) {

    private static final int BYTES = 16;

    public static SlotKey of(String ruleId, UUID hostId, @Nullable SeriesKey series) {
        return new SlotKey(ruleId, hostId, series == null ? "" : hash(series));
    }

    private static String hash(SeriesKey series) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(series.canonical().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
