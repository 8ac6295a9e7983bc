package io.nocturne.server.platform.web;

import io.nocturne.model.json.RefusedValueException;
import io.nocturne.model.text.PlainText;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;

/// Says in one line what is wrong with a JSON body, where, and what is allowed there; of the body
/// itself no more than a short piece, and never a word of the programs that read it.
final class JsonFault {

    private static final int MAX_STEP = 64;
    private static final int MAX_VALUE = 40;
    private static final String DUPLICATE = "Duplicate Object property";

    private JsonFault() {}

    static String describe(JacksonException fault) {
        return where(fault) + ": " + reason(fault);
    }

    private static String where(JacksonException fault) {
        String path = fault.getPath().stream().map(JsonFault::step).collect(Collectors.joining());
        if (!path.isEmpty()) {
            return path.substring(path.startsWith(".") ? 1 : 0);
        }
        return fault.getLocation() == null
                ? "the body"
                : "line %d, column %d"
                        .formatted(
                                fault.getLocation().getLineNr(),
                                fault.getLocation().getColumnNr());
    }

    private static String reason(JacksonException fault) {
        String ours = ourWords(fault);
        if (ours != null) {
            return ours;
        }
        return switch (fault) {
            case InvalidFormatException e ->
                "'%s' is not allowed, it must be %s"
                        .formatted(
                                PlainText.quoted(String.valueOf(e.getValue()), MAX_VALUE),
                                Wanted.of(e.getTargetType()));
            case InputCoercionException e -> "is out of range, it must be " + Wanted.of(e.getTargetType());
            case MismatchedInputException e ->
                "is %s, it must be %s".formatted(found(e.getCurrentToken()), Wanted.of(e.getTargetType()));
            case StreamConstraintsException _ ->
                "a text, a number, a name or the nesting is longer than any that is allowed, or there are too many";
            case StreamReadException e -> unparsed(String.valueOf(e.getOriginalMessage()));
            default -> "is not as the API describes it";
        };
    }

    private static String unparsed(String message) {
        return message.startsWith(DUPLICATE)
                ? "the field %s is given twice"
                        .formatted(PlainText.quoted(
                                message.substring(DUPLICATE.length()).strip(), MAX_STEP))
                : "this is not JSON, or it is cut short";
    }

    /// A check of ours is worded for the caller; what Jackson wraps it in is not.
    private static @Nullable String ourWords(JacksonException fault) {
        if (fault instanceof RefusedValueException) {
            return fault.getOriginalMessage();
        }
        Throwable cause = fault.getCause();
        return cause != null
                        && List.of(IllegalArgumentException.class, NullPointerException.class)
                                .contains(cause.getClass())
                        && cause.getMessage() != null
                        && isOfOurRecords(cause)
                ? cause.getMessage()
                : null;
    }

    /// The JDK has its own words for the same kinds of exception; a record's check stands right at the
    /// top, or below `Objects.requireNonNull`.
    private static boolean isOfOurRecords(Throwable cause) {
        for (StackTraceElement frame : cause.getStackTrace()) {
            if (!frame.getClassName().equals("java.util.Objects")) {
                return frame.getClassName().startsWith("io.nocturne.");
            }
        }
        return false;
    }

    private static String step(Reference reference) {
        return reference.getPropertyName() == null
                ? "[" + reference.getIndex() + "]"
                : "." + PlainText.quoted(reference.getPropertyName(), MAX_STEP);
    }

    private static String found(@Nullable JsonToken token) {
        return switch (token) {
            case null -> "missing";
            // At the end of what should have held it.
            case END_OBJECT, END_ARRAY -> "missing";
            case START_OBJECT, PROPERTY_NAME -> "an object";
            case START_ARRAY -> "a list";
            case VALUE_STRING -> "a text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "true or false";
            case VALUE_NULL -> "null";
            default -> "something else";
        };
    }
}
