package io.nocturne.server.rule.file;

import io.nocturne.model.alert.AlertRule;
import io.nocturne.server.rule.AlertsFileSection.Taken;
import io.nocturne.server.rule.FileFault;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// What an `alerts.yml` says, read against the rules that are there.
///
/// **Shape** - `rules` are all rules as they would be; `sections` what other modules make of theirs, by key.
/// With faults, of which there are `faultCount` and the first are told, nothing of it is to be used.
record AlertsFile(
        List<AlertRule> rules,
        SequencedMap<String, Taken> sections,
        List<FileFault> faults,
        int faultCount,
        List<FileFault> notes) {

    AlertsFile {
        rules = List.copyOf(rules);
        sections = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(sections));
        faults = List.copyOf(faults);
        notes = List.copyOf(notes);
    }

    boolean isGood() {
        return faultCount == 0;
    }
}
