package io.nocturne.server.platform.web;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JacksonException.Reference;

/// Says in one line what is wrong with a JSON body and where, without repeating the body.
final class JsonFault {

    private static final int MAX_DETAIL = 300;

    private static final Pattern ADVICE = Pattern.compile(" \\((set|through|for) .*");

    private JsonFault() {}

    static String describe(JacksonException fault) {
        String path = fault.getPath().stream().map(JsonFault::step).collect(Collectors.joining());
        String where = path.isEmpty()
                ? "line %d, column %d"
                        .formatted(
                                fault.getLocation() == null
                                        ? 0
                                        : fault.getLocation().getLineNr(),
                                fault.getLocation() == null
                                        ? 0
                                        : fault.getLocation().getColumnNr())
                : path.substring(path.startsWith(".") ? 1 : 0);
        return where + ": " + shorten(reason(fault));
    }

    private static String reason(JacksonException fault) {
        // A record's own check is worded for the caller; Jackson's wrapping of it is not.
        if (fault.getCause() instanceof IllegalArgumentException refusal && refusal.getMessage() != null) {
            return refusal.getMessage();
        }
        // Jackson's advice on its own settings is for programmers of the server.
        return ADVICE.matcher(String.valueOf(fault.getOriginalMessage())).replaceAll("");
    }

    private static String step(Reference reference) {
        return reference.getPropertyName() == null
                ? "[" + reference.getIndex() + "]"
                : "." + reference.getPropertyName();
    }

    private static String shorten(String text) {
        String line = text.lines().findFirst().orElse("");
        return line.length() <= MAX_DETAIL ? line : line.substring(0, MAX_DETAIL) + "…";
    }
}
