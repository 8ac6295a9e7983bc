package io.nocturne.agent.event;

import io.nocturne.agent.json.JsonBytes;
import io.nocturne.agent.json.JsonObject;
import io.nocturne.agent.log.RepeatedFailure;
import io.nocturne.agent.state.StateDirectory;
import io.nocturne.model.fleet.AgentEvent;
import io.nocturne.model.fleet.AgentEvents;
import io.nocturne.model.fleet.StopReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/// The events that the server does not have yet, in memory and in `events.json` of the state folder.
///
/// **Shape** - the newest [#MOST]; older ones go and are counted. The file is replaced as a whole with each
/// change, without waiting for the disk. No two events of one type have the same time: the server would take
/// them for one.
/// **Errors** - none come out. A file that is damaged is set aside; one that cannot be written is told to the
/// log, and the events are kept in memory.
/// **Threads** - safe; guarded by itself.
public final class EventJournal {

    static final String FILE = "events.json";
    static final int MOST = AgentEvents.MAX_EVENTS;

    private static final Logger log = LoggerFactory.getLogger(EventJournal.class);

    private final StateDirectory state;
    private final InstantSource clock;
    private final RepeatedFailure trouble;
    private final Deque<AgentEvent> waiting = new ArrayDeque<>();
    private long dropped;

    private EventJournal(StateDirectory state, InstantSource clock) {
        this.state = state;
        this.clock = clock;
        this.trouble = new RepeatedFailure(log, clock);
    }

    /// Opens the journal with what an earlier run left in it.
    public static EventJournal open(StateDirectory state, InstantSource clock) {
        EventJournal journal = new EventJournal(state, clock);
        journal.recover();
        return journal;
    }

    /// Notes that something happened now.
    public void add(AgentEvent.Type type, String detail) {
        add(type, null, detail);
    }

    /// Notes that the agent, or the host with it, stops now.
    public void addStopping(StopReason reason) {
        add(AgentEvent.Type.STOPPING, reason, null);
    }

    /// All that wait, oldest first; they stay until they are confirmed.
    public synchronized List<AgentEvent> waiting() {
        return List.copyOf(waiting);
    }

    /// Forgets events: the server has them, or never will.
    public synchronized void confirm(List<AgentEvent> events) {
        if (waiting.removeAll(events)) {
            save();
        }
    }

    public synchronized int size() {
        return waiting.size();
    }

    /// How many had to go since this state folder is in use.
    public synchronized long dropped() {
        return dropped;
    }

    private synchronized void add(AgentEvent.Type type, @Nullable StopReason reason, @Nullable String detail) {
        String text = detail != null && detail.length() > AgentEvent.MAX_DETAIL
                ? detail.substring(0, AgentEvent.MAX_DETAIL)
                : detail;
        waiting.addLast(new AgentEvent(free(type), type, reason, text));
        trim();
        save();
        log.debug("noted: {} {}", type, text);
    }

    private Instant free(AgentEvent.Type type) {
        Instant time = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        while (isTaken(type, time)) {
            time = time.plusMillis(1);
        }
        return time;
    }

    private boolean isTaken(AgentEvent.Type type, Instant time) {
        return waiting.stream()
                .anyMatch(event -> event.type() == type && event.time().equals(time));
    }

    private void trim() {
        while (waiting.size() > MOST) {
            AgentEvent old = waiting.removeFirst();
            dropped++;
            log.warn("{} events wait for the server; the oldest is dropped: {} of {}", MOST, old.type(), old.time());
        }
    }

    private void save() {
        byte[] json = JsonBytes.object(fields -> {
            JsonBytes.field(fields, "dropped", dropped);
            EventJson.write(fields, List.copyOf(waiting));
        });
        try {
            state.writeCached(FILE, new String(json, StandardCharsets.UTF_8) + "\n");
            trouble.over();
        } catch (IOException e) {
            trouble.report("{} cannot be written, events are kept in memory only: {}", state.path(FILE), e.toString());
        }
    }

    private void recover() {
        try {
            state.read(FILE).map(JsonObject::parse).ifPresent(json -> {
                waiting.addAll(EventJson.read(json));
                dropped = json.whole("dropped").orElse(0);
            });
            trim();
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            waiting.clear();
            setAside(e);
        }
    }

    private void setAside(Exception cause) {
        try {
            state.setAside(FILE);
            log.warn("{} is damaged and set aside ({}); the events in it are lost", state.path(FILE), kind(cause));
        } catch (IOException e) {
            log.warn("{} is damaged ({}) and cannot be set aside: {}", state.path(FILE), kind(cause), e.toString());
        }
    }

    /// Not the exception's own text: it may quote the file.
    private static String kind(Exception cause) {
        return cause.getClass().getSimpleName();
    }
}
