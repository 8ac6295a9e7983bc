package io.nocturne.server.notify.text;

import io.nocturne.model.alert.ReceiverPreview.ShortMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/// A notice in the words of a short message: the essential first, and what does not fit left out.
///
/// **Threads** - stateless.
public final class ShortText {

    /// Names are cut to so many letters, one after the other until all fits.
    private static final List<Integer> NAMES = List.of(1_000, 40, 28, 20, 14, 10, 7);

    private static final int MOST = Integer.MAX_VALUE;

    private ShortText() {}

    /// In so many segments, in GSM-7 if its letters do and in UCS-2 else.
    public static String inSegments(NoticeText text, int segments) {
        boolean isPlain =
                lines(text, text.summary()).stream().map(PlainSigns::of).allMatch(Gsm7::holds);
        if (isPlain) {
            // A letter of two septets is not divided, so that each border may cost one.
            return PlainSigns.of(fitted(text, new Limit(Measure.GSM7, most(segments, Gsm7.SINGLE, Gsm7.SEGMENT))));
        }
        return inUcs2(text, most(segments, Gsm7.UCS2_SINGLE, Gsm7.UCS2_SEGMENT));
    }

    private static int most(int segments, int single, int each) {
        return segments == 1 ? single : each * segments - (segments - 1);
    }

    /// In GSM-7 whatever the letters.
    public static String inGsm7(NoticeText text, int septets) {
        return Gsm7.fitted(fitted(text, new Limit(Measure.GSM7, septets)));
    }

    /// In UCS-2, counted in its units.
    public static String inUcs2(NoticeText text, int units) {
        return fitted(text, new Limit(Measure.UTF16, units));
    }

    /// In the letters of EUC-KR, counted in bytes.
    public static String inEucKr(NoticeText text, int bytes) {
        return EucKr.fitted(fitted(text, new Limit(Measure.EUC_KR_BYTES, bytes)));
    }

    /// What a text costs in GSM-7, of whose letters it is.
    public static ShortMessage costInGsm7(String text) {
        return new ShortMessage("gsm7", Measure.GSM7.of(text), Gsm7.segments(text));
    }

    /// What a text costs in UCS-2, whatever its letters.
    public static ShortMessage costInUcs2(String text) {
        return new ShortMessage("ucs2", Measure.UTF16.of(text), Gsm7.segmentsInUcs2(text));
    }

    /// What a text costs in EUC-KR: one message, which the gateway makes a short or a long one by its length.
    public static ShortMessage costInEucKr(String text) {
        return new ShortMessage("euckr", Measure.EUC_KR_BYTES.of(text), 1);
    }

    /// A message and, on a line of its own, what to answer to it, unless that costs a further segment.
    public static String withReply(String message, NoticeText text) {
        return withReply(message, text, Gsm7::segments);
    }

    /// The same for a gateway that sends in one alphabet whatever the letters.
    public static String withReply(String message, NoticeText text, Limit limit) {
        return withReply(message, text, words -> limit.fits(words) ? segments(limit.measure(), words) : MOST);
    }

    private static String withReply(String message, NoticeText text, ToIntFunction<String> price) {
        return text.reply()
                .map(reply -> message + "\n" + reply)
                .filter(both -> price.applyAsInt(both) <= price.applyAsInt(message))
                .orElse(message);
    }

    private static int segments(Measure measure, String words) {
        return switch (measure) {
            case GSM7 -> segments(measure.of(words), Gsm7.SINGLE, Gsm7.SEGMENT);
            case UTF16, CODE_POINTS, UTF8_BYTES -> segments(measure.of(words), Gsm7.UCS2_SINGLE, Gsm7.UCS2_SEGMENT);
            // What is longer is sent as a long message, at one price.
            case EUC_KR_BYTES -> measure.of(words) <= EucKr.SHORT ? 1 : 2;
        };
    }

    private static int segments(int length, int single, int each) {
        return length <= single ? 1 : Math.ceilDiv(length, each);
    }

    /// With names as long as they may be for the value to be seen.
    private static String fitted(NoticeText text, Limit limit) {
        String summary = NAMES.stream()
                .map(text::summary)
                .filter(limit::fits)
                .findFirst()
                .orElseGet(text::summary);
        return limit.lines(lines(text, summary), text.notice().omitted(), text);
    }

    /// One alert is one line; several are a headline and a line each.
    private static List<String> lines(NoticeText text, String summary) {
        List<String> lines = new ArrayList<>();
        lines.add(text.notice().isLate() ? summary + " " + text.say("note.late") : summary);
        if (text.notice().items().size() > 1) {
            lines.addAll(text.lines());
        }
        return lines;
    }
}
