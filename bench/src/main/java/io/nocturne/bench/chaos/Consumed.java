package io.nocturne.bench.chaos;

import io.nocturne.bench.load.SentHost;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a consumer of the stream has kept, row by row as it took them, held against what was sent.
///
/// **Threads** - confined to the caller's.
final class Consumed {

    private final Map<String, BitSet> sequences = new HashMap<>();
    private final Map<Integer, Row> lastOfNode = new HashMap<>();
    private long taken;
    private long doubled;
    private long outOfOrder;

    /// **Shape** - in the order of `running`.
    void row(Row row) {
        taken++;
        BitSet ofHost = sequences.computeIfAbsent(row.hostId(), id -> new BitSet());
        int sequence = Math.toIntExact(row.sequence());
        doubled += ofHost.get(sequence) ? 1 : 0;
        ofHost.set(sequence);
        Row before = lastOfNode.put(row.nodeId(), row);
        outOfOrder += row.running() == taken && (before == null || row.isBehind(before)) ? 0 : 1;
    }

    /// **Shape** - a snapshot's sequence is its number and one.
    Result compared(List<? extends SentHost> hosts, long gaps) {
        long lost = 0;
        for (SentHost host : hosts) {
            BitSet ofHost = Optional.ofNullable(sequences.get(host.hostId())).orElseGet(BitSet::new);
            long there = ofHost.get(1, Math.toIntExact(host.acknowledged()) + 1).cardinality();
            lost += host.acknowledged() - there;
        }
        return new Result(taken, lost, doubled, outOfOrder, gaps);
    }

    /// One snapshot, and where its entry stands in the stream.
    record Row(long running, int nodeId, long segment, int entry, String hostId, long sequence) {

        private boolean isBehind(Row before) {
            if (segment != before.segment) {
                return segment > before.segment;
            }
            if (entry != before.entry) {
                return entry > before.entry;
            }
            return hostId.equals(before.hostId) && sequence > before.sequence;
        }
    }

    /// **Shape** - `lost` were acknowledged and not taken, `doubled` taken again, `outOfOrder` taken at another place
    /// than their position's; `gaps` is how many the consumer was told of.
    record Result(long taken, long lost, long doubled, long outOfOrder, long gaps) {

        boolean isRight() {
            return lost == 0 && doubled == 0 && outOfOrder == 0 && gaps == 0;
        }

        String text() {
            return "consumer: taken %,d, lost %d, doubled %d, out of order %d, gaps %d"
                    .formatted(taken, lost, doubled, outOfOrder, gaps);
        }

        String json() {
            return "\"consumerTaken\":%d,\"consumerLost\":%d,\"consumerDoubled\":%d,\"consumerOutOfOrder\":%d,\"consumerGaps\":%d,"
                    .formatted(taken, lost, doubled, outOfOrder, gaps);
        }
    }
}
