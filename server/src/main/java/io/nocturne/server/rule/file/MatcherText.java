package io.nocturne.server.rule.file;

import io.nocturne.model.alert.Matcher;
import io.nocturne.model.alert.Matcher.Op;
import java.util.Arrays;
import java.util.regex.Pattern;

/// A condition as one line: `role = "db"`, `system.filesystem.mountpoint !~ "/snap/.*"`.
///
/// **Shape** - quotes may be left out around what has no space and no sign of a condition in it. Within quotes,
/// `\"` and `\\` stand for the signs themselves.
public final class MatcherText {

    private static final String QUOTED = "\"((?:[^\"\\\\]|\\\\.)*)\"";
    private static final Pattern LINE = Pattern.compile(
            "\\s*(?:" + QUOTED + "|([^\\s=!~\"]+))\\s*(=~|!~|!=|=)\\s*(?:" + QUOTED + "|([^\\s\"]+))\\s*");
    private static final Pattern BARE = Pattern.compile("[^\\s=!~\"]+");

    private MatcherText() {}

    /// **Errors** - [IllegalArgumentException] saying what is allowed.
    public static Matcher parse(String text) {
        java.util.regex.Matcher line = LINE.matcher(text);
        if (text.length() > 2 * (Matcher.MAX_NAME + Matcher.MAX_VALUE) || !line.matches()) {
            throw new IllegalArgumentException(
                    "is no condition; allowed is NAME = \"VALUE\", with one of =, !=, =~, !~ between them");
        }
        String name = line.group(1) == null ? line.group(2) : plain(line.group(1));
        String value = line.group(4) == null ? line.group(5) : plain(line.group(4));
        Op op = Arrays.stream(Op.values())
                .filter(each -> each.sign().equals(line.group(3)))
                .findFirst()
                .orElseThrow();
        return new Matcher(name, op, value);
    }

    static String text(Matcher matcher) {
        String name = BARE.matcher(matcher.name()).matches() ? matcher.name() : quoted(matcher.name());
        return "%s %s %s".formatted(name, matcher.op().sign(), quoted(matcher.value()));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /// A backslash before anything but those two stays, so that expressions read as they are written.
    private static String plain(String quoted) {
        return quoted.replaceAll("\\\\([\"\\\\])", "$1");
    }
}
