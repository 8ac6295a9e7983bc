package io.nocturne.agent.collect.linux;

import static io.nocturne.agent.collect.linux.FakeMachine.names;
import static io.nocturne.agent.collect.linux.FakeMachine.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.agent.collect.Reading;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuCollectorTest {

    private static final Offset<Double> ROUNDING = Offset.offset(1e-9);

    @TempDir
    private Path root;

    private FakeMachine machine;

    @BeforeEach
    void open() {
        machine = new FakeMachine(root);
    }

    @Test
    void sharesAreThoseOfTheTimeBetweenTwoReadings() {
        stat("cpu 1000 100 500 8000 300 50 50 0 0 0", "cpu0 1 0 0 1 0 0 0 0", "intr 5 0 0");
        machine.read();
        // 200 ticks later: 50 user, 10 nice, 20 system, 90 idle, 10 iowait, 4 irq, 6 softirq, 10 steal
        stat("cpu 1050 110 520 8090 310 54 56 10 0 0", "cpu0 1 0 0 2 0 0 0 0", "intr 5 0 0");

        Reading reading = machine.read();

        assertThat(mode(reading, "user")).isEqualTo(0.25);
        assertThat(mode(reading, "nice")).isEqualTo(0.05);
        assertThat(mode(reading, "system")).isEqualTo(0.1);
        assertThat(mode(reading, "idle")).isEqualTo(0.45);
        assertThat(mode(reading, "iowait")).isEqualTo(0.05);
        assertThat(mode(reading, "interrupt")).isEqualTo(0.05);
        assertThat(mode(reading, "steal")).isEqualTo(0.05);
        assertThat(value(reading, "system.cpu.total.utilization").getAsDouble()).isEqualTo(0.5, ROUNDING);
    }

    @Test
    void theFirstReadingHasNoSharesButACount() {
        stat("cpu 1 0 0 1 0 0 0 0", "cpu0 1 0 0 1 0 0 0 0", "cpu1 1 0 0 1 0 0 0 0");

        Reading reading = machine.read();

        assertThat(value(reading, "system.cpu.utilization", "cpu.mode=user")).isEmpty();
        assertThat(value(reading, "system.cpu.total.utilization")).isEmpty();
        assertThat(value(reading, "system.cpu.logical.count")).hasValue(2);
    }

    @Test
    void coresAreTheOnesThatAreOnline() {
        stat("cpu 1 0 0 1 0 0 0 0", "cpu0 1 0 0 1 0 0 0 0", "cpu2 1 0 0 1 0 0 0 0", "cpu10 1 0 0 1 0 0 0 0");

        assertThat(names(machine.read(), "cpu.logical_number")).containsExactly("0", "2", "10");
    }

    @Test
    void aCoreThatIsPluggedInMakesAnotherLayoutAndHasARateInTheNextReading() {
        stat("cpu 1 0 0 1 0 0 0 0", "cpu0 100 0 0 100 0 0 0 0");
        String before = machine.read().layout().id();
        stat("cpu 2 0 0 2 0 0 0 0", "cpu0 101 0 0 101 0 0 0 0", "cpu1 50 0 0 50 0 0 0 0");
        Reading plugged = machine.read();
        stat("cpu 3 0 0 3 0 0 0 0", "cpu0 102 0 0 102 0 0 0 0", "cpu1 53 0 0 51 0 0 0 0");
        Reading after = machine.read();

        assertThat(plugged.layout().id()).isNotEqualTo(before);
        assertThat(core(plugged, 0)).hasValue(0.5);
        assertThat(core(plugged, 1)).isEmpty();
        assertThat(core(after, 1)).hasValue(0.75);
    }

    @Test
    void iowaitThatGoesBackALittleCountsAsUnmoved() {
        stat("cpu 100 0 100 800 50 0 0 0");
        machine.read();
        stat("cpu 150 0 100 850 45 0 0 0");

        Reading reading = machine.read();

        assertThat(mode(reading, "iowait")).isZero();
        assertThat(mode(reading, "user")).isEqualTo(0.5);
    }

    @Test
    void aResetIsAbsentOnce() {
        stat("cpu 10000 0 100 80000 50 0 0 0");
        machine.read();
        stat("cpu 10 0 1 80 0 0 0 0");
        Reading reset = machine.read();
        stat("cpu 20 0 1 90 0 0 0 0");
        Reading after = machine.read();

        assertThat(value(reset, "system.cpu.total.utilization")).isEmpty();
        assertThat(value(after, "system.cpu.total.utilization")).hasValue(0.5);
    }

    @Test
    void aKernelOfTwoPointSixHasFewerColumns() {
        stat("cpu 100 0 100 800 50 0 0", "cpu0 100 0 100 800 50 0 0");
        machine.read();
        stat("cpu 150 0 100 850 50 0 0", "cpu0 150 0 100 850 50 0 0");

        assertThat(mode(machine.read(), "steal")).isZero();
    }

    @Test
    void aStatOfMoreThanOneBufferIsReadWhole() {
        String[] cores = Stream.concat(
                        Stream.of("cpu 1 0 0 1 0 0 0 0"),
                        Stream.iterate(0, n -> n + 1)
                                .limit(1_024)
                                .map(n -> "cpu" + n + " 123456789 0 987654321 1 0 0 0 0"))
                .toArray(String[]::new);
        stat(cores);

        assertThat(value(machine.read(), "system.cpu.logical.count")).hasValue(1_024);
    }

    private static double mode(Reading reading, String mode) {
        return value(reading, "system.cpu.utilization", "cpu.mode=" + mode).getAsDouble();
    }

    private static OptionalDouble core(Reading reading, int number) {
        return value(reading, "system.cpu.core.utilization", "cpu.logical_number=" + number);
    }

    private void stat(String... lines) {
        machine.file("proc/stat", String.join("\n", lines) + "\n");
    }
}
