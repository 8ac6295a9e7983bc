package io.nocturne.console.fx;

import io.nocturne.console.text.Texts;
import io.nocturne.console.theme.GlyphState;
import io.nocturne.model.fleet.HostState;
import io.nocturne.model.fleet.HostStop;
import io.nocturne.model.fleet.StopReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A host's state as every screen shows it: a shape and a word, never color alone.
public record StateLook(GlyphState glyph, String word) {

    /// With the short word of a list.
    public static StateLook brief(HostState state, @Nullable StopReason reason, Texts texts) {
        return switch (state) {
            case REPORTING -> new StateLook(GlyphState.OK, texts.of("state.reporting"));
            case STALE -> new StateLook(GlyphState.STALE, texts.of("state.stale"));
            case NEVER_REPORTED -> new StateLook(GlyphState.UNKNOWN, texts.of("state.never"));
            case STOPPED -> new StateLook(glyph(reason), word(reason, texts));
        };
    }

    /// With the words of a page, which say since when.
    public static StateLook full(HostState state, Optional<HostStop> stop, Instant now, Texts texts) {
        StateLook brief = brief(state, stop.map(HostStop::reason).orElse(null), texts);
        return state == HostState.STOPPED && stop.isPresent()
                ? new StateLook(brief.glyph(), sentence(stop.get(), now, texts))
                : brief;
    }

    private static GlyphState glyph(@Nullable StopReason reason) {
        return switch (reason) {
            case HOST_SHUTDOWN -> GlyphState.SHUT_DOWN;
            case HOST_SUSPEND -> GlyphState.ASLEEP;
            case AGENT_STOPPED -> GlyphState.STOPPED;
            case null -> GlyphState.STOPPED;
        };
    }

    private static String word(@Nullable StopReason reason, Texts texts) {
        return switch (reason) {
            case HOST_SHUTDOWN -> texts.of("state.shut-down");
            case HOST_SUSPEND -> texts.of("state.asleep");
            case AGENT_STOPPED -> texts.of("state.agent-stopped");
            case null -> texts.of("state.stopped");
        };
    }

    private static String sentence(HostStop stop, Instant now, Texts texts) {
        boolean recent = Duration.between(stop.at(), now).abs().compareTo(Duration.ofHours(12)) < 0;
        String at = recent ? texts.clock(stop.at()) : texts.dayAndTime(stop.at());
        return switch (stop.reason()) {
            case HOST_SHUTDOWN -> texts.of("host.shut-down", at);
            case HOST_SUSPEND -> texts.of("host.asleep", at);
            case AGENT_STOPPED -> texts.of("host.agent-stopped", at);
            case null -> texts.of("host.stopped", at);
        };
    }
}
