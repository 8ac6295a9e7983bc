package io.nocturne.agent.buffer;

import static io.nocturne.agent.testing.Readings.number;
import static io.nocturne.agent.testing.Readings.otherNumber;
import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.agent.state.StateDirectory;
import io.nocturne.agent.testing.FakeClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboundBufferTest {

    @TempDir
    private Path folder;

    private OutboundBuffer buffer;

    @BeforeEach
    void open() throws IOException {
        buffer = new OutboundBuffer(3, SequenceNumbers.open(StateDirectory.open(folder), new FakeClock()));
    }

    @Test
    void theOldestComesFirst() {
        buffer.offer(number(1));
        buffer.offer(number(2));

        OutboundBatch batch = buffer.oldest(10).orElseThrow();

        assertThat(batch.readings()).containsExactly(number(1), number(2));
        assertThat(batch.lastSequence()).isEqualTo(batch.sequence() + 1);
    }

    @Test
    void whenFullTheOldestGoesAndIsCounted() {
        for (int i = 1; i <= 5; i++) {
            buffer.offer(number(i));
        }

        assertThat(buffer.oldest(10).orElseThrow().readings()).containsExactly(number(3), number(4), number(5));
        assertThat(buffer.dropped()).isEqualTo(2);
    }

    @Test
    void aBatchKeepsItsNumbersUntilItIsRemoved() {
        buffer.offer(number(1));
        long sequence = buffer.oldest(10).orElseThrow().sequence();
        buffer.offer(number(2));

        OutboundBatch again = buffer.oldest(10).orElseThrow();

        assertThat(again.sequence()).isEqualTo(sequence);
        assertThat(again.size()).isEqualTo(2);
    }

    @Test
    void removingABatchLeavesWhatCameMeanwhile() {
        buffer.offer(number(1));
        OutboundBatch batch = buffer.oldest(10).orElseThrow();
        buffer.offer(number(2));

        buffer.remove(batch);

        assertThat(buffer.oldest(10).orElseThrow().readings()).containsExactly(number(2));
    }

    @Test
    void aBatchHasOneLayout() {
        buffer.offer(number(1));
        buffer.offer(otherNumber(2));
        buffer.offer(number(3));

        OutboundBatch first = buffer.oldest(10).orElseThrow();
        buffer.remove(first);

        assertThat(first.readings()).containsExactly(number(1));
        assertThat(buffer.oldest(10).orElseThrow().readings()).containsExactly(otherNumber(2));
    }

    @Test
    void aBatchHasNoMoreThanTheLimit() {
        buffer.offer(number(1));
        buffer.offer(number(2));

        assertThat(buffer.oldest(1).orElseThrow().readings()).containsExactly(number(1));
    }

    @Test
    void anEmptyBufferHasNoBatch() {
        assertThat(buffer.oldest(10)).isEmpty();
    }

    @Test
    void closingEndsEveryWait() throws InterruptedException {
        buffer.close();

        assertThat(buffer.awaitSnapshot(Duration.ofDays(1))).isFalse();
        buffer.pause(Duration.ofDays(1));

        assertThat(buffer.isClosed()).isTrue();
    }
}
