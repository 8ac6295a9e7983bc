package io.nocturne.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.nocturne.model.sample.IngestRequest;
import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.ProcessSample;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.sample.Snapshot;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtobufDeliveryTest {

    private static final Instant TIME = Instant.parse("2026-11-22T10:00:00.123Z");
    private static final Layout LAYOUT = new Layout(List.of(
            SeriesKey.of("system.cpu.utilization", Map.of("cpu.mode", "user", "cpu.logical_number", "0")),
            SeriesKey.of("system.network.io", Map.of("network.interface.name", "이더넷")),
            SeriesKey.of("system.memory.available")));
    private static final IngestRequest WHOLE = new IngestRequest(
            1_234_567,
            LAYOUT,
            null,
            5_000L,
            List.of(
                    new Snapshot(
                            TIME,
                            SampleValues.of(0.25, null, 1e15),
                            List.of(
                                    new ProcessSample(1, "init", "root", 0.01, 12_000_000),
                                    new ProcessSample(0, "idle", null, null, 0))),
                    new Snapshot(TIME.plusSeconds(5), SampleValues.of(-0.0, 1.0 / 3, -7.0))),
            TIME.plusSeconds(6));

    @Test
    void whatTheProtoFileSaysIsReadExactly() {
        assertThat(read(WHOLE)).isEqualTo(Delivery.of(WHOLE));
    }

    @Test
    void aLayoutCanBeNamed() {
        IngestRequest named =
                new IngestRequest(1, null, LAYOUT.id(), null, List.of(new Snapshot(TIME, SampleValues.of(1.0))));

        assertThat(read(named)).isEqualTo(Delivery.of(named));
    }

    @Test
    void unknownFieldsAreSkipped() {
        byte[] body = IngestProto.encode(WHOLE);
        byte[] more = HexFormat.of().parseHex("98060199060102030405060708" + "9a0602aabb" + "9d0601020304");

        assertThat(ProtobufDelivery.read(concat(more, body))).isEqualTo(Delivery.of(WHOLE));
    }

    /// Each body is a request as hex, in which the first snapshot is good.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2a00         | time_millis is missing
            2a020800     | ''
            2a0408001200 | ''
            2a05080012018f | byte 0 of values is cut short
            2a0408001205 | a length of 5, only 0 bytes are left
            2a0208ff     | a number that is cut short
            2a0608001a021200 | a process name has 1 to 255 characters
            2a010b       | field 1 has wire type 3
            2a0120       | cut short
            2a0100       | there is no field 0
            2a080800 1a040802 1080 | field 2 has wire type 0, not 2
            """)
    void aFaultInOneSnapshotIsItsOwn(String hex, String expected) {
        byte[] good = IngestProto.encode(WHOLE);

        Delivery delivery = ProtobufDelivery.read(concat(good, parse(hex)));

        assertThat(delivery.request().snapshots()).hasSize(3);
        if (expected.isEmpty()) {
            assertThat(delivery.faults()).isEmpty();
        } else {
            assertThat(delivery.faults()).hasSize(1);
            assertThat(delivery.faults().get(2)).contains(expected);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                     | sequence must be 1 to 4611686018427387904, is 0
            0801                   | exactly one of layout and layoutId
            08011a0178             | 1 to 1000 entries
            08011a017820002a020800 | intervalMillis must be 1 to 3600000, is 0
            08ffffffffffffffffffff01 | byte 1: a number
            1a05ff                 | byte 1: a length of 5, only 1 bytes are left
            1affffffff0f           | byte 1: a length of 4294967295, only 0 bytes are left
            1affffffffffffffffff01 | byte 1: a length of 18446744073709551615, only 0 bytes are left
            1a01ff                 | byte 2: a text that is not UTF-8
            12020a00               | layout.series[0]: metric name ''
            120612040a026d2f       | a layout has 1 to 10000 series
            08011a0178 2a020800 30ffffffffffffffff7f | sentAt must be within 1970 to 9999
            0d01                   | field 1 has wire type 5, not 0
            0b                     | field 1 has wire type 3, not 0
            """)
    void aFaultElsewhereIsTheWholeRequests(String hex, String expected) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProtobufDelivery.read(parse(hex)))
                .withMessageContaining(expected);
    }

    @Test
    void aBodyCutAnywhereIsReadOrRefusedAndNothingElse() {
        byte[] body = IngestProto.encode(WHOLE);
        for (int length = 0; length < body.length; length++) {
            readOrRefuse(Arrays.copyOf(body, length));
        }
    }

    @Test
    void aBodyWithAnyBitFlippedIsReadOrRefusedAndNothingElse() {
        byte[] body = IngestProto.encode(WHOLE);
        for (int bit = 0; bit < body.length * Byte.SIZE; bit++) {
            byte[] flipped = body.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            readOrRefuse(flipped);
        }
    }

    @Test
    void randomBytesAreReadOrRefusedAndNothingElse() {
        Random random = new Random(5);
        for (int i = 0; i < 50_000; i++) {
            byte[] body = new byte[random.nextInt(64)];
            random.nextBytes(body);
            readOrRefuse(body);
        }
    }

    @Test
    void aRequestOfMoreValuesThanAnAgentSendsIsRefused() {
        // 300 snapshots of 9000 absent values: 2.7 million values.
        byte[] values = new byte[9_000];
        Arrays.fill(values, (byte) 15);
        byte[] head = HexFormat.of().parseHex("2aad46" + "0801" + "12a846");
        byte[] body = new byte[0];
        for (int i = 0; i < 300; i++) {
            body = concat(body, concat(head, values));
        }
        byte[] whole = body;

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProtobufDelivery.read(whole))
                .withMessageContaining("more than 2000000 values");
    }

    private static void readOrRefuse(byte[] body) {
        try {
            assertThat(ProtobufDelivery.read(body).request().snapshots()).isNotEmpty();
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageMatching("(?s).{5,}");
        }
    }

    private static Delivery read(IngestRequest request) {
        return ProtobufDelivery.read(IngestProto.encode(request));
    }

    private static byte[] parse(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
