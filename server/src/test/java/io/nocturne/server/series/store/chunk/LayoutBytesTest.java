package io.nocturne.server.series.store.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LayoutBytesTest {

    private static final byte[] JSON = ("{\"series\":[" + "{\"metric\":\"system.memory.usage\"},".repeat(200) + "]}")
            .getBytes(StandardCharsets.UTF_8);

    @Test
    void aLayoutTakesLittleAndComesBack() {
        byte[] packed = LayoutBytes.pack(JSON);

        assertThat(packed).hasSizeLessThan(JSON.length / 20);
        assertThat(LayoutBytes.unpack(packed)).isEqualTo(JSON);
    }

    @Test
    void whatAnEarlierVersionStoredIsReadAsItIs() {
        assertThat(LayoutBytes.unpack(JSON)).isEqualTo(JSON);
    }

    @Test
    void damagedBytesAreNamed() {
        assertThatThrownBy(() -> LayoutBytes.unpack(new byte[] {1, 2, 3})).hasMessageContaining("damaged");
    }
}
