package io.nocturne.server.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FairShareTest {

    private final FairShare share = new FairShare(100);

    @Test
    void oneAloneGetsHalfAndTheRestStaysForOthers() {
        assertThat(takenByOnes("greedy")).isEqualTo(50);
        assertThat(share.take("modest", 1)).isTrue();
    }

    @Test
    void theMoreThereAreTheLessEachGetsAndSomethingIsLeft() {
        assertThat(takenByOnes("a")).isEqualTo(50);
        assertThat(takenByOnes("b")).isEqualTo(25);
        assertThat(takenByOnes("c")).isEqualTo(13);

        assertThat(share.take("modest", 6)).isTrue();
    }

    @Test
    void whatIsGivenBackIsFreeForAll() {
        assertThat(share.take("a", 40)).isTrue();
        share.giveBack("a", 30);

        assertThat(share.take("b", 45)).isTrue();
        share.giveBack("a", 10);
        share.giveBack("b", 45);

        assertThat(takenByOnes("c")).isEqualTo(50);
    }

    @Test
    void whatIsRefusedTakesNothing() {
        assertThat(share.take("a", 101)).isFalse();
        assertThat(share.take("a", 100)).isTrue();
        share.giveBack("a", 100);

        assertThat(takenByOnes("b")).isEqualTo(50);
    }

    private int takenByOnes(String source) {
        int taken = 0;
        while (share.take(source, 1)) {
            taken++;
        }
        return taken;
    }
}
