package io.nocturne.console.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.series.SeriesPoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PointRingTest {

    @Test
    void sortsWhatComesLate() {
        PointRing ring = new PointRing(8);

        put(ring, 30, 10, 20);

        assertThat(seconds(ring)).containsExactly(10L, 20L, 30L);
    }

    @Test
    void keepsOneTimeOnceAndTheLaterWord() {
        PointRing ring = new PointRing(8);
        ring.put(SeriesPoint.of(Instant.ofEpochSecond(10), 1));

        ring.put(SeriesPoint.of(Instant.ofEpochSecond(10), 2));

        assertThat(ring.since(Instant.EPOCH)).containsExactly(SeriesPoint.of(Instant.ofEpochSecond(10), 2));
    }

    @Test
    void dropsTheOldestAndRefusesWhatIsOlderThanThem() {
        PointRing ring = new PointRing(3);

        put(ring, 1, 2, 3, 4, 0);

        assertThat(seconds(ring)).containsExactly(2L, 3L, 4L);
    }

    @Test
    void doesWhatASortedMapDoes() {
        Random chance = new Random(7);
        PointRing ring = new PointRing(50);
        SortedMap<Integer, SeriesPoint> map = new TreeMap<>();
        for (int i = 0; i < 2_000; i++) {
            int second = i / 4 + chance.nextInt(20);
            SeriesPoint point = SeriesPoint.of(Instant.ofEpochSecond(second), i);
            boolean tooOld = map.size() == 50 && second < map.firstKey();
            ring.put(point);
            if (!tooOld) {
                map.put(second, point);
            }
            if (map.size() > 50) {
                map.remove(map.firstKey());
            }
        }

        assertThat(ring.since(Instant.EPOCH)).isEqualTo(new ArrayList<>(map.values()));
    }

    private static void put(PointRing ring, int... seconds) {
        for (int second : seconds) {
            ring.put(SeriesPoint.of(Instant.ofEpochSecond(second), second));
        }
    }

    private static List<Long> seconds(PointRing ring) {
        return ring.since(Instant.EPOCH).stream()
                .map(point -> point.time().getEpochSecond())
                .toList();
    }
}
