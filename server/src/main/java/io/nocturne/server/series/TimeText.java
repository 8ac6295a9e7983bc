package io.nocturne.server.series;

import java.time.Instant;

/// Writes times as [Instant#toString()] does, without an object for each: a chart's points share their day.
///
/// **Unit** - ms since the epoch.
/// **Threads** - confined to the caller's.
final class TimeText {

    private static final long DAY = 86_400_000;
    private static final int CAPACITY = 64;

    private final char[] text = new char[CAPACITY];
    private long day = Long.MIN_VALUE;
    private int dayEnd;

    char[] text() {
        return text;
    }

    /// Writes a time into [#text()] and returns its length.
    int write(long timeMillis) {
        long dayOfTime = Math.floorDiv(timeMillis, DAY);
        if (dayOfTime != day) {
            String start = Instant.ofEpochMilli(dayOfTime * DAY).toString();
            dayEnd = start.indexOf('T') + 1;
            start.getChars(0, dayEnd, text, 0);
            day = dayOfTime;
        }
        int ofDay = (int) (timeMillis - dayOfTime * DAY);
        int at = twoDigits(dayEnd, ofDay / 3_600_000, ':');
        at = twoDigits(at, ofDay / 60_000 % 60, ':');
        int millis = ofDay % 1_000;
        at = twoDigits(at, ofDay / 1_000 % 60, millis == 0 ? 'Z' : '.');
        if (millis > 0) {
            text[at++] = (char) ('0' + millis / 100);
            at = twoDigits(at, millis % 100, 'Z');
        }
        return at;
    }

    private int twoDigits(int at, int number, char after) {
        text[at] = (char) ('0' + number / 10);
        text[at + 1] = (char) ('0' + number % 10);
        text[at + 2] = after;
        return at + 3;
    }
}
