package io.nocturne.server.alert.store;

import io.nocturne.model.alert.AlertEvidence;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// Table `alert_evidence`.
///
/// **Threads** - safe.
@Repository
public class EvidenceStore {

    private static final int MAX_BYTES = 4 << 20;
    private static final int MAX_UNFINISHED = 1_000;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    public EvidenceStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /// The evidence of an alert, the first step's first.
    public List<AlertEvidence> of(UUID alertId) {
        return jdbc.sql("SELECT content FROM alert_evidence WHERE alert_id = ? ORDER BY step_number")
                .param(alertId)
                .query((row, _) -> json.readValue(inflated(row.getBytes("content")), AlertEvidence.class))
                .list();
    }

    /// What a stop kept from being completed.
    public List<Unfinished> unfinished() {
        return jdbc.sql("""
                SELECT e.alert_id, e.step_number, a.host_id, e.content FROM alert_evidence e
                JOIN alert a ON a.alert_id = e.alert_id
                WHERE e.complete = FALSE ORDER BY a.last_transition_id DESC LIMIT ?
                """)
                .param(MAX_UNFINISHED)
                .query((row, _) -> new Unfinished(
                        row.getObject("alert_id", UUID.class),
                        row.getObject("host_id", UUID.class),
                        json.readValue(inflated(row.getBytes("content")), AlertEvidence.class)))
                .list();
    }

    public void write(UUID alertId, AlertEvidence evidence) {
        byte[] content = deflated(json.writeValueAsBytes(evidence));
        int updated = jdbc.sql(
                        "UPDATE alert_evidence SET complete = ?, content = ? WHERE alert_id = ? AND step_number = ?")
                .params(evidence.complete(), content, alertId, evidence.number())
                .update();
        if (updated == 0) {
            jdbc.sql("INSERT INTO alert_evidence (complete, content, alert_id, step_number) VALUES (?, ?, ?, ?)")
                    .params(evidence.complete(), content, alertId, evidence.number())
                    .update();
        }
    }

    private static byte[] deflated(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] inflated(byte[] packed) {
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
            return in.readNBytes(MAX_BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Evidence of which the time after the step is missing.
    public record Unfinished(UUID alertId, UUID hostId, AlertEvidence evidence) {}
}
