package io.nocturne.console.state;

import io.nocturne.console.net.Answer;
import io.nocturne.console.net.Ask;
import io.nocturne.console.net.FakeClock;
import io.nocturne.console.net.Fingerprint;
import io.nocturne.console.net.LinkFault;
import io.nocturne.console.net.Live;
import io.nocturne.console.net.LivePhase;
import io.nocturne.console.net.ManualTimer;
import io.nocturne.console.net.ServerAddress;
import io.nocturne.model.access.Role;
import io.nocturne.model.fleet.HostList;
import io.nocturne.model.fleet.HostState;
import io.nocturne.model.fleet.HostStop;
import io.nocturne.model.fleet.HostSummary;
import io.nocturne.model.fleet.ServerStatus;
import io.nocturne.model.fleet.StopReason;
import io.nocturne.model.live.LiveMessage;
import io.nocturne.model.live.LiveRequest;
import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.series.RangeResult;
import io.nocturne.model.series.Resolution;
import io.nocturne.model.series.SeriesData;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A signed-in server that a test plays: what it says is said at once, on the test's thread.
public final class ScriptedLink implements Monitored {

    public static final Instant START = Instant.parse("2026-11-22T14:00:00Z");

    private final FakeClock clock = new FakeClock(START);
    private final ManualTimer timer = new ManualTimer();
    private final LiveRouter router = new LiveRouter();
    private final LinkWatch watch = new LinkWatch(clock);
    private final Map<String, LiveRequest.Subscribe> subscriptions = new LinkedHashMap<>();
    private final List<Ask<?>> questions = new ArrayList<>();
    private final HostMemories memories = new HostMemories();
    private final FleetState fleet;
    private final ConsoleSide side;
    private List<HostSummary> hosts = List.of();
    private Function<Ask<?>, RangeResult> history = _ -> result(0, List.of());
    private @Nullable LinkFault fault;
    private Role role = Role.ADMIN;
    private int feeds;
    private int retries;
    private int signOuts;

    public ScriptedLink() {
        Live live = new Live() {
            @Override
            public void subscribe(LiveRequest.Subscribe request) {
                subscriptions.put(request.subscription(), request);
            }

            @Override
            public void unsubscribe(String subscription) {
                subscriptions.remove(subscription);
            }
        };
        side = new ConsoleSide(live, this::answer, router, watch, Runnable::run, timer, clock);
        fleet = new FleetState(live, this::answer, Runnable::run);
        router.add(watch);
        router.add(fleet);
        fleet.start();
    }

    /// Connects: the list of hosts comes, and a first frame.
    public ScriptedLink connect() {
        router.phase(new LivePhase.Open(clock.instant()));
        say(new LiveMessage.Hello(clock.instant(), "test", 2_000));
        return this;
    }

    /// The link breaks; the next try is in 4 seconds.
    public void breakOff() {
        router.phase(new LivePhase.Waiting(LinkFault.BROKEN, clock.instant().plus(Duration.ofSeconds(4))));
    }

    public void say(LiveMessage message) {
        router.received(message);
    }

    /// Says the values of a snapshot to every subscription whose name starts so.
    public void tick(String subscriptionStart, String hostId, Instant time, Map<SeriesKey, Double> values) {
        tick(subscriptionStart, hostId, time, values, null);
    }

    public void tick(
            String start, String hostId, Instant time, Map<SeriesKey, Double> values, @Nullable Instant missedFrom) {
        Layout layout = new Layout(List.copyOf(values.keySet()));
        SampleValues.Builder row = new SampleValues.Builder(values.size());
        layout.series().forEach(key -> row.add(Objects.requireNonNull(values.get(key))));
        SampleValues built = row.build();
        List.copyOf(subscriptions.keySet()).stream()
                .filter(name -> name.startsWith(start))
                .forEach(name -> {
                    say(new LiveMessage.LayoutDeclared(name, hostId, layout.id(), layout));
                    say(new LiveMessage.SampleTick(
                            name,
                            1,
                            clock.instant(),
                            hostId,
                            layout.id(),
                            time,
                            built,
                            missedFrom,
                            missedFrom == null ? null : 1L));
                });
    }

    public FakeClock clock() {
        return clock;
    }

    public ManualTimer timer() {
        return timer;
    }

    public Map<String, LiveRequest.Subscribe> subscriptions() {
        return subscriptions;
    }

    /// What was asked by REST, in order.
    public List<Ask<?>> questions() {
        return questions;
    }

    public void setHosts(HostSummary... now) {
        hosts = List.of(now);
    }

    public void setHistory(Function<Ask<?>, RangeResult> answer) {
        history = answer;
    }

    /// Every question fails so, or is answered again.
    public void setFault(@Nullable LinkFault now) {
        fault = now;
    }

    public void setRole(Role now) {
        role = now;
    }

    public int listeners() {
        return router.listeners() + fleet.changes().listeners();
    }

    public int retries() {
        return retries;
    }

    public int signOuts() {
        return signOuts;
    }

    /// A host that reported just now, every 5 seconds.
    public static HostSummary host(String id, String name, @Nullable Instant lastSample) {
        return new HostSummary(
                id,
                name,
                lastSample == null ? HostState.NEVER_REPORTED : HostState.REPORTING,
                "Debian GNU/Linux",
                "12",
                "amd64",
                4,
                8L << 30,
                "0.1.0",
                Map.of("role", "db", "site", "pus1"),
                5_000,
                START.minus(Duration.ofDays(3)),
                lastSample,
                lastSample,
                null,
                null,
                null);
    }

    /// The same host after its agent said goodbye, as the server tells it.
    public static HostSummary stopped(HostSummary host, @Nullable StopReason reason, Instant at) {
        return new HostSummary(
                host.hostId(),
                host.name(),
                HostState.STOPPED,
                host.osName(),
                host.osVersion(),
                host.architecture(),
                host.logicalCpus(),
                host.memoryBytes(),
                host.agentVersion(),
                host.tags(),
                host.intervalMillis(),
                host.enrolledAt(),
                host.lastSampleAt(),
                host.lastReceivedAt(),
                new HostStop(reason, at, host.lastSampleAt()),
                null,
                null);
    }

    /// An answer of the hour before the start.
    public static RangeResult result(long stepMillis, List<SeriesData> series) {
        return new RangeResult(
                START,
                START.minus(Duration.ofHours(1)),
                START,
                stepMillis == 0 ? Resolution.RAW : Resolution.ONE_MINUTE,
                stepMillis,
                series);
    }

    private <T> Answer<T> answer(Ask<T> question) {
        questions.add(question);
        LinkFault broken = fault;
        if (broken != null) {
            return new Answer.Unreachable<>(broken, "scripted");
        }
        if (question.answer() == HostList.class) {
            return new Answer.Ok<>(question.answer().cast(new HostList(clock.instant(), hosts)));
        }
        if (question.answer() == RangeResult.class) {
            return new Answer.Ok<>(question.answer().cast(history.apply(question)));
        }
        return new Answer.Refused<>(404, "not-found", "not scripted");
    }

    @Override
    public ServerAddress server() {
        return new ServerAddress("nocturne.test", 8443);
    }

    @Override
    public String tls() {
        return "TLSv1.3";
    }

    @Override
    public Fingerprint fingerprint() {
        return new Fingerprint("00:11:22:33");
    }

    @Override
    public String username() {
        return "s.yoon";
    }

    @Override
    public Role role() {
        return role;
    }

    @Override
    public LinkState link() {
        return watch.state();
    }

    @Override
    public Instant serverNow() {
        return watch.serverNow();
    }

    @Override
    public FleetState fleet() {
        return fleet;
    }

    @Override
    public Optional<ServerStatus> status() {
        return Optional.of(new ServerStatus("test", START, START, 1, 1, 62_400, 1, null, List.of()));
    }

    @Override
    public HostFeed openHost(String hostId, Duration span) {
        return new HostFeed(hostId, "host-" + ++feeds, span, memories.of(hostId), side);
    }

    @Override
    public void retryNow() {
        retries++;
    }

    @Override
    public void resync() {
        fleet.reload();
    }

    @Override
    public void signOut() {
        signOuts++;
    }
}
