package io.nocturne.model.json;

import io.nocturne.model.sample.IngestRequest;
import io.nocturne.model.sample.SampleValues;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/// The one JSON configuration of agent, server and console.
///
/// **Shape** - camelCase; times RFC 3339 in UTC; absent fields left out; unknown fields ignored, so that
/// an older program reads a newer one's messages. Input is bounded in nesting and in the length of texts
/// and numbers.
/// **Threads** - the mapper is immutable.
public final class WireJson {

    private static final int MAX_NESTING = 24;
    private static final int MAX_TEXT = 16_384;
    private static final int MAX_NUMBER = 64;
    private static final int MAX_NAME = 1_024;

    /// The values that one delivery may have, and what stands around them.
    private static final long MAX_REQUEST_TOKENS = IngestRequest.MAX_VALUES + 500_000L;

    private WireJson() {}

    /// A new mapper; make one for each program and keep it.
    public static JsonMapper mapper() {
        return configure(JsonMapper.builder(factory())).build();
    }

    /// Applies the configuration to a builder that somebody else made.
    public static JsonMapper.Builder configure(JsonMapper.Builder builder) {
        SimpleModule module = new SimpleModule("nocturne")
                .addSerializer(SampleValues.class, new SampleValuesSerializer())
                .addDeserializer(SampleValues.class, new SampleValuesDeserializer());
        return builder.addModule(module)
                .changeDefaultPropertyInclusion(
                        incl -> incl.withValueInclusion(com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL))
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
    }

    /// The bounded parser configuration.
    public static JsonFactory factory() {
        return JsonFactory.builder().streamReadConstraints(bounds().build()).build();
    }

    /// The bounds of what a server reads: of an answer only, a program that asked takes any number of values.
    public static StreamReadConstraints requestConstraints() {
        return bounds().maxTokenCount(MAX_REQUEST_TOKENS).build();
    }

    private static StreamReadConstraints.Builder bounds() {
        return StreamReadConstraints.builder()
                .maxNestingDepth(MAX_NESTING)
                .maxStringLength(MAX_TEXT)
                .maxNameLength(MAX_NAME)
                .maxNumberLength(MAX_NUMBER);
    }
}
