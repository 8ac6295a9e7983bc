package io.nocturne.server.notify;

import io.nocturne.model.alert.Alert;
import io.nocturne.model.alert.Receiver;
import io.nocturne.model.alert.Receiver.QuietHours;
import io.nocturne.model.alert.Route;
import io.nocturne.model.oncall.UserContact;
import io.nocturne.server.FakeClock;
import io.nocturne.server.notify.channel.Channel;
import io.nocturne.server.notify.channel.Channels;
import io.nocturne.server.notify.flow.Budget;
import io.nocturne.server.notify.flow.Duty;
import io.nocturne.server.notify.flow.Party;
import io.nocturne.server.notify.flow.Roster;
import io.nocturne.server.notify.flow.Routing;
import io.nocturne.server.notify.flow.World;
import io.nocturne.server.oncall.OnCall;
import io.nocturne.server.platform.config.DatabaseKind;
import io.nocturne.server.platform.database.DiskGate;
import io.nocturne.server.platform.database.DiskWatch;
import io.nocturne.server.silence.Mutes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// The desk with everything around it, in a time that the test moves: turn after turn, and what is sent is
/// answered at once.
final class Simulation {

    final FakeClock clock;
    final FakeAlertLog alerts;
    final RecordingChannel channel = new RecordingChannel("webhook");
    final RecordingChannel sms = new RecordingChannel("sms");
    final NotifyTables tables;
    private final Map<String, Party> receivers = new LinkedHashMap<>();
    private final Map<String, String> onCall = new LinkedHashMap<>();
    private final Map<String, UserContact> contacts = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> silences = new LinkedHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private List<Route> routes = List.of(Route.everything());
    private final Roster roster;
    private Routing routing;
    private Desk desk;

    Simulation() {
        this(Instant.parse("2026-11-02T10:00:00Z"));
    }

    Simulation(Instant start) {
        this(start, NotifyTables.open(DatabaseKind.H2));
    }

    Simulation(Instant start, NotifyTables tables) {
        this.clock = new FakeClock(start);
        this.alerts = new FakeAlertLog(clock);
        this.tables = tables;
        this.roster = new OnCallRoster(
                new OnCall() {
                    @Override
                    public Optional<String> now(String schedule, Instant at) {
                        return Optional.ofNullable(onCall.get(schedule));
                    }

                    @Override
                    public boolean isSchedule(String schedule) {
                        return true;
                    }
                },
                user -> Optional.ofNullable(contacts.get(user)),
                new Channels(List.of(channel, sms)),
                clock);
        this.routing = new Routing(routes, List.of(), roster);
        this.desk = open();
    }

    Desk desk() {
        return desk;
    }

    void receiver(String id) {
        receiver(id, "webhook", null, 1);
    }

    void receiver(String id, String type, @Nullable QuietHours quiet, long version) {
        Receiver receiver = new Receiver(
                id, id, type, true, Map.of(), List.of(), "en", null, quiet, null, null, version, null, null, null);
        receivers.put(id, new Party(receiver, Map.of(), Budget.ofType(type), Duty.NONE));
        changed();
    }

    /// A receiver that tells whoever is on call by a schedule, by SMS.
    void onCallReceiver(String id, String schedule) {
        receiver(id, "sms", null, 1);
        receivers.computeIfPresent(
                id,
                (_, party) ->
                        new Party(party.receiver(), Map.of(), party.limits(), new Duty(List.of(schedule), null, true)));
        changed();
    }

    void onCall(String schedule, @Nullable String user) {
        onCall.remove(schedule);
        if (user != null) {
            onCall.put(schedule, user);
        }
    }

    void contact(String user, String phone) {
        contacts.put(user, new UserContact(null, phone, "ko"));
    }

    void routes(Route... all) {
        routes = List.of(all);
        changed();
    }

    void silence(String id, String label, String value) {
        silences.put(id, Map.of(label, value));
    }

    void unsilence(String id) {
        silences.remove(id);
    }

    /// As after a kill: nothing but the database is left.
    void restart() {
        desk = open();
        settle();
    }

    /// Turns until nothing more happens at this moment.
    void settle() {
        int before = -1;
        for (int i = 0;
                i < 60 && (before != channel.tried().size() + sms.tried().size() || i < 3);
                i++) {
            before = channel.tried().size() + sms.tried().size();
            desk.turn();
        }
    }

    /// Lets time pass, with a turn each half a second at first and each ten later.
    void pass(Duration time) {
        Instant end = clock.instant().plus(time);
        settle();
        Duration step = time.compareTo(Duration.ofMinutes(2)) > 0 ? Duration.ofSeconds(10) : Duration.ofMillis(500);
        while (clock.instant().isBefore(end)) {
            clock.advance(step);
            settle();
        }
    }

    List<String> codes(String alertId) {
        List<String> codes = new ArrayList<>();
        tables.store().trace(alertId).forEach(step -> codes.add(step.stage() + "." + step.code()));
        return codes;
    }

    private void changed() {
        routing = new Routing(routes, List.copyOf(receivers.values()), roster);
    }

    private Desk open() {
        World.Hosts hosts = new World.Hosts() {
            @Override
            public Optional<String> parent(String host) {
                return alerts.parent(host);
            }

            @Override
            public Duration settleTime(String host) {
                return Duration.ofSeconds(16);
            }
        };
        Mutes mutes = new Mutes() {
            @Override
            public List<String> muting(Map<String, String> labels, Instant at) {
                return silences.entrySet().stream()
                        .filter(silence ->
                                labels.entrySet().containsAll(silence.getValue().entrySet()))
                        .map(Map.Entry::getKey)
                        .toList();
            }

            @Override
            public boolean isAbsenceExpected(Map<String, String> labels, Instant at) {
                return false;
            }

            @Override
            public Instant nextAbsence(Instant after) {
                return Instant.MAX;
            }
        };
        Map<String, Channel> channels = Map.of("webhook", channel, "sms", sms);
        AckLinks links = new AckLinks(
                new SecretKeySpec(new byte[32], "HmacSHA256"),
                tables.receivers(),
                () -> "https://nocturne.example:8443",
                clock);
        return new Desk(
                tables.store(),
                alerts,
                () -> routing,
                new Workshop(
                        mutes, roster, this::saysSilent, hosts, () -> "notice-" + ids.incrementAndGet(), () -> 0.5),
                new Outgoing(
                        type -> Optional.ofNullable(channels.get(type)),
                        alerts::find,
                        _ -> Optional.empty(),
                        links,
                        Runnable::run,
                        new DiskGate(DiskWatch.none(clock), clock),
                        new Charts(_ -> Optional.empty(), Runnable::run, Duration.ofSeconds(1))),
                clock);
    }

    private boolean saysSilent(Alert alert) {
        return alert.ruleId().equals(FakeAlertLog.SILENT);
    }
}
