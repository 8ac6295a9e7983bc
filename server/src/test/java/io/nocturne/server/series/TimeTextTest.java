package io.nocturne.server.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TimeTextTest {

    @Test
    void writesWhatInstantWrites() {
        TimeText times = new TimeText();
        LongStream.concat(
                        LongStream.of(0, 1, 999, 1_000, 59_999, 86_399_999, 86_400_000, -1, -86_400_000),
                        new Random(3).longs(20_000, 0, 253_402_300_800_000L))
                .forEach(millis -> assertThat(new String(times.text(), 0, times.write(millis)))
                        .isEqualTo(Instant.ofEpochMilli(millis).toString()));
    }
}
