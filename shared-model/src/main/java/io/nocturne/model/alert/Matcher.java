package io.nocturne.model.alert;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.nocturne.model.text.PlainText;
import java.util.Objects;

/// One condition on a label, as Prometheus and Alertmanager write it: `role="db"`.
///
/// **Shape** - a label that is absent has the empty value. An expression of [Op#MATCHES] is in RE2 syntax and
/// must match the whole value.
/// **Errors** - [IllegalArgumentException] naming the part that is out of bounds. Whether an expression is one
/// is checked where it is compiled.
public record Matcher(String name, Op op, String value) {

    public static final int MAX_NAME = 128;
    public static final int MAX_VALUE = 512;

    public Matcher {
        Objects.requireNonNull(name, "a matcher has a name");
        PlainText.require("name", name, MAX_NAME);
        if (name.isBlank()) {
            throw new IllegalArgumentException("name of a matcher must not be empty");
        }
        Objects.requireNonNull(op, "a matcher has an op: one of =, !=, =~, !~");
        Objects.requireNonNull(value, "a matcher has a value");
        PlainText.require("value", value, MAX_VALUE);
    }

    public static Matcher equal(String name, String value) {
        return new Matcher(name, Op.EQUAL, value);
    }

    @Override
    public String toString() {
        return name + op.sign() + '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /// How the value is compared.
    public enum Op {
        @JsonProperty("=")
        EQUAL("="),
        @JsonProperty("!=")
        NOT_EQUAL("!="),
        @JsonProperty("=~")
        MATCHES("=~"),
        @JsonProperty("!~")
        NOT_MATCHES("!~");

        private final String sign;

        Op(String sign) {
            this.sign = sign;
        }

        public String sign() {
            return sign;
        }
    }
}
