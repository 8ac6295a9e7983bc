package io.nocturne.server.notify.store;

import io.nocturne.model.alert.HeldNotification;
import io.nocturne.model.alert.Notification;
import io.nocturne.model.alert.Notification.State;
import io.nocturne.model.alert.TraceStep;
import io.nocturne.server.notify.flow.AlertGroup;
import io.nocturne.server.notify.flow.Changes;
import io.nocturne.server.notify.flow.Item;
import io.nocturne.server.notify.flow.Lane;
import io.nocturne.server.notify.flow.Remembered;
import io.nocturne.server.notify.flow.Sending;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Tables `notify_position`, `notify_item`, `notify_group`, `notify_lane`, `notify_sending`, `notify_trace`
/// and `notify_missed`.
///
/// **Threads** - safe; one writes changes at a time.
@Repository
public class NotifyStore {

    /// Of an alert's trace, so many of the first and of the newest lines are kept.
    public static final int FIRST_STEPS = 50;

    public static final int LAST_STEPS = 150;

    private static final Duration SENT_KEPT = Duration.ofHours(24);
    private static final int MISSED_SHOWN = 1_000;
    private static final int SENT_READ = 1_000;

    private final JdbcClient jdbc;
    private final JdbcOperations batches;
    private final TransactionTemplate transaction;
    private final Contents contents;

    public NotifyStore(
            JdbcClient jdbc, JdbcOperations batches, PlatformTransactionManager transactions, Contents contents) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.transaction = new TransactionTemplate(transactions);
        this.contents = contents;
    }

    /// Everything that is on its way.
    public Remembered load(Instant now) {
        return new Remembered(
                jdbc.sql("SELECT transition_id FROM notify_position WHERE reader = 1")
                        .query(Long.class)
                        .optional()
                        .orElse(0L),
                all("SELECT content FROM notify_item ORDER BY alert_id, receiver_id", Item.class),
                all("SELECT content FROM notify_group", AlertGroup.class),
                all("SELECT content FROM notify_lane", Lane.class),
                jdbc.sql("SELECT content FROM notify_sending WHERE state IN (?, ?) ORDER BY created_at, notice_id")
                        .params(State.SENDING.name(), State.WAITING.name())
                        .query((row, _) -> contents.read(row.getBytes("content"), Sending.class))
                        .list(),
                sent(now));
    }

    /// Writes what has changed, at once or not at all.
    public void commit(Changes changes) {
        transaction.executeWithoutResult(_ -> {
            position(changes.position());
            items(changes);
            groups(changes);
            lanes(changes.lanes());
            sendings(changes.sendings());
            batch("INSERT INTO notify_trace (alert_id, at, content) VALUES (?, ?, ?)", changes.steps(), step ->
                    new Object[] {step.alertId(), utc(step.step().at()), contents.write(step.step())});
            batch(
                    "INSERT INTO notify_missed (at, content) VALUES (?, ?)", changes.missed(), missed -> new Object[] {
                        utc(missed.until() == null ? missed.since() : missed.until()), contents.write(missed)
                    });
        });
    }

    /// The trace of an alert, oldest first.
    public List<TraceStep> trace(String alertId) {
        List<TraceStep> first = steps("""
            SELECT content FROM notify_trace WHERE alert_id = ? ORDER BY step_id FETCH FIRST ? ROWS ONLY
            """, alertId, FIRST_STEPS);
        long count = jdbc.sql("SELECT COUNT(*) FROM notify_trace WHERE alert_id = ?")
                .param(alertId)
                .query(Long.class)
                .single();
        int rest = (int) Math.min(LAST_STEPS, Math.max(0, count - first.size()));
        if (rest == 0) {
            return first;
        }
        List<TraceStep> last = steps("""
            SELECT content FROM notify_trace WHERE alert_id = ? ORDER BY step_id DESC FETCH FIRST ? ROWS ONLY
            """, alertId, rest);
        List<TraceStep> both = new ArrayList<>(first);
        both.addAll(last.reversed());
        return both;
    }

    /// Deletes the middle of a trace that is too long; how many lines.
    public int shorten(String alertId) {
        Optional<Long> from = step(alertId, "ASC", FIRST_STEPS);
        Optional<Long> to = step(alertId, "DESC", LAST_STEPS);
        if (from.isPresent() && to.isPresent() && from.get() <= to.get()) {
            return jdbc.sql("DELETE FROM notify_trace WHERE alert_id = ? AND step_id >= ? AND step_id <= ?")
                    .params(alertId, from.get(), to.get())
                    .update();
        }
        return 0;
    }

    /// Messages in a state, the newest first.
    public List<Notification> newest(State state, int limit) {
        return jdbc.sql("""
            SELECT content FROM notify_sending WHERE state = ?
            ORDER BY created_at DESC, notice_id FETCH FIRST ? ROWS ONLY
            """)
                .params(state.name(), limit)
                .query((row, _) ->
                        contents.read(row.getBytes("content"), Sending.class).view())
                .list();
    }

    /// Messages that a receiver got, or may have got, since a time: the newest thousand.
    public List<Sending> sentTo(String receiverId, Instant since) {
        return jdbc
                .sql("""
                    SELECT content FROM notify_sending
                    WHERE receiver_id = ? AND (created_at > ? OR ended_at > ?)
                    ORDER BY created_at DESC, notice_id FETCH FIRST ? ROWS ONLY
                    """)
                .params(receiverId, utc(since), utc(since), SENT_READ)
                .query((row, _) -> contents.read(row.getBytes("content"), Sending.class))
                .list()
                .stream()
                .filter(sending -> sending.attempts() > 0)
                .toList();
    }

    public Optional<Sending> find(String noticeId) {
        return jdbc.sql("SELECT content FROM notify_sending WHERE notice_id = ?")
                .param(noticeId)
                .query((row, _) -> contents.read(row.getBytes("content"), Sending.class))
                .optional();
    }

    /// What came and went while it was held back, the newest first.
    public List<HeldNotification> missed() {
        return jdbc.sql("SELECT content FROM notify_missed ORDER BY missed_id DESC FETCH FIRST ? ROWS ONLY")
                .param(MISSED_SHOWN)
                .query((row, _) -> contents.read(row.getBytes("content"), HeldNotification.class))
                .list();
    }

    /// Deletes what is older than that.
    public void deleteBefore(Instant time) {
        jdbc.sql("DELETE FROM notify_trace WHERE at < ?").param(utc(time)).update();
        jdbc.sql("DELETE FROM notify_missed WHERE at < ?").param(utc(time)).update();
        jdbc.sql("DELETE FROM notify_sending WHERE created_at < ? AND state NOT IN (?, ?)")
                .params(utc(time), State.SENDING.name(), State.WAITING.name())
                .update();
    }

    private Map<String, List<Instant>> sent(Instant now) {
        Map<String, List<Instant>> times = new HashMap<>();
        jdbc.sql("""
            SELECT receiver_id, ended_at FROM notify_sending WHERE state = ? AND ended_at > ?
            ORDER BY ended_at
            """)
                .params(State.DELIVERED.name(), utc(now.minus(SENT_KEPT)))
                .query((row, _) -> times.computeIfAbsent(row.getString("receiver_id"), _ -> new ArrayList<>())
                        .add(row.getObject("ended_at", OffsetDateTime.class).toInstant()))
                .list();
        return times;
    }

    private void position(long transitionId) {
        int known = jdbc.sql("UPDATE notify_position SET transition_id = ? WHERE reader = 1")
                .param(transitionId)
                .update();
        if (known == 0) {
            jdbc.sql("INSERT INTO notify_position (reader, transition_id) VALUES (1, ?)")
                    .param(transitionId)
                    .update();
        }
    }

    private void items(Changes changes) {
        List<Item.Key> before = new ArrayList<>(changes.itemsGone());
        changes.items().forEach(item -> before.add(item.key()));
        batch("DELETE FROM notify_item WHERE receiver_id = ? AND alert_id = ?", before, key ->
                new Object[] {key.receiverId(), key.alertId()});
        batch("INSERT INTO notify_item (receiver_id, alert_id, content) VALUES (?, ?, ?)", changes.items(), item ->
                new Object[] {item.receiverId(), item.alertId(), contents.write(item)});
    }

    private void groups(Changes changes) {
        List<AlertGroup.Key> before = new ArrayList<>(changes.groupsGone());
        changes.groups().forEach(group -> before.add(group.key()));
        batch("DELETE FROM notify_group WHERE receiver_id = ? AND group_key = ?", before, key ->
                new Object[] {key.receiverId(), key.groupKey()});
        batch("INSERT INTO notify_group (receiver_id, group_key, content) VALUES (?, ?, ?)", changes.groups(), group ->
                new Object[] {group.receiverId(), group.groupKey(), contents.write(group)});
    }

    private void lanes(List<Lane> lanes) {
        batch("DELETE FROM notify_lane WHERE receiver_id = ?", lanes, lane -> new Object[] {lane.receiverId()});
        batch("INSERT INTO notify_lane (receiver_id, content) VALUES (?, ?)", lanes, lane ->
                new Object[] {lane.receiverId(), contents.write(lane)});
    }

    private void sendings(List<Sending> sendings) {
        batch("DELETE FROM notify_sending WHERE notice_id = ?", sendings, sending -> new Object[] {sending.noticeId()});
        batch("""
            INSERT INTO notify_sending (notice_id, receiver_id, state, created_at, ended_at, content)
            VALUES (?, ?, ?, ?, ?, ?)
            """, sendings, sending -> new Object[] {
            sending.noticeId(),
            sending.receiverId(),
            sending.state().name(),
            utc(sending.createdAt()),
            utcIfAny(sending.endedAt()),
            contents.write(sending)
        });
    }

    private <T> void batch(String sql, Collection<T> all, Function<T, @Nullable Object[]> values) {
        if (!all.isEmpty()) {
            batches.batchUpdate(sql, all.stream().map(values).toList());
        }
    }

    private <T> List<T> all(String sql, Class<T> type) {
        return jdbc.sql(sql)
                .query((row, _) -> contents.read(row.getBytes("content"), type))
                .list();
    }

    private List<TraceStep> steps(String sql, String alertId, int limit) {
        return jdbc.sql(sql)
                .params(alertId, limit)
                .query((row, _) -> contents.read(row.getBytes("content"), TraceStep.class))
                .list();
    }

    /// The id of the line behind so many of the first or last.
    private Optional<Long> step(String alertId, String order, int behind) {
        return jdbc.sql("""
            SELECT step_id FROM notify_trace WHERE alert_id = ?
            ORDER BY step_id %s OFFSET ? ROWS FETCH FIRST 1 ROW ONLY
            """.formatted(order))
                .params(alertId, behind)
                .query(Long.class)
                .optional();
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable OffsetDateTime utcIfAny(@Nullable Instant time) {
        return time == null ? null : utc(time);
    }
}
