package io.nocturne.server.rule.file;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.nocturne.server.audit.AuditLog;
import io.nocturne.server.audit.EventKind;
import io.nocturne.server.audit.Origin;
import io.nocturne.server.platform.database.DiskGate;
import io.nocturne.server.platform.web.ProblemException;
import io.nocturne.server.rule.FileFault;
import io.nocturne.server.rule.RuleChange;
import io.nocturne.server.rule.Rules;
import io.nocturne.server.rule.Rules.Edited;
import io.nocturne.server.rule.file.AlertsFileTake.FileRefusedException;
import io.nocturne.server.rule.store.RuleStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at the server's `alerts.yml` again and again, and takes it up whole when it holds something else than
/// what was taken up last: a start alone changes nothing that was edited elsewhere meanwhile.
///
/// What changes while the server runs is taken up when two looks in a row find the same, so that a file which
/// is being written is not read in its middle. A section that nobody understood when the file was taken up is
/// taken up once somebody does.
///
/// **Threads** - one look at a time; everybody reads the status.
final class AlertsFileWatch {

    private static final Logger log = LoggerFactory.getLogger(AlertsFileWatch.class);

    /// Whose changes these are, in the rules and in the audit log.
    static final Origin FILE = new Origin("alerts.yml", "");

    private static final String MARK = "alerts.yml/";

    private final Path path;
    private final AlertsFileReader reader;
    private final Rules rules;
    private final RuleStore store;
    private final AuditLog audit;
    private final DiskGate disk;
    private final Clock clock;
    private boolean isFirst = true;
    private String seen = "";
    private String dealtWith = "";
    private volatile Status status;

    AlertsFileWatch(
            Path path,
            AlertsFileReader reader,
            Rules rules,
            RuleStore store,
            AuditLog audit,
            DiskGate disk,
            Clock clock) {
        this.path = path;
        this.reader = reader;
        this.rules = rules;
        this.store = store;
        this.audit = audit;
        this.disk = disk;
        this.clock = clock;
        this.status = new Status(path.toString(), State.ABSENT, clock.instant(), List.of(), 0, List.of());
    }

    Status status() {
        return status;
    }

    /// Has one look.
    ///
    /// **Errors** - the database's own; the next look tries again.
    void look() {
        Optional<byte[]> content;
        try {
            content = content();
        } catch (IOException e) {
            refuse("unreadable " + e, List.of(whole("cannot be read (%s)".formatted(e))), 1, List.of());
            return;
        }
        if (content.isEmpty()) {
            absent();
            return;
        }
        String hash = hash(content.get());
        boolean isSettled = isFirst || hash.equals(seen);
        isFirst = false;
        seen = hash;
        if (isSettled && !hash.equals(dealtWith)) {
            takeUp(content.get(), hash);
        }
    }

    private void takeUp(byte[] content, String hash) {
        Set<String> due = due(hash);
        if (due.isEmpty()) {
            // As it was when it was taken up, maybe by an earlier start.
            applied(hash, reader.read(content, rules.current(), false).notes());
            return;
        }
        disk.require();
        AlertsFileTake take = new AlertsFileTake(reader, content, false, due::contains);
        try {
            Edited edited = take.take(rules, FILE, () -> written(due, hash));
            long changes = edited.changes().stream().filter(RuleChange::differs).count();
            log.info("{} was taken up: {} rules changed", path, changes);
            take.file().notes().forEach(note -> log.info("{}: {}", path, note));
            applied(hash, take.file().notes());
        } catch (FileRefusedException e) {
            refuse(hash, e.file().faults(), e.file().faultCount(), e.file().notes());
        } catch (ProblemException e) {
            refuse(hash, List.of(whole(e.detail())), 1, List.of());
        }
    }

    private void written(Set<String> due, String hash) {
        Instant now = clock.instant();
        due.forEach(key -> store.mark(MARK + key, hash, now));
        audit.changed(EventKind.ALERTS_IMPORTED, FILE, "%s was taken up: %s".formatted(path, String.join(", ", due)));
    }

    /// What was not taken up yet as the file stands.
    private Set<String> due(String hash) {
        Set<String> due = new TreeSet<>(reader.sectionKeys());
        due.add(AlertsFileReader.RULES_KEY);
        due.removeIf(key -> store.mark(MARK + key).filter(hash::equals).isPresent());
        return due;
    }

    private void absent() {
        if (status.state() != State.ABSENT) {
            log.info("{} is not there any more; the rules stay as they are", path);
            status = new Status(path.toString(), State.ABSENT, clock.instant(), List.of(), 0, List.of());
        }
        isFirst = false;
        seen = "";
        dealtWith = "";
    }

    private void applied(String hash, List<FileFault> notes) {
        dealtWith = hash;
        status = new Status(path.toString(), State.APPLIED, clock.instant(), List.of(), 0, notes);
    }

    private void refuse(String hash, List<FileFault> faults, int count, List<FileFault> notes) {
        if (dealtWith.equals(hash)) {
            return;
        }
        dealtWith = hash;
        status = new Status(path.toString(), State.REFUSED, clock.instant(), faults, count, notes);
        log.warn("{} is not taken up, nothing of it; {} faults:", path, count);
        faults.forEach(fault -> log.warn("{}: {}", path, fault));
    }

    private static FileFault whole(String message) {
        return new FileFault(1, 1, "", message);
    }

    private Optional<byte[]> content() throws IOException {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(path)) {
            // One more than is allowed tells that it is too large.
            return Optional.of(in.readNBytes(AlertsFileReader.MAX_BYTES + 1));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    private static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// How it stands with the file.
    ///
    /// **Shape** - `since` is when it came to stand so; `faults` the first of `faultCount`, `notes` what its
    /// author should know though it was taken up.
    record Status(
            String path, State state, Instant since, List<FileFault> faults, int faultCount, List<FileFault> notes) {

        Status {
            faults = List.copyOf(faults);
            notes = List.copyOf(notes);
        }
    }

    /// Whether the file counts.
    enum State {
        @JsonProperty("absent")
        ABSENT,
        @JsonProperty("applied")
        APPLIED,
        /// Something is wrong with it; what was taken up before stands.
        @JsonProperty("refused")
        REFUSED
    }
}
