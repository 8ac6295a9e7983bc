package io.nocturne.server.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import io.nocturne.model.fleet.EnrollRequest;
import io.nocturne.model.sample.IngestRequest;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonFactoryBuilder;
import tools.jackson.databind.json.JsonMapper;

class JsonLimitsTest {

    private static final JsonMapper JSON = mapper();
    private static final int BODY = 8 << 20;

    static Stream<Arguments> greedy() {
        String head = "{\"sequence\":1,\"layoutId\":\"a\",\"snapshots\":[";
        String time = "{\"time\":\"2026-11-22T10:00:00Z\",\"values\":[";
        return Stream.of(
                Arguments.of("snapshots", head + filled(time + "]},"), "snapshots: has more than 1000 entries"),
                Arguments.of(
                        "values",
                        head + filled((time + "0" + ",0".repeat(9_999) + "]},")),
                        "more than 2000000 values in one"),
                Arguments.of("values of one", head + time + filled("0,"), "values has more than 10000 entries"),
                Arguments.of(
                        "processes",
                        head + time + "],\"processes\":[" + filled("{\"pid\":1,\"name\":\"a\",\"memoryUsage\":1},"),
                        "snapshots[0].processes: has more than 100 entries"),
                Arguments.of(
                        "series",
                        "{\"layout\":{\"series\":[" + filled("{\"metric\":\"a\"},"),
                        "layout.series: has more than 10000 entries"),
                Arguments.of("unknown", "{\"unknown\":[" + filled("[],"), "or there are too many"));
    }

    /// What the parser and the reader take before they refuse is a small part of the body times what a
    /// value takes.
    @ParameterizedTest(name = "{0}")
    @MethodSource("greedy")
    void aBodyIsRefusedBeforeItIsMuchMemory(String name, String body, String expected) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        JacksonException fault =
                catchThrowableOfType(JacksonException.class, () -> JSON.readValue(body, IngestRequest.class));
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(JsonFault.describe(fault)).contains(expected);
        assertThat(allocated).isLessThan(96L << 20);
    }

    @Test
    void manyAttributesAndTagsAreRefused() {
        StringBuilder texts = new StringBuilder("{");
        for (int i = 0; i < 100_000; i++) {
            texts.append("\"k").append(i).append("\":\"\",");
        }
        assertRefused(
                "{\"layout\":{\"series\":[{\"metric\":\"a\",\"attributes\":" + texts,
                IngestRequest.class,
                "layout.series[0].attributes: has more than 64 entries");
        assertRefused("{\"host\":{\"tags\":" + texts, EnrollRequest.class, "host.tags: has more than 64 entries");
    }

    @Test
    void textsNumbersAndNestingAreBounded() {
        for (String body : java.util.List.of(
                "{\"layoutId\":\"" + "x".repeat(20_000) + "\"}",
                "{\"sequence\":" + "1".repeat(100) + "}",
                "{\"" + "x".repeat(2_000) + "\":1}",
                "{\"x\":" + "[".repeat(30))) {
            assertRefused(body, IngestRequest.class, "is longer than any that is allowed");
        }
    }

    private static void assertRefused(String body, Class<?> type, String expected) {
        JacksonException fault = catchThrowableOfType(JacksonException.class, () -> JSON.readValue(body, type));
        assertThat(JsonFault.describe(fault)).contains(expected);
    }

    private static String filled(String piece) {
        return piece.repeat(BODY / piece.length());
    }

    private static JsonMapper mapper() {
        JsonLimits limits = new JsonLimits();
        JsonFactoryBuilder factory = JsonFactory.builder();
        limits.customize(factory);
        JsonMapper.Builder mapper = JsonMapper.builder(factory.build());
        limits.customize(mapper);
        return mapper.build();
    }
}
