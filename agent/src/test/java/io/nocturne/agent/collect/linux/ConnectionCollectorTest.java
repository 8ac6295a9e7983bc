package io.nocturne.agent.collect.linux;

import static io.nocturne.agent.collect.linux.FakeMachine.names;
import static io.nocturne.agent.collect.linux.FakeMachine.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.agent.collect.Reading;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionCollectorTest {

    private static final String HEADING = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when"
            + " retrnsmt   uid  timeout inode                                                     \n";

    @TempDir
    private Path root;

    private FakeMachine machine;

    @BeforeEach
    void open() {
        machine = new FakeMachine(root);
    }

    @ParameterizedTest
    @CsvSource({
        "01, established",
        "02, syn_sent",
        "03, syn_received",
        "04, fin_wait_1",
        "05, fin_wait_2",
        "06, time_wait",
        "07, closed",
        "08, close_wait",
        "09, last_ack",
        "0A, listen",
        "0B, closing",
        "0C, syn_received"
    })
    void theKernelsNumbersHaveTheConventionsNames(String number, String state) {
        machine.file("proc/net/tcp", HEADING + v4(number));

        Reading reading = machine.read();

        for (String name : names(reading, "network.connection.state")) {
            assertThat(count(reading, name)).as(name).isEqualTo(name.equals(state) ? 1 : 0);
        }
    }

    @Test
    void bothFamiliesAddUp() {
        machine.file("proc/net/tcp", HEADING + v4("01") + v4("0A")).file("proc/net/tcp6", HEADING + v6("01"));

        Reading reading = machine.read();

        assertThat(count(reading, "established")).isEqualTo(2);
        assertThat(count(reading, "listen")).isEqualTo(1);
    }

    @Test
    void aListLongerThanOnePieceIsCountedWhole() {
        machine.file("proc/net/tcp", HEADING + v4("06").repeat(3_000)).file("proc/net/tcp6", HEADING);

        assertThat(count(machine.read(), "time_wait")).isEqualTo(3_000);
    }

    @Test
    void aStateThatNobodyKnowsIsLeftOut() {
        machine.file("proc/net/tcp", HEADING + v4("0D") + v4("FF") + v4("ZZ") + v4("123456789") + "\n   9: torn");

        Reading reading = machine.read();

        for (String name : names(reading, "network.connection.state")) {
            assertThat(count(reading, name)).as(name).isZero();
        }
    }

    @Test
    void withoutTheListAllAreAbsent() {
        Reading reading = machine.read();

        assertThat(names(reading, "network.connection.state")).hasSize(11);
        for (String name : names(reading, "network.connection.state")) {
            assertThat(value(reading, "system.network.connection.count", "network.connection.state=" + name))
                    .isEmpty();
        }
    }

    private static double count(Reading reading, String state) {
        return value(reading, "system.network.connection.count", "network.connection.state=" + state)
                .orElseThrow();
    }

    private static String v4(String state) {
        return "   0: 0100007F:1F90 0100007F:D2A4 " + state
                + " 00000000:00000000 00:00000000 00000000  1000        0 28452 1 0000000000000000 20 4 30 10 -1\n";
    }

    private static String v6(String state) {
        return " 200: 00000000000000000000000001000000:1F90 00000000000000000000000001000000:8A5C " + state
                + " 00000000:00000000 00:00000000 00000000     0        0 31337 1 0000000000000000 20 4 30 10 -1\n";
    }
}
