package io.nocturne.bench.chaos;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Whether a version of H2 keeps what it confirmed when its process is killed, and opens what it closed.
///
/// **Shape** - `java -cp CLASSES:h2.jar io.nocturne.bench.chaos.H2Soak FOLDER KILLS PLANNED SEED`,
/// or the source file in place of the class, then with the jar of JSpecify too. A child process
/// loads the database of FOLDER as the store would; the driver kills it, or the child shuts down as
/// planned; then the driver opens the file and reads all of it. The database stays, so that
/// versions can take turns. A line each round; without rounds it only checks.
/// `-Dsoak.url=;NAME=VALUE` adds settings to the URL.
/// **Unit** - sizes in MB of 1,000,000 bytes, times in ms.
/// **Errors** - the words after `FAIL`: OPEN, LOST (was confirmed), TORN (half a transaction), SUM (damaged),
/// RUN (an error while loading or reading).
public final class H2Soak {

    private static final int HOSTS = 1_500;
    private static final int STRIDE = 7;
    private static final int SEALS_A_PERIOD = 5;
    private static final int PERIODS_KEPT = 3;
    private static final int SMALL_ROWS = 300;
    private static final int READERS = 3;
    private static final long PAUSE_OF_JOURNAL_MS = 15;
    private static final long PAUSE_OF_SEALS_MS = 500;
    private static final int TABLE_NOT_FOUND = 42_102;
    private static final String CHUNK = "(host_id UUID NOT NULL, bucket INT NOT NULL, node INT NOT NULL,"
            + " seal BIGINT NOT NULL, sum BIGINT NOT NULL, payload VARBINARY(100000) NOT NULL,"
            + " PRIMARY KEY (host_id, bucket, node))";

    private final Path folder;
    private long knownJournal;
    private long knownSeal = -1;

    private H2Soak(Path folder) {
        this.folder = folder;
    }

    /// With a fifth argument it is the child: `SHUTDOWN`, `SHUTDOWN COMPACT`, or `KILL`, and then ms to live.
    public static void main(String[] args) throws Exception {
        H2Soak soak = new H2Soak(Path.of(args[0]));
        if (args.length > 4) {
            soak.new Load(args[4], Long.parseLong(args[5])).run();
        } else {
            soak.drive(
                    Integer.parseInt(args[1]),
                    Integer.parseInt(args[2]),
                    new SplittableRandom(Long.parseLong(args[3])));
        }
    }

    private Connection open() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:h2:file:" + folder.toAbsolutePath().resolve("soak")
                        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0"
                        + ";DB_CLOSE_ON_EXIT=FALSE" + System.getProperty("soak.url", ""),
                "sa",
                "");
    }

    private long megabytes() throws IOException {
        Path file = folder.resolve("soak.mv.db");
        return Files.exists(file) ? Files.size(file) / 1_000_000 : 0;
    }

    private void drive(int kills, int planned, SplittableRandom random) throws Exception {
        Files.createDirectories(folder);
        if (kills + planned == 0) {
            System.out.println(new Check(Confirmed.in(List.of(), 0, -1)).result("CHECK"));
        }
        int every = planned == 0 ? Integer.MAX_VALUE : Math.max(1, (kills + planned) / planned);
        for (int round = 1; round <= kills + planned; round++) {
            boolean kill = round % every != 0;
            String end = kill ? "KILL" : random.nextBoolean() ? "SHUTDOWN" : "SHUTDOWN COMPACT";
            round(end, kill ? random.nextLong(200, 5_000) : random.nextLong(3_000, 6_000));
        }
    }

    private void round(String end, long life) throws Exception {
        Path said = folder.resolve("said.txt");
        Process child = child(end, life, said);
        boolean killed = !child.waitFor(end.equals("KILL") ? life : 120_000, TimeUnit.MILLISECONDS);
        child.destroyForcibly().waitFor();
        Confirmed confirmed = Confirmed.in(Files.readAllLines(said), knownJournal, knownSeal);
        long size = megabytes();
        String result = confirmed.error() != null || killed != end.equals("KILL")
                ? "FAIL RUN " + confirmed.error() + " exit " + child.exitValue()
                : new Check(confirmed).result(end);
        System.out.printf("%s after %d ms: %s, %s, %d MB%n", end, life, result, confirmed.figures(), size);
        if (result.contains("FAIL")) {
            Files.move(folder, folder.resolveSibling(folder.getFileName() + "-failed-" + System.nanoTime()));
            Files.createDirectories(folder);
            knownJournal = 0;
            knownSeal = -1;
        }
    }

    private Process child(String end, long life, Path said) throws IOException {
        String source = System.getProperty("jdk.launcher.sourcefile");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Dsoak.url=" + System.getProperty("soak.url", ""),
                "-cp",
                System.getProperty("java.class.path"),
                source == null ? H2Soak.class.getName() : source));
        command.addAll(List.of(folder.toString(), "", "", "", end, Long.toString(life)));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
    }

    /// A row's bytes follow from its number; the first 8 are the number that its transaction has.
    private static byte[] payload(long transaction, long row, int least, int most) {
        SplittableRandom random = new SplittableRandom(transaction * 8_191 + row);
        double share = random.nextDouble();
        byte[] bytes = new byte[least + (int) ((most - least) * share * share)];
        random.nextBytes(bytes);
        return ByteBuffer.wrap(bytes).putLong(0, transaction).array();
    }

    private static long sum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return crc.getValue();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long[] numbers(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            long[] found = new long[row.getMetaData().getColumnCount()];
            for (int i = 0; i < found.length; i++) {
                found[i] = row.getLong(i + 1);
            }
            return found;
        }
    }

    private static int rowsOf(long seal) {
        return new SplittableRandom(seal).nextInt(100, 1_001);
    }

    private static UUID host(long seal, int row) {
        return new UUID(0x4e6f_6374_7572_6e65L, (seal * 131 + (long) row * STRIDE) % HOSTS);
    }

    private interface Work {
        void run(Connection connection) throws SQLException;
    }

    /// The child: a journal, seals, and readers, until it is killed or its time is over.
    private final class Load {
        private final String end;
        private final long until;
        private final boolean paced;
        private final AtomicLong written = new AtomicLong();
        private final AtomicLong period = new AtomicLong();

        Load(String end, long life) {
            this.end = end;
            this.until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(life);
            this.paced = end.equals("KILL");
        }

        void run() throws Exception {
            try (Connection connection = open()) {
                create(connection);
                List<Thread> threads = new ArrayList<>(List.of(start(this::journal), start(this::seals)));
                for (int i = 0; i < READERS; i++) {
                    threads.add(start(this::read));
                }
                for (Thread thread : threads) {
                    thread.join();
                }
                say("B " + megabytes());
                execute(connection, end);
            }
        }

        private void create(Connection connection) throws SQLException {
            execute(
                    connection,
                    "CREATE TABLE IF NOT EXISTS journal (id BIGINT PRIMARY KEY, sum BIGINT, payload VARBINARY(1000000))");
            execute(connection, "CREATE TABLE IF NOT EXISTS small (id INT PRIMARY KEY, seal BIGINT, sum BIGINT)");
            execute(connection, "CREATE TABLE IF NOT EXISTS mark (id INT PRIMARY KEY, seal BIGINT, upto BIGINT)");
            execute(connection, "INSERT INTO mark SELECT 0, -1, 0 WHERE NOT EXISTS (SELECT 1 FROM mark)");
            execute(
                    connection,
                    "INSERT INTO small SELECT r.i, -1, r.i - 1 FROM SYSTEM_RANGE(0, " + (SMALL_ROWS - 1)
                            + ") r(i) WHERE NOT EXISTS (SELECT 1 FROM small)");
            long[] mark =
                    numbers(connection, "SELECT upto, seal, (SELECT COALESCE(MAX(id), 0) FROM journal) FROM mark");
            written.set(Math.max(mark[0], mark[2]));
            period.set(Math.max(0, mark[1]) / SEALS_A_PERIOD);
        }

        private Thread start(Work work) {
            return Thread.ofPlatform().start(() -> {
                try (Connection connection = open()) {
                    work.run(connection);
                } catch (SQLException e) {
                    say("E " + e.toString().replace('\n', ' '));
                    Runtime.getRuntime().halt(3);
                }
            });
        }

        private boolean running() {
            return paced || System.nanoTime() < until;
        }

        private void journal(Connection connection) throws SQLException {
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO journal VALUES (?, ?, ?)")) {
                while (running()) {
                    long id = written.get() + 1;
                    byte[] payload = payload(id, 0, 10_000, 400_000);
                    insert.setLong(1, id);
                    insert.setLong(2, sum(payload));
                    insert.setBytes(3, payload);
                    insert.executeUpdate();
                    confirm(connection, "J " + id);
                    written.set(id);
                    pause(PAUSE_OF_JOURNAL_MS);
                }
            }
        }

        private void confirm(Connection connection, String what) throws SQLException {
            connection.commit();
            long from = System.nanoTime();
            execute(connection, "CHECKPOINT SYNC");
            say(what + " " + System.nanoTime() / 1_000 + " " + (System.nanoTime() - from) / 1_000);
        }

        private void pause(long millis) {
            if (paced) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
            }
        }

        private void seals(Connection connection) throws SQLException {
            connection.setAutoCommit(false);
            long seal = numbers(connection, "SELECT seal FROM mark")[0];
            while (running()) {
                seal++;
                long now = seal / SEALS_A_PERIOD;
                execute(connection, "CREATE TABLE IF NOT EXISTS chunk_" + now + CHUNK);
                seal(connection, seal, "chunk_" + now);
                period.set(now);
                if (now >= PERIODS_KEPT) {
                    execute(connection, "DROP TABLE IF EXISTS chunk_" + (now - PERIODS_KEPT));
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_OF_SEALS_MS));
            }
        }

        private void seal(Connection connection, long seal, String table) throws SQLException {
            long upto = written.get();
            try (PreparedStatement merge = connection.prepareStatement(
                            "MERGE INTO " + table + " KEY (host_id, bucket, node) VALUES (?, 0, 0, ?, ?, ?)");
                    PreparedStatement update =
                            connection.prepareStatement("UPDATE small SET seal = ?, sum = ? WHERE id = ?")) {
                for (int row = 0; row < rowsOf(seal); row++) {
                    byte[] payload = payload(seal, row, 2_000, 20_000);
                    merge.setObject(1, host(seal, row));
                    merge.setLong(2, seal);
                    merge.setLong(3, sum(payload));
                    merge.setBytes(4, payload);
                    merge.addBatch();
                }
                merge.executeBatch();
                execute(connection, "DELETE FROM journal WHERE id <= " + upto);
                for (int id = 0; id < SMALL_ROWS; id++) {
                    update.setLong(1, seal);
                    update.setLong(2, seal + id);
                    update.setInt(3, id);
                    update.addBatch();
                }
                update.executeBatch();
                execute(connection, "UPDATE mark SET seal = " + seal + ", upto = " + upto);
                confirm(connection, "S " + seal);
            }
        }

        private void read(Connection connection) throws SQLException {
            SplittableRandom random = new SplittableRandom();
            while (running()) {
                long table = Math.max(0, period.get() - random.nextInt(PERIODS_KEPT + 1));
                long from = random.nextLong(HOSTS);
                try (PreparedStatement select =
                        connection.prepareStatement("SELECT seal, SUBSTRING(payload FROM 1 FOR 8) FROM chunk_" + table
                                + " WHERE host_id BETWEEN ? AND ?")) {
                    select.setObject(1, new UUID(0x4e6f_6374_7572_6e65L, from));
                    select.setObject(2, new UUID(0x4e6f_6374_7572_6e65L, from + 50));
                    readRows(select);
                } catch (SQLException e) {
                    if (e.getErrorCode() / 10 != TABLE_NOT_FOUND / 10) {
                        throw e;
                    }
                }
                LockSupport.parkNanos(1_000_000);
            }
        }

        private void readRows(PreparedStatement select) throws SQLException {
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    if (rows.getLong(1) != ByteBuffer.wrap(rows.getBytes(2)).getLong()) {
                        throw new SQLException("a reader saw a row of seal " + rows.getLong(1) + " with other bytes");
                    }
                }
            }
        }

        private void say(String line) {
            byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
            synchronized (this) {
                System.out.write(bytes, 0, bytes.length);
                System.out.flush();
            }
        }
    }

    /// What the child said was on disk: the last journal row and seal; and how long it took.
    private record Confirmed(
            long journal, long seal, @Nullable String error, String figures) {

        /// Numbers only go up: one that comes again was lost since the check before.
        static Confirmed in(List<String> lines, long journal, long seal) {
            long[] last = {journal, seal};
            List<long[]> commits = new ArrayList<>();
            @Nullable String error = null;
            String before = "";
            for (String line : lines) {
                String[] word = line.split(" ", -1);
                if (word[0].equals("J") && word.length == 4) {
                    error = Long.parseLong(word[1]) <= last[0] ? "LOST what was before " + line : error;
                    last[0] = Long.parseLong(word[1]);
                    commits.add(new long[] {Long.parseLong(word[2]), Long.parseLong(word[3])});
                } else if (word[0].equals("S") && word.length == 4) {
                    error = Long.parseLong(word[1]) <= last[1] ? "LOST what was before " + line : error;
                    last[1] = Long.parseLong(word[1]);
                } else if (word[0].equals("B")) {
                    before = ", " + word[1] + " MB before";
                } else if (error == null) {
                    error = line;
                }
            }
            return new Confirmed(last[0], last[1], error, figures(commits) + before);
        }

        private static String figures(List<long[]> commits) {
            if (commits.size() < 2) {
                return "commits " + commits.size();
            }
            double seconds = (commits.getLast()[0] - commits.getFirst()[0]) / 1e6;
            long[] syncs = commits.stream().mapToLong(c -> c[1]).sorted().toArray();
            return "commits %d in %.2f s, sync median %d us p95 %d us"
                    .formatted(commits.size(), seconds, syncs[syncs.length / 2], syncs[syncs.length * 95 / 100]);
        }
    }

    /// Opens the file and reads all of it against what the numbers of the seals say must be there.
    private final class Check {
        private final Confirmed confirmed;

        Check(Confirmed confirmed) {
            this.confirmed = confirmed;
        }

        /// Every second check leaves the file as a killed process does, so that the child has to recover it as well.
        String result(String end) throws SQLException {
            long from = System.nanoTime();
            try (Connection connection = open()) {
                long opened = (System.nanoTime() - from) / 1_000_000;
                String wrong = wrong(connection);
                if (end.equals("KILL") && from % 2 == 0) {
                    execute(connection, "SHUTDOWN IMMEDIATELY");
                }
                return (wrong == null ? "ok" : "FAIL " + wrong) + ", opened in " + opened + " ms";
            } catch (SQLException e) {
                return "FAIL OPEN or read: " + e.toString().replace('\n', ' ');
            }
        }

        private @Nullable String wrong(Connection connection) throws SQLException {
            String begun =
                    "SELECT COUNT(*) FROM information_schema.tables WHERE table_name IN ('journal', 'small', 'mark')";
            if (numbers(connection, begun)[0] < 3 || numbers(connection, "SELECT COUNT(*) FROM small")[0] == 0) {
                return confirmed.seal() >= 0 || confirmed.journal() > 0 ? "LOST everything" : null;
            }
            long[] mark = numbers(connection, "SELECT seal, upto FROM mark");
            String wrong = mark[0] < confirmed.seal() ? "LOST seal " + confirmed.seal() + ", has " + mark[0] : null;
            knownSeal = mark[0];
            wrong = wrong == null ? journal(connection, mark[1]) : wrong;
            wrong = wrong == null ? small(connection, mark[0]) : wrong;
            long period = mark[0] / SEALS_A_PERIOD;
            for (long p = Math.max(0, period - PERIODS_KEPT + 1); mark[0] >= 0 && p <= period && wrong == null; p++) {
                wrong = chunks(connection, p, mark[0]);
            }
            return wrong;
        }

        private @Nullable String journal(Connection connection, long upto) throws SQLException {
            long expected = upto;
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT id, sum, payload FROM journal ORDER BY id")) {
                while (row.next()) {
                    if (row.getLong(1) != ++expected) {
                        return "TORN journal " + row.getLong(1) + " where " + expected + " belongs";
                    }
                    if (damaged(row)) {
                        return "SUM journal " + expected;
                    }
                }
            }
            knownJournal = expected;
            return expected < confirmed.journal() ? "LOST journal " + confirmed.journal() + ", has " + expected : null;
        }

        private @Nullable String small(Connection connection, long seal) throws SQLException {
            long[] found = numbers(
                    connection,
                    "SELECT COUNT(*), MIN(seal), MAX(seal), SUM(CASE WHEN sum = seal + id THEN 0 ELSE 1 END) FROM small");
            boolean whole = found[0] == SMALL_ROWS && found[1] == seal && found[2] == seal;
            return whole ? found[3] == 0 ? null : "SUM small" : "TORN small rows " + found[1] + ".." + found[2];
        }

        private @Nullable String chunks(Connection connection, long period, long last) throws SQLException {
            Map<UUID, Long> expected = new HashMap<>();
            for (long seal = period * SEALS_A_PERIOD; seal < (period + 1) * SEALS_A_PERIOD && seal <= last; seal++) {
                for (int row = 0; row < rowsOf(seal); row++) {
                    expected.put(host(seal, row), seal);
                }
            }
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT seal, sum, payload, host_id FROM chunk_" + period)) {
                while (row.next()) {
                    Long seal = expected.remove(row.getObject(4, UUID.class));
                    if (seal == null || seal != row.getLong(1)) {
                        return "TORN chunk of seal " + row.getLong(1) + " where " + seal + " belongs";
                    }
                    if (damaged(row) || ByteBuffer.wrap(row.getBytes(3)).getLong() != seal) {
                        return "SUM chunk of seal " + seal;
                    }
                }
            }
            return expected.isEmpty() ? null : "LOST chunks " + expected.size() + " of period " + period;
        }

        private static boolean damaged(ResultSet row) throws SQLException {
            return sum(row.getBytes(3)) != row.getLong(2);
        }
    }
}
