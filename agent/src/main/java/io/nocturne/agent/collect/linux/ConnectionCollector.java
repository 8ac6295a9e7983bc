package io.nocturne.agent.collect.linux;

import io.nocturne.agent.collect.Collector;
import io.nocturne.agent.collect.CostLimit;
import io.nocturne.agent.collect.Series;
import io.nocturne.agent.collect.Ticker;
import io.nocturne.model.metric.MetricCatalog;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// TCP connections by state, over IPv4 and IPv6 together.
///
/// **Shape** - all states are there, 0 for one that no connection is in. Where the lists are so long that
/// reading them would cost more than a tenth of a percent of a CPU they are read less often, and readings
/// in between repeat the last count.
/// **Source** - `/proc/net/tcp` and `tcp6`, the fourth word of each line, in hexadecimal; the numbers are those
/// of the kernel's `include/net/tcp_states.h`. A kernel without IPv6 has no `tcp6`.
final class ConnectionCollector implements Collector {

    private static final double MOST_OF_A_CPU = 0.001;
    private static final int CHUNK_BYTES = 16 << 10;
    private static final int STATE_WORD = 4;

    /// By the kernel's number. 12 is a connection that is being opened and has no socket yet.
    private static final String[] LABELS = {
        "",
        "established",
        "syn_sent",
        "syn_received",
        "fin_wait_1",
        "fin_wait_2",
        "time_wait",
        "closed",
        "close_wait",
        "last_ack",
        "listen",
        "closing",
        "syn_received"
    };

    private static final int NEW_SYN_RECEIVED = 12;
    private static final int SYN_RECEIVED = 3;

    private final Path v4;
    private final Path v6;
    private final CostLimit cost;
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private final int[] counts = new int[LABELS.length];
    private final List<Series> series = series(LABELS);
    private boolean known;

    ConnectionCollector(Path root, Ticker ticker, Ticker cpu) {
        v4 = root.resolve("proc/net/tcp");
        v6 = root.resolve("proc/net/tcp6");
        cost = new CostLimit(ticker, cpu, MOST_OF_A_CPU);
    }

    @Override
    public String name() {
        return "connection";
    }

    @Override
    public List<Series> series() {
        return series;
    }

    @Override
    public void collect() throws IOException {
        if (cost.begin()) {
            known = false;
            Arrays.fill(counts, 0);
            count(v4);
            if (v6.toFile().exists()) {
                count(v6);
            }
            counts[SYN_RECEIVED] += counts[NEW_SYN_RECEIVED];
            known = true;
            cost.end();
        }
        for (int i = 0; known && i < series.size(); i++) {
            series.get(i).set(counts[i + 1]);
        }
    }

    /// Reads piece by piece: with many connections the list is longer than the agent's whole memory.
    private void count(Path file) throws IOException {
        try (FileInputStream source = new FileInputStream(file.toFile())) {
            int word = 0;
            boolean inWord = false;
            int state = 0;
            boolean heading = true;
            for (int size = source.read(chunk); size > 0; size = source.read(chunk)) {
                for (int i = 0; i < size; i++) {
                    byte b = chunk[i];
                    if (b == '\n') {
                        heading = false;
                        word = 0;
                        inWord = false;
                    } else if (b == ' ') {
                        if (inWord && word == STATE_WORD && !heading && state < counts.length) {
                            counts[state]++;
                        }
                        inWord = false;
                    } else {
                        if (!inWord) {
                            inWord = true;
                            word++;
                            state = 0;
                        }
                        state = word == STATE_WORD ? withDigit(state, b) : 0;
                    }
                }
            }
        }
    }

    /// A number that is none of the kernel's stays one.
    private static int withDigit(int state, byte digit) {
        int value = Character.digit(digit, 16);
        return value < 0 ? LABELS.length : Math.min(state * 16 + value, LABELS.length);
    }

    private static List<Series> series(String[] labels) {
        List<Series> all = new ArrayList<>();
        for (int state = 1; state < NEW_SYN_RECEIVED; state++) {
            all.add(Series.of(
                    "system.network.connection.count",
                    MetricCatalog.NETWORK_TRANSPORT,
                    "tcp",
                    MetricCatalog.CONNECTION_STATE,
                    labels[state]));
        }
        return List.copyOf(all);
    }
}
