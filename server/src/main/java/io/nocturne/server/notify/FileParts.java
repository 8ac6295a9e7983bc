package io.nocturne.server.notify;

import io.nocturne.model.alert.Matcher;
import io.nocturne.model.alert.WeeklyWindow;
import io.nocturne.server.rule.FileNode;
import io.nocturne.server.rule.file.MatcherText;
import io.nocturne.server.rule.file.Quantity;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// Parts of receivers and routes as `alerts.yml` writes them. Each fault is told where it stands.
///
/// **Threads** - stateless.
final class FileParts {

    private static final List<String> WINDOW = List.of("days", "from", "to", "zone");
    private static final int ABBREVIATED = 3;
    private static final int MAX_LIST = 50;

    private FileParts() {}

    /// A duration like `90s`, `15m` or `4h`.
    static Optional<Long> seconds(FileNode node) {
        return attempt(node, Quantity::seconds);
    }

    static Optional<Integer> number(FileNode node) {
        return attempt(node, text -> {
            if (!text.matches("[0-9]{1,6}")) {
                throw new IllegalArgumentException("is no whole number");
            }
            return Integer.valueOf(text);
        });
    }

    static Optional<ZoneId> zone(FileNode node) {
        return attempt(node, text -> {
            try {
                return ZoneId.of(text);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("is no time zone like Asia/Seoul", e);
            }
        });
    }

    /// Conditions, one a line: `role = "db"`.
    static List<Matcher> matchers(FileNode node) {
        return list(node).stream()
                .flatMap(item -> attempt(item, MatcherText::parse).stream())
                .toList();
    }

    static List<String> texts(FileNode node, int most) {
        return list(node).stream().flatMap(item -> item.text(most).stream()).toList();
    }

    static List<WeeklyWindow> windows(FileNode node) {
        return (node.isMap() ? List.of(node) : list(node))
                .stream().flatMap(item -> window(item).stream()).toList();
    }

    private static Optional<WeeklyWindow> window(FileNode node) {
        Map<String, FileNode> fields = node.fields(WINDOW);
        if (!fields.keySet().containsAll(WINDOW)) {
            node.fault("must have " + String.join(", ", WINDOW));
            return Optional.empty();
        }
        Optional<Set<DayOfWeek>> days = field(fields, "days").flatMap(FileParts::days);
        Optional<LocalTime> from = field(fields, "from").flatMap(FileParts::time);
        Optional<LocalTime> to = field(fields, "to").flatMap(FileParts::time);
        Optional<ZoneId> zone = field(fields, "zone").flatMap(FileParts::zone);
        return days.isPresent() && from.isPresent() && to.isPresent() && zone.isPresent()
                ? Optional.of(new WeeklyWindow(days.get(), from.get(), to.get(), zone.get()))
                : Optional.empty();
    }

    private static Optional<FileNode> field(Map<String, FileNode> fields, String key) {
        return Optional.ofNullable(fields.get(key));
    }

    private static Optional<Set<DayOfWeek>> days(FileNode node) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        List<FileNode> items = list(node);
        items.forEach(item -> attempt(item, FileParts::day).ifPresent(days::add));
        if (items.isEmpty()) {
            node.fault("must have at least one day");
        }
        return days.isEmpty() ? Optional.empty() : Optional.of(days);
    }

    private static DayOfWeek day(String text) {
        String wanted = text.toUpperCase(Locale.ROOT);
        return Stream.of(DayOfWeek.values())
                .filter(day -> day.name().equals(wanted)
                        || day.name().substring(0, ABBREVIATED).equals(wanted))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("is no day; allowed are mon, tue, wed, thu, fri, sat, sun"));
    }

    private static Optional<LocalTime> time(FileNode node) {
        return attempt(node, text -> {
            try {
                return LocalTime.parse(text);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("is no time of day like 07:30", e);
            }
        });
    }

    private static List<FileNode> list(FileNode node) {
        List<FileNode> items = node.itemsOrOne();
        if (items.size() > MAX_LIST) {
            node.fault("has %d entries, allowed are %d".formatted(items.size(), MAX_LIST));
            return List.of();
        }
        return items;
    }

    private static <T> Optional<T> attempt(FileNode node, Function<String, T> parsing) {
        return node.text().flatMap(text -> {
            try {
                return Optional.of(parsing.apply(text));
            } catch (IllegalArgumentException e) {
                node.fault(String.valueOf(e.getMessage()));
                return Optional.empty();
            }
        });
    }
}
