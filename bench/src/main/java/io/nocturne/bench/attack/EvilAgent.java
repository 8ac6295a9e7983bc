package io.nocturne.bench.attack;

import io.nocturne.bench.harness.Api;
import io.nocturne.bench.harness.Connection;
import io.nocturne.bench.harness.Connection.Answer;
import io.nocturne.bench.load.Bytes;
import io.nocturne.bench.load.DeliveryWriter;
import io.nocturne.model.fleet.EnrollResponse;
import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.ScaledVarints;
import io.nocturne.model.sample.SeriesKey;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.LongToDoubleFunction;
import java.util.stream.IntStream;

/// One enrolled agent that sends what no agent should.
///
/// **Threads** - confined to its own.
final class EvilAgent implements Closeable {

    private final Ground ground;
    private final EnrollResponse enrolled;
    private final Connection connection;
    private final DeliveryWriter writer = new DeliveryWriter();
    private long sequence = 1;

    EvilAgent(Ground ground, String name) throws IOException {
        this.ground = ground;
        this.connection = ground.stranger();
        this.enrolled = ground.api().enroll(connection, ground.api().enrollmentToken(), name);
    }

    String hostId() {
        return enrolled.hostId();
    }

    /// A layout whose series nobody has seen before.
    static Layout layout(int series, String name) {
        return new Layout(IntStream.range(0, series)
                .mapToObj(i -> SeriesKey.of("system.disk.operations", Map.of("system.device", name + "-" + i)))
                .toList());
    }

    /// Sends the same value for each series at each of the times, with the layout whole.
    Answer send(Layout layout, List<Long> times, LongToDoubleFunction value) throws IOException {
        writer.begin(sequence, layout, null, 5_000);
        for (long time : times) {
            SampleValues.Builder values =
                    new SampleValues.Builder(layout.series().size());
            for (int i = 0; i < layout.series().size(); i++) {
                values.add(value.applyAsDouble(time));
            }
            byte[] encoded = ScaledVarints.encode(values.build());
            writer.values().raw(encoded, 0, encoded.length);
            writer.snapshot(time);
        }
        Bytes body = writer.finish(System.currentTimeMillis());
        Answer answer = connection.send(
                "POST",
                "/api/v1/ingest",
                "Content-Type: application/x-protobuf" + Api.CRLF + Api.BEARER + enrolled.credential() + Api.CRLF,
                body.array(),
                body.length());
        if (answer.status() == 200) {
            sequence += times.size();
        }
        ground.count("deliveries answered " + answer.status());
        return answer;
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
