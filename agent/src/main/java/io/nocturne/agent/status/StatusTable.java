package io.nocturne.agent.status;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// A status as lines for a person.
final class StatusTable {

    private static final String UNKNOWN = "not known yet";

    private final AgentStatus status;
    private final Instant now;
    private final PrintStream out;

    StatusTable(AgentStatus status, Instant now, PrintStream out) {
        this.status = status;
        this.now = now;
        this.out = out;
    }

    void print(Verdict verdict) {
        line("state", verdict.line());
        line(
                "agent",
                "%s, pid %d, started %s"
                        .formatted(
                                text(StatusField.AGENT_VERSION),
                                status.count(StatusField.PID),
                                when(StatusField.STARTED_AT)));
        line("server", server());
        line("host id", text(StatusField.HOST_ID));
        line(
                "certificate",
                "until %s; its CA until %s"
                        .formatted(end(StatusField.CERTIFICATE_END), end(StatusField.AUTHORITY_END)));
        line("acknowledged", acknowledged());
        line("waiting", waiting());
        line(
                "since the start",
                "%d taken, %d delivered, %d dropped"
                        .formatted(
                                status.count(StatusField.TAKEN),
                                status.count(StatusField.DELIVERED),
                                status.count(StatusField.DROPPED)));
        line(
                "events",
                "%d wait, %d dropped"
                        .formatted(status.count(StatusField.EVENTS_WAITING), status.count(StatusField.EVENTS_DROPPED)));
        line("last error", failure());
        line("status of", when(StatusField.WRITTEN_AT));
    }

    private String server() {
        String configured = text(StatusField.SERVER_URL);
        return status.text(StatusField.SERVER_ADDRESS)
                .filter(address -> !address.equals(configured))
                .map(address -> "%s (by %s)".formatted(address, configured))
                .orElse(configured);
    }

    private String acknowledged() {
        return status.text(StatusField.ACKNOWLEDGED_AT).isEmpty()
                ? "nothing since the start"
                : "number %d, %s"
                        .formatted(status.count(StatusField.ACKNOWLEDGED_SEQUENCE), when(StatusField.ACKNOWLEDGED_AT));
    }

    private String waiting() {
        String oldest = status.text(StatusField.OLDEST_WAITING).isEmpty()
                ? ""
                : ", the oldest of " + when(StatusField.OLDEST_WAITING);
        return "%d snapshots, %d of them in memory only, %d bytes on disk%s"
                .formatted(
                        status.count(StatusField.WAITING),
                        status.count(StatusField.WAITING_IN_MEMORY),
                        status.count(StatusField.DISK_BYTES),
                        oldest);
    }

    private String failure() {
        return status.text(StatusField.FAILURE)
                .map(cause -> "%s: %s".formatted(when(StatusField.FAILED_AT), cause))
                .orElse("none since the start");
    }

    private String text(StatusField field) {
        return status.text(field).orElse(UNKNOWN);
    }

    private String when(StatusField field) {
        return status.instant(field)
                .map(time -> "%s (%d s ago)"
                        .formatted(
                                time.truncatedTo(ChronoUnit.SECONDS),
                                Duration.between(time, now).toSeconds()))
                .orElse(UNKNOWN);
    }

    private String end(StatusField field) {
        return status.instant(field)
                .map(time -> "%s (%d days)"
                        .formatted(time, Duration.between(now, time).toDays()))
                .orElse(UNKNOWN);
    }

    /// What a server or a file says must not steer a terminal.
    private void line(String label, String value) {
        StringBuilder shown = new StringBuilder(value.length());
        value.chars().forEach(c -> shown.append(Character.isISOControl(c) ? ' ' : (char) c));
        out.println("%-16s %s".formatted(label, shown));
    }
}
