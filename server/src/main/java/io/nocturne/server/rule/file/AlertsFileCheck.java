package io.nocturne.server.rule.file;

import io.nocturne.server.rule.AlertsFileSection;
import io.nocturne.server.rule.DefaultRules;
import io.nocturne.server.rule.FileFault;
import io.nocturne.server.rule.RuleSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A look at an `alerts.yml` without a server: what is wrong with it, line by line.
///
/// **Shape** - `lines` for people; `isGood` unless a fault is among them.
public record AlertsFileCheck(boolean isGood, List<String> lines) {

    public AlertsFileCheck {
        lines = List.copyOf(lines);
    }

    /// **Shape** - `sections` by other modules, such as need no server.
    public static AlertsFileCheck of(Path path, List<AlertsFileSection> sections) {
        byte[] content;
        try (InputStream in = Files.newInputStream(path)) {
            content = in.readNBytes(AlertsFileReader.MAX_BYTES + 1);
        } catch (IOException e) {
            return new AlertsFileCheck(false, List.of("%s: cannot be read (%s)".formatted(path, e)));
        }
        AlertsFile file = AlertsFileReader.alone(sections).read(content, new RuleSet(0, DefaultRules.all()), false);
        List<String> lines = new ArrayList<>();
        for (FileFault fault : file.faults()) {
            lines.add("%s: %s".formatted(path, fault));
        }
        int more = file.faultCount() - file.faults().size();
        if (more > 0) {
            lines.add("%s: and %d more faults".formatted(path, more));
        }
        for (FileFault note : file.notes()) {
            lines.add("%s: note: %s".formatted(path, note));
        }
        if (file.isGood()) {
            lines.add("%s: ok".formatted(path));
        }
        return new AlertsFileCheck(file.isGood(), lines);
    }
}
