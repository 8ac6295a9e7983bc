package io.nocturne.model.alert;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/// Settings of a rule that count for some hosts, or some of their series, and not for all.
///
/// **Shape** - `attributes` empty means every instance. A host's layer counts over a tag's and a tag's over
/// everybody's; of the same kind, one that names attributes over one that does not; then the earlier one in the
/// rule.
public record RuleLayer(Scope scope, List<Matcher> attributes, RuleSettings settings) {

    public RuleLayer {
        attributes = attributes == null ? List.of() : List.copyOf(attributes);
        settings = settings == null ? RuleSettings.INHERITED : settings;
    }

    /// For whom.
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Scope.Everywhere.class, name = "global"),
        @JsonSubTypes.Type(value = Scope.Tag.class, name = "tag"),
        @JsonSubTypes.Type(value = Scope.Host.class, name = "host")
    })
    public sealed interface Scope {

        /// Every host; with attributes: "every /boot".
        record Everywhere() implements Scope {}

        /// Hosts with this tag.
        record Tag(String key, String value) implements Scope {}

        /// One host, by its name: a rule may be written before the host is there.
        record Host(String name) implements Scope {}
    }
}
