package io.nocturne.console.screen.hosts;

import io.nocturne.model.fleet.StopReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The hosts that a line of filter text means: words separated by spaces that must all hold.
///
/// **Shape** - `web` is part of the name; `cpu>80` `memory<20` `disk>=90` `load>4` compare
/// (percent, load as it is); `state:stale` and `os:debian` look into that column; `state:stopped`
/// is every agent that said goodbye, `state:agent-stopped`, `state:shutdown` and `state:asleep`
/// those of one reason. A host without the value does not pass a comparison.
record HostFilter(List<Predicate<HostRow>> terms) implements Predicate<HostRow> {

    private static final Pattern COMPARISON = Pattern.compile("([a-z]+)(>=|<=|>|<)([0-9]+(?:\\.[0-9]+)?)%?");
    private static final Pattern COLUMN = Pattern.compile("(state|os|agent|name):(.+)");

    /// Reads what was typed; a word that is half typed passes every host that has it in its name.
    static HostFilter parse(String text) {
        List<Predicate<HostRow>> terms = new ArrayList<>();
        for (String word : text.strip().toLowerCase(Locale.ROOT).split("\\s+", -1)) {
            if (!word.isEmpty()) {
                terms.add(term(word));
            }
        }
        return new HostFilter(terms);
    }

    @Override
    public boolean test(HostRow row) {
        return terms.stream().allMatch(term -> term.test(row));
    }

    private static Predicate<HostRow> term(String word) {
        Matcher comparison = COMPARISON.matcher(word);
        if (comparison.matches()) {
            Function<HostRow, OptionalDouble> value = value(comparison.group(1));
            double limit = Double.parseDouble(comparison.group(3));
            String operator = comparison.group(2);
            return row -> value.apply(row).stream().anyMatch(number -> holds(number, operator, limit));
        }
        Matcher column = COLUMN.matcher(word);
        if (column.matches()) {
            String part = column.group(2);
            return switch (column.group(1)) {
                case "state" -> row -> stateNames(row).stream().anyMatch(name -> name.startsWith(part));
                case "os" -> row -> row.os().toLowerCase(Locale.ROOT).contains(part);
                case "agent" -> row -> row.agent().toLowerCase(Locale.ROOT).contains(part);
                default -> named(part);
            };
        }
        return named(word);
    }

    private static Predicate<HostRow> named(String part) {
        return row -> row.name().toLowerCase(Locale.ROOT).contains(part);
    }

    private static Function<HostRow, OptionalDouble> value(String column) {
        return switch (column) {
            case "cpu" -> row -> percent(row.cpu());
            case "memory", "mem" -> row -> percent(row.memory());
            case "disk", "fs", "filesystem" -> row -> percent(row.fullest());
            case "load" -> HostRow::load1;
            default -> _ -> OptionalDouble.empty();
        };
    }

    private static OptionalDouble percent(OptionalDouble fraction) {
        return fraction.isPresent() ? OptionalDouble.of(fraction.getAsDouble() * 100) : fraction;
    }

    private static boolean holds(double number, String operator, double limit) {
        return switch (operator) {
            case ">" -> number > limit;
            case ">=" -> number >= limit;
            case "<" -> number < limit;
            default -> number <= limit;
        };
    }

    private static List<String> stateNames(HostRow row) {
        return switch (row.state()) {
            case REPORTING -> List.of("reporting");
            case STALE -> List.of("stale");
            case STOPPED -> List.of("stopped", reasonName(row.stopReason()));
            case NEVER_REPORTED -> List.of("never");
        };
    }

    private static String reasonName(@Nullable StopReason reason) {
        return switch (reason) {
            case AGENT_STOPPED -> "agent-stopped";
            case HOST_SHUTDOWN -> "shutdown";
            case HOST_SUSPEND -> "asleep";
            case null -> "stopped";
        };
    }
}
