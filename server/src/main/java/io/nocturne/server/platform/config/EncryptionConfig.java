package io.nocturne.server.platform.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Whether stored samples are encrypted.
///
/// **Absent** - without `keyFile` they are not.
/// **Threads** - immutable.
public record EncryptionConfig(@Nullable Path keyFile) {

    /// Nothing is encrypted.
    public static final EncryptionConfig NONE = new EncryptionConfig(null);
}
