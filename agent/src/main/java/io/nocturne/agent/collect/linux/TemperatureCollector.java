package io.nocturne.agent.collect.linux;

import io.nocturne.agent.collect.Collector;
import io.nocturne.agent.collect.Series;
import io.nocturne.agent.collect.Ticker;
import io.nocturne.model.metric.MetricCatalog;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What the temperature sensors show.
///
/// **Shape** - sensors are listed anew each minute and read every 15 s, because behind some of them stands a
/// slow bus; readings in between repeat the last value. At most [#MAX_SENSORS].
/// **Absent** - where the kernel offers none (virtual machines), and a sensor that cannot be read.
/// **Source** - `/sys/class/hwmon/hwmon*/temp*_input` in thousandths of a degree;
/// Documentation/hwmon/sysfs-interface.rst of the kernel. The id is the device's and the sensor's name, because
/// the numbers of hwmon change from start to start.
final class TemperatureCollector implements Collector {

    static final int MAX_SENSORS = 128;

    private static final long LIST_NANOS = Duration.ofMinutes(1).toNanos();
    private static final long READ_NANOS = Duration.ofSeconds(15).toNanos();

    private final Path folder;
    private final Ticker ticker;
    private final ByteScanner scanner = new ByteScanner();
    private boolean started;
    private long listedNanos;
    private long readNanos;
    private Map<String, Sensor> sensors = new TreeMap<>();
    private List<Series> series = List.of();

    TemperatureCollector(Path root, Ticker ticker) {
        folder = root.resolve("sys/class/hwmon");
        this.ticker = ticker;
    }

    @Override
    public String name() {
        return "temperature";
    }

    @Override
    public List<Series> series() {
        return series;
    }

    @Override
    public void collect() throws IOException {
        long now = ticker.nanos();
        if (!started || now - listedNanos >= LIST_NANOS) {
            listedNanos = now;
            list();
        }
        boolean due = !started || now - readNanos >= READ_NANOS;
        started = true;
        if (due) {
            readNanos = now;
        }
        for (Sensor sensor : sensors.values()) {
            sensor.report(due, scanner);
        }
    }

    private void list() throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        Map<String, Sensor> listed = new TreeMap<>();
        try (DirectoryStream<Path> chips = Files.newDirectoryStream(folder, "hwmon*")) {
            for (Path chip : chips) {
                list(chip, listed);
            }
        }
        if (!listed.keySet().equals(sensors.keySet())) {
            series = listed.values().stream().map(sensor -> sensor.series).toList();
            sensors = listed;
        }
    }

    private void list(Path chip, Map<String, Sensor> listed) throws IOException {
        String name = text(chip.resolve("name"), chip.getFileName().toString());
        try (DirectoryStream<Path> inputs = Files.newDirectoryStream(chip, "temp*_input")) {
            for (Path input : inputs) {
                String sensor = input.getFileName().toString().replace("_input", "");
                String id = name + "-" + device(chip) + "/" + sensor;
                if (listed.size() < MAX_SENSORS) {
                    Sensor known = sensors.get(id);
                    String label = name + " " + text(chip.resolve(sensor + "_label"), sensor);
                    listed.put(id, known == null ? new Sensor(input, id, label) : known);
                }
            }
        }
    }

    /// The device that the chip belongs to: two disks have chips of one name.
    private static String device(Path chip) {
        try {
            return chip.resolve("device").toRealPath().getFileName().toString();
        } catch (IOException e) {
            return chip.getFileName().toString();
        }
    }

    private static String text(Path file, String otherwise) {
        try {
            String text = Files.readString(file).strip();
            return text.isEmpty() || text.length() > 100 ? otherwise : text;
        } catch (IOException e) {
            return otherwise;
        }
    }

    /// One sensor and what it last showed.
    private static final class Sensor {

        private static final double THOUSANDTHS = 1e3;

        private final Path input;
        private final Series series;
        private double celsius = Double.NaN;

        Sensor(Path input, String id, String label) {
            this.input = input;
            this.series =
                    Series.of("hw.temperature", MetricCatalog.HARDWARE_ID, id, MetricCatalog.HARDWARE_NAME, label);
        }

        void report(boolean due, ByteScanner scanner) {
            if (due) {
                celsius = read(scanner);
            }
            series.set(celsius);
        }

        /// Each file on its own: a sensor that is asleep answers with an error.
        private double read(ByteScanner scanner) {
            try (KernelFile file = new KernelFile(input)) {
                file.read(scanner);
                return scanner.nextLine() && scanner.nextSigned() ? scanner.number() / THOUSANDTHS : Double.NaN;
            } catch (IOException e) {
                return Double.NaN;
            }
        }
    }
}
