package io.nocturne.agent.buffer;

import static io.nocturne.agent.testing.Readings.number;
import static io.nocturne.agent.testing.Readings.otherNumber;
import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.agent.collect.DeclaredLayout;
import io.nocturne.agent.collect.Reading;
import io.nocturne.agent.testing.Buffers;
import io.nocturne.agent.testing.FakeClock;
import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.SeriesKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboundBufferTest {

    private static final int LARGE = 1 << 20;

    @TempDir
    private Path folder;

    private final FakeClock clock = new FakeClock();
    private OutboundBuffer buffer;

    @BeforeEach
    void open() throws IOException {
        buffer = Buffers.open(folder, clock);
    }

    @Test
    void theOldestComesFirst() {
        offer(1, 2);

        OutboundBatch batch = oldest(10);

        assertThat(Batches.text(batch)).isEqualTo(Batches.text(List.of(number(1), number(2))));
        assertThat(batch.lastSequence()).isEqualTo(batch.sequence() + 1);
    }

    @Test
    void theNewestIsThereUntilItIsConfirmed() {
        offer(1, 3);
        OutboundBatch newest = buffer.newest().orElseThrow();

        buffer.confirm(newest);

        assertThat(Batches.text(newest)).isEqualTo(Batches.text(List.of(number(3))));
        assertThat(buffer.newest()).isEmpty();
        assertThat(buffer.size()).isEqualTo(2);
    }

    @Test
    void aBatchKeepsItsNumbersUntilItIsConfirmed() {
        offer(1, 1);
        long sequence = oldest(10).sequence();
        offer(2, 2);

        OutboundBatch again = oldest(10);

        assertThat(again.sequence()).isEqualTo(sequence);
        assertThat(again.size()).isEqualTo(2);
    }

    @Test
    void confirmingABatchLeavesWhatCameMeanwhile() {
        offer(1, 1);
        OutboundBatch batch = oldest(10);
        offer(2, 2);

        buffer.confirm(batch);

        assertThat(Batches.text(oldest(10))).isEqualTo(Batches.text(List.of(number(2))));
    }

    @Test
    void aBatchEndsBeforeASnapshotThatIsConfirmedAlready() {
        offer(1, 3);
        buffer.confirm(buffer.newest().orElseThrow());
        offer(4, 4);

        assertThat(drain()).containsExactly(List.of(number(1), number(2)), List.of(number(4)));
    }

    @Test
    void aBatchHasOneLayout() {
        buffer.offer(number(1));
        buffer.offer(otherNumber(2));
        buffer.offer(number(3));

        List<String> layouts = new ArrayList<>();
        while (buffer.size() > 0) {
            OutboundBatch batch = oldest(10);
            layouts.add(batch.layout().id());
            buffer.confirm(batch);
        }

        assertThat(layouts)
                .containsExactly(
                        number(1).layout().id(),
                        otherNumber(2).layout().id(),
                        number(3).layout().id());
    }

    @Test
    void aBatchHasNoMoreThanTheLimits() {
        offer(1, 3);

        assertThat(oldest(1).size()).isEqualTo(1);
        assertThat(buffer.oldest(10, 1).orElseThrow().size()).isEqualTo(1);
    }

    @Test
    void anEmptyBufferHasNoBatch() {
        assertThat(buffer.oldest(10, LARGE)).isEmpty();
        assertThat(buffer.newest()).isEmpty();
    }

    @Test
    void closingEndsEveryWait() throws InterruptedException {
        buffer.close();

        assertThat(buffer.awaitSnapshot(Duration.ofDays(1))).isFalse();
        buffer.pause(Duration.ofDays(1));
        buffer.awaitNewest(Duration.ofDays(1));

        assertThat(buffer.isClosed()).isTrue();
    }

    @Test
    void whileNothingWaitsOneSmallFileIsUsedOverAndOver() throws IOException {
        List<String> files = new ArrayList<>();
        for (int i = 1; i <= 500; i++) {
            offer(i, i);
            buffer.confirm(buffer.newest().orElseThrow());
            files.addAll(files());
        }

        assertThat(files.stream().distinct()).hasSize(1);
        assertThat(Files.size(folder.resolve("buffer").resolve(files.getFirst())))
                .isLessThan(500);
    }

    @Test
    void theFolderAndItsFilesArePrivate() throws IOException {
        offer(1, 3);
        buffer.confirm(buffer.newest().orElseThrow());

        Path ring = folder.resolve("buffer");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(ring)))
                .isEqualTo("rwx------");
        assertThat(files())
                .hasSize(2)
                .allSatisfy(name -> assertThat(
                                PosixFilePermissions.toString(Files.getPosixFilePermissions(ring.resolve(name))))
                        .isEqualTo("rw-------"));
    }

    @Test
    void aRestartFindsWhatWaitedAndNothingElse() throws IOException {
        offer(1, 250);
        buffer.confirm(oldest(100));
        buffer.confirm(buffer.newest().orElseThrow());

        // Abandoned, not closed.
        buffer = Buffers.open(folder, clock);

        assertThat(buffer.size()).isEqualTo(149);
        assertThat(flat(drain())).isEqualTo(readings(101, 249));
    }

    @Test
    void aCleanStopWithNothingWaitingLeavesNothing() throws IOException {
        offer(1, 1);
        buffer.confirm(buffer.newest().orElseThrow());

        buffer.seal();

        assertThat(files()).isEmpty();
    }

    @Test
    void whenTheDiskBoundIsReachedTheOldestGoAndAreCounted() throws IOException {
        buffer = Buffers.open(folder, Buffers.ring(folder, RingLimits.SMALLEST_BYTES, 1), clock);

        offer(1, 2_000);

        BufferState state = buffer.state();
        assertThat(state.diskBytes()).isLessThanOrEqualTo(RingLimits.SMALLEST_BYTES);
        assertThat(state.dropped()).isPositive();
        assertThat(state.dropped() + state.waiting()).isEqualTo(2_000);
        assertThat(flat(drain())).isEqualTo(readings((int) state.dropped() + 1, 2_000));
    }

    @Test
    void whatIsTooOldGoesAndIsCounted() throws IOException {
        buffer = Buffers.open(folder, Buffers.ring(folder, RingLimits.SMALLEST_BYTES, 1), clock);
        offer(1, 200);
        clock.advance(RingLimits.USUAL_AGE.plusHours(1));

        offer(201, 400);

        BufferState state = buffer.state();
        assertThat(state.dropped()).isPositive();
        assertThat(state.dropped() + state.waiting()).isEqualTo(400);
    }

    @Test
    void aClockThatIsSetForthDoesNotMakeAnythingOld() throws IOException {
        offer(1, 200);
        clock.set(Instant.parse("2031-01-01T00:00:00Z"));
        offer(201, 400);
        clock.set(Instant.parse("2001-01-01T00:00:00Z"));
        offer(401, 600);

        assertThat(buffer.state().dropped()).isZero();
        assertThat(flat(drain())).isEqualTo(readings(1, 600));
    }

    @Test
    void whatWasUnderWayWhenItHadToGoIsNotLost() throws IOException {
        buffer = Buffers.open(folder, Buffers.ring(folder, RingLimits.SMALLEST_BYTES, 1), clock);
        offer(1, 10);
        OutboundBatch underWay = oldest(10);
        offer(11, 2_000);
        long dropped = buffer.state().dropped();

        buffer.confirm(underWay);

        assertThat(buffer.state().dropped()).isEqualTo(dropped - 10);
    }

    @Test
    void confirmingTwiceChangesNothing() throws IOException {
        buffer = Buffers.open(folder, Buffers.ring(folder, RingLimits.SMALLEST_BYTES, 1), clock);
        offer(1, 2_000);
        OutboundBatch batch = oldest(10);
        OutboundBatch same = oldest(10);
        buffer.confirm(batch);
        BufferState once = buffer.state();

        buffer.confirm(batch);
        buffer.confirm(same);
        buffer.release(batch);

        assertThat(buffer.state()).isEqualTo(once);
        assertThat(flat(drain())).hasSize(once.waiting());
    }

    @Test
    void aSnapshotThatNoServerTakesIsDroppedAndCounted() {
        offer(1, 1);
        String text = "x".repeat(500);
        Layout huge = new Layout(IntStream.range(0, Layout.MAX_SERIES)
                .mapToObj(i -> SeriesKey.of("system.uptime", Map.of("name", i + text, "type", text)))
                .toList());
        buffer.offer(new Reading(DeclaredLayout.of(huge), number(2).snapshot()));
        offer(3, 3);

        assertThat(buffer.state().dropped()).isEqualTo(1);
        assertThat(buffer.state().inMemory()).isZero();
        assertThat(drain()).containsExactly(List.of(number(1)), List.of(number(3)));
    }

    @Test
    void theStateSaysWhatWaitsSinceWhen() {
        assertThat(buffer.state().oldest()).isEmpty();
        offer(1, 3);
        buffer.confirm(buffer.newest().orElseThrow());

        BufferState state = buffer.state();

        assertThat(state.oldest()).contains(number(1).time());
        assertThat(state.lastConfirmed()).contains(clock.instant());
        assertThat(state.waiting()).isEqualTo(2);
        assertThat(state.offered()).isEqualTo(3);
        assertThat(state.diskBytes()).isPositive();
    }

    private void offer(int from, int through) {
        readings(from, through).forEach(buffer::offer);
    }

    private OutboundBatch oldest(int limit) {
        return buffer.oldest(limit, LARGE).orElseThrow();
    }

    /// Everything that waits, batch by batch, told by what is sent.
    private List<List<Reading>> drain() {
        List<List<Reading>> all = new ArrayList<>();
        while (buffer.size() > 0) {
            OutboundBatch batch = oldest(100);
            all.add(Batches.readings(batch));
            buffer.confirm(batch);
        }
        return all;
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("buffer"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static List<Reading> flat(List<List<Reading>> batches) {
        return batches.stream().flatMap(List::stream).toList();
    }

    private static List<Reading> readings(int from, int through) {
        return IntStream.rangeClosed(from, through).mapToObj(n -> number(n)).toList();
    }
}
