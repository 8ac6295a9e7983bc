package io.nocturne.server.rule.file;

import io.nocturne.model.alert.AlertRule;
import io.nocturne.server.audit.Origin;
import io.nocturne.server.rule.AlertsFileSection.Taken;
import io.nocturne.server.rule.RuleSet;
import io.nocturne.server.rule.Rules;
import io.nocturne.server.rule.Rules.Edited;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// One taking up of a file: read against the rules at the moment of the change, so that nothing comes between.
///
/// **Threads** - confined to the call.
final class AlertsFileTake {

    private final AlertsFileReader reader;
    private final byte[] content;
    private final boolean replace;
    private final Predicate<String> isWanted;
    private AlertsFile file = new AlertsFile(List.of(), new LinkedHashMap<>(), List.of(), 0, List.of());

    /// **Shape** - `isWanted` says which sections are taken up, [AlertsFileReader#RULES_KEY] standing for all
    /// that concerns rules.
    AlertsFileTake(AlertsFileReader reader, byte[] content, boolean replace, Predicate<String> isWanted) {
        this.reader = reader;
        this.content = content;
        this.replace = replace;
        this.isWanted = isWanted;
    }

    /// Takes the file up whole; `alongside` runs in the same transaction.
    ///
    /// **Errors** - [FileRefusedException] when something is wrong with it; then nothing was changed.
    Edited take(Rules rules, Origin by, Runnable alongside) {
        Edited edited = rules.edit(this::wanted, by, () -> {
            wantedSections().forEach(taken -> taken.write(by));
            alongside.run();
        });
        wantedSections().forEach(Taken::committed);
        return edited;
    }

    /// What the file said.
    AlertsFile file() {
        return file;
    }

    private List<AlertRule> wanted(RuleSet present) {
        file = reader.read(content, present, replace);
        if (!file.isGood()) {
            throw new FileRefusedException(file);
        }
        return isWanted.test(AlertsFileReader.RULES_KEY) ? file.rules() : present.rules();
    }

    private List<Taken> wantedSections() {
        return file.sections().entrySet().stream()
                .filter(section -> isWanted.test(section.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    /// A file that is taken up in no part, because something in it is wrong.
    static final class FileRefusedException extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final transient AlertsFile file;

        FileRefusedException(AlertsFile file) {
            super("%d faults".formatted(file.faultCount()));
            this.file = file;
        }

        AlertsFile file() {
            return file;
        }
    }
}
