package io.nocturne.agent.buffer;

import static io.nocturne.agent.testing.Readings.number;
import static io.nocturne.agent.testing.Readings.otherNumber;
import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.agent.testing.Buffers;
import io.nocturne.agent.testing.FakeClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a new run finds after a power cut, a kill and whatever else can happen to files.
class RingRecoveryTest {

    private static final int TAKEN = 6;
    private static final int LARGE = 1 << 20;

    @TempDir
    private Path folder;

    private final FakeClock clock = new FakeClock();
    private Path segment;
    private byte[] whole;

    /// Six snapshots in one segment, of two layouts.
    @BeforeEach
    void fill() throws IOException {
        OutboundBuffer buffer = open();
        for (int i = 1; i <= TAKEN; i++) {
            buffer.offer(i == 4 ? otherNumber(i) : number(i));
        }
        segment = segments().getFirst();
        whole = Files.readAllBytes(segment);
    }

    @Test
    void aSegmentThatEndsAtAnyByteKeepsEveryWholeSnapshot() throws IOException {
        List<Integer> found = new ArrayList<>();
        for (int length = 0; length <= whole.length; length++) {
            only(Arrays.copyOf(whole, length));

            found.add(count());
        }

        assertThat(found).isSorted().startsWith(0).endsWith(TAKEN);
        assertThat(found.stream().distinct()).hasSize(TAKEN + 1);
    }

    @Test
    void aSegmentThatIsGarbageFromAnyByteOnKeepsEveryWholeSnapshot() throws IOException {
        int[] wholeBefore = new int[whole.length + 1];
        for (int length = 0; length <= whole.length; length++) {
            only(Arrays.copyOf(whole, length));
            wholeBefore[length] = count();
        }
        for (int garbage : new int[] {0, 0x5A}) {
            for (int from = 0; from < whole.length; from++) {
                byte[] torn = whole.clone();
                Arrays.fill(torn, from, torn.length, (byte) garbage);
                only(torn);

                int same = Arrays.mismatch(whole, torn);
                assertThat(count()).as("from byte %d", from).isEqualTo(wholeBefore[same < 0 ? whole.length : same]);
            }
        }
    }

    @Test
    void aTailOfAnyGarbageIsIgnored() throws IOException {
        RandomGenerator random = seeded(7);
        for (int length = 1; length <= 300; length++) {
            byte[] tail = new byte[length];
            random.nextBytes(tail);
            byte[] both = Arrays.copyOf(whole, whole.length + length);
            System.arraycopy(tail, 0, both, whole.length, length);
            only(both);

            assertThat(count()).isEqualTo(TAKEN);
        }
    }

    @Test
    void aFlippedByteAnywhereNeverMakesASnapshotThatWasNotTaken() throws IOException {
        only(whole);
        Map<Long, String> taken = recovered();
        for (int at = 0; at < whole.length; at++) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 0x10;
            only(flipped);

            assertThat(taken.entrySet()).containsAll(recovered().entrySet());
        }
    }

    @Test
    void damageInTheMiddleCostsOnlyTheRestOfItsSegment() throws IOException {
        OutboundBuffer second = open();
        second.offer(number(7));
        byte[] damaged = whole.clone();
        damaged[damaged.length / 2] ^= 1;
        Files.write(segment, damaged);

        OutboundBuffer third = open();

        assertThat(third.state().damaged()).isEqualTo(1);
        assertThat(drain(third).size()).isBetween(2, TAKEN);
        assertThat(segments()).isEmpty();
    }

    @Test
    void damageThatComesWhileTheAgentRunsIsCounted() throws IOException {
        OutboundBuffer buffer = open();
        byte[] damaged = whole.clone();
        damaged[damaged.length - 1] ^= 1;
        Files.write(segment, damaged);

        assertThat(drain(buffer)).hasSize(TAKEN - 1);
        assertThat(buffer.state().dropped()).isEqualTo(1);
        assertThat(buffer.state().damaged()).isEqualTo(1);
    }

    @Test
    void aSegmentThatCannotBeOpenedIsSetAsideAndTheOthersAreDelivered() throws IOException {
        open().offer(number(7));
        Files.delete(segment);
        Files.createDirectory(segment);

        OutboundBuffer buffer = open();
        buffer.offer(number(8));

        assertThat(buffer.state().damaged()).isEqualTo(1);
        assertThat(buffer.state().inMemory()).isZero();
        assertThat(drain(buffer)).hasSize(2);
        assertThat(segment).doesNotExist();
        assertThat(segment.resolveSibling(segment.getFileName() + SetAside.SUFFIX))
                .exists();
    }

    @Test
    void whatIsSetAsideIsBounded() throws IOException {
        for (int i = 1; i <= SetAside.MOST + 3; i++) {
            Files.createDirectory(segment.resolveSibling("%020d".formatted(i) + Segment.SUFFIX));
        }

        assertThat(open().size()).isEqualTo(TAKEN);
        try (Stream<Path> files = Files.list(segment.getParent())) {
            assertThat(files.filter(file -> file.toString().endsWith(SetAside.SUFFIX)))
                    .hasSize(SetAside.MOST);
        }
    }

    @Test
    void aPositionThatCannotBeOpenedIsSetAside() throws IOException {
        Files.createDirectory(position());

        OutboundBuffer buffer = open();

        assertThat(buffer.size()).isEqualTo(TAKEN);
        buffer.confirm(buffer.oldest(1, LARGE).orElseThrow());
        assertThat(open().size()).isEqualTo(TAKEN - 1);
    }

    @Test
    void aPositionOfGarbageIsSetAside() throws IOException {
        Files.writeString(position(), "garbage");

        assertThat(open().size()).isEqualTo(TAKEN);
        assertThat(position()).doesNotExist();
        assertThat(position().resolveSibling(RingPosition.FILE + SetAside.SUFFIX))
                .hasContent("garbage");
    }

    @Test
    void numbersStayAboveAllThatTheRingHolds() throws IOException {
        long last = open().oldest(1, LARGE).orElseThrow().sequence() + TAKEN - 1;
        Files.delete(folder.resolve(SequenceNumbers.FILE));
        clock.set(Instant.parse("2001-01-01T00:00:00Z"));

        OutboundBuffer buffer = open();
        buffer.offer(number(7));

        assertThat(buffer.newest().orElseThrow().sequence()).isGreaterThan(last);
        assertThat(drain(buffer)).hasSize(TAKEN + 1);
    }

    @Test
    void aSegmentOfALaterVersionIsLeftWhereItIs() throws IOException {
        byte[] later = whole.clone();
        later[Segment.HEADER - 1] = Segment.VERSION + 1;
        only(later);

        OutboundBuffer buffer = open();
        buffer.offer(number(7));

        assertThat(drain(buffer)).hasSize(1);
        assertThat(segment).hasBinaryContent(later);
    }

    @Test
    void aTornPositionOnlyMeansThatSomeAreSentAgain() throws IOException {
        OutboundBuffer buffer = open();
        buffer.confirm(buffer.oldest(1, LARGE).orElseThrow());
        buffer.confirm(buffer.oldest(1, LARGE).orElseThrow());
        byte[] position = Files.readAllBytes(position());
        byte[] kept = Files.readAllBytes(segment);

        for (int length : written(position.length + 1)) {
            Files.write(segment, kept);
            Files.write(position(), Arrays.copyOf(position, length));
            assertThat(recovered(open()).size()).isBetween(TAKEN - 2, TAKEN);
        }
        for (int at : written(position.length)) {
            byte[] flipped = position.clone();
            flipped[at] ^= 1;
            Files.write(segment, kept);
            Files.write(position(), flipped);
            assertThat(recovered(open()).size()).isBetween(TAKEN - 2, TAKEN);
        }
    }

    @Test
    void aRunThatEndsAfterAnyStepLosesNothingAndConfirmsNothingByItself() throws IOException {
        for (int seed = 0; seed < 40; seed++) {
            steps(seeded(seed), folder.resolve("steps-" + seed));
        }
    }

    /// Takes, confirms and restarts by chance, without ever closing; each snapshot is known by its value.
    private void steps(RandomGenerator random, Path where) throws IOException {
        TreeMap<Long, String> waiting = new TreeMap<>();
        OutboundBuffer buffer = Buffers.open(where, Buffers.ring(where, RingLimits.USUAL_BYTES, 10), clock);
        for (int step = 1; step <= 120; step++) {
            int choice = random.nextInt(10);
            if (choice < 5) {
                buffer.offer(random.nextInt(8) == 0 ? otherNumber(step) : number(step));
                OutboundBatch taken = buffer.newest().orElseThrow();
                waiting.put(taken.sequence(), Batches.text(taken));
            } else if (choice < 7) {
                buffer.newest().ifPresent(confirming(buffer, waiting));
            } else if (choice < 9) {
                buffer.oldest(1 + random.nextInt(5), LARGE).ifPresent(confirming(buffer, waiting));
            } else {
                buffer = Buffers.open(where, Buffers.ring(where, RingLimits.USUAL_BYTES, 10), clock);
            }
            assertThat(buffer.size()).as("step %d", step).isEqualTo(waiting.size());
        }
        assertThat(drain(Buffers.open(where, clock))).isEqualTo(waiting);
    }

    private static Consumer<OutboundBatch> confirming(OutboundBuffer buffer, Map<Long, String> waiting) {
        return batch -> {
            buffer.confirm(batch);
            for (long n = batch.sequence(); n <= batch.lastSequence(); n++) {
                assertThat(waiting.remove(n)).as("number %d waited", n).isNotNull();
            }
        };
    }

    /// The places of a position's two slots; between them is a long hole.
    private static int[] written(int end) {
        return IntStream.range(0, end).filter(at -> at < 80 || at > end - 80).toArray();
    }

    /// How many snapshots a new run can deliver.
    private int count() throws IOException {
        OutboundBuffer buffer = open();
        int count = 0;
        while (buffer.size() > 0) {
            OutboundBatch batch = buffer.oldest(100, LARGE).orElseThrow();
            count += batch.size();
            buffer.confirm(batch);
        }
        return count;
    }

    private NavigableMap<Long, String> recovered() throws IOException {
        return recovered(open());
    }

    /// What waits, by number; the same buffer is asked twice, so nothing is confirmed on the way.
    private static NavigableMap<Long, String> recovered(OutboundBuffer buffer) {
        int size = buffer.size();
        NavigableMap<Long, String> found = drain(buffer);
        assertThat(found).hasSize(size);
        return found;
    }

    private static NavigableMap<Long, String> drain(OutboundBuffer buffer) {
        NavigableMap<Long, String> found = new TreeMap<>();
        while (buffer.size() > 0) {
            buffer.oldest(1, LARGE).ifPresent(one -> {
                assertThat(found.put(one.sequence(), Batches.text(one))).isNull();
                buffer.confirm(one);
            });
        }
        return found;
    }

    /// Puts one segment with this content into the folder, and nothing else.
    private void only(byte[] content) throws IOException {
        for (Path left : segments()) {
            Files.delete(left);
        }
        Files.deleteIfExists(position());
        Files.write(segment, content);
    }

    private OutboundBuffer open() throws IOException {
        return Buffers.open(folder, clock);
    }

    private Path position() {
        return folder.resolve(RingLimits.FOLDER).resolve(RingPosition.FILE);
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(RingLimits.FOLDER))) {
            return files.filter(file -> file.toString().endsWith(Segment.SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    private static RandomGenerator seeded(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }
}
