package io.nocturne.model.alert;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A way in which notifications can be sent, and what it must be told to send them: a console draws its form
/// from this.
///
/// **Shape** - `typeId` as `config/alerts.yml` writes it (`slack`); `fields` in the order of the form. The
/// server brings the words along, so that a console draws the form of a type that it has never heard of.
public record ReceiverType(String typeId, Words label, Words help, List<Field> fields) {

    public ReceiverType {
        fields = List.copyOf(fields);
    }

    /// A text of the form in every language: a console changes its own without asking anew.
    public record Words(String en, String ko) {}

    /// One setting, always a text.
    ///
    /// **Shape** - `help` is one line; `choices` empty unless the kind is [Kind#CHOICE].
    /// **Absent** - `defaultValue` where a missing value stays missing.
    public record Field(
            String key,
            Words label,
            Words help,
            Kind kind,
            boolean required,
            int maxLength,
            @Nullable String defaultValue,
            List<String> choices) {

        public Field {
            choices = choices == null ? List.of() : List.copyOf(choices);
        }

        /// Whether it is kept encrypted and never shown again.
        public boolean holdsSecret() {
            return kind == Kind.SECRET || kind == Kind.SECRET_URL;
        }

        /// Whether it lists people.
        public boolean listsPeople() {
            return kind == Kind.MAILS || kind == Kind.PHONES;
        }
    }

    /// What a setting's text must be.
    public enum Kind {
        @JsonProperty("text")
        TEXT,
        /// Kept encrypted and never shown again.
        @JsonProperty("secret")
        SECRET,
        /// An http or https address; it may hold a secret in itself and is kept like one.
        @JsonProperty("secretUrl")
        SECRET_URL,
        @JsonProperty("url")
        URL,
        @JsonProperty("number")
        NUMBER,
        @JsonProperty("boolean")
        BOOLEAN,
        @JsonProperty("choice")
        CHOICE,
        /// Addresses of email with commas between them; `on-call:NAME` is whoever is on call by a schedule.
        @JsonProperty("mails")
        MAILS,
        /// Phone numbers in the same way.
        @JsonProperty("phones")
        PHONES
    }
}
