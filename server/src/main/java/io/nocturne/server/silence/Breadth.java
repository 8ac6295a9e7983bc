package io.nocturne.server.silence;

import io.nocturne.model.alert.Matcher;
import io.nocturne.server.platform.match.Matchers;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Whether matchers leave out next to nothing, which is seldom meant.
final class Breadth {

    /// Every alert has these, so that only some values of them are left out or none.
    private static final Set<String> ALWAYS_THERE = Set.of("alertname", "severity", "host");

    private static final List<String> SEVERITIES = List.of("warning", "critical");

    /// No two of them are alike in any way that a pattern for some names would see.
    private static final List<String> SAMPLES = List.of("a", "zz-9", "0", "한", "Q.7_q/ x", "~");

    private Breadth() {}

    /// True when none of the conditions narrows: each takes what has no such label, and whatever value it has.
    static boolean isNearlyAll(List<Matcher> matchers) {
        return matchers.stream().noneMatch(Breadth::narrows);
    }

    private static boolean narrows(Matcher matcher) {
        Matchers alone = Matchers.of(List.of(matcher));
        List<String> values = matcher.name().equals("severity") ? SEVERITIES : SAMPLES;
        boolean takesEvery = values.stream().allMatch(value -> alone.matches(Map.of(matcher.name(), value)));
        return !takesEvery || (!ALWAYS_THERE.contains(matcher.name()) && !alone.matches(Map.of()));
    }
}
