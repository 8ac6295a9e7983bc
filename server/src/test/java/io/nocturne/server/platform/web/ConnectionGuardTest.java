package io.nocturne.server.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.server.platform.config.ConnectionLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ConnectionGuardTest {

    private final AtomicLong nanos = new AtomicLong(-5_000_000_000L);
    private final ConnectionGuard guard = new ConnectionGuard(new ConnectionLimits(32, 4), nanos::get);
    private final List<SocketChannel> closed = new ArrayList<>();

    @Test
    void anAddressGetsSoManyAndOthersAreStillLetIn() {
        for (int i = 0; i < 4; i++) {
            answering("10.0.0.1");
        }

        assertThat(guard.admit(channel(), "10.0.0.1", this::close)).isFalse();
        assertThat(guard.admit(channel(), "10.0.0.2", this::close)).isTrue();
        assertThat(closed).isEmpty();
    }

    @Test
    void theLongestAtRestGoesForANewcomerOfItsAddress() {
        SocketChannel first = resting("10.0.0.1");
        advance(Duration.ofSeconds(1));
        SocketChannel busy = answering("10.0.0.1");
        resting("10.0.0.1");
        resting("10.0.0.1");

        assertThat(guard.admit(channel(), "10.0.0.1", this::close)).isTrue();
        assertThat(closed).containsExactly(first).doesNotContain(busy);
    }

    @Test
    void whenAllIsFullThoseThatNeverAskedGoFirst() {
        SocketChannel agent = resting("10.0.0.1");
        advance(Duration.ofSeconds(1));
        SocketChannel silent = arriving("10.0.1.0");
        advance(ConnectionGuard.GRACE.plusMillis(1));
        for (int i = 2; guard.size() < 30; i++) {
            resting("10.0.1." + i);
        }

        assertThat(guard.admit(channel(), "10.0.0.9", this::close)).isTrue();
        assertThat(closed).containsExactly(silent);
        assertThat(guard.admit(channel(), "10.0.0.9", this::close)).isTrue();
        assertThat(closed).containsExactly(silent, agent);
    }

    @Test
    void aHandshakeOrHeadThatTricklesInEnds() {
        SocketChannel trickles = arriving("10.0.0.1");
        for (int i = 0; i < 10; i++) {
            advance(Duration.ofSeconds(1));
            Visit visit = guard.visit(trickles).orElseThrow();
            assertThat(visit.begin()).isTrue();
            visit.rest(guard.now(), true);
            guard.sweep(this::close);
        }
        assertThat(closed).isEmpty();

        advance(Duration.ofMillis(1));
        guard.sweep(this::close);

        assertThat(closed).containsExactly(trickles);
    }

    @Test
    void theHeadOfALaterRequestCountsFromItsOwnBegin() {
        SocketChannel kept = resting("10.0.0.1");
        advance(Duration.ofSeconds(50));
        Visit visit = guard.visit(kept).orElseThrow();
        visit.begin();
        visit.rest(guard.now(), true);
        advance(ConnectionGuard.HEAD_PATIENCE);
        guard.sweep(this::close);
        assertThat(closed).isEmpty();

        visit.begin();
        visit.rest(guard.now(), true);
        advance(Duration.ofMillis(1));
        guard.sweep(this::close);
        assertThat(closed).containsExactly(kept);
    }

    @Test
    void emptyLinesDoNotKeepAConnectionOpen() {
        SocketChannel kept = resting("10.0.0.1");
        for (int i = 0; i < 8; i++) {
            advance(Duration.ofSeconds(10));
            Visit visit = guard.visit(kept).orElseThrow();
            visit.begin();
            visit.rest(guard.now(), false);
            guard.sweep(this::close);
        }

        assertThat(closed).containsExactly(kept);
    }

    @Test
    void anAnswerAndAWebSocketMayTakeLong() {
        answering("10.0.0.1");
        guard.visit(arriving("10.0.0.1")).orElseThrow().live();
        advance(Duration.ofHours(1));

        guard.sweep(this::close);

        assertThat(closed).isEmpty();
    }

    private SocketChannel arriving(String address) {
        SocketChannel channel = channel();
        assertThat(guard.admit(channel, address, this::close)).isTrue();
        return channel;
    }

    private SocketChannel answering(String address) {
        SocketChannel channel = arriving(address);
        Visit visit = guard.visit(channel).orElseThrow();
        visit.begin();
        visit.asks();
        return channel;
    }

    private SocketChannel resting(String address) {
        SocketChannel channel = answering(address);
        guard.visit(channel).orElseThrow().rest(guard.now(), false);
        return channel;
    }

    private void close(Visit visit) {
        closed.add(visit.channel());
        guard.left(visit.channel());
    }

    private void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static SocketChannel channel() {
        // Never connected; it only stands for a connection.
        try (SocketChannel channel = SocketChannel.open()) {
            return channel;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
