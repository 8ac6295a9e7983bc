package io.nocturne.model.text;

import java.time.Duration;

/// A length of time in its two greatest units: "41 d 6 h", "3 m 10 s", "56 s"; Korean "41일 6시간".
///
/// **Shape** - the smaller unit is left out when it is zero; rounded to seconds, and never below zero.
/// **Threads** - stateless.
public final class TwoUnits {

    private TwoUnits() {}

    public static String of(Duration duration, Words words) {
        Duration rounded = duration.plusMillis(500).isNegative() ? Duration.ZERO : duration.plusMillis(500);
        if (rounded.toDays() > 0) {
            return two(words, "days", rounded.toDays(), "hours", rounded.toHoursPart());
        }
        if (rounded.toHours() > 0) {
            return two(words, "hours", rounded.toHours(), "minutes", rounded.toMinutesPart());
        }
        if (rounded.toMinutes() > 0) {
            return two(words, "minutes", rounded.toMinutes(), "seconds", rounded.toSecondsPart());
        }
        return words.of("seconds", rounded.toSeconds());
    }

    private static String two(Words words, String greater, long greaterCount, String smaller, long smallerCount) {
        String text = words.of(greater, greaterCount);
        return smallerCount == 0 ? text : text + " " + words.of(smaller, smallerCount);
    }

    /// A language's words for so many of a unit.
    @FunctionalInterface
    public interface Words {

        /// **Shape** - `unit` is `days`, `hours`, `minutes` or `seconds`.
        String of(String unit, long count);
    }
}
