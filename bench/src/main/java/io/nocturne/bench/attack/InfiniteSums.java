package io.nocturne.bench.attack;

import io.nocturne.bench.harness.Connection;
import io.nocturne.model.sample.Layout;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Values of 1e308 twice in one minute from each of ten hosts, some hours back, so that their rollups are due; then the
/// server is stopped and started in order, which seals them, and must say that nothing fails, and answer finite numbers
/// or nothing.
final class InfiniteSums implements Attack {

    private static final int HOSTS = 10;
    private static final double HUGE = 1e308;
    private static final long BACK = Duration.ofHours(8).toMillis();
    private static final long WITHIN = TimeUnit.SECONDS.toNanos(90);
    private static final Pattern LAG = Pattern.compile("\"rollupLagMillis\":(\\d+)");
    private static final Pattern STATE = Pattern.compile("\"store\":\\{\"state\":\"(\\w+)\"");

    private final List<String> hostIds = new ArrayList<>();
    private long time;

    @Override
    public void run(Ground ground) throws Exception {
        Layout layout = EvilAgent.layout(3, "huge");
        time = Math.floorDiv(System.currentTimeMillis() - BACK, 60_000L) * 60_000L;
        for (int i = 0; i < HOSTS; i++) {
            try (EvilAgent agent = new EvilAgent(ground, "huge-" + i)) {
                agent.send(layout, List.of(time + 1_000, time + 6_000), at -> HUGE);
                agent.send(layout, List.of(time + 61_000), at -> 1);
                hostIds.add(agent.hostId());
            }
        }
        ground.pause(TimeUnit.SECONDS.toMillis(ground.seconds()));
    }

    @Override
    public Map<String, Object> facts(Ground ground) throws Exception {
        ground.server().stop();
        ground.server().start();
        Map<String, Object> facts = new LinkedHashMap<>();
        String status = status(ground);
        for (long until = System.nanoTime() + WITHIN; lag(status) > 0 && System.nanoTime() < until; ) {
            TimeUnit.SECONDS.sleep(2);
            status = status(ground);
        }
        Matcher state = STATE.matcher(status);
        facts.put("storeState", state.find() ? state.group(1) : "unknown");
        facts.put("rollupLagMillis", lag(status));
        facts.put("wrongRollupLag", lag(status) > 0 ? 1 : 0);
        facts.put("wrongServerErrors", ground.server().errors());
        int infinite = 0;
        int answered = 0;
        for (String hostId : hostIds) {
            for (int points : List.of(10, 600)) {
                String answer = get(
                        ground,
                        "/api/v1/query?metric=system.disk.operations&host=%s&from=%s&to=%s&points=%d"
                                .formatted(
                                        hostId,
                                        Instant.ofEpochMilli(time - 3_600_000),
                                        Instant.ofEpochMilli(time + 7_200_000),
                                        points));
                answered += answer.contains("\"avg\":") ? 1 : 0;
                infinite += answer.contains("Infinity") || answer.contains("NaN") ? 1 : 0;
            }
        }
        facts.put("answersWithPoints", answered);
        facts.put("wrongInfiniteAnswers", infinite);
        return facts;
    }

    private static long lag(String status) {
        Matcher lag = LAG.matcher(status);
        return lag.find() ? Long.parseLong(lag.group(1)) : 0;
    }

    private static String status(Ground ground) throws Exception {
        return get(ground, "/api/v1/status");
    }

    private static String get(Ground ground, String path) throws Exception {
        try (Connection connection = ground.api().connect()) {
            return new String(
                    ground.api().get(connection, ground.api().login(connection), path), StandardCharsets.UTF_8);
        }
    }
}
