package io.nocturne.agent.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.agent.buffer.Batches;
import io.nocturne.agent.buffer.OutboundBatch;
import io.nocturne.agent.buffer.OutboundBuffer;
import io.nocturne.agent.collect.Reading;
import io.nocturne.agent.send.BatchSender.LayoutForm;
import io.nocturne.agent.testing.Buffers;
import io.nocturne.agent.testing.FakeClock;
import io.nocturne.agent.testing.Readings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryLoopTest {

    private static final SendResult DELIVERED = new SendResult.Delivered(0);
    private static final SendResult LATER = SendResult.RetryLater.because("connection refused");

    @TempDir
    private Path folder;

    private final FakeClock clock = new FakeClock();
    private final ScriptedSender sender = new ScriptedSender();
    private OutboundBuffer buffer;
    private DeliveryLoop loop;

    @BeforeEach
    void open() throws IOException {
        buffer = Buffers.open(folder, clock);
        loop = new DeliveryLoop(buffer, sender, new Backoff(3, () -> 0), clock);
    }

    @Test
    void aLayoutIsSentWholeOnceAndThenByItsId() {
        offer(1, 1);
        loop.attempt();
        offer(2, 2);
        loop.attempt();

        assertThat(sender.forms).containsExactly(LayoutForm.WHOLE, LayoutForm.BY_ID);
        assertThat(buffer.size()).isZero();
    }

    @Test
    void aFailedBatchIsSentAgainWithTheSameNumbers() {
        offer(1, 2);
        buffer.confirm(buffer.newest().orElseThrow());
        sender.script(LATER, DELIVERED);

        Duration wait = loop.attempt();
        loop.attempt();

        assertThat(wait).isEqualTo(Backoff.QUICK);
        assertThat(sender.batches.get(1).sequence())
                .isEqualTo(sender.batches.get(0).sequence());
        assertThat(Batches.text(sender.batches.get(1))).isEqualTo(Batches.text(readings(1, 1)));
    }

    @Test
    void theNewestSnapshotGoesFirstAndThenTheOldestOnes() {
        offer(1, 240);

        loop.attempt();
        offer(241, 241);
        while (buffer.size() > 0) {
            assertThat(loop.attempt()).isZero();
        }

        assertThat(sender.batches)
                .extracting(Batches::text)
                .containsExactly(
                        Batches.text(readings(240, 240)),
                        Batches.text(readings(241, 241)),
                        Batches.text(readings(1, 100)),
                        Batches.text(readings(101, 200)),
                        Batches.text(readings(201, 239)));
    }

    @Test
    void theBacklogGoesInPiecesThatAreSmallInMemory() {
        for (int i = 1; i <= 40; i++) {
            buffer.offer(Readings.large(i, 2_000));
        }

        while (buffer.size() > 0) {
            loop.attempt();
        }

        assertThat(sender.batches)
                .allSatisfy(batch ->
                        assertThat(batch.snapshots().length).isLessThanOrEqualTo(DeliveryLoop.MAX_BATCH_BYTES));
        assertThat(sender.batches.stream().mapToInt(OutboundBatch::size).sum()).isEqualTo(40);
    }

    @Test
    void theServersWishToWaitCountsOverTheBackoff() {
        offer(1, 1);
        sender.script(new SendResult.RetryLater(Optional.of(Duration.ofSeconds(30)), "429 overloaded"));

        assertThat(loop.attempt()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void anUnknownLayoutIsSentWholeAtOnce() {
        offer(1, 1);
        loop.attempt();
        offer(2, 2);
        sender.script(new SendResult.LayoutUnknown(), DELIVERED);

        assertThat(loop.attempt()).isZero();
        loop.attempt();

        assertThat(sender.forms).containsExactly(LayoutForm.WHOLE, LayoutForm.BY_ID, LayoutForm.WHOLE);
        assertThat(buffer.size()).isZero();
    }

    @Test
    void aServerThatNeverKnowsTheLayoutIsNotAskedInACircle() {
        offer(1, 1);
        sender.script(new SendResult.LayoutUnknown());

        assertThat(loop.attempt()).isPositive();
    }

    @Test
    void onlyTheBadSnapshotsOfARejectedBatchAreDropped() {
        offer(1, 240);
        sender.reject(17, 150, 151, 240);

        int attempts = deliverAll();

        assertThat(sender.delivered())
                .containsExactlyElementsOf(readings(1, 239).stream()
                        .map(DeliveryLoopTest::number)
                        .filter(n -> n != 17 && n != 150 && n != 151)
                        .toList());
        assertThat(attempts).isLessThan(60);
    }

    @Test
    void aServerThatRejectsEverythingIsAskedOnceASnapshot() {
        offer(1, 100);
        sender.reject(IntStream.rangeClosed(1, 100).toArray());

        assertThat(deliverAll()).isLessThan(110);
    }

    @Test
    void liveSnapshotsDoNotWidenTheSearchForABadOne() {
        offer(1, 100);
        sender.reject(50);
        int live = 100;
        int attempts = 0;
        for (; buffer.size() > 0 && attempts < 200; attempts++) {
            if (live < 120) {
                offer(++live, live);
            }
            loop.attempt();
            loop.attempt();
        }

        assertThat(sender.delivered()).hasSize(live - 1);
    }

    @Test
    void aSegmentThatCannotBeReadDelaysNothingElse() throws IOException {
        offer(1, 20);
        buffer = Buffers.open(folder, clock);
        loop = new DeliveryLoop(buffer, sender, new Backoff(3, () -> 0), clock);
        Path segment;
        try (Stream<Path> files = Files.list(folder.resolve("buffer"))) {
            segment = files.findFirst().orElseThrow();
        }
        Path elsewhere = Files.move(segment, folder.resolve("elsewhere"));
        Files.createDirectory(segment);

        assertThat(loop.attempt()).isZero();
        assertThat(buffer.isReady()).isFalse();
        offer(21, 21);
        assertThat(loop.attempt()).isZero();
        assertThat(sender.delivered()).containsExactly(21);

        Files.delete(segment);
        Files.move(elsewhere, segment);
        clock.advance(Duration.ofSeconds(30));
        deliverAll();
        assertThat(sender.delivered()).hasSize(21);
        assertThat(buffer.state().dropped()).isZero();
    }

    @Test
    void theEndDoesNotWaitForASegmentThatCannotBeRead() throws IOException {
        offer(1, 20);
        buffer = Buffers.open(folder, clock);
        try (Stream<Path> files = Files.list(folder.resolve("buffer"))) {
            Path segment = files.findFirst().orElseThrow();
            Files.delete(segment);
            Files.createDirectory(segment);
        }
        offer(21, 22);
        buffer.close();

        new DeliveryLoop(buffer, sender, new Backoff(3, () -> 0), clock).run();

        assertThat(sender.delivered()).containsExactly(21, 22);
        assertThat(buffer.size()).isEqualTo(20);
    }

    @Test
    void aBatchThatIsTooLargeIsSentInSmallerOnes() {
        offer(1, 5);
        sender.script(DELIVERED, new SendResult.TooLarge("413"), DELIVERED, DELIVERED);

        for (int i = 0; i < 4; i++) {
            loop.attempt();
        }

        assertThat(sender.batches).extracting(OutboundBatch::size).containsExactly(1, 4, 2, 2);
        assertThat(buffer.size()).isZero();
    }

    @Test
    void aSnapshotThatIsTooLargeByItselfIsDropped() {
        offer(1, 1);
        sender.script(new SendResult.TooLarge("413"));

        loop.attempt();

        assertThat(buffer.size()).isZero();
    }

    @Test
    void afterANewCredentialTheLayoutIsSentWhole() {
        offer(1, 1);
        loop.attempt();
        offer(2, 2);
        sender.script(new SendResult.Unauthorized("401 token-invalid"), DELIVERED);

        assertThat(loop.attempt()).isPositive();
        loop.attempt();

        assertThat(sender.forms).endsWith(LayoutForm.WHOLE);
    }

    @Test
    void aDefectInOneAttemptDoesNotEndDeliveries() {
        offer(1, 1);
        sender.failure = new IllegalStateException("a bug");

        assertThat(loop.attempt()).isPositive();
        sender.failure = null;
        loop.attempt();

        assertThat(buffer.size()).isZero();
    }

    @Test
    void aClosedLoopDeliversWhatItCanAndEnds() {
        offer(1, 250);
        buffer.close();

        loop.run();

        assertThat(buffer.size()).isZero();
    }

    @Test
    void aClosedLoopDoesNotWaitForAServerThatIsAway() {
        offer(1, 2);
        sender.script(LATER);
        buffer.close();

        loop.run();

        assertThat(sender.batches).hasSize(1);
        assertThat(buffer.size()).isEqualTo(2);
    }

    @Test
    void aKnownLayoutIsNamedByItsIdAlsoAfterAnotherOne() {
        buffer.offer(Readings.otherNumber(1));
        offer(2, 2);
        loop.attempt();
        loop.attempt();
        offer(3, 3);
        loop.attempt();

        assertThat(sender.forms).containsExactly(LayoutForm.WHOLE, LayoutForm.WHOLE, LayoutForm.BY_ID);
    }

    private int deliverAll() {
        int attempts = 0;
        for (; buffer.size() > 0 && attempts < 1_000; attempts++) {
            assertThat(loop.attempt()).isZero();
        }
        return attempts;
    }

    private void offer(int from, int through) {
        readings(from, through).forEach(buffer::offer);
    }

    private static List<Reading> readings(int from, int through) {
        List<Reading> readings = new ArrayList<>();
        for (int i = from; i <= through; i++) {
            readings.add(Readings.number(i));
        }
        return readings;
    }

    private static int number(Reading reading) {
        return (int) reading.values().get(1);
    }

    /// Answers as scripted, and then delivers what holds no rejected reading.
    private static final class ScriptedSender implements BatchSender {

        private final Deque<SendResult> script = new ArrayDeque<>();
        private final List<OutboundBatch> batches = new ArrayList<>();
        private final List<LayoutForm> forms = new ArrayList<>();
        private final Set<Integer> bad = new HashSet<>();
        private final Set<Integer> delivered = new TreeSet<>();
        private @Nullable RuntimeException failure;

        void reject(int... readings) {
            Arrays.stream(readings).forEach(bad::add);
        }

        Set<Integer> delivered() {
            return delivered;
        }

        void script(SendResult... results) {
            script.addAll(List.of(results));
        }

        @Override
        public SendResult send(OutboundBatch batch, LayoutForm layout) {
            if (failure != null) {
                throw failure;
            }
            batches.add(batch);
            forms.add(layout);
            return script.isEmpty() ? take(batch) : script.removeFirst();
        }

        private SendResult take(OutboundBatch batch) {
            if (!batch.layout().id().equals(Readings.LAYOUT.id())) {
                return DELIVERED;
            }
            List<Integer> numbers = Batches.readings(batch).stream()
                    .map(DeliveryLoopTest::number)
                    .toList();
            if (numbers.stream().anyMatch(bad::contains)) {
                return new SendResult.Rejected("400 request-invalid");
            }
            delivered.addAll(numbers);
            return DELIVERED;
        }
    }
}
