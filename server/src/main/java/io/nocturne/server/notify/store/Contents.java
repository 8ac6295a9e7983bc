package io.nocturne.server.notify.store;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import org.springframework.stereotype.Component;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Records as they are stored: JSON of their components, and nothing that they derive from them.
///
/// **Threads** - safe.
@Component
public class Contents {

    private final JsonMapper json = JsonMapper.builder()
            .changeDefaultVisibility(all -> all.withVisibility(PropertyAccessor.ALL, Visibility.NONE)
                    .withVisibility(PropertyAccessor.FIELD, Visibility.ANY)
                    .withVisibility(PropertyAccessor.CREATOR, Visibility.ANY))
            // What a newer server wrote is read as far as it is known.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    public byte[] write(Object value) {
        return json.writeValueAsBytes(value);
    }

    public <T> T read(byte[] content, Class<T> type) {
        return json.readValue(content, type);
    }
}
